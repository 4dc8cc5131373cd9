"""A key that is held down, such as Ctrl+Space to talk: shortcuts know presses only, this knows releases too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class HoldKey(QObject):
    """Reports when ``modifier`` + ``key`` goes down and up anywhere in one window."""

    pressed = Signal()
    released = Signal()

    def __init__(self, window: QWidget, modifier: Qt.KeyboardModifier, key: Qt.Key) -> None:
        super().__init__(window)
        self._window = window
        self._modifier = modifier
        self._key = key
        self._down = False
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the key's events before the widget with the keyboard does."""
        if not isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
                self._let_go()
            return False
        if not (isinstance(watched, QWidget) and watched.window() is self._window):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if event.type() == QEvent.Type.KeyRelease and self._down and not event.isAutoRepeat():
            if event.key() in (self._key, Qt.Key.Key_Control):
                self._let_go()
            return event.key() == self._key
        return False

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() != self._key or event.modifiers() != self._modifier:
            return False
        if not event.isAutoRepeat() and not self._down:
            self._down = True
            self.pressed.emit()
        return True

    def _let_go(self) -> None:
        if self._down:
            self._down = False
            self.released.emit()
