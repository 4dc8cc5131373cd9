"""What a spoken turn needs of its session, and what the turns of a session share."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Protocol

from assistant.conversation.base import SpokenTurns
from assistant.events import Event
from assistant.ids import ConversationId, MessageId
from assistant.records import VoiceLatency
from assistant.speech.named_speech import NamedSpeech, nothing_named
from assistant.speech.sayings import LastAnswer
from assistant.speech.synthesis.answer_speaker import AnswerSpeaker
from assistant.speech.voice_commands import Manner


class SpokenRecord(Protocol):
    """Keeps what became of spoken answers; may be used from any thread."""

    def keep_heard(self, message: MessageId, heard: str, unheard: str) -> None:
        """Makes ``heard`` the stored answer and keeps the rest apart."""

    def broken_off(self, conversation: ConversationId) -> tuple[MessageId, str, str] | None:
        """The conversation's last answer, what was heard of it and what was not; None when there is nothing left to hear."""

    def keep_latency(self, message: MessageId, latency: VoiceLatency) -> None:
        """Stores how long the answer took to begin."""


@dataclasses.dataclass(slots=True)
class SpokenMemory:
    """What one turn of a session leaves to the next. Turns use it one after the other."""

    conversation: ConversationId | None = None
    manner: Manner = dataclasses.field(default_factory=Manner)
    last: LastAnswer | None = None
    cut: MessageId | None = None
    """The last message that was not heard to its end at first."""

    def take_up(self, broken_off: tuple[MessageId, str, str] | None) -> None:
        """What an earlier session left to say, so that "go on" finds it."""
        if broken_off is not None:
            self.cut, heard, unheard = broken_off
            self.last = LastAnswer(message=self.cut, written=heard + unheard, heard=len(heard))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnSurroundings:
    """What a spoken turn needs of its session.

    ``publish`` and ``playback_started`` return at once; ``playback_started`` and ``ended`` are told the utterance that is answered.
    ``named`` says what to do with a question, in a language, about a text that only the window sees, or what is to be read aloud.
    ``new_speaker`` takes the language and what to call at the first sample and at each clause.
    """

    turns: SpokenTurns
    record: SpokenRecord
    memory: SpokenMemory
    publish: Callable[[Event], None]
    now_s: Callable[[], float]
    new_speaker: Callable[[str, Callable[[], None], Callable[[str, int], None]], AnswerSpeaker]
    playback_started: Callable[[int], None]
    ended: Callable[[int], None]
    failed: Callable[[Exception], None]
    input_latency_s: float
    output_latency_s: float
    max_tokens: int
    named: Callable[[str, str], NamedSpeech | None] = nothing_named
