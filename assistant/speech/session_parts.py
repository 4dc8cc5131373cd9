"""What a voice session works with and by."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.clock import Clock
from assistant.conversation.base import SpokenTurns
from assistant.events import Event
from assistant.priority_lane import PriorityLane
from assistant.speech.base import (
    EndOfTurnDetector,
    Microphone,
    Speaker,
    SpeechToText,
    TextToSpeech,
    VoiceActivityDetector,
    WakeWordDetector,
)
from assistant.speech.named_speech import NamedTexts
from assistant.speech.turn_surroundings import SpokenRecord
from assistant.speech.turns.turn_events import TurnRules
from assistant.workers import Worker


class PauseMemory(Protocol):
    """Remembers how long the user pauses in the middle of turns; may be used from any thread."""

    def add(self, pause_s: float) -> None:
        """Keeps one more."""

    def all(self) -> Sequence[float]:
        """Those kept."""

    def forget(self) -> None:
        """Begins anew."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SessionParts:
    """What a session works with. Each model is used on its worker alone, the recogniser on its two; the detectors of speech
    and of the wake word on the session's own thread."""

    microphone: Microphone
    speaker: Speaker
    detector: VoiceActivityDetector
    scorer: EndOfTurnDetector | None
    recogniser: SpeechToText
    voice: TextToSpeech
    recogniser_worker: Worker
    partial_worker: Worker
    voice_worker: Worker
    scorer_worker: Worker
    record_worker: Worker
    turns: SpokenTurns
    record: SpokenRecord
    pauses: PauseMemory
    publish: Callable[[Event], None]
    clock: Clock
    lane: PriorityLane
    wake_word: WakeWordDetector | None = None
    named: NamedTexts | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SessionSettings:
    """What a session begins with. ``full_duplex``: the microphone is judged while Sotto speaks.

    ``hears_itself``: Sotto speaks through loudspeakers, so that its own words may come back.
    ``expected_names``: words that the user is likely to say, for the recogniser.
    """

    rules: TurnRules
    full_duplex: bool = False
    hears_itself: bool = True
    language: str = "auto"
    speed: float = 1.0
    max_answer_tokens: int = 120
    expected_names: str = ""
