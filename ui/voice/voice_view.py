"""The spoken conversation as a page: what goes on, what was heard, what is said, the devices, and how long the answer took."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpacerItem, QVBoxLayout, QWidget

from assistant.events import VoiceMode
from ui.chat_server.away_mark import AwayMark
from ui.voice.captions import captions
from ui.voice.talk_state import Phase, TalkState
from ui.voice.talk_words import detail_words, latency_words, phase_words, second_words, talk_button_words
from ui.voice.voice_picture import VoicePicture
from ui.widgets.flow_layout import FlowLayout, Lines
from ui.widgets.page_column import PageColumn, wrapped_label
from ui.widgets.retranslated import Retranslated

_ABOVE_SHARE = 0.1
"""Of the page's height, above the picture."""


class VoiceView(Retranslated, QWidget):
    """Shows a ``TalkState``, or None where nobody talks; emits what its buttons are for."""

    talk_pressed = Signal()
    talk_released = Signal()
    silence_requested = Signal()
    mute_requested = Signal(bool)
    end_requested = Signal()
    sound_check_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: TalkState | None = None
        self._last_heard = ""
        self.picture = VoicePicture()
        self._phase = _centred(wrapped_label(look="subtitle"))
        self._heard = _centred(wrapped_label())
        self._said = _centred(wrapped_label())
        self._said.setTextFormat(Qt.TextFormat.RichText)
        self._hint = _centred(wrapped_label(look="muted"))
        self._details = _centred(wrapped_label(look="muted"))
        self.away = AwayMark()
        self.away.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.talk = QPushButton()
        self.talk.setProperty("look", "primary")
        self.talk.pressed.connect(self.talk_pressed)
        self.talk.released.connect(self.talk_released)
        self.silence = self._button(self.silence_requested.emit)
        self.mute = QPushButton()
        self.mute.setCheckable(True)
        self.mute.clicked.connect(self.mute_requested)
        self.end = self._button(self.end_requested.emit)
        self.sound_check = self._button(self.sound_check_requested.emit)
        buttons = QWidget()
        row = FlowLayout(buttons, 8, lines=Lines.CENTRED)
        for button in (self.talk, self.silence, self.mute, self.end, self.sound_check):
            row.addWidget(button)
        self._page = PageColumn()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.picture)
        middle.addStretch(1)
        self._above = QSpacerItem(0, 0)
        self._page.column.addItem(self._above)
        self._page.column.addLayout(middle)
        for widget in (self._phase, self.away, buttons):
            self._page.column.addWidget(widget)
        # Words come and go below the buttons, in room of their own: nothing that is clicked moves, nor what is read.
        words = QWidget()
        below = QVBoxLayout(words)
        below.setContentsMargins(0, 0, 0, 0)
        for label in (self._heard, self._said, self._hint):
            below.addWidget(label)
        below.addStretch(1)
        below.addWidget(self._details)
        self._page.column.addWidget(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """What it says goes on."""
        return self._phase.text()

    @property
    def heard(self) -> str:
        """What it says was heard."""
        return self._heard.text()

    @property
    def hint(self) -> str:
        """What can be done now, besides the buttons."""
        return self._hint.text()

    @property
    def said(self) -> str:
        """The rich text of the answer's captions."""
        return self._said.text()

    @property
    def details(self) -> str:
        """Devices, policy and latency in words."""
        return self._details.text()

    def show_state(self, state: TalkState | None) -> None:
        """Shows where the conversation stands; the last words of one that is over stay."""
        if state is not None:
            self._last_heard = state.understood or ("" if state.phase is Phase.HEARING else state.question)
        self._state = state
        self.picture.show_state(state)
        self._say_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture stands at a height that the window alone decides, and no word that comes."""
        super().resizeEvent(event)
        self._above.changeSize(0, round(self.height() * _ABOVE_SHARE))
        self._page.column.invalidate()

    def changeEvent(self, event: QEvent) -> None:
        """The mark of the captions follows the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._state is not None:
            self._say_state()

    def _say_words(self) -> None:
        self._page.set_title(self.tr("Voice"), "")
        self._say_state()

    def _say_state(self) -> None:
        state = self._state
        phase = phase_words(state) if state is not None else self.tr("Nobody is listening.")
        self._set(self._phase, phase)
        self.picture.setAccessibleName(phase)
        heard = self.tr("You: {words}").format(words=self._last_heard) if self._last_heard else ""
        self._set(self._heard, heard)
        self._set(self._hint, second_words(state) if state is not None and not state.understood else "")
        mark = self.palette().color(QPalette.ColorRole.Shadow).name()
        self._set(self._said, captions(state.answer, state.clause, mark) if state is not None else "")
        lines = [] if state is None else [latency_words(state), detail_words(state)]
        self._set(self._details, "\n".join(line for line in lines if line))
        self.talk.setText(self.tr("Talk") if state is None else talk_button_words(state))
        self.talk.setVisible(state is None or state.mode is not VoiceMode.HANDS_FREE)
        self.silence.setText(self.tr("Silence"))
        self.silence.setVisible(state is not None)
        self.silence.setEnabled(state is not None and state.answering)
        muted = state is not None and state.muted
        self.mute.setChecked(muted)
        self.mute.setText(self.tr("Unmute") if muted else self.tr("Mute"))
        self.mute.setVisible(state is not None)
        self.mute.setEnabled(state is not None and state.phase not in (Phase.OPENING, Phase.ENDING))
        self.end.setText(self.tr("End"))
        self.end.setAccessibleName(self.tr("End the spoken conversation"))
        self.end.setVisible(state is not None)
        self.end.setEnabled(state is not None and state.phase is not Phase.ENDING)
        self.sound_check.setText(self.tr("Sound check …"))

    def _set(self, label: QLabel, words: str) -> None:
        if words != label.text():
            label.setText(words)

    def _button(self, chosen: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(lambda: chosen())
        return button


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
