"""A series in a calendar's text cut in two: what was before one of its dates, and that date with all that follow. Pure.

The first part ends by an UNTIL, or by the smaller half of its COUNT (RFC 5545, 3.3.10); the second is a series with a UID of its
own. Exceptions, further dates and dates that were changed on their own go to the part they belong to.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import uuid

from dateutil.rrule import rrulestr

from assistant.errors import InvalidInput
from assistant.skills.calendar.calendar_edit import restarted, written_like
from assistant.skills.calendar.calendar_file import EVENT, Occurrence, uid_of

_UNFOLDED = r"(?:[^\r\n]|\r?\n[ \t])*"
_RULE = re.compile(rf"^RRULE:(?P<rule>{_UNFOLDED})\r?\n", re.MULTILINE)
_DATES = re.compile(
    rf'^(?P<head>(?:EXDATE|RDATE)(?:;(?:"[^"]*"|[^:"\r\n])*)?:)(?P<values>{_UNFOLDED})(?P<end>\r?\n)', re.MULTILINE
)
_MARK = re.compile(r'^RECURRENCE-ID(?:;(?:"[^"]*"|[^:"\r\n])*)?:(?P<value>[\dTZ]+)', re.MULTILINE)
_START = re.compile(r'^DTSTART(?:;(?:"[^"]*"|[^:"\r\n])*)?:(?P<value>[\dTZ]+)', re.MULTILINE)
_UID = re.compile(rf"^UID:{_UNFOLDED}", re.MULTILINE)


def is_first(text: str, one: Occurrence) -> bool:
    """Whether nothing of its series comes before this date, so that it and what follows are all of it."""
    starts = [
        start["value"]
        for event in _events(text, one.uid)
        if _MARK.search(event) is None and (start := _START.search(event)) is not None
    ]
    return bool(starts) and _stamp(written_like(one.original, starts[0])) <= _stamp(starts[0])


def ended_before(text: str, one: Occurrence) -> str:
    """The calendar with this series ending before one of its dates. Raises ``InvalidInput`` as ``split``."""
    return _cut(text, one, "")


def split(text: str, one: Occurrence) -> tuple[str, Occurrence]:
    """The calendar with this series as two, and the date as the first of the second. Raises ``InvalidInput`` for a date that
    its rule does not give, as one that was added by hand."""
    uid = f"{uuid.uuid4()}@sotto"
    return _cut(text, one, uid), dataclasses.replace(one, uid=uid)


def _cut(text: str, one: Occurrence, uid: str) -> str:
    def edit(match: re.Match[str]) -> str:
        event = match[0]
        if uid_of(event) != one.uid:
            return event
        mark = _MARK.search(event)
        if mark is None:
            return _first_part(event, one) + (_second_part(event, one, uid) if uid else "")
        if _stamp(mark["value"]) < _stamp(written_like(one.original, mark["value"])):
            return event
        return _called(event, uid) if uid else ""

    return EVENT.sub(edit, text)


def _first_part(event: str, one: Occurrence) -> str:
    start = _START.search(event)
    assert start is not None  # noqa: S101 - it takes place, so it begins

    def ruled(match: re.Match[str]) -> str:
        parts = _parts(match["rule"])
        if "COUNT" in parts:
            parts["COUNT"] = str(_before(parts, start["value"], one))
        else:
            _before(parts, start["value"], one)
            parts["UNTIL"] = _last(one)
        return match[0].replace(match["rule"], _joined(parts))

    return _DATES.sub(lambda match: _kept(match, one, before=True), _RULE.sub(ruled, event))


def _second_part(event: str, one: Occurrence, uid: str) -> str:
    start = _START.search(event)
    assert start is not None  # noqa: S101 - as above

    def ruled(match: re.Match[str]) -> str:
        parts = _parts(match["rule"])
        if "COUNT" in parts:
            parts["COUNT"] = str(int(parts["COUNT"]) - _before(parts, start["value"], one))
        return match[0].replace(match["rule"], _joined(parts))

    event = _DATES.sub(lambda match: _kept(match, one, before=False), _RULE.sub(ruled, event))
    return restarted(_called(event, uid), one.original)


def _before(parts: dict[str, str], start: str, one: Occurrence) -> int:
    """How many dates a rule gives before this one. Raises ``InvalidInput`` where it does not give this one."""
    begins, at = _stamp(start), _stamp(written_like(one.original, start))
    rule = rrulestr(_joined({name: value for name, value in parts.items() if name != "UNTIL"}), dtstart=begins)
    for count, given in enumerate(rule):
        if given == at:
            return count
        if given > at:
            break
    raise InvalidInput("This time is none of its series' rule.", "Choose another time of the series.")


def _last(one: Occurrence) -> str:
    """The UNTIL that leaves this date out: a day for days, else a second before, in UTC where the series has a zone."""
    if not isinstance(one.original, datetime.datetime):
        return f"{one.original - datetime.timedelta(days=1):%Y%m%d}"
    before = one.original - datetime.timedelta(seconds=1)
    return f"{before:%Y%m%dT%H%M%S}" if before.tzinfo is None else f"{before.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _kept(match: re.Match[str], one: Occurrence, *, before: bool) -> str:
    values = re.sub(r"\s", "", match["values"]).split(",")
    kept = [value for value in values if (_stamp(value) < _stamp(written_like(one.original, value))) is before]
    return f"{match['head']}{','.join(kept)}{match['end']}" if kept else ""


def _called(event: str, uid: str) -> str:
    return _UID.sub(f"UID:{uid}", event, count=1)


def _parts(rule: str) -> dict[str, str]:
    plain = re.sub(r"\r?\n[ \t]", "", rule)
    return dict(part.split("=", 1) for part in plain.split(";") if "=" in part)


def _joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _events(text: str, uid: str) -> list[str]:
    return [match[0] for match in EVENT.finditer(text) if uid_of(match[0]) == uid]


def _stamp(value: str) -> datetime.datetime:
    form = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
    return datetime.datetime.strptime(value.removesuffix("Z"), form)  # noqa: DTZ007 - compared with another of its form
