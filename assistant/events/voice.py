"""Events of the voice session."""

from __future__ import annotations

import dataclasses
import enum

from assistant.errors import ErrorReport
from assistant.events.base import Event
from assistant.ids import TurnId
from assistant.records import VoiceLatency


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
    """The user broke in, at ``t_s``; ``heard_text`` is what they had heard, as it was written: the stored answer ends there."""

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
class NamedTextWanted(Event):
    """A spoken question names the text of the window's ``place`` (``clipboard``, ``selection``). Whoever sees it gives it at once,
    also an empty one, with ``VoiceApi.give_text`` and this ``number``."""

    number: int
    place: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WakeChanged(VoiceEvent):
    """Whether what is said is listened to (``awake``), or nothing but the wake ``word``, as it is written."""

    awake: bool
    word: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceStopped(VoiceEvent):
    """The voice session is over; ``error`` says why when the user did not end it."""

    error: ErrorReport | None = None
