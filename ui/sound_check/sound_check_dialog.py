"""The sound check, joined to the engine. What is chosen here holds at once, as in the settings; nothing that is said is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QHideEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.events import SoundCheckEnded, SoundCheckLevel
from assistant.front_door import AssistantApi
from assistant.records import AudioDevice, SoundSample
from assistant.settings import Settings
from ui.bridge import EngineBridge
from ui.operations import Operations
from ui.sound_check.sound_check_sheet import CheckState, SoundCheckSheet
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder
from ui.widgets.trouble_card import TroubleCard

FIRST_SIZE = QSize(520, 480)
RECORD_S = 3.5
CLOSE_TIMEOUT_S = 1.0


class SoundCheckDialog(Retranslated, InReadingOrder, QDialog):
    """Opens the microphone while it is shown. ``opening`` comes before that, so that a spoken conversation can end."""

    opening = Signal()

    def __init__(
        self, api: AssistantApi, bridge: EngineBridge, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._api, self._operations = api, operations
        # One after the other: the microphone is not opened before the one before is closed.
        self._microphone_calls = Operations(self, threads=1)
        self._speaker_calls = Operations(self, threads=1)
        for calls in (self._microphone_calls, self._speaker_calls):
            calls.failed_by_bug.connect(operations.failed_by_bug)
        self._state = CheckState()
        self._visit = 0
        self._intro = wrapped_label(look="muted")
        self.sheet = SoundCheckSheet()
        self.sheet.microphone_chosen.connect(lambda name: self._choose("voice_input_device", name))
        self.sheet.speaker_chosen.connect(lambda name: self._choose("voice_output_device", name))
        self.sheet.record_requested.connect(self._record)
        self.sheet.play_requested.connect(lambda: self._play(api.sound_check.play_back))
        self.sheet.test_requested.connect(self._play_test)
        self.sheet.silence_requested.connect(lambda: operations.run(api.sound_check.silence))
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.trouble.again.connect(self._begin)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(8, 8, 8, 8)
        lines.setSpacing(12)
        for widget in (self._intro, self.sheet):
            lines.addWidget(widget)
        lines.addStretch(1)
        self._area = QScrollArea()
        self._area.setObjectName("pageColumn")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 14)
        column.setSpacing(10)
        column.addWidget(self._area, 1)
        # Below, where it does not push away what is about to be pressed.
        column.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(close)
        column.addLayout(foot)
        bridge.sound_check.connect(self._engine_says)
        self.say(self._say_words)
        self.resize(FIRST_SIZE)

    @property
    def state(self) -> CheckState:
        """Where the check stands."""
        return self._state

    def showEvent(self, event: QShowEvent) -> None:
        """Opens the microphone."""
        super().showEvent(event)
        if not event.spontaneous():
            self.opening.emit()
            self._begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Closes the microphone; what was recorded is forgotten."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._visit += 1
            self._show(dataclasses.replace(self._state, opened="", sample=None, recording=False, playing=False))
            self._operations.run(self._api.sound_check.silence)
            self._microphone_calls.run(self._api.sound_check.close)

    def _begin(self) -> None:
        self._visit += 1
        self.trouble.hide()

        def look() -> tuple[Settings, list[AudioDevice]]:
            return self._api.settings(), list(self._api.voice.devices())

        self._microphone_calls.run(look, self._of_this_visit(self._found), self._of_this_visit(self._failed))

    def _found(self, found: tuple[Settings, list[AudioDevice]]) -> None:
        settings, devices = found
        self._show(
            dataclasses.replace(
                self._state,
                devices=tuple(devices),
                microphone=settings.voice_input_device,
                speaker=settings.voice_output_device,
            )
        )
        self._listen()

    def _listen(self) -> None:
        name = self._state.microphone
        self._show(dataclasses.replace(self._state, opened="", sample=None))
        self._microphone_calls.run(
            lambda: self._api.sound_check.listen(name),
            self._of_this_visit(self._opened),
            self._of_this_visit(self._failed),
        )

    def _opened(self, name: str) -> None:
        self.trouble.hide()
        self._show(dataclasses.replace(self._state, opened=name))

    def _choose(self, setting: str, name: str) -> None:
        self._operations.run(lambda: self._api.set_setting(setting, name), None, self._failed)
        if setting == "voice_input_device":
            self._show(dataclasses.replace(self._state, microphone=name))
            self._listen()
        else:
            self._show(dataclasses.replace(self._state, speaker=name))

    def _record(self) -> None:
        self._show(dataclasses.replace(self._state, recording=True, sample=None))
        self._microphone_calls.run(
            lambda: self._api.sound_check.record(RECORD_S),
            self._of_this_visit(self._recorded),
            self._of_this_visit(self._failed),
        )

    def _recorded(self, sample: SoundSample) -> None:
        self._show(dataclasses.replace(self._state, recording=False, sample=sample))

    def _play_test(self) -> None:
        words = self.tr("This is how Sotto sounds. If you hear it well, all is set.")
        self._play(lambda speaker: self._api.sound_check.say(words, speaker))

    def _play(self, play: Callable[[str], None]) -> None:
        speaker = self._state.speaker
        self._show(dataclasses.replace(self._state, playing=True))
        self._speaker_calls.run(lambda: play(speaker), lambda _: self._played(), self._of_this_visit(self._failed))

    def _played(self) -> None:
        self._show(dataclasses.replace(self._state, playing=False))

    @Slot(object)
    def _engine_says(self, event: SoundCheckLevel | SoundCheckEnded) -> None:
        if isinstance(event, SoundCheckLevel):
            if self._state.opened:
                self.sheet.show_level(event.level)
        elif self.isVisible():
            self._failed(event.error)

    def _failed(self, error: ErrorReport) -> None:
        gone = error.kind == "device_unavailable" and not self._state.playing
        opened = "" if gone else self._state.opened
        self._show(dataclasses.replace(self._state, opened=opened, recording=False, playing=False))
        self.trouble.show_error(error)

    def _of_this_visit(self, outcome: Callable[[Any], None]) -> Callable[[Any], None]:
        """``outcome``, unless the dialog was closed meanwhile."""
        visit = self._visit
        return lambda value: outcome(value) if visit == self._visit else None

    def _show(self, state: CheckState) -> None:
        self._state = state
        self.sheet.show_state(state)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Sound check"))
        self._area.setAccessibleName(self.tr("Sound check"))
        self._intro.setText(
            self.tr("Choose what you speak into and what you hear, and try both. Nothing you say here is kept.")
        )
