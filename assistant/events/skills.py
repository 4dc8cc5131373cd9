"""Events of what skills did and keep running."""

from __future__ import annotations

import dataclasses

from assistant.events.base import Event
from assistant.records import Action, Timer


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ActionsChanged(Event):
    """Actions of skills were undone."""

    actions: tuple[Action, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TimersChanged(Event):
    """Timers were set, changed, are ringing or are over; ``timers`` are all there are, the next first."""

    timers: tuple[Timer, ...]
