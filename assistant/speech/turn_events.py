"""The vocabulary of turn-taking: its rules, its events and the actions it asks for. Times are on the audio clock."""

from __future__ import annotations

import dataclasses

from assistant.events import VoiceMode


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnRules:
    """What holds for a whole session. Probabilities are the voice activity detector's and the scorer's, 0 to 1."""

    mode: VoiceMode = VoiceMode.HANDS_FREE
    has_scorer: bool = True
    enter_probability: float = 0.5
    leave_probability: float = 0.35
    start_s: float = 0.064
    shortest_speech_s: float = 0.25
    longest_utterance_s: float = 30.0
    pre_roll_s: float = 0.8
    early_transcript_s: float = 0.12
    score_at_s: tuple[float, ...] = (0.2, 0.5, 1.2)
    end_probability: float = 0.5
    end_without_scorer_s: float = 0.7
    hard_end_s: float = 2.5
    discard_after_s: float = 0.5
    echo_tail_s: float = 0.2
    click_s: float = 0.5
    """A button released so soon in click-to-talk was clicked, not held."""


# -- events ------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FrameHeard:
    """A microphone frame of ``duration_s`` ended now."""

    probability: float
    duration_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The talk button went down."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The talk button went up."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EndOfTurnScored:
    """The scorer's answer for an utterance as it was when its speech had ended at ``speech_end_s``."""

    utterance: int
    speech_end_s: float
    probability: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlaybackStarted:
    """The first sample of the answer to ``utterance`` is being played."""

    utterance: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFinished:
    """Nothing more will be played of the answer to ``utterance``."""

    utterance: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DuplexSet:
    """Whether the microphone is judged while Sotto speaks (full duplex), from now on."""

    full: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Silenced:
    """The user asked for silence."""


TurnTakingEvent = (
    FrameHeard | Pressed | Released | EndOfTurnScored | PlaybackStarted | AnswerFinished | DuplexSet | Silenced
)


# -- actions -----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StartRecording:
    """Keep the microphone's audio from ``from_s`` on."""

    utterance: int
    from_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceSpeech:
    """Tell the listeners that the user speaks since ``since_s``."""

    utterance: int
    since_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TranscribeEarly:
    """Transcribe what there is; the speech ended at ``speech_end_s`` and may be all."""

    utterance: int
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEndOfTurn:
    """Ask the scorer about the utterance up to now; answer with ``EndOfTurnScored``."""

    utterance: int
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CommitTurn:
    """The user has finished: transcribe and answer."""

    utterance: int
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DiscardUtterance:
    """It was no speech: forget it."""

    utterance: int
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InterruptAnswer:
    """Silence the speaker, stop the answer, play no more of it. ``by_user_speech`` when the user broke in."""

    by_user_speech: bool


Action = (
    StartRecording | AnnounceSpeech | TranscribeEarly | ScoreEndOfTurn | CommitTurn | DiscardUtterance | InterruptAnswer
)
