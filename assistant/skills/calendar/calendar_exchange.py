"""The user's calendar to and from .ics files of other programs. An import is written down in the journal, so it can be undone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

from assistant.clock import Clock
from assistant.errors import InvalidInput, NotFound
from assistant.records import CalendarEvent, CalendarImport
from assistant.skills.base import Change, Conflict, Plan
from assistant.skills.calendar.calendar_file import EMPTY, END, EVENT, calendar_text, occurrences, uid_of
from assistant.skills.file_store import LARGEST_BYTES, FileRefused, FileStore, read_text
from assistant.skills.journal import IMPORT, ActionJournal
from assistant.skills.notes.note_files import STORE

_ZONE = re.compile(r"BEGIN:VTIMEZONE\r?\n.*?END:VTIMEZONE\r?\n", re.DOTALL)
_ZONE_NAME = re.compile(r"^TZID[^:\r\n]*:(.*?)\r?$", re.MULTILINE)
TRIES = 3


class CalendarExchange:
    """Takes events in, writes them out, and lists what is ahead. May be called from any thread."""

    def __init__(
        self,
        file: Callable[[], Path],
        journal: ActionJournal,
        *,
        clock: Clock,
        zone: Callable[[], datetime.tzinfo],
        acted: Callable[[], None],
    ) -> None:
        """``file`` is the calendar; ``acted`` is called when something was taken in."""
        self._file = file
        self._journal = journal
        self._clock = clock
        self._zone = zone
        self._acted = acted

    def take_in(self, source: Path) -> CalendarImport:
        """See ``SkillsApi.import_calendar``."""
        theirs = _calendar_of(source)
        for _ in range(TRIES):
            calendar = self._file()
            ours = calendar_text(calendar)
            after, events, known = joined(ours, theirs)
            if not events:
                return CalendarImport(events=0, known=known)
            if len(after.encode()) > LARGEST_BYTES:
                raise FileRefused("The file is too big for a note or a calendar.", "Choose another one.")
            done = f"{events} event{'' if events == 1 else 's'} imported into your calendar."
            change = Change(store=STORE, key=str(calendar), before=ours, after=after)
            try:
                action = self._journal.carry_out(
                    IMPORT, {"events": events}, Plan(preview=done, done=done, changes=(change,))
                )
            except Conflict:
                continue  # another program wrote it meanwhile
            self._acted()
            return CalendarImport(events=events, known=known, action=action)
        raise InvalidInput("Something else changes it all the time.", "Try again in a moment.")

    def write_out(self, target: Path) -> int:
        """See ``SkillsApi.export_calendar``."""
        text = calendar_text(self._file())
        count = len(_uids(text or ""))
        if text is None or not count:
            raise NotFound("There is nothing in your calendar yet.", "Add an event first.")
        FileStore().write(str(target), text)
        return count

    def ahead(self, days: int) -> list[CalendarEvent]:
        """See ``SkillsApi.calendar``."""
        now = datetime.datetime.fromtimestamp(self._clock.now(), self._zone())
        midnight = datetime.datetime.combine(now.date(), datetime.time(), now.tzinfo)
        found = occurrences(calendar_text(self._file()), midnight, midnight + datetime.timedelta(days=days))
        return [
            CalendarEvent(title=one.title, starts_at=one.start.timestamp(), all_day=one.all_day, repeats=one.repeats)
            for one in found
        ]


def joined(ours: str | None, theirs: str) -> tuple[str, int, int]:
    """Our calendar with their events that it lacks, and the zones these name; how many were new, and how many were there. Pure.

    An event is there already when its UID is, or, where it has none, when its very text is.
    """
    text = ours if ours is not None and ours.strip() else EMPTY
    there = _uids(text)
    line_end = "\r\n" if "\r\n" in text else "\n"
    new, known = [], set()
    for match in EVENT.finditer(theirs):
        event = re.sub(r"\r?\n", line_end, match[0])
        uid = uid_of(event) or event
        if uid in there:
            known.add(uid)
        else:
            new.append((uid, event))
    zones = [re.sub(r"\r?\n", line_end, match[0]) for match in _ZONE.finditer(theirs)]
    have = {name for match in _ZONE.finditer(text) for name in _ZONE_NAME.findall(match[0])}
    lacking = [zone for zone in zones if new and not have.intersection(_ZONE_NAME.findall(zone))]
    at = text.rindex(END)
    after = text[:at] + "".join([*lacking, *(event for _, event in new)]) + text[at:]
    return after, len({uid for uid, _ in new}), len(known)


def _uids(text: str) -> set[str]:
    return {uid_of(match[0]) or match[0] for match in EVENT.finditer(text)}


def _calendar_of(source: Path) -> str:
    text = read_text(source)
    if text is None:
        raise NotFound(f"There is no file {source.name}.", "Choose another one.")
    try:
        occurrences(text, *_SOME_DAYS)
    except FileRefused as error:
        raise InvalidInput(
            "This file is not a calendar, or it is damaged.", "Export it anew from the other calendar, as .ics."
        ) from error
    if not EVENT.search(text):
        raise InvalidInput("There are no events in this file.", "Export it anew from the other calendar, as .ics.")
    return text


_SOME_DAYS = tuple(datetime.datetime(2026, 1, day, tzinfo=datetime.UTC) for day in (1, 8))
"""What the events of a file are tried on: one that cannot be reckoned with would break the whole calendar."""
