"""Spans of days in words, English and Japanese: "last March", "2023", "yesterday", 先月, 去年の3月."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import re

_LAST_NAMED = re.compile(
    r"^(?:last|past)\s+(?=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon\w*day|sun|tue|wed|thu|fri|sat)",
    re.IGNORECASE,
)
_THIS = re.compile(r"^this\s+(week|month|year)$", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(r"^(昨年|去年|一昨年|今年)の?(\d{1,2})月$")
_WRITTEN = re.compile(r"^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$")
_YEARS_AGO = {"今年": 0, "昨年": 1, "去年": 1, "一昨年": 2, "おととし": 2}
_NOW = {"今週": "week", "今月": "month", "今日": "day", "本日": "day"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: datetime.date
    last: datetime.date


def period_of(words: str, today: datetime.date) -> Period | None:
    """The days that words name, seen from ``today``; a month or weekday without a year is the last one. None for other words."""
    plain = " ".join(words.split())
    this = _THIS.match(plain)
    if this is not None:
        return _around(today, this.group(1).lower())
    if plain in _NOW:
        return _around(today, _NOW[plain])
    if plain in _YEARS_AGO:
        return _around(today.replace(year=today.year - _YEARS_AGO[plain], day=1), "year")
    named = _MONTH_OF_YEAR.match(plain)
    if named is not None and 1 <= int(named.group(2)) <= 12:
        return _around(datetime.date(today.year - _YEARS_AGO[named.group(1)], int(named.group(2)), 1), "month")
    written = _WRITTEN.match(plain)
    if written is not None:
        year, month, number = (int(part) if part else 0 for part in written.groups())
        try:
            return _around(
                datetime.date(year, month or 1, number or 1), ("day" if number else "month") if month else "year"
            )
        except ValueError:
            return None
    # Loading its languages takes a quarter of a second, and few questions name a date.
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=["ja" if not plain.isascii() else "en"],
        settings={
            "RELATIVE_BASE": datetime.datetime.combine(today, datetime.time()),
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
        },
    )
    found = parser.get_date_data(_LAST_NAMED.sub("", plain))
    return _around(found.date_obj.date(), str(found.period)) if found.date_obj is not None else None


def _around(day: datetime.date, unit: str) -> Period:
    if unit == "year":
        return Period(first=day.replace(month=1, day=1), last=day.replace(month=12, day=31))
    if unit == "month":
        return Period(first=day.replace(day=1), last=day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    if unit == "week":
        monday = day - datetime.timedelta(days=day.weekday())
        return Period(first=monday, last=monday + datetime.timedelta(days=6))
    return Period(first=day, last=day)
