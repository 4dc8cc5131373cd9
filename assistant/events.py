"""Events: what the engine tells its listeners, in order, from any thread.

A turn's events carry its ``turn_id``; ``TurnFinished`` comes exactly once and last. Listeners drop events of turns they no
longer show. Operations (indexing, downloads) carry their ``operation_id`` and end with exactly one finished event.
Times ``t_s`` are seconds on the audio clock of the voice session.
"""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path

from assistant.errors import ErrorReport
from assistant.ids import ConversationId, MessageId, OperationId, TurnId
from assistant.records import Action, Answer, Citation, FileReport, Timer, VoiceLatency


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events."""


# -- turns -------------------------------------------------------------------------------------------------------------


class Stage(enum.StrEnum):
    """What a turn is doing; the window says it in words."""

    LOADING_MODEL = "loading_model"
    SEARCHING = "searching"
    READING_DOCUMENT = "reading_document"
    READING_PROMPT = "reading_prompt"
    ANSWERING = "answering"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnEvent(Event):
    """Base of a turn's events."""

    turn_id: TurnId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnStarted(TurnEvent):
    """The question is stored; it survives whatever happens next."""

    conversation_id: ConversationId
    question_id: MessageId
    question: str
    spoken: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StageChanged(TurnEvent):
    """The turn entered a stage, or got on with it; ``progress`` is 0 to 1, or None where it cannot be known. ``page`` of
    ``pages`` is being read, 0 where that is not known."""

    stage: Stage
    progress: float | None = None
    page: int = 0
    pages: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFound(TurnEvent):
    """The sentence of the documents that most likely answers, shown while the model still reads; the answer follows."""

    citation: Citation


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDelta(TurnEvent):
    """More of the answer's text."""

    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnFinished(TurnEvent):
    """The turn's last event. ``answer`` is None only when nothing was answered; ``error`` is None unless it failed."""

    answer: Answer | None
    error: ErrorReport | None = None
    interrupted: bool = False


# -- voice -------------------------------------------------------------------------------------------------------------


class VoiceMode(enum.StrEnum):
    """How a spoken turn begins and ends."""

    HANDS_FREE = "hands_free"
    HOLD_TO_TALK = "hold_to_talk"
    CLICK_TO_TALK = "click_to_talk"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceEvent(Event):
    """Base of a voice session's events."""

    t_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceReady(VoiceEvent):
    """The microphone is open; speak."""

    input_device: str
    output_device: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InputLevel(VoiceEvent):
    """Level of the microphone, 0 to 1, about ten times a second."""

    level: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted(VoiceEvent):
    """The user began to speak."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PartialTranscript(VoiceEvent):
    """What was understood so far; may change."""

    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEnded(VoiceEvent):
    """The user's turn is over; ``t_s`` is when, ``speech_end_s`` the real end of the speech on the same clock."""

    speech_end_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptReady(VoiceEvent):
    """What the user said; empty when it was no speech."""

    text: str
    language: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCommandObeyed(VoiceEvent):
    """What was said was meant for the voice ("slower", "go on"): no question is asked. What is said on it has ``turn_id``."""

    command: str
    turn_id: TurnId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingStarted(VoiceEvent):
    """The first audible sample of the answer."""

    turn_id: TurnId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingClause(VoiceEvent):
    """What is said from now on: ``text`` as it was written, which begins at the character ``begin`` of the answer."""

    turn_id: TurnId
    text: str
    begin: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingEnded(VoiceEvent):
    """The last sample of the answer was played, or it was silenced.

    ``spoken_text`` are the words that were said; ``heard_text`` is that part of the answer as it was written, and as it is stored.
    """

    turn_id: TurnId
    spoken_text: str
    silenced: bool = False
    heard_text: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlaybackPaused(VoiceEvent):
    """Playback paused because someone speaks."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlaybackResumed(VoiceEvent):
    """Playback went on; it was nothing."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceInterrupted(VoiceEvent):
    """The user broke in; ``heard_text`` is what they had heard, as it was written: the stored answer ends there."""

    turn_id: TurnId
    heard_text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceTurnFinished(VoiceEvent):
    """A spoken turn ended, its audio included."""

    turn_id: TurnId
    latency_ms: VoiceLatency


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChanged(VoiceEvent):
    """Another microphone or speaker is in use."""

    input_device: str
    output_device: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DuplexChanged(VoiceEvent):
    """Whether Sotto listens while it speaks (``full``), or only when it is silent."""

    full: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MuteChanged(VoiceEvent):
    """Whether the microphone's sound is thrown away (``muted``). A session begins without."""

    muted: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WakeChanged(VoiceEvent):
    """Whether what is said is listened to (``awake``), or nothing but the wake ``word``, as it is written."""

    awake: bool
    word: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceStopped(VoiceEvent):
    """The voice session is over; ``error`` says why when the user did not end it."""

    error: ErrorReport | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionProgress(Event):
    """So much of a long audio file has been transcribed; ``total_s`` is 0 where the file does not say how long it is."""

    file: Path
    done_s: float
    total_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SoundCheckLevel(Event):
    """Level of the microphone that is tried out, 0 to 1, about ten times a second."""

    level: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SoundCheckEnded(Event):
    """The microphone that is tried out has gone."""

    error: ErrorReport


# -- dictation ---------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DictationEvent(Event):
    """Base of a dictation's events; ``DictationStopped`` is the last, exactly once."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DictationReady(DictationEvent):
    """The microphone is open; speak."""

    input_device: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DictationLevel(DictationEvent):
    """Level of the microphone, 0 to 1, about ten times a second."""

    level: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DictationHeard(DictationEvent):
    """What was understood since the last ``final`` one; it takes the place of an earlier one that was not final."""

    text: str
    language: str
    final: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DictationStopped(DictationEvent):
    """The microphone is closed and every word was told; ``error`` says why when the user did not end it."""

    error: ErrorReport | None = None


# -- documents ---------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OperationEvent(Event):
    """Base of a long operation's events."""

    operation_id: OperationId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileIndexed(OperationEvent):
    """A file got its row in the index sheet; it is searchable by words."""

    file: FileReport


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IndexProgress(OperationEvent):
    """How far an ingest is; ``done`` and ``total`` count files."""

    done: int
    total: int
    bytes_done: int
    bytes_total: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IndexFinished(OperationEvent):
    """An ingest ended."""

    indexed: int
    partly: int
    failed: int
    unchanged: int
    seconds: float
    error: ErrorReport | None = None


# -- models ------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DownloadProgress(OperationEvent):
    """How far a download is."""

    model_id: str
    bytes_done: int
    bytes_total: int
    bytes_per_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFinished(OperationEvent):
    """A download ended; ``error`` is None when the model is installed."""

    model_id: str
    error: ErrorReport | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsForgotten(Event):
    """Documents left the library by themselves: their files in a watched folder are gone."""

    count: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ModelsChanged(Event):
    """Models were installed, removed or switched."""


# -- skills ------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ActionsChanged(Event):
    """Actions of skills were undone."""

    actions: tuple[Action, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TimersChanged(Event):
    """Timers were set, changed, are ringing or are over; ``timers`` are all there are, the next first."""

    timers: tuple[Timer, ...]


# -- the engine process ------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EngineStarted(Event):
    """The engine process answers."""

    process_id: int
    restarted: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EngineDied(Event):
    """The engine process is gone; turns in flight have been finished with an error. It is being started again, unless it
    refused to start: then ``refusal`` says why, and the next call tries anew."""

    exit_status: int | None
    refusal: ErrorReport | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseDamaged(Event):
    """The database turned out not to be sound while a backup was made. Backups made before are kept."""
