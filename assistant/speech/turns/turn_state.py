"""Where a spoken conversation stands. Times are on the audio clock; utterances are numbered from 1."""

from __future__ import annotations

import dataclasses

from assistant.speech.turns.turn_events import Action


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A recording under way, asked for at ``asked_s``, of the audio from ``began_s`` on.

    ``speech_end_s`` is where the last speech so far ended; ``speech_s`` adds up all of it. ``score``, ``words`` and ``drafted``
    belong to the pause under way. Over an answer: ``words_asked_s`` is when words were last asked for, ``words_awaited`` until they
    come; ``understood`` once they were worth an interruption, ``disregarded`` once the answer went on in spite of them.
    """

    number: int
    asked_s: float
    began_s: float
    speech_began_s: float | None = None
    speech_end_s: float = 0.0
    speech_s: float = 0.0
    speaking: bool = False
    early_asked: bool = False
    scores_asked: int = 0
    score: float | None = None
    words: str | None = None
    drafted: bool = False
    partial_at_s: float = 0.0
    over_answer: bool = False
    words_asked_s: float | None = None
    words_awaited: bool = False
    understood: bool = False
    disregarded: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUnderWay:
    """From the commit of ``utterance`` to the answer's last sample. ``held_since_s`` while its playback is paused."""

    utterance: int
    began_s: float
    speech_end_s: float
    playing: bool = False
    held_since_s: float | None = None

    @property
    def audible(self) -> bool:
        """Whether the room hears it."""
        return self.playing and self.held_since_s is None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnState:
    """What is told of another answer than ``answer`` is of a dead turn and changes nothing."""

    utterance: Utterance | None = None
    answer: AnswerUnderWay | None = None
    last_number: int = 0
    above_since_s: float | None = None
    deaf_until_s: float = 0.0
    full_duplex: bool = False


Step = tuple[TurnState, tuple[Action, ...]]
