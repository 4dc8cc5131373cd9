"""What this machine has: models, devices, and how they do."""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path


class ModelState(enum.StrEnum):
    """Where a catalog entry stands on this machine."""

    INSTALLED = "installed"
    AVAILABLE = "available"
    DOWNLOADING = "downloading"
    BROKEN = "broken"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ModelStatus:
    """A catalog entry as the model screen lists it. ``speed_measured`` says that ``expected_tokens_per_s`` is no prediction,
    ``probing`` that a surer one is on its way.
    ``size_bytes`` are those on the disk, ``download_bytes`` those to fetch in all, ``fetched_bytes`` what a fetch that was stopped
    has of them. ``active_roles`` are those that it serves now. ``taken_in`` tells a file of the user's own, which
    can be fetched from nowhere."""

    id: str
    title: str
    roles: tuple[str, ...]
    state: ModelState
    size_bytes: int
    licence: str
    licence_note: str
    languages: tuple[str, ...]
    fit: str
    expected_tokens_per_s: float | None = None
    speed_measured: bool = False
    probing: bool = False
    active_roles: tuple[str, ...] = ()
    download_bytes: int = 0
    fetched_bytes: int = 0
    taken_in: bool = False

    @property
    def active(self) -> bool:
        """Whether it serves any role now."""
        return bool(self.active_roles)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The starter set for this machine: entry ids with a sentence each on why, and what is still to fetch."""

    machine: str
    entries: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    missing_bytes: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AudioDevice:
    """A sound device as the system names it. ``sample_rate_hz`` is its own, 0 where that is not known."""

    name: str
    is_input: bool
    is_output: bool
    is_default: bool
    sample_rate_hz: int = 0
    is_bluetooth: bool = False
    is_built_in: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SoundSample:
    """What a sound check recorded. ``text`` is what was understood, empty when it was no speech or, without ``transcribed``, when
    there is no model yet that understands; ``peak`` the loudest sample, 0 to 1, where 1 is clipped; ``narrow_band`` says that the
    microphone passes telephone quality only."""

    text: str
    language: str
    duration_s: float
    peak: float
    narrow_band: bool
    transcribed: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of ``sotto doctor``."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What the window shows about the engine. ``chat_model`` is the title of the one in use, empty when none is installed.
    ``chat_server`` says where typed questions go instead, as ``MODEL · HOST``, while the user wants that; else it is empty;
    ``speech_leaves`` whether what is said goes there too.
    With ``keeps_time`` it is the home's first engine, and timers ring in it and in no other."""

    version: str
    chat_model: str
    missing_roles: tuple[str, ...]
    data_folder: Path
    models_folder: Path
    process_id: int
    keeps_time: bool = True
    chat_server: str = ""
    speech_leaves: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """Text of an audio file; segments are ``(start_s, end_s, text)``."""

    file: Path
    language: str
    duration_s: float
    text: str
    segments: tuple[tuple[float, float, str], ...]
    took_s: float
