"""The calendar as the user edits it by hand: what there is between two moments, and events written, changed and taken out.

Every change is written down in the journal, so it survives a killed program and can be undone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from dateutil.rrule import rrulestr

from assistant.clock import Clock
from assistant.errors import InvalidInput, NotFound
from assistant.events import ActionsChanged, Event
from assistant.records import Action, CalendarEvent, EventDraft, Extent
from assistant.skills.base import Change, Conflict, Context, Plan
from assistant.skills.calendar.calendar_edit import without_date
from assistant.skills.calendar.calendar_file import (
    NewEvent,
    Occurrence,
    added,
    calendar_text,
    first_day,
    occurrences,
    without,
)
from assistant.skills.calendar.calendar_rewriting import rewritten
from assistant.skills.calendar.calendar_skills import described
from assistant.skills.calendar.calendar_split import ended_before, is_first, split
from assistant.skills.journal import BY_HAND, ActionJournal
from assistant.skills.notes.note_files import STORE
from assistant.skills.sentence import is_japanese

TRIES = 3
_MOMENT = datetime.timedelta(seconds=1)


class CalendarDesk:
    """Reads and changes the user's calendar file. May be called from any thread."""

    def __init__(
        self,
        file: Callable[[], Path],
        journal: ActionJournal,
        *,
        clock: Clock,
        zone: Callable[[], datetime.tzinfo],
        publish: Callable[[Event], None],
        acted: Callable[[], None],
    ) -> None:
        """``file`` is the calendar; ``acted`` is called when something was changed."""
        self._file = file
        self._journal = journal
        self._clock = clock
        self._zone = zone
        self._publish = publish
        self._acted = acted

    def between(self, starts_at: float, ends_at: float) -> list[CalendarEvent]:
        """See ``SkillsApi.calendar_between``."""
        found = occurrences(calendar_text(self._file()), self._moment(starts_at), self._moment(ends_at), under_way=True)
        return [
            CalendarEvent(
                title=one.title,
                starts_at=one.start.timestamp(),
                ends_at=one.end.timestamp(),
                all_day=one.all_day,
                repeats=one.repeats,
                uid=one.uid,
                reminds=one.reminds_at is not None,
            )
            for one in found
        ]

    def add(self, draft: EventDraft) -> Action:
        """See ``SkillsApi.add_event``."""
        new = self._new(draft)
        context = self._context(draft.title)
        when = described(_occurrence(new), context)
        return self._do(
            lambda text: added(text, new, context.now),
            context.words(f"In your calendar: {when}.", f"カレンダーに入れました：{when}"),
        )

    def change(self, event: CalendarEvent, draft: EventDraft, *, extent: Extent) -> Action:
        """See ``SkillsApi.change_event``."""
        new = self._new(draft)
        context = self._context(draft.title)
        when = described(_occurrence(new), context)

        def edit(text: str | None) -> str:
            one = self._found(text, event)
            text = text or ""
            if extent is Extent.FOLLOWING and one.repeats and not is_first(text, one):
                text, one = split(text, one)
            return rewritten(text, one, new, every=extent is not Extent.ONCE)

        return self._do(
            edit,
            context.words(f"Changed: {when}.", f"変更しました：{when}"),
        )

    def delete(self, event: CalendarEvent, *, extent: Extent) -> Action:
        """See ``SkillsApi.delete_event``."""
        context = self._context(event.title)
        when = described(self._found(calendar_text(self._file()), event), context)

        def edit(text: str | None) -> str:
            one = self._found(text, event)
            text = text or ""
            if one.repeats and extent is Extent.ONCE:
                return without_date(text, one)
            if one.repeats and extent is Extent.FOLLOWING and not is_first(text, one):
                return ended_before(text, one)
            return without(text, {one.uid})

        more = ""
        if event.repeats and extent is not Extent.ONCE:
            more = (
                context.words(" and all its other times", "とほかのすべての回")
                if extent is Extent.EVERY
                else context.words(" and all after it", "とそれ以降のすべての回")
            )
        return self._do(edit, context.words(f"Deleted: {when}{more}.", f"削除しました：{when}{more}"))

    def _do(self, edit: Callable[[str | None], str], done: str) -> Action:
        for _ in range(TRIES):
            file = self._file()
            before = calendar_text(file)
            after = edit(before)
            # What was written can be reckoned with, or it is not written.
            now = self._moment(self._clock.now())
            occurrences(after, now, now + datetime.timedelta(days=7))
            change = Change(store=STORE, key=str(file), before=before, after=after)
            try:
                action = self._journal.carry_out(BY_HAND, {}, Plan(preview=done, done=done, changes=(change,)))
            except Conflict:
                continue  # another program wrote it meanwhile
            self._publish(ActionsChanged(actions=(action,)))
            self._acted()
            return action
        raise InvalidInput("Something else changes it all the time.", "Try again in a moment.")

    def _found(self, text: str | None, event: CalendarEvent) -> Occurrence:
        at = self._moment(event.starts_at)
        if not event.uid:
            raise InvalidInput(
                "This event has no name of its own in the calendar file.", "Change it in the program it comes from."
            )
        for one in occurrences(text, at, at + _MOMENT):
            if one.uid == event.uid and one.start == at:
                return one
        raise NotFound("This event is no longer in your calendar.", "It was changed meanwhile; look at it again.")

    def _new(self, draft: EventDraft) -> NewEvent:
        title = " ".join(draft.title.split())
        if not title:
            raise InvalidInput("An event needs a title.", "Write what it is called.")
        start, end = self._moment(draft.starts_at), self._moment(draft.ends_at)
        if end < start or (draft.all_day and end == start):
            raise InvalidInput("The event ends before it begins.", "Choose a later end.")
        if draft.rule:
            try:
                rrulestr(draft.rule, dtstart=start.replace(tzinfo=None))
            except (ValueError, TypeError) as error:
                raise InvalidInput("There is no such repetition.", "Choose how often it repeats.") from error
            first = first_day(draft.rule, start)
            start, end = first, end + (first - start)
        return NewEvent(
            title=title, start=start, end=end, all_day=draft.all_day, rule=draft.rule, reminds=draft.reminds
        )

    def _moment(self, unix_s: float) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(unix_s, self._zone())

    def _context(self, title: str) -> Context:
        return Context(now=self._moment(self._clock.now()), japanese=is_japanese(title))


def _occurrence(new: NewEvent) -> Occurrence:
    return Occurrence(
        uid="",
        title=new.title,
        start=new.start,
        end=new.end or new.start,
        all_day=new.all_day,
        repeats=bool(new.rule),
        original=new.start,
    )
