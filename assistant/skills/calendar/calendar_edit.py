"""One date of an event in a calendar's text: taken out of its series, or moved; or all its dates moved. All else stays as it is.

A date is taken out by an EXDATE, and moved by an event of its own with a RECURRENCE-ID (RFC 5545, 3.8.5.1 and 3.8.4.4). Both are
written the way the series writes its beginning.
"""

from __future__ import annotations

import datetime
import re

from assistant.skills.calendar.calendar_file import EVENT, Occurrence, uid_of

_PROPERTY = r'(?P<params>(?:"[^"]*"|[^:"\r\n])*):(?P<value>[^\r\n]*)(?P<end>\r?\n)'
_START = re.compile(rf"^DTSTART{_PROPERTY}", re.MULTILINE)
_END = re.compile(rf"^DTEND{_PROPERTY}", re.MULTILINE)
_OF_SERIES = re.compile(rf"^RECURRENCE-ID{_PROPERTY}", re.MULTILINE)
_SERIES_ONLY = re.compile(r"^(?:RRULE|RDATE|EXDATE|EXRULE)[;:][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*", re.MULTILINE)

_FOLDED = r"((?:[^\r\n]|\r?\n[ \t])*)(\r?\n)"
_MOMENTS = re.compile(rf'^((?:DTSTART|DTEND|EXDATE|RDATE)(?:"[^"]*"|[^:"\r\n])*:){_FOLDED}', re.MULTILINE)
_MARK = re.compile(rf'^(RECURRENCE-ID(?:"[^"]*"|[^:"\r\n])*:){_FOLDED}', re.MULTILINE)
_RULE = re.compile(r"^RRULE:(?P<value>(?:[^\r\n]|\r?\n[ \t])*)(?P<end>\r?\n)", re.MULTILINE)
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_CODE = re.compile("|".join(_CODES))


def without_date(text: str, one: Occurrence) -> str:
    """The calendar without this one date of a series."""

    def cut(match: re.Match[str]) -> str:
        event = match[0]
        if uid_of(event) != one.uid:
            return event
        if _OF_SERIES.search(event) is not None:
            return "" if is_of(event, one) else event
        start = _START.search(event)
        if start is None:
            return event
        line = f"EXDATE{start['params']}:{written_like(one.original, start['value'])}{start['end']}"
        return event[: start.start()] + line + event[start.start() :]

    return EVENT.sub(cut, text)


def moved_date(text: str, one: Occurrence, start: datetime.datetime) -> str:
    """The calendar with this event, or this one date of a series, at ``start`` (in the user's zone; of a whole day, its day)."""
    new = as_in(one.original, start)
    events = [match for match in EVENT.finditer(text) if uid_of(match[0]) == one.uid]
    own = next((match for match in events if is_of(match[0], one)), None)
    if own is None and not one.repeats:
        own = events[0]
    if own is not None:
        return text[: own.start()] + restarted(own[0], new) + text[own.end() :]
    series = next(match for match in events if _OF_SERIES.search(match[0]) is None)
    begins = _START.search(series[0])
    assert begins is not None  # noqa: S101 - it takes place, so it begins
    mark = f"RECURRENCE-ID{begins['params']}:{written_like(one.original, begins['value'])}{begins['end']}"
    plain = _SERIES_ONLY.sub("", series[0])
    at = plain.index("DTSTART")
    return text[: series.end()] + restarted(plain[:at] + mark + plain[at:], new) + text[series.end() :]


def moved_series(text: str, one: Occurrence, start: datetime.datetime, *, days_too: bool) -> str | None:
    """The calendar with all dates of this one's series at the time of ``start``, and with ``days_too`` on its day of the week.

    Dates that were moved on their own stay where they are. None where another day would break the rule: only weekly ones follow.
    """
    new = as_in(one.original, start)
    days = new.weekday() - one.original.weekday() if days_too else 0
    by = datetime.timedelta(days=days)
    if isinstance(new, datetime.datetime) and isinstance(one.original, datetime.datetime):
        midnights = (moment.replace(tzinfo=None) for moment in (new, one.original))
        now, then = (moment - datetime.datetime.combine(moment.date(), datetime.time()) for moment in midnights)
        by += now - then
    events = [match for match in EVENT.finditer(text) if uid_of(match[0]) == one.uid]
    rules = [match["value"] for event in events for match in _RULE.finditer(event[0])]
    if days and any("FREQ=WEEKLY" not in rule and re.search(r"BY\w+=", rule) for rule in rules):
        return None

    def shifted(match: re.Match[str]) -> str:
        return match[1] + ",".join(_shifted(value, by) for value in re.sub(r"\s", "", match[2]).split(",")) + match[3]

    def ruled(match: re.Match[str]) -> str:
        rule = re.sub(r"\r?\n[ \t]", "", match["value"])
        rule = re.sub(r"(?<=UNTIL=)[^;]+", lambda until: _shifted(until[0], by), rule)
        rule = re.sub(r"(?<=BYDAY=)[^;]+", lambda each: _DAY_CODE.sub(lambda day: _later(day[0], days), each[0]), rule)
        return f"RRULE:{rule}{match['end']}"

    def edit(match: re.Match[str]) -> str:
        event = match[0]
        if uid_of(event) != one.uid:
            return event
        if _OF_SERIES.search(event) is not None:
            return _MARK.sub(shifted, event)
        return _RULE.sub(ruled, _MOMENTS.sub(shifted, event))

    return EVENT.sub(edit, text)


def _shifted(value: str, by: datetime.timedelta) -> str:
    """A day, a time, or a time in UTC, ``by`` later; a day only moves by whole days."""
    return written_like(_read(value) + by, value)


def _later(code: str, days: int) -> str:
    return _CODES[(_CODES.index(code) + days) % 7]


def is_of(event: str, one: Occurrence) -> bool:
    """Whether an event's text stands for this one date of its series."""
    mark = _OF_SERIES.search(event)
    return mark is not None and mark["value"] == written_like(one.original, mark["value"])


def restarted(event: str, new: datetime.date) -> str:
    """The event at another time, as long as it was."""
    start = _START.search(event)
    assert start is not None  # noqa: S101 - it takes place, so it begins
    value = written_like(new, start["value"])
    by = _read(value) - _read(start["value"])
    event = f"{event[: start.start('value')]}{value}{event[start.end('value') :]}"
    end = _END.search(event)
    if end is None:
        return event
    later = written_like(_read(end["value"]) + by, end["value"])
    return f"{event[: end.start('value')]}{later}{event[end.end('value') :]}"


def as_in(original: datetime.date, moment: datetime.datetime) -> datetime.date:
    """A moment of the user's zone, said as the file says ``original``."""
    if not isinstance(original, datetime.datetime):
        return moment.date()
    return moment.replace(tzinfo=None) if original.tzinfo is None else moment.astimezone(original.tzinfo)


def written_like(moment: datetime.date, like: str) -> str:
    """A moment in the form of the value ``like``: a day, a time, or one in UTC."""
    if "T" not in like:
        return f"{moment:%Y%m%d}"
    if not like.endswith("Z"):
        return f"{moment:%Y%m%dT%H%M%S}"
    utc = moment.astimezone(datetime.UTC) if isinstance(moment, datetime.datetime) and moment.tzinfo else moment
    return f"{utc:%Y%m%dT%H%M%SZ}"


def _read(value: str) -> datetime.datetime:
    form = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
    return datetime.datetime.strptime(value.removesuffix("Z"), form)  # noqa: DTZ007 - a difference of two such
