"""What numbers of a text count: 15 months, 15 May, 85 pounds; and which days of the week it names. Pure; English and Japanese.

A number stands in many places; "for 15 months" is not what "from 15 May" says. What is due on Fridays is not due on Thursdays.
"""

from __future__ import annotations

import calendar
import re

from assistant.documents.citing.kanji_numbers import with_digits
from assistant.documents.citing.quotable import NUMBER_WORDS, numbers_in, without_places

_MONTHS = {
    name.lower(): "date"
    for name in (*calendar.month_name, *calendar.month_abbr, *calendar.day_name)
    if name  # the lists begin with an empty one
}
_ENGLISH = {
    **_MONTHS,
    **{
        f"{name}{end}": name
        for name in ("second", "minute", "hour", "day", "week", "month", "year")
        for end in ("", "s")
    },
    **{f"{name}{end}": name for name in ("euro", "pound", "dollar") for end in ("", "s")},
    "eur": "euro",
    "€": "euro",
    "gbp": "pound",
    "£": "pound",
    "usd": "dollar",
    "$": "dollar",
    "yen": "yen",
    "¥": "yen",
    "%": "percent",
    "percent": "percent",
    "kg": "kg",
    "km": "km",
    "min": "minute",
    "hrs": "hour",
}
_JAPANESE = {
    **dict.fromkeys(("秒間", "秒"), "second"),
    **dict.fromkeys(("分間", "分"), "minute"),
    "時間": "hour",
    "時": "clock",
    "日間": "day",
    "日": "day",
    "週間": "week",
    "週": "week",
    **dict.fromkeys(("か月間", "ヶ月間", "か月", "ヶ月", "カ月", "ヵ月", "箇月"), "month"),
    "月": "date",
    "年間": "year",
    "年": "year",
    "円": "yen",
    "人": "person",
    "名": "person",
    "台": "machine",
    "匹": "animal",
    "％": "percent",
    "歳": "age",
    "回": "time",
    "個": "piece",
    "枚": "sheet",
    "本": "stick",
    "階": "floor",
}
_PLACES_IN_TIME = frozenset({"", "date", "clock", "floor", "time"})
_YEAR = re.compile(r"[12]\d{3}")
_DAY = re.compile(rf"\b({'|'.join(calendar.day_name)})s?\b|([月火水木金土日])曜", re.IGNORECASE)
_DAYS = {
    **{name.lower(): at for at, name in enumerate(calendar.day_name)},
    **{sign: at for at, sign in enumerate("月火水木金土日")},
}
_NUMBER = rf"\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})\b"
_WORDS = "|".join(re.escape(word) for word in sorted(_ENGLISH, key=len, reverse=True) if word.isalpha())
_SIGNS = "[€£$¥]"
_COUNTERS = "|".join(sorted(_JAPANESE, key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?P<sign>{_SIGNS})?(?:\b(?P<month>{'|'.join(_MONTHS)})\.?\s+)?(?P<number>{_NUMBER})(?:st|nd|rd|th)?"
    rf"(?:\s*(?:[-–]|to|or|and)\s*(?:{_NUMBER}))?"
    rf"(?:[\s-]*(?P<after>(?:{_WORDS})\b|%|{_SIGNS}(?!\d))|(?P<counter>{_COUNTERS}))?",
    re.IGNORECASE,
)


def measures(text: str) -> dict[str, frozenset[str]]:
    """For each number of a text, made plain, what it counts in each place; empty where that is not said."""
    found: dict[str, set[str]] = {}
    for match in _MEASURE.finditer(with_digits(without_places(text))):
        unit = match["sign"] or match["month"] or match["after"]
        counted = _ENGLISH[unit.lower()] if unit else _JAPANESE.get(match["counter"] or "", "")
        for number in numbers_in(match["number"]):
            found.setdefault(number, set()).add(counted)
    return {number: frozenset(units) for number, units in found.items()}


def mismeasured(claim: str, source: str) -> bool:
    """Whether a number of the claim counts something that it counts nowhere in the source, and there everywhere something else."""
    there = measures(source)
    return any(
        units.isdisjoint(there[number])
        for number, units in measures(claim).items()
        if number in there and "" not in units and "" not in there[number]
    )


def on_another_day(claim: str, source: str) -> bool:
    """Whether a claim names a day of the week that its source does not, and the source one that the claim does not."""
    mine, theirs = (
        {_DAYS[(english or japanese).lower()] for english, japanese in _DAY.findall(text)} for text in (claim, source)
    )
    return bool(mine - theirs) and bool(theirs - mine)


def counts_otherwise(claim: str, source: str) -> bool:
    """Whether a claim counts, of what its source counts, another number: 5 years, where the source has 3. Days of a month and
    hours of a clock are no such count: a sentence may tell of the one day, and its source of another."""
    mine, theirs = _by_unit(claim), _by_unit(source)
    there = numbers_in(without_places(source))
    return any(unit in theirs and numbers.isdisjoint(theirs[unit] | there) for unit, numbers in mine.items())


def _by_unit(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number, units in measures(text).items():
        for unit in units - _PLACES_IN_TIME:
            if unit != "year" or not _YEAR.fullmatch(number):
                found.setdefault(unit, set()).add(number)
    return found
