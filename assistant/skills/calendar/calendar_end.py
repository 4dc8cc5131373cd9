"""Until when something comes again: "every Saturday until the end of May", 「5月末まで毎週土曜」. Pure."""

from __future__ import annotations

import datetime
import re

from assistant.skills.time_words import days
from assistant.skills.time_words.english import MONTH
from assistant.skills.time_words.moments import find_moment

_UNTIL = re.compile(r",?\s*\b(?:until|till|up to|through)\s+(?P<end>.+)$", re.IGNORECASE)
_UNTIL_JA = re.compile(r"(?P<end>[^、。にを]+?)まで(?!に)の?、?")
_END_OF = re.compile(
    rf"^(?:the )?end of (?:(?P<month>{MONTH})|(?P<which>this|next|the) (?P<unit>month|year))$", re.IGNORECASE
)
_END_OF_JA = re.compile(r"^(?:(?P<month>\d{1,2})月|(?P<unit>今月|来月|今年|年))(?:の?)(?:末|終わり)$")
_DAY_OF_RULE = re.compile(r"UNTIL=(\d{8})(?![\dT])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def last_day(words: str, now: datetime.datetime) -> tuple[str, datetime.date] | None:
    """The words without what says until when, and the last day; None where they say none."""
    match = _UNTIL.search(words) or _UNTIL_JA.search(words)
    if match is None:
        return None
    end = match["end"].strip()
    found = _end_of(end, now.date())
    if found is None:
        moment = find_moment(end, now)
        found = moment.day if moment is not None and not moment.problem else None
    return (f"{words[: match.start()]} {words[match.end() :]}".strip(), found) if found is not None else None


def until_moment(rule: str, start: datetime.datetime) -> str:
    """A rule whose UNTIL is a day, for a series with a time of day: the end of that day where ``start`` is, in UTC (RFC 5545,
    3.3.10)."""

    def end(match: re.Match[str]) -> str:
        day = datetime.datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007 - a day
        late = datetime.datetime.combine(day, datetime.time(23, 59, 59), start.tzinfo)
        return f"UNTIL={late.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"

    return _DAY_OF_RULE.sub(end, rule)


def last_date(rule: str) -> datetime.date:
    """The day of a rule's UNTIL, or the last day there is."""
    match = re.search(r"UNTIL=(\d{8})", rule)
    return datetime.datetime.strptime(match[1], "%Y%m%d").date() if match else datetime.date.max  # noqa: DTZ007 - a day


def _end_of(words: str, today: datetime.date) -> datetime.date | None:
    english, japanese = _END_OF.match(words), _END_OF_JA.match(words)
    if english is not None and english["month"]:
        return _last_of(today, _MONTHS.index(english["month"][:3].lower()) + 1)
    if japanese is not None and japanese["month"]:
        month = int(japanese["month"])
        return _last_of(today, month) if 1 <= month <= 12 else None
    if english is not None:
        ahead = 1 if english["which"].lower() == "next" else 0
        if english["unit"].lower() == "year":
            return datetime.date(today.year + ahead, 12, 31)
        return _month_end(*days.month_ahead(today, ahead))
    if japanese is not None:
        if japanese["unit"] in ("今年", "年"):
            return datetime.date(today.year, 12, 31)
        return _month_end(*days.month_ahead(today, 1 if japanese["unit"] == "来月" else 0))
    return None


def _last_of(today: datetime.date, month: int) -> datetime.date:
    end = _month_end(today.year, month)
    return end if end >= today else _month_end(today.year + 1, month)


def _month_end(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)
