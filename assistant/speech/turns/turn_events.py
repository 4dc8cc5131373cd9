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
    pre_roll_over_answer_s: float = 0.2
    """Shorter, since what an echo canceller leaves of the answer is in it."""
    early_transcript_s: float = 0.06
    """Two frames of silence. One is often within a word; waiting longer is waited for by the user."""
    score_at_s: tuple[float, ...] = (0.03, 0.5, 1.2)
    """First in the first frame of silence, while the processor has nothing else to do; at 0.2 s, beside the transcript and the
    draft, it held both up by more than it was the better for it (0.02 s of a turn's median end)."""
    sure_score: float = 0.9
    """Of the scorer, after which it is not asked again: it would hold up the answer that is being drafted."""
    wait_for_words_s: float = 1.2
    hard_end_s: float = 2.5
    patience: float = 1.0
    """How long this user's pauses are, against the usual."""
    draft_probability: float = 0.1
    """Of the turn's end, to begin an answer that may have to be thrown away: nobody waits for one that is."""
    partial_after_s: float = 1.0
    partial_every_s: float = 0.7
    discard_after_s: float = 0.5
    echo_tail_s: float = 0.2
    hold_after_s: float = 0.096
    hold_at_most_s: float = 2.0
    hold_for_words_s: float = 6.0
    words_after_s: float = 0.3
    words_every_s: float = 0.3
    goes_on_within_s: float = 2.5
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
class WordsHeard:
    """What was transcribed of an utterance up to ``to_s``; every ``Transcribe`` is answered, with no text when it failed."""

    utterance: int
    to_s: float
    text: str


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
    FrameHeard
    | Pressed
    | Released
    | EndOfTurnScored
    | WordsHeard
    | PlaybackStarted
    | AnswerFinished
    | DuplexSet
    | Silenced
)


# -- actions -----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceSpeech:
    """Tell the listeners that the user speaks since ``since_s``."""

    utterance: int
    since_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transcribe:
    """Transcribe this stretch; answer with ``WordsHeard``. ``speech_ended``: it may be all, and is used if it is."""

    utterance: int
    from_s: float
    to_s: float
    speech_ended: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TranscribePartly:
    """The user goes on speaking: show what is there, if the recogniser has nothing else to do."""

    utterance: int
    from_s: float
    to_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEndOfTurn:
    """Ask the scorer about the utterance up to now; answer with ``EndOfTurnScored``."""

    utterance: int
    from_s: float
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StartDraft:
    """The turn is probably over: prepare an answer to what was transcribed last. It may not play, store or act."""

    utterance: int
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DropDraft:
    """The user goes on: throw away the prepared answer, and the transcript it is or would be made from."""

    utterance: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NotePause:
    """The user paused so long in the middle of a turn."""

    seconds: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CommitTurn:
    """The user has finished: answer what was said from ``from_s`` on."""

    utterance: int
    from_s: float
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DiscardUtterance:
    """It was no turn: forget it."""

    utterance: int
    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PausePlayback:
    """Hold the answer where it is: somebody speaks."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ResumePlayback:
    """It was nothing: go on from the last word."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InterruptAnswer:
    """Silence the speaker, stop the answer, play no more of it. ``by_user_speech`` when the user broke in.

    ``carried_on``: the user had not finished, and the next utterance holds these words too.
    """

    by_user_speech: bool
    carried_on: bool = False


Action = (
    AnnounceSpeech
    | Transcribe
    | TranscribePartly
    | ScoreEndOfTurn
    | StartDraft
    | DropDraft
    | NotePause
    | CommitTurn
    | DiscardUtterance
    | PausePlayback
    | ResumePlayback
    | InterruptAnswer
)
