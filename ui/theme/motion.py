"""Whether pictures may move. Some people get ill from it: the setting, and what the system says of animations, decide."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

_PROPERTY = "reduceMotion"


def reduce_motion(reduced: bool) -> None:
    """Takes on the setting."""
    application = QApplication.instance()
    if application is not None:
        application.setProperty(_PROPERTY, reduced)


def may_move() -> bool:
    """Whether something may move by itself; what only follows the user may always."""
    application = QApplication.instance()
    if not isinstance(application, QApplication) or application.property(_PROPERTY):
        return False
    # PySide makes it, with all its many kinds, when it is first asked for; nothing moves before the window is shown.
    from PySide6.QtWidgets import QStyle

    return bool(application.style().styleHint(QStyle.StyleHint.SH_Widget_Animate))
