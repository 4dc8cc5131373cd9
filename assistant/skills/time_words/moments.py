"""When: a day, a time of day, or a while from now, as one moment. Pure.

What was said may leave out the day or the time, or not say which half of the day: ``Moment`` keeps what is known, and ``at`` makes
a point in time of it. A time the clocks skip becomes the one they show instead; of one that comes twice it is the first.
"""

from __future__ import annotations

import dataclasses
import datetime
import re

from assistant.skills.sentence import is_japanese
from assistant.skills.time_words import english, japanese
from assistant.skills.time_words.days import NoSuchDay
from assistant.skills.time_words.durations import Duration, find_duration
from assistant.skills.time_words.spoken_time import PARTS, NoSuchTime, SpokenTime

_IN = re.compile(
    r"(?:\b(?:in|after|within|for)\s+(?:the\s+next\s+|another\s+|about\s+)?$)|今から$|あと$", re.IGNORECASE
)
_FROM_NOW = re.compile(
    r"^\s*(?:from now|from today|later|hence|time)\b|^(?:後|経ったら|たったら|したら|してから|で(?!き))", re.IGNORECASE
)
_AGO = re.compile(r"^\s*(?:ago|before now|earlier|before today)\b|^前", re.IGNORECASE)
_FROM_DAY = re.compile(r"[日曜明昨](?:の|から)$")
_NOW = re.compile(r"\b(?:right )?now\b|\bat present\b|^今(?![日週月年朝夜晩])", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What was said of a moment; ``start`` and ``end`` are where, ``spans`` are its parts. With ``shift`` it is a while from now,
    and nothing else is set.

    ``problem`` is ``no_such_day``, ``no_such_time`` or ``backwards``.
    """

    day: datetime.date | None = None
    time: datetime.time | None = None
    part: str = ""
    either: bool = False
    next_day: bool = False
    shift: Duration | None = None
    problem: str = ""
    start: int = 0
    end: int = 0
    spans: tuple[tuple[int, int], ...] = ()

    def at(self, now: datetime.datetime, otherwise: datetime.time | None = None) -> datetime.datetime | None:
        """The point in time, the next one where no day was named; None where there is no time, nor ``otherwise``."""
        if self.shift is not None:
            return self.shift.after(now)
        time = self.time or PARTS.get(self.part, otherwise)
        if time is None:
            return None
        day = self.day or now.date()
        found = real(datetime.datetime.combine(day, time, now.tzinfo))
        if self.next_day:
            found = real(datetime.datetime.combine(day + datetime.timedelta(days=1), time, now.tzinfo))
        if self.day is None and found <= now:
            found = real(datetime.datetime.combine(day + datetime.timedelta(days=1), time, now.tzinfo))
        return found

    def halves(self, now: datetime.datetime) -> tuple[Moment, ...]:
        """The moments it may be: two where either half of the day is meant and both are still to come on its day."""
        if not self.either or self.time is None:
            return (self,)
        hour = self.time.hour % 12
        both = tuple(
            dataclasses.replace(self, time=self.time.replace(hour=one), either=False) for one in (hour, hour + 12)
        )
        if self.day is None:
            return both
        left = tuple(one for one in both if (at := one.at(now)) is not None and at > now)
        return left or both


def real(moment: datetime.datetime) -> datetime.datetime:
    """The same, or, where the clocks skip it, what they show instead."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(datetime.UTC).astimezone(moment.tzinfo)


def moved(
    old: datetime.datetime, *, time: datetime.time | None, either: bool, day: datetime.date | None
) -> datetime.datetime:
    """``old`` at another time, on another day, or both. Of the two halves of a day that ``either`` leaves open it is the one nearer
    to the old time: 7 in the morning moves to 6 in the morning, 11 to 1 in the afternoon."""
    new = time or old.time()
    hours = sorted({new.hour, (new.hour + 12) % 24} if either and time is not None else {new.hour})
    nearest = min(
        (new.replace(hour=hour) for hour in hours),
        key=lambda one: abs(one.hour * 60 + one.minute - old.hour * 60 - old.minute),
    )
    return real(datetime.datetime.combine(day or old.date(), nearest, old.tzinfo))


def find_moment(text: str, now: datetime.datetime) -> Moment | None:
    """The moment that a text names; None where it names none."""
    shifted = _shifted(text)
    if shifted is not None and (shifted.shift is None or shifted.shift.seconds or shifted.problem):
        return shifted
    language = japanese if is_japanese(text) else english
    if (
        shifted is not None
        and shifted.shift is not None
        and language is japanese
        and _FROM_DAY.search(text[: shifted.start])
    ):
        shifted = None
    try:
        day = language.find_day(text, now.date())
    except NoSuchDay:
        return Moment(problem="no_such_day", end=len(text))
    rest = text if day is None else f"{text[: day[1]]}{' ' * (day[2] - day[1])}{text[day[2] :]}"
    if day is not None and (part := _part_of_day(text[day[1] : day[2]])):
        rest = f"{rest} {part}"
    if shifted is not None and shifted.shift is not None and day is None:
        day = (shifted.shift.after(now).date(), shifted.start, shifted.end)
        rest = f"{text[: day[1]]}{' ' * (day[2] - day[1])}{text[day[2] :]}"
    try:
        time = language.find_time(rest)
    except NoSuchTime:
        return Moment(problem="no_such_time", end=len(text))
    if day is None and time is None:
        return Moment(shift=Duration()) if _NOW.search(text) else None
    return _joined(day, time)


def _joined(day: tuple[datetime.date, int, int] | None, time: SpokenTime | None) -> Moment:
    spans = [(day[1], day[2])] if day is not None else []
    spans += [(time.start, time.end)] if time is not None else []
    return Moment(
        day=day[0] if day is not None else None,
        time=time.time if time is not None else None,
        part=time.part if time is not None else "",
        either=time.either if time is not None else False,
        next_day=time.next_day if time is not None else False,
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
        spans=tuple(spans),
    )


def _part_of_day(words: str) -> str:
    if is_japanese(words):
        return next((part for part in ("朝", "夜", "晩") if part in words), "")
    lower = words.lower()
    if "night" in lower:
        return "tonight"
    return next((f"this {part}" for part in ("morning", "afternoon", "evening") if part in lower), "")


def _shifted(text: str) -> Moment | None:
    """ "In five minutes", 「5分後」: a while from now."""
    found = find_duration(text)
    if found is None:
        return None
    much, start, end = found
    before, after = text[:start], text[end:]
    if _AGO.match(after):
        return Moment(shift=-much, start=start, end=end)
    opening, closing = _IN.search(before), _FROM_NOW.match(after)
    if opening is None and closing is None:
        return None
    end += closing.end() if closing is not None else 0
    problem = "backwards" if much.total_seconds < 0 else ""
    return Moment(shift=much, problem=problem, start=opening.start() if opening else start, end=end)
