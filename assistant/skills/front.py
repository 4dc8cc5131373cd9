"""``SkillsApi`` in this process: thin, each part does its own work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assistant.ids import ActionId, TimerId
from assistant.records import Action, CalendarEvent, CalendarImport, EventDraft, Extent, Timer, UserSkill
from assistant.skills.calendar.calendar_desk import CalendarDesk
from assistant.skills.calendar.calendar_exchange import CalendarExchange
from assistant.skills.room import SkillRoom
from assistant.skills.timers.timer_watch import TimerWatch


class OwnSkills(Protocol):
    """What keeps the skills that the user wrote."""

    def skills(self) -> Sequence[UserSkill]:
        """See ``SkillsApi.own_skills``."""

    def allow(self, name: str, digest: str, *, allowed: bool) -> UserSkill:
        """See ``SkillsApi.allow_skill``."""


class Skills:
    """See ``SkillsApi`` for the contract of every call."""

    def __init__(
        self, room: SkillRoom, watch: TimerWatch, calendar: CalendarExchange, desk: CalendarDesk, own: OwnSkills
    ) -> None:
        self._room = room
        self._watch = watch
        self._calendar = calendar
        self._desk = desk
        self._own = own

    def undo(self, action: ActionId) -> Action:
        """Takes an action back."""
        return self._room.undo(action)

    def timers(self) -> Sequence[Timer]:
        """Timers and alarms, the next first."""
        return self._watch.timers()

    def cancel_timer(self, timer: TimerId) -> None:
        """Ends a timer."""
        self._watch.cancel(timer)

    def snooze_timer(self, timer: TimerId, minutes: int = 5) -> None:
        """Lets a timer ring again later."""
        self._watch.snooze(timer, minutes)

    def calendar(self, days: int = 7) -> Sequence[CalendarEvent]:
        """What is ahead in the calendar."""
        return self._calendar.ahead(days)

    def calendar_between(self, starts_at: float, ends_at: float) -> Sequence[CalendarEvent]:
        """What is in the calendar then."""
        return self._desk.between(starts_at, ends_at)

    def add_event(self, draft: EventDraft) -> Action:
        """Writes an event."""
        return self._desk.add(draft)

    def change_event(self, event: CalendarEvent, draft: EventDraft, *, extent: Extent = Extent.ONCE) -> Action:
        """Makes an event another."""
        return self._desk.change(event, draft, extent=extent)

    def delete_event(self, event: CalendarEvent, *, extent: Extent = Extent.ONCE) -> Action:
        """Takes an event out."""
        return self._desk.delete(event, extent=extent)

    def import_calendar(self, file: Path) -> CalendarImport:
        """Takes an .ics file in."""
        return self._calendar.take_in(file)

    def export_calendar(self, file: Path) -> int:
        """Writes the calendar out."""
        return self._calendar.write_out(file)

    def own_skills(self) -> Sequence[UserSkill]:
        """The skills that the user wrote."""
        return self._own.skills()

    def allow_skill(self, name: str, digest: str, *, allowed: bool = True) -> UserSkill:
        """Lets one of them be used, or no longer."""
        return self._own.allow(name, digest, allowed=allowed)
