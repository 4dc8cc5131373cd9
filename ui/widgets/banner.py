"""A line over the page that says what happened and offers one thing to do. It never takes the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.widgets.announce import announce
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated


class Banner(Retranslated, QFrame):
    """Shows one notice at a time; a newer one takes the place of an older one, whose ``on_gone`` is called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._on_action: Callable[[], None] | None = None
        self._on_gone: Callable[[], None] | None = None
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._action.hide()
        self._close = IconButton("close")
        self.say(lambda: self._close.set_name(self.tr("Close this notice")))
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when it is hidden."""
        return self._label.text() if not self.isHidden() else ""

    def show_notice(
        self,
        text: str,
        *,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        on_gone: Callable[[], None] | None = None,
        seconds: float | None = None,
    ) -> None:
        """Shows ``text`` until it is closed, or for ``seconds``. ``on_gone`` is called unless the action was taken."""
        self.dismiss()
        self._label.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._on_action, self._on_gone = on_action, on_gone
        if seconds is not None:
            self._timer.start(int(seconds * 1000))
        self.show()
        announce(self, text)

    def dismiss(self) -> None:
        """Hides the notice."""
        self._timer.stop()
        gone, self._on_gone, self._on_action = self._on_gone, None, None
        self.hide()
        if gone is not None:
            gone()

    def _act(self) -> None:
        act, self._on_gone = self._on_action, None
        self.dismiss()
        if act is not None:
            act()
