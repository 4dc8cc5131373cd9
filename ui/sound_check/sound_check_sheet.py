"""The sound check as it is seen: a card for the microphone, a card for the speaker."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assistant.records import AudioDevice, SoundSample
from ui.sound_check.sound_advice import device_advice, sample_advice
from ui.voice.level_meter import LevelMeter
from ui.widgets.page_column import wrapped_label
from ui.widgets.quiet_boxes import QuietComboBox
from ui.widgets.retranslated import Retranslated


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CheckState:
    """Where the check stands. ``microphone`` and ``speaker`` are the settings, empty for the system's; ``opened`` the name of the
    microphone that is open, empty when none is."""

    devices: tuple[AudioDevice, ...] = ()
    microphone: str = ""
    speaker: str = ""
    opened: str = ""
    recording: bool = False
    playing: bool = False
    sample: SoundSample | None = None


class SoundCheckSheet(Retranslated, QWidget):
    """Shows a ``CheckState``; emits what its controls are for."""

    microphone_chosen = Signal(str)
    speaker_chosen = Signal(str)
    record_requested = Signal()
    play_requested = Signal()
    test_requested = Signal()
    silence_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = CheckState()
        self.microphones, self.speakers = QuietComboBox(), QuietComboBox()
        self.microphones.activated.connect(lambda at: self.microphone_chosen.emit(self.microphones.itemData(at)))
        self.speakers.activated.connect(lambda at: self.speaker_chosen.emit(self.speakers.itemData(at)))
        self.meter = LevelMeter()
        self._hearing = wrapped_label(look="muted")
        self._advice = wrapped_label()
        self.record = QPushButton()
        self.record.setProperty("look", "primary")
        self.record.clicked.connect(self.record_requested)
        self.play = QPushButton()
        self.play.clicked.connect(lambda: self._play_or_silence(self.play_requested.emit))
        self._understood = wrapped_label()
        self._judged = wrapped_label(look="muted")
        self.test = QPushButton()
        self.test.clicked.connect(lambda: self._play_or_silence(self.test_requested.emit))
        self._titles = (QLabel(), QLabel())
        microphone, speaker = self._card(0, self.microphones), self._card(1, self.speakers)
        level = QHBoxLayout()
        level.setSpacing(10)
        level.addWidget(self.meter)
        level.addWidget(self._hearing, 1)
        microphone.addLayout(level)
        microphone.addWidget(self._advice)
        microphone.addLayout(_row(self.record, self.play))
        microphone.addWidget(self._understood)
        microphone.addWidget(self._judged)
        speaker.addLayout(_row(self.test))
        self.say(self._say_words)

    @property
    def understood(self) -> str:
        """What it says was understood, and how well that went."""
        return f"{self._understood.text()} {self._judged.text()}".strip()

    @property
    def advice(self) -> str:
        """What it says of the microphone that is chosen."""
        return self._advice.text()

    def show_state(self, state: CheckState) -> None:
        """Shows where the check stands; says aloud what was understood when that is new."""
        before, self._state = self._state, state
        if (before.devices, before.microphone, before.speaker) != (state.devices, state.microphone, state.speaker):
            self._fill()
        self._say_words()
        if state.sample is not None and state.sample is not before.sample:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.understood))

    def show_level(self, level: float) -> None:
        """Level of the microphone, 0 to 1."""
        self.meter.set_level(level)

    def _play_or_silence(self, play: Callable[[], None]) -> None:
        (self.silence_requested.emit if self._state.playing else play)()

    def _fill(self) -> None:
        state = self._state
        for box, chosen, devices in (
            (self.microphones, state.microphone, [one for one in state.devices if one.is_input]),
            (self.speakers, state.speaker, [one for one in state.devices if one.is_output]),
        ):
            box.clear()
            for name in dict.fromkeys(["", *(one.name for one in devices), chosen]):
                box.addItem(name or self._system_words(devices), name)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _system_words(self, devices: Sequence[AudioDevice]) -> str:
        default = next((one.name for one in devices if one.is_default), "")
        return self.tr("The system's ({name})").format(name=default) if default else self.tr("The system's")

    def _say_words(self) -> None:
        state = self._state
        for title, box, words in zip(
            self._titles, (self.microphones, self.speakers), (self.tr("Microphone"), self.tr("Speaker")), strict=True
        ):
            title.setText(words)
            box.setAccessibleName(words)
            if box.count():
                kind = [one for one in state.devices if (one.is_input if box is self.microphones else one.is_output)]
                box.setItemText(0, self._system_words(kind))
        self.meter.setAccessibleName(self.tr("Microphone level"))
        self.meter.set_live(bool(state.opened))
        self._hearing.setText(
            self.tr("The bars move when it hears you.") if state.opened else self.tr("The microphone is closed.")
        )
        self._advice.setText(device_advice(state.devices, state.microphone))
        self._advice.setVisible(bool(self._advice.text()))
        self.record.setText(self._record_words())
        self.record.setEnabled(bool(state.opened) and not state.recording)
        self.play.setText(self.tr("Stop") if state.playing else self.tr("Play it back"))
        self.play.setEnabled(state.playing or (state.sample is not None and not state.recording))
        self.test.setText(self.tr("Stop") if state.playing else self.tr("Try the speaker"))
        self.test.setEnabled(not state.recording)
        sample = state.sample
        text = sample.text if sample is not None else ""
        self._understood.setText(self.tr("Sotto understood: “{words}”").format(words=text) if text else "")
        self._understood.setVisible(bool(text))
        self._judged.setText(sample_advice(sample) if sample is not None else "")
        self._judged.setVisible(sample is not None)

    def _record_words(self) -> str:
        return self.tr("Speak now …") if self._state.recording else self.tr("Say something")

    def _card(self, at: int, box: QComboBox) -> QVBoxLayout:
        title = self._titles[at]
        title.setProperty("look", "heading")
        title.setBuddy(box)
        box.setMinimumWidth(120)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        card = QFrame()
        card.setProperty("look", "card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        lines.addWidget(title)
        lines.addWidget(box)
        column = self.layout()
        if column is None:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        column.addWidget(card)
        return lines


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
