"""The bar over the composer while a spoken conversation runs: level, state, what was understood, silence, mute and end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.voice.level_meter import LevelMeter
from ui.voice.talk_state import Phase, TalkState
from ui.voice.talk_words import detail_words, latency_words, phase_words, second_words
from ui.voice.understood_label import UnderstoodLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated


class VoiceBar(Retranslated, QFrame):
    """Shows a ``TalkState``; emits what its buttons are for."""

    silence_requested = Signal()
    mute_requested = Signal(bool)
    end_requested = Signal()
    view_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("voiceBar")
        self.setProperty("look", "card")
        self._state: TalkState | None = None
        self._mute_keys = ""
        self.meter = LevelMeter()
        self._words = QLabel()
        self._understood = UnderstoodLabel()
        self._silence = IconButton("silence")
        self._silence.clicked.connect(self.silence_requested)
        # The room stays when the button goes, so that nothing moves between two turns.
        keep = self._silence.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._silence.setSizePolicy(keep)
        self._mute = IconButton("talk")
        self._mute.setCheckable(True)
        self._mute.clicked.connect(self.mute_requested)
        self._view = IconButton("larger_view")
        self._view.clicked.connect(self.view_requested)
        self._end = QPushButton()
        self._end.setProperty("look", "plain")
        self._end.clicked.connect(self.end_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(10)
        row.addWidget(self.meter)
        row.addWidget(self._words)
        row.addWidget(self._understood, 1)
        row.addWidget(self._silence)
        row.addWidget(self._mute)
        row.addWidget(self._view)
        row.addWidget(self._end)
        self.hide()
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """The state it tells."""
        return self._words.text()

    @property
    def understood(self) -> str:
        """What it says was understood."""
        return self._understood.whole

    def show_state(self, state: TalkState) -> None:
        """Shows where the conversation stands."""
        turned = self._state is not None and self._state.muted is not state.muted
        self._state = state
        self._say_state(state)
        self._mute.setChecked(state.muted)
        self._mute.set_icon("mute" if state.muted else "talk")
        self._mute.setEnabled(state.phase not in (Phase.OPENING, Phase.ENDING))
        if turned:
            words = self.tr("The microphone is muted.") if state.muted else self.tr("The microphone is heard again.")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.meter.set_live(state.hearing)
        self.meter.set_level(state.level)
        self._silence.setVisible(state.answering)
        self._end.setEnabled(state.phase is not Phase.ENDING)
        self.show()

    def name_mute_keys(self, keys: str) -> None:
        """The keys that mute, as this system names them; empty for none."""
        self._mute_keys = keys
        if self._state is not None:
            self._say_state(self._state)

    def _say_words(self) -> None:
        self.setAccessibleName(self.tr("Spoken conversation"))
        self.meter.setAccessibleName(self.tr("Microphone level"))
        self._silence.set_name(self.tr("Silence (Esc)"))
        self._view.set_name(self.tr("Show the conversation large"))
        self._end.setText(self.tr("End"))
        self._end.setAccessibleName(self.tr("End the spoken conversation"))
        if self._state is not None:
            self._say_state(self._state)

    def _say_state(self, state: TalkState) -> None:
        name = self.tr("Hear the microphone again") if state.muted else self.tr("Mute the microphone")
        if self._mute_keys:
            name = self.tr("{what} ({keys})").format(what=name, keys=self._mute_keys)
        if name != self._mute.accessibleName():
            self._mute.set_name(name)
        words = phase_words(state)
        if words != self._words.text():
            self._words.setText(words)
            self._words.setAccessibleName(words)
        if second_words(state) != self._understood.whole:
            self._understood.set_words(second_words(state))
        details = "\n".join(line for line in (detail_words(state), latency_words(state)) if line)
        if details != self.toolTip():
            self.setToolTip(details)
            self.setAccessibleDescription(details)
