"""A line over the page that says what happened and offers one thing to do. It never takes the keyboard.

One that goes by itself stays while the mouse is over it or the keyboard in it, and a whole time more.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from assistant.errors import BugReported, ErrorReport
from ui.widgets.announce import announce
from ui.widgets.engine_words import error_words
from ui.widgets.error_details import error_details
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
        self._goes_ms: int | None = None
        self._held: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        for button in (self._action, self._close):
            button.installEventFilter(self)
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

    @property
    def goes_soon(self) -> bool:
        """Whether it goes by itself, as things are."""
        return self._timer.isActive()

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
        self._goes_ms = None if seconds is None else int(seconds * 1000)
        self.show()
        self._wait()
        announce(self, text)

    def show_error(self, error: ErrorReport) -> None:
        """Says what went wrong, a bug with its details to copy. What stands here already keeps its button."""
        words = error_words(error)
        if self.text == words:
            return
        if error.kind == BugReported.kind:
            copied = error_details(error)
            self.show_notice(
                words,
                action=self.tr("Copy the details"),
                on_action=lambda: QGuiApplication.clipboard().setText(copied),
            )
        else:
            self.show_notice(words)

    def dismiss(self) -> None:
        """Hides the notice."""
        self._timer.stop()
        self._goes_ms, self._held = None, frozenset()
        gone, self._on_gone, self._on_action = self._on_gone, None, None
        self.hide()
        if gone is not None:
            gone()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stays as long as the mouse is here."""
        super().enterEvent(event)
        self._hold("mouse", held=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Goes some time after the mouse has left."""
        super().leaveEvent(event)
        self._hold("mouse", held=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays as long as one of its buttons has the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._hold("keyboard", held=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _hold(self, by: str, *, held: bool) -> None:
        self._held = self._held | {by} if held else self._held - {by}
        self._wait()

    def _wait(self) -> None:
        self._timer.stop()
        if self._goes_ms is not None and not self._held:
            self._timer.start(self._goes_ms)

    def _act(self) -> None:
        act, self._on_gone = self._on_action, None
        self.dismiss()
        if act is not None:
            act()
