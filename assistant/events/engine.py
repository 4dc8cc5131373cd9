"""Events of the engine process itself."""

from __future__ import annotations

import dataclasses

from assistant.errors import ErrorReport
from assistant.events.base import Event


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChatServerChanged(Event):
    """A chat server was named, switched on or off, reached, or forgotten."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStopped(Event):
    """Something in the engine's process reached for the network and was stopped. ``who`` is the Python module that tried."""

    who: str
