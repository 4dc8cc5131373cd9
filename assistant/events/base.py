"""What every event is."""

from __future__ import annotations

import dataclasses

from assistant.ids import OperationId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OperationEvent(Event):
    """Base of a long operation's events."""

    operation_id: OperationId
