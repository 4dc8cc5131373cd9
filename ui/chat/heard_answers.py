"""Shows of a spoken answer that was broken off what was heard: that is what is stored, and what the model knows of it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject

from assistant.events import SpeakingEnded, TurnFinished, VoiceEvent
from assistant.ids import TurnId
from assistant.records import MessageState
from ui.chat.answer_view import AnswerView


class HeardAnswers(QObject):
    """Knows the view of the last spoken answer that was written to its end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn: TurnId | None = None
        self._view: AnswerView | None = None

    def written(self, event: TurnFinished, view: AnswerView) -> None:
        """The answer is written and shown in ``view``; it may still be spoken."""
        turn = self._turn = event.turn_id
        self._view = view
        view.destroyed.connect(lambda: self._forget(turn))

    def take(self, event: VoiceEvent) -> None:
        """Cuts the answer when its speaking was cut off."""
        if not isinstance(event, SpeakingEnded) or event.turn_id != self._turn or self._view is None:
            return
        view = self._view
        self._forget(event.turn_id)
        if event.silenced and event.heard_text != view.entry.text:
            view.show_entry(dataclasses.replace(view.entry, text=event.heard_text, state=MessageState.INTERRUPTED))

    def _forget(self, turn: TurnId) -> None:
        if turn == self._turn:
            self._turn = self._view = None
