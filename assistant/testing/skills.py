"""The skills of the scripted front door."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import UserFacingError
from assistant.events import TimersChanged
from assistant.ids import ActionId, TimerId
from assistant.records import Action, CalendarEvent, CalendarImport, EventDraft, Extent, Timer, UserSkill
from assistant.testing.front_door_parts import Publisher


class ScriptedSkills:
    """``SkillsApi`` that notes what is asked of it; ``known`` are the timers there are."""

    def __init__(self, owner: Publisher) -> None:
        self._owner = owner
        self.known: list[Timer] = []
        self.undone: list[ActionId] = []
        self.snoozed: list[tuple[TimerId, int]] = []
        self.events: list[CalendarEvent] = []
        self.drafts: list[tuple[CalendarEvent | None, EventDraft, Extent]] = []
        self.deleted: list[tuple[CalendarEvent, Extent]] = []
        self.imported: list[Path] = []
        self.exported: list[Path] = []
        self.own: list[UserSkill] = []
        self.refusal: UserFacingError | None = None

    def set_timers(self, *timers: Timer) -> None:
        """These timers there are from now on."""
        self.known = list(timers)
        self._owner.publish(TimersChanged(timers=timers))

    def undo(self, action: ActionId) -> Action:
        """See ``SkillsApi``; as all that follows."""
        if self.refusal is not None:
            raise self.refusal
        self.undone.append(action)
        return Action(id=action, skill="timer.set", text="", arguments={}, undone=True)

    def timers(self) -> Sequence[Timer]:
        return tuple(self.known)

    def cancel_timer(self, timer: TimerId) -> None:
        self.set_timers(*(one for one in self.known if one.id != timer))

    def snooze_timer(self, timer: TimerId, minutes: int = 5) -> None:
        self.snoozed.append((timer, minutes))

    def calendar(self, days: int = 7) -> Sequence[CalendarEvent]:
        del days
        return tuple(self.events)

    def calendar_between(self, starts_at: float, ends_at: float) -> Sequence[CalendarEvent]:
        if self.refusal is not None:
            raise self.refusal
        return tuple(one for one in self.events if one.starts_at < ends_at and one.ends_at > starts_at)

    def add_event(self, draft: EventDraft) -> Action:
        return self._drafted(None, draft, extent=Extent.ONCE)

    def change_event(self, event: CalendarEvent, draft: EventDraft, *, extent: Extent = Extent.ONCE) -> Action:
        return self._drafted(event, draft, extent=extent)

    def delete_event(self, event: CalendarEvent, *, extent: Extent = Extent.ONCE) -> Action:
        self.deleted.append((event, extent))
        return Action(id=ActionId(71), skill="calendar.by_hand", text="", arguments={})

    def _drafted(self, event: CalendarEvent | None, draft: EventDraft, *, extent: Extent) -> Action:
        if self.refusal is not None:
            raise self.refusal
        self.drafts.append((event, draft, extent))
        return Action(id=ActionId(70), skill="calendar.by_hand", text="", arguments={})

    def import_calendar(self, file: Path) -> CalendarImport:
        if self.refusal is not None:
            raise self.refusal
        self.imported.append(file)
        return CalendarImport(events=3, known=1)

    def export_calendar(self, file: Path) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.exported.append(file)
        return len(self.events)

    def own_skills(self) -> Sequence[UserSkill]:
        return tuple(self.own)

    def allow_skill(self, name: str, digest: str, *, allowed: bool = True) -> UserSkill:
        if self.refusal is not None:
            raise self.refusal
        found = next(one for one in self.own if (one.name, one.digest) == (name, digest))
        self.own[self.own.index(found)] = found = dataclasses.replace(found, allowed=allowed, changed=False)
        return found
