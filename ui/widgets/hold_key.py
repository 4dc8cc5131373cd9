"""A key that is held down, such as Ctrl+Space to talk: shortcuts know presses only, this knows releases too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

# X11 repeats a key that is held as a release and a press at once. Qt tells such a release from a real one by the press behind it,
# which on a busy machine has not come yet: a release counts when no press follows it.
REPEAT_MS = 80
_MODIFIER_KEYS = (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_Shift)


class HoldKey(QObject):
    """Reports when one key, with its modifiers, goes down and up anywhere in one window."""

    pressed = Signal()
    released = Signal()

    def __init__(self, window: QWidget, key: QKeyCombination | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._key = key
        self._down = False
        self._release = QTimer(self)
        self._release.setSingleShot(True)
        self._release.setInterval(REPEAT_MS)
        self._release.timeout.connect(self._let_go)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def set_key(self, key: QKeyCombination | None) -> None:
        """Listens for another key from now on, or for none."""
        self._let_go()
        self._key = key

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the key's events before the widget with the keyboard does."""
        if not isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
                self._let_go()
            return False
        if self._key is None or not (isinstance(watched, QWidget) and watched.window() is self._window):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if event.type() == QEvent.Type.KeyRelease and self._down and not event.isAutoRepeat():
            if event.key() == self._key.key() or event.key() in _MODIFIER_KEYS:
                self._release.start()
            return event.key() == self._key.key()
        return False

    def _press(self, event: QKeyEvent) -> bool:
        if event.keyCombination() != self._key:
            return False
        self._release.stop()
        if not event.isAutoRepeat() and not self._down:
            self._down = True
            self.pressed.emit()
        return True

    def _let_go(self) -> None:
        self._release.stop()
        if self._down:
            self._down = False
            self.released.emit()
