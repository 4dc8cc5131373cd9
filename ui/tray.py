"""The icon in the system's tray, where the desktop has one: open, talk, silence, mute, quit."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui.main_window import MainWindow
from ui.widgets.retranslated import Retranslated


class TrayMenu(Retranslated, QMenu):
    """The menu of the tray. It says its words in the window's language."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.open_window = self.addAction("", window.come_to_front)
        self.ask = self.addAction("", window.command("quick_ask").trigger)
        self.talk = self.addAction("", lambda: _talk(window))
        self.silence = self.addAction("", window.command("stop").trigger)
        self.mute = window.command("mute")
        self.addAction(self.mute)
        self.addSeparator()
        self.leave = self.addAction("", window.command("quit").trigger)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self.open_window.setText(self.tr("Open Sotto"))
        self.ask.setText(self.tr("Ask Sotto"))
        self.talk.setText(self.tr("Talk"))
        self.silence.setText(self.tr("Silence"))
        self.leave.setText(self.tr("Quit"))


class Tray(QSystemTrayIcon):
    """A click opens the window, or puts it away when it is in front."""

    def __init__(self, window: MainWindow, icon: QIcon) -> None:
        super().__init__(icon, window)
        self._window = window
        self.menu = TrayMenu(window)
        self.setContextMenu(self.menu)
        self.setToolTip("Sotto")
        self.activated.connect(self._activated)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Trigger:
            return
        if self._window.isActiveWindow():
            self._window.hide()
        else:
            self._window.come_to_front()


def _talk(window: MainWindow) -> None:
    # As a click on the talk button: down and up.
    window.talk_pressed.emit()
    window.talk_released.emit()
