"""Days and times of day in Japanese: one pattern a way of saying it. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from assistant.skills.time_words import days
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.numbers import KANJI_NUMBER, kanji_number
from assistant.skills.time_words.spoken_time import SpokenTime

Match = re.Match[str]
_N = KANJI_NUMBER
_DAYS = "月火水木金土日"
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_WEEKS = {"先々週": -2, "先週": -1, "今週": 0, "来週": 1, "再来週": 2}
_MONTHS = {"先月": -1, "今月": 0, "来月": 1, "再来月": 2}
_YEARS = {"昨年": -1, "去年": -1, "今年": 0, "来年": 1}
_WORDS = {
    r"一昨日|おととい": -2,
    r"昨日|きのう|昨夜|昨晩": -1,
    r"今日|本日|きょう|今夜|今晩|今朝|この日": 0,
    r"明日|あした|あす|翌日": 1,
    r"明後日|あさって": 2,
    r"明々後日|しあさって": 3,
}
_FIXED = {
    r"元旦|元日": (1, 1),
    r"大晦日|大みそか": (12, 31),
    r"クリスマスイ[ブヴ]": (12, 24),
    r"クリスマス": (12, 25),
    r"バレンタイン(?:デー)?": (2, 14),
    r"ハロウィ[ーン]+": (10, 31),
}


def _dated(match: Match, today: datetime.date) -> datetime.date:
    found = match.groupdict()
    year: int | None = None
    if found.get("era"):
        year = _ERAS[found["era"]] + (1 if found["in_era"] == "元" else int(kanji_number(found["in_era"])))
    elif found.get("year"):
        year = int(kanji_number(found["year"]))
    elif found.get("which_year"):
        year = today.year + _YEARS[found["which_year"]]
    return days.on(today, int(kanji_number(match["month"])), int(kanji_number(match["day"])), year)


def _slashed(match: Match, today: datetime.date) -> datetime.date:
    month, day = int(match["first"]), int(match["second"])
    if month > 12:
        month, day = day, month
    return days.on(today, month, day, int(match["year"]) if match["year"] else None)


def _nth_weekday(match: Match, today: datetime.date) -> datetime.date:
    year, month = days.month_ahead(today, _MONTHS[match["which"] or "今月"])
    n = -1 if match["nth"] in ("最後の", "最終") else int(kanji_number(match["n"] or "一"))
    return days.weekday_of_month(year, month, _DAYS.index(match["weekday"]), n)


def _shifted(match: Match, today: datetime.date) -> datetime.date:
    """昨日の2日前, 今日から2週間後."""
    found, start = find_duration(match["much"] + match["way"]), find_day(match["start"], today)
    if found is None or start is None or found[0].seconds:
        raise LookupError
    much = -found[0] if match["way"] == "前" else found[0]
    return much.after(datetime.datetime.combine(start[0], datetime.time())).date()


def _word(values: dict[str, int], match: Match) -> int:
    return next(value for pattern, value in values.items() if re.fullmatch(pattern, match[0]))


_BESIDE = r"の?"
_WEEKDAY = r"(?P<weekday>[月火水木金土日])曜日?"
_PATTERNS: tuple[tuple[str, Callable[[Match, datetime.date], datetime.date]], ...] = (
    (
        rf"(?P<start>[^、。 ]*?[日曜月明昨])(?:の|から)(?P<much>{_N}(?:日間?|週間|[かヶヵカケ箇個]月|年))(?P<way>後|前)",
        _shifted,
    ),
    (rf"(?P<era>{'|'.join(_ERAS)})(?P<in_era>元|{_N})年(?P<month>{_N})月(?P<day>{_N})日", _dated),
    (rf"(?P<year>{_N})年(?P<month>{_N})月(?P<day>{_N})日", _dated),
    (rf"(?P<which_year>{'|'.join(_YEARS)})の?(?P<month>{_N})月(?P<day>{_N})日", _dated),
    (rf"(?P<month>{_N})月(?P<day>{_N})日(?![間後前目])", _dated),
    (r"(?<!\d)(?P<year>\d{4})[-/.](?P<first>\d{1,2})[-/.](?P<second>\d{1,2})", _slashed),
    (r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}))?(?![\d/])", _slashed),
    (rf"(?:(?P<which>{'|'.join(_MONTHS)})の?)?(?P<nth>第(?P<n>{_N})|最後の|最終){_WEEKDAY}", _nth_weekday),
    (
        rf"(?P<which>{'|'.join(_MONTHS)}){_BESIDE}(?P<day>{_N})日(?![間後前目])",
        lambda m, today: days.day_of_month(today, int(kanji_number(m["day"])), _MONTHS[m["which"]]),
    ),
    (
        rf"(?P<which>先々週|先週|今週|再来週|来週){_BESIDE}{_WEEKDAY}",
        lambda m, today: days.weekday(today, _DAYS.index(m["weekday"]), _WEEKS[m["which"]]),
    ),
    (
        rf"(?<![\d一二三四五六七八九十月])(?P<day>{_N})日(?![間後前目以])",
        lambda m, today: days.day_of_month(today, int(kanji_number(m["day"]))),
    ),
    (rf"(?:次|今度|この)?の?{_WEEKDAY}", lambda m, today: days.weekday(today, _DAYS.index(m["weekday"]))),
    (rf"{'|'.join(_WORDS)}", lambda m, today: today + datetime.timedelta(days=_word(_WORDS, m))),
    (
        rf"{'|'.join(_FIXED)}",
        lambda m, today: days.on(today, *next(date for pattern, date in _FIXED.items() if re.fullmatch(pattern, m[0]))),
    ),
)
_COMPILED = tuple((re.compile(pattern), read) for pattern, read in _PATTERNS)


def find_day(text: str, today: datetime.date) -> tuple[datetime.date, int, int] | None:
    """The first day that is named in the most exact way, and where. Raises ``NoSuchDay``."""
    for pattern, read in _COMPILED:
        if (match := pattern.search(text)) is not None:
            try:
                return read(match, today), match.start(), match.end()
            except LookupError:
                continue
    return None


_PARTS = {
    "morning": "午前中?|朝|今朝|早朝|明け方|AM|am",
    "noon": "昼|お昼",
    "afternoon": "午後|夕方|PM|pm",
    "night": "夜|今夜|今晩|晩|昨夜|昨晩|深夜|夜中|真夜中",
}
_PART = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_TIME = re.compile(
    rf"(?:(?:{_PART})の?)?(?P<hour>{_N})時(?!間)(?:(?P<half>半)|(?P<minute>{_N})分)?(?:(?P<second>{_N})秒)?"
)
_DIGITAL = re.compile(
    rf"(?:(?:{_PART})の?)?(?<![\d:])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d)"
)
_NOON = re.compile(r"正午")
_PART_ALONE = re.compile(_PART)


def find_time(text: str) -> SpokenTime | None:
    """The first time of day that is named, with the part of the day before it or elsewhere. A part alone counts."""
    elsewhere = _part(_PART_ALONE.search(text))
    for pattern in (_TIME, _DIGITAL):
        if (match := pattern.search(text)) is not None:
            found = match.groupdict()
            minute = 30 if found.get("half") else int(kanji_number(found["minute"])) if found.get("minute") else 0
            second = int(kanji_number(found["second"])) if found.get("second") else 0
            hour = int(kanji_number(found["hour"]))
            return SpokenTime.of(
                hour,
                minute,
                second,
                part=_part(match) or elsewhere,
                start=match.start(),
                end=match.end(),
                clock_24=hour == 0 or (pattern is _DIGITAL and found["hour"].startswith("0")),
            )
    if (match := _NOON.search(text)) is not None:
        return SpokenTime(time=datetime.time(12), start=match.start(), end=match.end())
    if (match := _PART_ALONE.search(text)) is not None:
        return SpokenTime(part=_part(match), start=match.start(), end=match.end())
    return None


def _part(match: Match | None) -> str:
    if match is None:
        return ""
    return next((name for name in _PARTS if match.groupdict().get(name)), "")
