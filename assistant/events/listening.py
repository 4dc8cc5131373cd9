"""Events of what is heard outside a conversation: recordings, the sound check, dictation."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from assistant.errors import ErrorReport
from assistant.events.base import Event


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
