"""A calendar in an iCalendar file (RFC 5545). Read through libraries; written by adding or cutting one event, and nothing else.

Times are written without a zone, as the clock on the wall shows them; those of other programs are turned into the user's zone.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
import uuid
from pathlib import Path
from typing import Any

import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr

from assistant.skills.calendar.calendar_limits import is_reckonable
from assistant.skills.file_store import FileRefused, read_text

_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sotto//Sotto//EN\r\nCALSCALE:GREGORIAN\r\n"
END = "END:VCALENDAR"
EMPTY = f"{_HEAD}{END}\r\n"
"""A calendar without events."""
EVENT = re.compile(r"BEGIN:VEVENT\r?\n.*?END:VEVENT\r?\n", re.DOTALL)
"""One event in the text of a calendar."""
_GIVEN_UP = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What the libraries raise over a calendar that makes no sense, such as an event that begins twice."""
_ZONES_APART = datetime.timedelta(hours=26)
_SOME_DAYS = tuple(datetime.datetime(2026, 1, day, tzinfo=datetime.UTC) for day in (1, 8))
"""What the events of a file are tried on."""
_UID = re.compile(r"^UID:(.*?)\r?$", re.MULTILINE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time an event takes place, in the user's zone. ``reminds_at`` is when it reminds, None where it does not. ``original`` is
    when its series would have it, as the file says it: in the file's zone, without one, or a day alone."""

    uid: str
    title: str
    start: datetime.datetime
    all_day: bool
    repeats: bool
    original: datetime.date
    end: datetime.datetime
    reminds_at: datetime.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event to be written. ``start`` and ``end`` are by the wall clock, ``end`` None where only the beginning is known; ``rule``
    is an RRULE without its name, empty for once."""

    title: str
    start: datetime.datetime
    end: datetime.datetime | None = None
    all_day: bool = False
    rule: str = ""
    reminds: bool = True


def calendar_text(file: Path) -> str | None:
    """The file's text, checked to be a calendar; None where there is none. Raises ``FileRefused``."""
    text = read_text(file)
    if text is not None and text.strip():
        _reckoned(text)
    return text


def occurrences(
    text: str | None, start: datetime.datetime, end: datetime.datetime, *, under_way: bool = False
) -> list[Occurrence]:
    """What begins between two moments of the user's zone, or is ``under_way`` then, in order. Raises ``FileRefused``."""
    if text is None or not text.strip():
        return []
    zone = start.tzinfo
    try:
        if not all(is_reckonable(event, end) for event in _parsed(text).events):
            raise _broken()
        # Events in a zone of their own are looked for by its clock, which may be a day off the user's.
        found = recurring_ical_events.of(_parsed(text)).between(
            start.replace(tzinfo=None) - _ZONES_APART, end.replace(tzinfo=None) + _ZONES_APART
        )
        series = {str(event.get("UID", "")) for event in _parsed(text).events if "RRULE" in event or "RDATE" in event}
        times = [_occurrence(event, zone, series) for event in found]
    except _GIVEN_UP as error:
        raise _broken() from error
    meant = [one for one in times if one.start < end and (start <= one.start or (under_way and start < one.end))]
    return sorted(meant, key=lambda one: (one.start, one.title))


def added(text: str | None, event: NewEvent, now: datetime.datetime) -> str:
    """The calendar with one more event, before its end."""
    written = _written(event, now)
    if text is None or not text.strip():
        return f"{_HEAD}{written}{END}\r\n"
    at = text.rindex(END)
    return text[:at] + (written if "\r\n" in text else written.replace("\r\n", "\n")) + text[at:]


def without(text: str, uids: set[str]) -> str:
    """The calendar without these events; all else stays as it is, character by character."""
    return EVENT.sub(lambda match: "" if uid_of(match[0]) in uids else match[0], text)


def first_day(rule: str, start: datetime.datetime) -> datetime.datetime:
    """The first time of a rule from ``start`` on, whatever its interval: a series begins there."""
    each = ";".join(part for part in rule.split(";") if not part.startswith(("INTERVAL=", "UNTIL=")))
    found: datetime.datetime | None = rrulestr(each, dtstart=start.replace(tzinfo=None)).after(
        start.replace(tzinfo=None), inc=True
    )
    return found.replace(tzinfo=start.tzinfo) if found is not None else start


def uid_of(event: str) -> str:
    """The UID of one event's text, empty for none."""
    # A long line goes on in the next, behind a blank.
    match = _UID.search(re.sub(r"\r?\n[ \t]", "", event))
    return match[1] if match is not None else ""


@functools.lru_cache(maxsize=2)
def _reckoned(text: str) -> None:
    """One event that cannot be reckoned with hides all others, so nothing may be promised beside it. Raises ``FileRefused``."""
    occurrences(text, *_SOME_DAYS)


@functools.lru_cache(maxsize=2)
def _parsed(text: str) -> icalendar.Calendar:
    try:
        found = icalendar.Calendar.from_ical(text)
    except _GIVEN_UP as error:
        raise _broken() from error
    if not isinstance(found, icalendar.Calendar) or END not in text:
        raise _broken()
    return found


def _broken() -> FileRefused:
    return FileRefused(
        "The calendar file is damaged, so it was left untouched.", "Mend it, or move it away to begin a new one."
    )


def _written(event: NewEvent, now: datetime.datetime) -> str:
    made = icalendar.Event()
    made.add("uid", f"{uuid.uuid4()}@sotto")
    made.add("dtstamp", now.astimezone(datetime.UTC))
    made.add("summary", event.title)
    made.add("dtstart", event.start.date() if event.all_day else event.start.replace(tzinfo=None))
    if event.rule:
        made.add("rrule", icalendar.vRecur.from_ical(event.rule))
    if event.end is not None:
        made.add("dtend", event.end.date() if event.all_day else event.end.replace(tzinfo=None))
    if event.reminds:
        made.add_component(_alarm(event.title, all_day=event.all_day))
    return bytes(made.to_ical()).decode()


def alarm_text(title: str, *, all_day: bool) -> str:
    """What makes an event remind, as the lines of a file."""
    return bytes(_alarm(title, all_day=all_day).to_ical()).decode()


def _alarm(title: str, *, all_day: bool) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", datetime.timedelta(hours=9) if all_day else datetime.timedelta(0))
    return alarm


def _occurrence(event: Any, zone: datetime.tzinfo | None, series: set[str]) -> Occurrence:
    when, until = event["DTSTART"].dt, event["DTEND"].dt
    start = _in_zone(when, zone)
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM") if "TRIGGER" in alarm]
    before = [trigger for trigger in triggers if isinstance(trigger, datetime.timedelta)]
    return Occurrence(
        uid=str(event.get("UID", "")),
        title=str(event.get("SUMMARY", "")),
        start=start,
        all_day=not isinstance(when, datetime.datetime),
        end=max(_in_zone(until, zone), start),
        original=event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else when,
        repeats=str(event.get("UID", "")) in series,
        reminds_at=start + min(before) if before else None,
    )


def _in_zone(when: datetime.date, zone: datetime.tzinfo | None) -> datetime.datetime:
    if not isinstance(when, datetime.datetime):
        return datetime.datetime.combine(when, datetime.time(), zone)
    return when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone)
