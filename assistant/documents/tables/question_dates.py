"""Which days, months and years a question names (pure), and where in the question."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import re

from assistant.documents.tables.cells import month_number

_EN_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DateLink:
    """A span of days that the question names: from ``first`` up to, not including, ``after``; either may be open.

    ``month`` alone is that of every year.
    """

    start: int
    end: int
    first: str | None = None
    after: str | None = None
    month: int | None = None
    year_only: bool = False


def date_links(question: str) -> list[DateLink]:
    """Years, months and days that a question names, longest first; those of a span with its beginning and end."""
    links = [
        link for pattern, read in _DATES for match in pattern.finditer(question) if (link := read(match)) is not None
    ]
    return sorted(links, key=lambda link: (link.start - link.end, link.start))


def _span(
    match: re.Match[str],
    first: tuple[int, int, int] | None,
    after: tuple[int, int, int] | None,
    *,
    year_only: bool = False,
) -> DateLink | None:
    try:
        begin = None if first is None else datetime.date(*first).isoformat()
        end = None if after is None else datetime.date(*after).isoformat()
    except ValueError:
        return None
    return DateLink(start=match.start(), end=match.end(), first=begin, after=end, year_only=year_only)


def _following(year: int, month: int = 0, day: int = 0) -> tuple[int, int, int]:
    if not month:
        return year + 1, 1, 1
    if not day:
        return (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return 0, 0, 0  # no date: it is refused where it is made
    next_day = datetime.date(year, month, day) + datetime.timedelta(days=1)
    return next_day.year, next_day.month, next_day.day


def _read(match: re.Match[str]) -> DateLink | None:
    """A day, month or year with what stands before and after it: since, before, after, from … to."""
    parts = match.groupdict()
    year = int(parts["year"])
    month = _month(parts.get("month"))
    day = int(parts.get("day") or 0)
    begin, after = (year, month or 1, day or 1), _following(year, month, day)
    how = f"{parts.get('before') or ''}|{parts.get('after') or ''}"
    to = parts.get("to_year")
    whole = not month
    if to:
        return _span(match, begin, _following(int(to), _month(parts.get("to_month"))), year_only=whole)
    if any(word in how for word in ("since", "from", "starting", "以降", "から", "以後")):
        return _span(match, begin, None, year_only=whole)
    if "after" in how or "より後" in how:
        return _span(match, after, None, year_only=whole)
    if any(word in how for word in ("before", "prior", "より前", "以前の前")):
        return _span(match, None, begin, year_only=whole)
    if any(word in how for word in ("until", "up to", "through", "まで", "以前")):
        return _span(match, None, after, year_only=whole)
    return _span(match, begin, after, year_only=whole)


def _month(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if text.isdigit() else month_number(text) or 0


def _only_month(match: re.Match[str]) -> DateLink | None:
    month = _month(match["month"])
    return DateLink(start=match.start(), end=match.end(), month=month) if 1 <= month <= 12 else None


_WHEN = r"(?:\b(?P<before>since|after|before|prior to|until|up to|through|from|starting in|in|on|during|for|of|at)(?: the)?(?: (?:year|month|day)(?: of)?)? )?"
_WHEN_JA = r"(?P<after>より前|より後|以降|以後|以前|まで|から)?(?:に|の|における|で|中)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d{2})"
_DATES = (
    (re.compile(rf"{_WHEN}\b{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d){_WHEN_JA}"), _read),
    (re.compile(rf"{_WHEN}\b{_YEAR}[-/](?P<month>\d{{1,2}})(?![-/\d]){_WHEN_JA}"), _read),
    (re.compile(rf"{_WHEN}\b(?P<month>{_EN_MONTHS})\.?(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?)? {_YEAR}\b"), _read),
    (re.compile(rf"{_WHEN}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_EN_MONTHS})\.?,? {_YEAR}\b"), _read),
    (re.compile(rf"\b(?:between|from) {_YEAR} (?:and|to|until|through) (?P<to_year>(?:1[5-9]|20)\d{{2}})\b"), _read),
    (re.compile(rf"(?:\b(?:in|during) )?\b{_YEAR} ?[-–~] ?(?P<to_year>(?:1[5-9]|20)\d{{2}})\b"), _read),
    (re.compile(rf"{_WHEN}\b{_YEAR}\b(?!年)(?! (?:rows|records|people))"), _read),
    (re.compile(rf"{_YEAR}年(?:(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?)?(?:から|~|〜)(?P<to_year>(?:1[5-9]|20)\d{{2}})年(?:(?P<to_month>\d{{1,2}})月)?(?:まで)?(?:の間)?(?:に|の)?"), _read),
    (re.compile(rf"{_YEAR}年度?(?:(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?)?{_WHEN_JA}"), _read),
    (re.compile(rf"\b(?:in|during|of|for|every) (?P<month>{_EN_MONTHS})\b(?! \d)"), _only_month),
    (re.compile(r"(?<!\d)(?<!年)(?P<month>1[0-2]|[1-9])月(?!\d|別|ごと|毎)(?:に|の)?"), _only_month),
)  # fmt: skip
