"""How long an event lasts: "from Monday to Wednesday", "from 2 to 3:30 pm", "for an hour", 「10時から11時まで」. Pure."""

from __future__ import annotations

import dataclasses
import datetime
import re

from assistant.skills.sentence import is_japanese
from assistant.skills.time_words.durations import Duration, find_duration
from assistant.skills.time_words.english import MONTH
from assistant.skills.time_words.moments import Moment, find_moment, real

_TO = re.compile(r"\s*(?:\b(?:to|until|till|through|thru)\b|(?<=[\d\w])\s?[-–—]\s?(?=[\w]))\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?P<start>[^,]+?)\s+and\s+(?P<end>[^,]+)$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+", re.IGNORECASE)
_NUMBER_LAST = re.compile(
    r"(?:^|\s)(?P<number>\d{1,2}(?:st|nd|rd|th)?(?P<minutes>[:.]\d\d)?)(?P<half>\s?[ap]\.?m\.?)?$", re.IGNORECASE
)
_DAY_OF_MONTH = re.compile(
    rf"^\s*(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<of>\s+(?:of )?(?:{MONTH})\b)"
    rf"|^\s*(?P<day_only>\d{{1,2}})(?:st|nd|rd|th)?(?=$|\s)",
    re.IGNORECASE,
)
_MONTH_LAST = re.compile(rf"\b(?P<month>{MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?$", re.IGNORECASE)
_CLOCK = re.compile(
    r"^\s*(?:\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?|\s?o[’']?clock)?|noon|midday|midnight)(?=$|[\s,.])", re.IGNORECASE
)
_FOR = re.compile(
    r"[,\s]*\b(?:for|lasting|which takes|that takes)\s+(?:about\s+)?(?=(?:an?|half|\d|\w+ (?:and|hour|min|day|week)))",
    re.IGNORECASE,
)
_TO_JA = re.compile(r"(?P<start>[^、。]+?)(?:から|[~〜～])(?P<end>[^、。をにの]+?)(?:まで)(?:の(?!間)|、|は)?")
_LONG_JA = re.compile(
    r"(?:(?<=から)|(?<=に)|(?<=、)|^|(?<=時)|(?<=分)|(?<=半)|(?<=日))(?P<much>[\d一二三四五六七八九十半]+(?:時間半?|分間?|日間))(?![後前以])(?:の|、|で)?"
)
_FROM_JA = re.compile(r"から(?=[、の]|$)")
_DAYS_JA = re.compile(r"^(?P<day>\d{1,2})日$")
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|[月火水木金土日]曜?日?$", re.IGNORECASE
)
_LONGEST = datetime.timedelta(days=366)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """``text`` is the sentence without its end, ``last`` the last day, ``until`` the time at which it is over, or ``length``."""

    text: str
    last: datetime.date | None = None
    until: Moment | None = None
    length: Duration | None = None

    def end(self, start: datetime.datetime, *, all_day: bool) -> datetime.datetime | None:
        """When it is over, the day after the last for whole days; None where that was not said, or makes no sense."""
        over: datetime.datetime | None = None
        if self.length is not None:
            over = self.length.after(start)
            return over if not all_day or over.date() > start.date() else None
        if all_day:
            if self.last is not None:
                midnight = datetime.datetime.combine(self.last, datetime.time(), start.tzinfo)
                over = midnight + datetime.timedelta(days=1)
        elif self.until is not None and self.until.time is not None:
            over = self._over(start, self.until)
        return over if over is not None and start < over <= start + _LONGEST else None

    def begin(self, moment: Moment) -> Moment:
        """The beginning; which half of the day is meant is told by the end: "from 2 to 3:30 pm"."""
        until = self.until
        if not moment.either or moment.time is None or until is None or until.time is None or until.either:
            return moment
        hour = moment.time.hour % 12
        before = [one for one in (hour + 12, hour) if moment.time.replace(hour=one) < until.time]
        return dataclasses.replace(moment, time=moment.time.replace(hour=before[0]), either=False) if before else moment

    def _over(self, start: datetime.datetime, until: Moment) -> datetime.datetime:
        time = until.time or datetime.time()
        hours = (time.hour % 12, time.hour % 12 + 12) if until.either else (time.hour,)
        day = self.last or start.date()
        found = [real(datetime.datetime.combine(day, time.replace(hour=hour), start.tzinfo)) for hour in sorted(hours)]
        return next((one for one in found if one > start), found[0] + datetime.timedelta(days=0 if self.last else 1))


def span_in(words: str, now: datetime.datetime) -> Span | None:
    """How long what a sentence tells of lasts; None where it does not say."""
    return _japanese(words, now) if is_japanese(words) else _english(words, now)


def _english(words: str, now: datetime.datetime) -> Span | None:
    words = _BETWEEN.sub(r"from \g<start> to \g<end>", words)
    for joint in _TO.finditer(words):
        before, after = words[: joint.start()], words[joint.end() :]
        found = _days(before, after, now) or _times(before, after, now)
        if found is not None:
            return found
    for joint in _FOR.finditer(words):
        rest = words[joint.end() :]
        duration = find_duration(rest)
        if duration is None or duration[1] > 0 or duration[0].total_seconds <= 0:
            continue
        text = f"{words[: joint.start()]} {rest[duration[2] :]}".strip()
        if find_moment(text, now) is not None:
            return Span(text=text, length=duration[0])
    return None


def _days(before: str, after: str, now: datetime.datetime) -> Span | None:
    first, numbered = find_moment(before, now), _DAY_OF_MONTH.match(after)
    lone = _NUMBER_LAST.search(before)
    if numbered is not None and numbered["of"] and lone is not None and not lone["minutes"] and not lone["half"]:
        # "From 3 to 7 December": the month is said once.
        before = f"{before}{numbered['of']}"
        first = find_moment(before, now)
    month = _MONTH_LAST.search(before)
    if numbered is not None and numbered["day_only"] and month is not None:
        after = f"{month['month']} {after}"
        numbered = None
    last = find_moment(after, now)
    if (
        first is None
        or last is None
        or first.day is None
        or last.day is None
        or last.problem
        or last.start > len("the ")
    ):
        return None
    if first.end < len(before.rstrip()):
        return None
    day = last.day
    while day < first.day and _WEEKDAY.search(after[last.start : last.end]):
        day += datetime.timedelta(days=7)
    if day < first.day:
        day = last.day.replace(year=last.day.year + 1) if (last.day.month, last.day.day) != (2, 29) else first.day
    rest = after
    for start, end in sorted(last.spans or ((last.start, last.end),), reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    return Span(text=f"{_FROM.sub('', before)} {rest}".strip(), last=day, until=last if last.time is not None else None)


def _times(before: str, after: str, now: datetime.datetime) -> Span | None:
    clock = _CLOCK.match(after)
    if clock is None:
        return None
    until = find_moment(f"at {clock[0].strip()}", now)
    lone = _NUMBER_LAST.search(before)
    if lone is not None:
        before = f"{_FROM.sub('', before[: lone.start('number')]).rstrip()} at {before[lone.start('number') :]}"
        before = re.sub(r"\bat at\b", "at", before, flags=re.IGNORECASE)
    first = find_moment(before, now)
    if until is None or until.time is None or until.day is not None or first is None or first.time is None:
        return None
    if first.end < len(before.rstrip()):
        return None
    return Span(text=f"{before} {after[clock.end() :]}".strip(), until=until)


def _japanese(words: str, now: datetime.datetime) -> Span | None:
    if match := _TO_JA.search(words):
        before, end = match["start"], match["end"]
        first = find_moment(before, now)
        month = re.search(r"(\d{1,2}月)\d{1,2}日$", before)
        if month is not None and _DAYS_JA.match(end):
            end = f"{month[1]}{end}"
        last = find_moment(end, now)
        if first is None or last is None or last.problem or first.end < len(before) or last.end < len(end):
            return None
        text = f"{words[: match.start()]}{before}{words[match.end() :]}"
        if last.day is not None and first.day is not None:
            day = last.day
            while day < first.day and _WEEKDAY.search(end):
                day += datetime.timedelta(days=7)
            return Span(text=text, last=day, until=last if last.time is not None else None)
        if last.time is not None and first.time is not None:
            if first.part and last.either and last.time.hour % 12 + 12 > first.time.hour >= 12:
                last = dataclasses.replace(last, time=last.time.replace(hour=last.time.hour % 12 + 12), either=False)
            return Span(text=text, until=last)
        return None
    if match := _LONG_JA.search(words):
        duration = find_duration(match["much"])
        text = f"{_FROM_JA.sub('', words[: match.start()])}に{words[match.end() :]}"
        if duration is not None and find_moment(text, now) is not None:
            return Span(text=text, length=duration[0])
    return None
