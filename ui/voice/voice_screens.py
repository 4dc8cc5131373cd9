"""What belongs to speaking and hearing beside the chat: dictation, the voice view and the sound check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.dictation.dictation_control import DictationControl
from ui.voice.voice_view import VoiceView

if TYPE_CHECKING:
    from ui.desktop import Desktop
    from ui.sound_check.sound_check_dialog import SoundCheckDialog


class VoiceScreens(QObject):
    """Each is made when it is first asked for."""

    def __init__(self, desktop: Desktop, parent: QObject) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._sound_check: SoundCheckDialog | None = None
        desktop.window.command("sound_check").triggered.connect(self.show_sound_check)
        self.dictation = DictationControl(desktop.window, desktop.api, desktop.bridge, desktop.operations, self)
        self.dictation.beginning.connect(desktop.voice.end)

        self.view = VoiceView()
        self.view.talk_pressed.connect(desktop.window.talk_pressed)
        self.view.talk_released.connect(desktop.window.talk_released)
        self.view.silence_requested.connect(desktop.voice.silence_answer)
        self.view.mute_requested.connect(desktop.voice.mute)
        self.view.end_requested.connect(desktop.voice.end)
        self.view.sound_check_requested.connect(self.show_sound_check)
        desktop.voice.state_changed.connect(self.view.show_state)
        desktop.voice.view_requested.connect(lambda: desktop.window.show_page("voice"))
        desktop.window.add_page("voice", self.view)

    def step_back(self) -> bool:
        """What Esc does first: ends a dictation; False when there is none."""
        return self.dictation.end()

    def show_sound_check(self) -> None:
        """Opens the sound check; a spoken conversation ends first."""
        if self._sound_check is None:
            from ui.sound_check.sound_check_dialog import SoundCheckDialog

            desktop = self._desktop
            self._sound_check = SoundCheckDialog(desktop.api, desktop.bridge, desktop.operations, desktop.window)
            self._sound_check.opening.connect(desktop.voice.end)
            self._sound_check.opening.connect(self.dictation.end)
        self._sound_check.open()
