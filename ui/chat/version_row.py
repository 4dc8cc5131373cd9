"""Which version of an answer is shown, and the way to the others: the question was asked more than once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.widgets.announce import announce
from ui.widgets.icon_button import IconButton


class VersionRow(QWidget):
    """Emits ``chosen`` with the place of a version, from 0. Hidden while there is but one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown, self._count = 0, 1
        self._before = IconButton("left", parent=self)
        self._before.clicked.connect(lambda: self._choose(self._shown - 1))
        self._words = QLabel(self)
        self._words.setProperty("look", "muted")
        self._after = IconButton("right", parent=self)
        self._after.clicked.connect(lambda: self._choose(self._shown + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(2)
        for part in (self._before, self._words, self._after):
            row.addWidget(part)
        self.say_words()

    def show_version(self, shown: int, count: int) -> None:
        """Says that the version ``shown``, from 0, of ``count`` is to be seen."""
        self._shown, self._count = shown, count
        # A button that cannot be pressed would hand the keyboard on: it goes to the other, not out of the row.
        had_focus = self._before.hasFocus() or self._after.hasFocus()
        self._before.setEnabled(shown > 0)
        self._after.setEnabled(shown < count - 1)
        if had_focus and not (self._before.hasFocus() or self._after.hasFocus()):
            (self._before if shown > 0 else self._after).setFocus()
        self.setVisible(count > 1)
        self.say_words()

    def say_words(self) -> None:
        """Names the version and the buttons in the window's language."""
        places = {"shown": self._shown + 1, "count": self._count}
        self._words.setText(self.tr("{shown} of {count}").format(**places))
        self._words.setAccessibleName(self.tr("Version {shown} of {count} of this answer").format(**places))
        self._before.set_name(self.tr("Show the version before"))
        self._after.set_name(self.tr("Show the version after"))

    def _choose(self, version: int) -> None:
        self.chosen.emit(version)
        announce(self, self._words.accessibleName())
