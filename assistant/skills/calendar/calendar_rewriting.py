"""An event in a calendar's text made another: its title, its times, whether it reminds; all else stays, character by character.

Of a series one date becomes an event of its own with a RECURRENCE-ID. Where the whole series moves, what is counted from its
beginning moves with it: exceptions (EXDATE, RECURRENCE-ID), further dates (RDATE), the end (UNTIL) and the days of the week (BYDAY;
RFC 5545, 3.3.10).
"""

from __future__ import annotations

import datetime
import re

import icalendar

from assistant.errors import InvalidInput
from assistant.skills.calendar.calendar_edit import as_in, is_of, moved_date, written_like
from assistant.skills.calendar.calendar_file import EVENT, NewEvent, Occurrence, alarm_text, uid_of

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ALARM = re.compile(r"BEGIN:VALARM\r?\n.*?END:VALARM\r?\n", re.DOTALL)
_STAMPS = re.compile(
    r"^(?P<head>(?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(?:;(?:\"[^\"]*\"|[^:\"\r\n])*)?:)(?P<values>[\dTZ,]+)(?=\r?$)",
    re.MULTILINE,
)
_RULE = re.compile(r"^RRULE:(?P<rule>[^\r\n]*)", re.MULTILINE)
_FIXED_DAYS = re.compile(r"BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYSETPOS|BYDAY=[^;]*\d")


def rewritten(text: str, one: Occurrence, new: NewEvent, *, every: bool) -> str:
    """The calendar with this event as ``new``; of a series this date, or ``every`` one. Raises ``InvalidInput``. Pure."""
    if every and one.repeats:
        return EVENT.sub(lambda match: _of_series(match[0], one, new), text)
    if one.repeats:
        # The date gets an event of its own first, at its old time.
        text = moved_date(text, one, one.start)

    def edit(match: re.Match[str]) -> str:
        event = match[0]
        if uid_of(event) != one.uid or (one.repeats and not is_of(event, one)):
            return event
        return _with_rule(_timed(_named(event, one, new), one, new), new.rule if not one.repeats else "")

    return EVENT.sub(edit, text)


def _of_series(event: str, one: Occurrence, new: NewEvent) -> str:
    if uid_of(event) != one.uid:
        return event
    if new.all_day is not one.all_day:
        raise InvalidInput(
            "A whole series cannot change between whole days and times.", "Delete the series, and add it anew."
        )
    by = new.start.replace(tzinfo=None) - one.start.replace(tzinfo=None)
    event = _named(event, one, new)
    if by:
        event = _STAMPS.sub(lambda match: match["head"] + _later(match["values"], by), event)
        days = new.start.date().toordinal() - one.start.date().toordinal()
        event = _RULE.sub(lambda match: f"RRULE:{_rule_moved(match['rule'], by, days)}", event)
    lasting = (new.end or new.start) - new.start
    if lasting != one.end - one.start and "RECURRENCE-ID" not in event:
        event = _lasting(event, lasting)
    return event


def _named(event: str, one: Occurrence, new: NewEvent) -> str:
    if new.title != one.title:
        event = _put(event, "SUMMARY", _line("summary", new.title))
    if new.reminds and one.reminds_at is None:
        end = event.rindex("END:VEVENT")
        event = event[:end] + _ended_as(event, alarm_text(new.title, all_day=new.all_day)) + event[end:]
    elif not new.reminds:
        event = _ALARM.sub("", event)
    return event


def _timed(event: str, one: Occurrence, new: NewEvent) -> str:
    """One event at the times of ``new``, said in the way of the file where it goes on being of days, or of times."""
    until = new.end or new.start
    if new.start == one.start and until == one.end and new.all_day is one.all_day:
        return event
    start = re.search(r"^DTSTART(?P<params>[^:\r\n]*):(?P<value>[^\r\n]*)", event, re.MULTILINE)
    assert start is not None  # noqa: S101 - it takes place, so it begins
    if new.all_day is one.all_day:
        params, like = start["params"], start["value"]
        values = [written_like(as_in(one.original, moment), like) for moment in (new.start, until)]
    else:
        params = ";VALUE=DATE" if new.all_day else ""
        values = [f"{moment:%Y%m%d}" if new.all_day else f"{moment:%Y%m%dT%H%M%S}" for moment in (new.start, until)]
    event = _put(_put(event, "DURATION", ""), "DTEND", "")
    return _put(event, "DTSTART", f"DTSTART{params}:{values[0]}\r\nDTEND{params}:{values[1]}\r\n")


def _with_rule(event: str, rule: str) -> str:
    if not rule:
        return event
    end = event.rindex("END:VEVENT")
    alarm = event.find("BEGIN:VALARM")
    at = end if alarm < 0 else alarm
    return event[:at] + _ended_as(event, f"RRULE:{rule}\r\n") + event[at:]


def _lasting(event: str, lasting: datetime.timedelta) -> str:
    start = re.search(r"^DTSTART(?P<params>[^:\r\n]*):(?P<value>[^\r\n]*)", event, re.MULTILINE)
    assert start is not None  # noqa: S101 - as above
    event = _put(_put(event, "DURATION", ""), "DTEND", "")
    return _put(event, "DTSTART", f"{start[0]}\r\nDTEND{start['params']}:{_later(start['value'], lasting)}\r\n")


def _rule_moved(rule: str, by: datetime.timedelta, days: int) -> str:
    if days and _FIXED_DAYS.search(rule):
        raise InvalidInput(
            "A series on fixed days of the month cannot move to another day.", "Delete the series, and add it anew."
        )
    parts = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name == "BYDAY" and days:
            value = ",".join(_DAYS[(_DAYS.index(day) + days) % 7] if day in _DAYS else day for day in value.split(","))
        elif name == "UNTIL":
            value = _later(value, by)
        parts.append(f"{name}={value}")
    return ";".join(parts)


def _later(values: str, by: datetime.timedelta) -> str:
    """Times or days of a file, each so much later; a day moves by whole days."""
    moved = []
    for value in values.split(","):
        form = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
        plain = value.removesuffix("Z")
        moved.append(f"{datetime.datetime.strptime(plain, form) + by:{form}}{value[len(plain) :]}")  # noqa: DTZ007 - as written
    return ",".join(moved)


def _put(event: str, name: str, lines: str) -> str:
    """The event with these lines in place of its own property of that name; empty takes it away."""
    pattern = re.compile(rf"^{name}[;:][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*", re.MULTILINE)
    # Properties of an alarm inside are its own.
    alarms = [match.span() for match in _ALARM.finditer(event)]
    own = [found for found in pattern.finditer(event) if not any(a < found.start() < b for a, b in alarms)]
    start, end = own[0].span() if own else (event.index("\n") + 1,) * 2
    return event[:start] + _ended_as(event, lines) + event[end:]


def _line(name: str, value: str) -> str:
    made = icalendar.Event()
    made.add(name, value)
    return bytes(made.to_ical()).decode().removeprefix("BEGIN:VEVENT\r\n").removesuffix("END:VEVENT\r\n")


def _ended_as(event: str, lines: str) -> str:
    return lines if "\r\n" in event else lines.replace("\r\n", "\n")
