"""The icon in the system's tray, where the desktop has one: open, talk, silence, mute, quit."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui.main_window import MainWindow
from ui.voice.talk_state import TalkState
from ui.voice.talk_words import phase_words, talk_button_words
from ui.voice.voice_control import VoiceControl
from ui.widgets.retranslated import Retranslated


class TrayMenu(Retranslated, QMenu):
    """The menu of the tray. It says its words in the window's language."""

    def __init__(self, window: MainWindow, voice: VoiceControl) -> None:
        super().__init__(window)
        self._voice = voice
        self.open_window = self.addAction("", window.come_to_front)
        self.ask = self.addAction("", window.command("quick_ask").trigger)
        self.talk = self.addAction("", voice.click)
        self.silence = self.addAction("", window.command("stop").trigger)
        self.mute = window.command("mute")
        self.addAction(self.mute)
        self.addSeparator()
        self.leave = self.addAction("", window.command("quit").trigger)
        self.say(self._say_words)
        voice.state_changed.connect(lambda _: self._say_words())

    def _say_words(self) -> None:
        self.open_window.setText(self.tr("Open Sotto"))
        self.ask.setText(self.tr("Ask Sotto"))
        state = self._voice.state
        self.talk.setText(self.tr("Talk") if state is None else talk_button_words(state))
        self.silence.setText(self.tr("Silence"))
        self.leave.setText(self.tr("Quit"))


class Tray(QSystemTrayIcon):
    """A click opens the window, or puts it away when it is in front. Its tip says what goes on while the microphone is open,
    which nothing else tells when the window is put away."""

    def __init__(self, window: MainWindow, icon: QIcon, voice: VoiceControl) -> None:
        super().__init__(icon, window)
        self._window = window
        self.menu = TrayMenu(window, voice)
        self.setContextMenu(self.menu)
        self.setToolTip("Sotto")
        voice.state_changed.connect(self._say_state)
        self.activated.connect(self._activated)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Trigger:
            return
        # Not every desktop says at once that a window that was put away has lost the keyboard.
        if self._window.isVisible() and self._window.isActiveWindow():
            self._window.hide()
        else:
            self._window.come_to_front()

    def _say_state(self, state: TalkState | None) -> None:
        tip = "Sotto" if state is None else f"Sotto · {phase_words(state)}"
        if tip != self.toolTip():  # the level of the microphone comes many times a second
            self.setToolTip(tip)
