"""Days and times of day in English: one pattern a way of saying it. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from dateutil.easter import easter

from assistant.skills.time_words import days
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.numbers import NUMBER, ORDINAL, SMALL, number, year_in_words
from assistant.skills.time_words.spoken_time import SpokenTime

Match = re.Match[str]
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:nesday)?s?|thu(?:r(?:s(?:day)?)?)?s?|fri(?:day)?s?|sat(?:urdays?)?"
    r"|sun(?:days?)?)"
)
_ONE_TO_NINE = "one|two|three|four|five|six|seven|eight|nine"
_TENS = rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_ONE_TO_NINE}))?"
_YEAR_WORDS = (
    r"two thousand(?: and)?(?: (?:[a-z]+teen|ten|eleven|twelve|twenty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?))?"
    rf"|(?:nineteen|twenty) (?:[a-z]+teen|ten|eleven|twelve|{_TENS})"
)
_YEAR = rf"(?:\s*,?\s*(?:of\s+)?(?P<year>\d{{4}}\b|'\d{{2}}\b|{_YEAR_WORDS}))?"
_DAY = rf"(?P<day>{ORDINAL}|{SMALL})"
_NEXT = r"(?P<which>this(?: coming)?|next|coming|upcoming|following|the following|last|past|previous)"
_WEEKS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "following": 1, "the following": 1}
_MONTHS_AHEAD = {"last": -1, "this": 0, "the": 0, "next": 1}
_HOLIDAYS = {
    r"new year[’']?s eve": (12, 31),
    r"new year(?:[’']?s(?: day)?)?": (1, 1),
    r"valentine[’']?s(?: day)?": (2, 14),
    r"hallowe[’']?en": (10, 31),
    r"christmas eve": (12, 24),
    r"(?:christmas|xmas)(?: day)?": (12, 25),
    r"boxing day": (12, 26),
    r"independence day": (7, 4),
    r"(?:international )?workers[’']? day|labou?r day": (5, 1),
}


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _day_of_week(word: str) -> int:
    return _DAYS.index(word[:3].lower())


def _month_day(match: Match, today: datetime.date) -> datetime.date:
    year = year_in_words(match["year"].strip("'")) if match["year"] else None
    return days.on(today, _month(match["month"]), int(number(match["day"])), year)


def _slashed(match: Match, today: datetime.date) -> datetime.date:
    month, day = int(match["first"]), int(match["second"])
    if month > 12:
        month, day = day, month
    return days.on(today, month, day, int(match["year"]) if match["year"] else None)


def _weekday(match: Match, today: datetime.date) -> datetime.date:
    day = _day_of_week(match["weekday"])
    which = " ".join((match.groupdict().get("which") or "").lower().split())
    if which in ("", "coming", "upcoming", "this coming"):
        return days.weekday(today, day)
    return days.weekday(today, day, _WEEKS[which])


def _weekday_of_week(match: Match, today: datetime.date) -> datetime.date:
    return days.weekday(today, _day_of_week(match["weekday"]), _WEEKS[match["which"].lower()])


def _nth_weekday(match: Match, today: datetime.date) -> datetime.date:
    n = -1 if match["nth"].lower() == "last" else int(number(match["nth"]))
    day = _day_of_week(match["weekday"])
    if match["month"]:
        month = _month(match["month"])
        found = days.weekday_of_month(today.year, month, day, n)
        return found if found >= today else days.weekday_of_month(today.year + 1, month, day, n)
    year, month = days.month_ahead(today, _MONTHS_AHEAD[(match["which"] or "this").lower()])
    return days.weekday_of_month(year, month, day, n)


def _relative(match: Match, today: datetime.date) -> datetime.date:
    word = " ".join(match[0].lower().split())
    if "before yesterday" in word:
        return today - datetime.timedelta(days=2)
    if "after tomorrow" in word:
        return today + datetime.timedelta(days=2)
    if word.startswith(("yesterday", "last night")):
        return today - datetime.timedelta(days=1)
    return today + datetime.timedelta(days=1 if word.startswith(("tom", "tmr")) else 0)


def _day_of_month(match: Match, today: datetime.date) -> datetime.date:
    which = match["which"]
    return days.day_of_month(today, int(number(match["day"])), _MONTHS_AHEAD[which.lower()] if which else None)


def _weekday_and_day(match: Match, today: datetime.date) -> datetime.date:
    return days.weekday_and_day(today, _day_of_week(match["weekday"]), int(number(match["day"])))


def _shifted(match: Match, today: datetime.date) -> datetime.date:
    """ "Three weeks from tomorrow", "2 days after 5 May"."""
    found, start = find_duration(match["much"]), find_day(match["start"], today)
    if found is None or start is None or found[0].seconds:
        raise LookupError
    much = -found[0] if match["way"].lower() == "before" else found[0]
    return much.after(datetime.datetime.combine(start[0], datetime.time())).date()


def _holiday(match: Match, today: datetime.date) -> datetime.date:
    month, day = next(date for pattern, date in _HOLIDAYS.items() if re.fullmatch(pattern, match[0], re.IGNORECASE))
    return days.on(today, month, day)


def _easter(match: Match, today: datetime.date) -> datetime.date:
    if match["year"]:
        return _easter_of(int(match["year"]))
    found = _easter_of(today.year)
    if match["which"]:
        return found if found < today else _easter_of(today.year - 1)
    return found if found >= today else _easter_of(today.year + 1)


def _easter_of(year: int) -> datetime.date:
    sunday: datetime.date = easter(year)
    return sunday


_THIS = "this|next|last|the"
_SIMPLE = (
    r"(?:the )?day after tomorrow|(?:the )?day before yesterday|tomorrow|tmrw?|yesterday|today|tonight|this (?:morning"
    r"|afternoon|evening)"
    r"|last night|the day"
)
_PATTERNS: tuple[tuple[str, Callable[[Match, datetime.date], datetime.date]], ...] = (
    (
        rf"(?P<much>(?:{NUMBER}|an?)\s+(?:days?|weeks?|months?|years?)) (?P<way>from|after|before) (?P<start>[a-z\d][\w ,]*)",
        _shifted,
    ),
    (r"(?P<year>\d{4})[-/.](?P<first>\d{1,2})[-/.](?P<second>\d{1,2})", _slashed),
    (r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?", _slashed),
    (r"(?P<first>\d{1,2})[-.](?P<second>\d{1,2})[-.](?P<year>\d{4})", _slashed),
    (
        rf"(?P<nth>{ORDINAL}|last)\s+(?P<weekday>{WEEKDAY})\s+(?:of|in)\s+(?:(?P<which>{_THIS})\s+month|(?P<month>{MONTH}))",
        _nth_weekday,
    ),
    (rf"(?:the\s+)?{_DAY}(?:\s*-\s*|\s+(?:day\s+)?(?:of\s+)?)(?P<month>{MONTH})\.?{_YEAR}", _month_day),
    (
        rf"(?P<month>{MONTH})\.?[\s/-]*(?:the\s+)?{_DAY}(?![\d:]|\s*(?:am|pm|a\.m|p\.m|percent|%))\)?{_YEAR}",
        _month_day,
    ),
    (rf"(?P<which>next)\s+week(?:\s+on)?,?\s+(?P<weekday>{WEEKDAY})", _weekday_of_week),
    (rf"(?P<weekday>{WEEKDAY})\s+(?:of\s+)?(?P<which>this|next|last|the following)\s+week", _weekday_of_week),
    (rf"(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?(?P<day>{ORDINAL}|\d{{1,2}})(?!\s*(?:[ap]\.?m|:|-|o))", _weekday_and_day),
    (
        rf"the\s+(?P<day>{ORDINAL})(?:\s+of\s+(?P<which>this|next|last|the)\s+month)?(?!\s+(?!at|in|and|or|for|to|this|of)[a-z])",
        _day_of_month,
    ),
    (rf"{_NEXT}\s+(?P<weekday>{WEEKDAY})", _weekday),
    (rf"(?<!the )(?P<weekday>{WEEKDAY})", _weekday),
    (_SIMPLE, _relative),
    (r"(?P<which>last )?easter(?: sunday| day)?(?: (?P<year>\d{4}))?", _easter),
    (rf"(?:{'|'.join(_HOLIDAYS)})", _holiday),
)
_COMPILED = tuple((re.compile(rf"(?<![\w.$]){pattern}(?![\w])", re.IGNORECASE), read) for pattern, read in _PATTERNS)


def find_day(text: str, today: datetime.date) -> tuple[datetime.date, int, int] | None:
    """The first day that is named, and where. A more exact way goes before a day of the week beside it ("Tuesday, 5 May").

    Raises ``NoSuchDay``.
    """
    best: tuple[datetime.date, int, int] | None = None
    for pattern, read in _COMPILED:
        for match in pattern.finditer(text):
            if best is not None and match.end() >= best[1] - _BESIDE:
                break
            try:
                best = (read(match, today), match.start(), _end(match, today))
            except LookupError:
                continue
            break
    return best


def _end(match: Match, today: datetime.date) -> int:
    """Where a day ends; what another is counted from may be followed by more."""
    if "start" not in match.groupdict():
        return match.end()
    start = find_day(match["start"], today)
    return match.start("start") + (start[2] if start is not None else len(match["start"]))


_BESIDE = 4
"""So few characters before a day, another word for it belongs to it."""
_AM = r"(?P<half>[ap])(?:\.?\s?m\b\.?|\b)"
_MINUTES = rf"(?P<minute>oh?[ -]\w+|{_TENS}|ten|eleven|twelve|\w+teen)"
_HOUR_WORD = rf"(?:{_ONE_TO_NINE}|ten|eleven|twelve)"
_PART = r"(?:in the |this |at )?(?P<part>morning|afternoon|evening|night|tonight)"
_PREPOSITION = r"(?:at|by|until|till|from|to|around|about|for)"
_GOES_ON = rf"(?:in the|this|on|tomorrow|today|tonight|every|for|and|to|{WEEKDAY}|{MONTH})\b"
_WAY = "past|to|after|before|till"
_CLOCK = r"(?:\s*o[’']?\s?clock)?"
_TIMES = (
    rf"(?P<to>half|(?:a )?quarter|{SMALL}(?: min(?:ute)?s?)?) (?P<way>{_WAY}) (?P<hour>{SMALL}){_CLOCK}(?:\s*{_AM})?",
    rf"{_PREPOSITION} (?P<to>half) (?P<hour>{_HOUR_WORD})(?=\s*$|[,.?!]|\s+(?:{_GOES_ON}|morning|afternoon|evening|night))",
    rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))?(?::(?P<second>\d{{2}}))?\s*{_AM}",
    rf"(?P<hour>\d{{1,2}})(?P<minute>\d{{2}})\s*{_AM}",
    rf"(?P<hour>{_HOUR_WORD})(?:[\s-]{_MINUTES})?\s+{_AM}",
    rf"(?P<hour>{SMALL})\s*o[’']?\s?clock(?:\s*{_AM})?",
    r"(?P<word>noon|midday|mid\s?night)\b",
    r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?",
    rf"{_PREPOSITION} (?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?!\d)",
    rf"{_PREPOSITION} (?P<hour>{SMALL})(?:[\s-](?P<minute>{SMALL}))?(?=\s*$|[,.?!]|\s+{_GOES_ON})",
    rf"(?P<hour>{_HOUR_WORD})[\s-]{_MINUTES}(?=\s*$|[,.?!]|\s+{_GOES_ON})",
    r"(?P<hour>\d{1,2})(?= (?:in the|this) (?:morning|afternoon|evening))",
)
_TIMES_COMPILED = tuple(re.compile(rf"(?<![\w:/.]){pattern}", re.IGNORECASE) for pattern in _TIMES)
_PART_NEAR = re.compile(rf"(?<!\w){_PART}\b", re.IGNORECASE)


def find_time(text: str) -> SpokenTime | None:
    """The first time of day that is named, with the part of the day that is named anywhere. A part alone counts.

    Raises ``NoSuchTime``.
    """
    part = _PART_NEAR.search(text)
    named = part["part"].lower().replace("tonight", "night") if part is not None else ""
    for pattern in _TIMES_COMPILED:
        match = pattern.search(text)
        if match is None:
            continue
        found = match.groupdict()
        if found.get("word"):
            hour = 0 if found["word"].lower().startswith("mid") and "night" in found["word"].lower() else 12
            return SpokenTime(time=datetime.time(hour), start=match.start(), end=match.end())
        hour, minute = int(number(found["hour"])), _minute(found.get("minute"))
        if found.get("to"):
            hour, minute = _past(hour, found["to"].lower(), (found.get("way") or "past").lower())
        return SpokenTime.of(
            hour,
            minute,
            int(found.get("second") or 0),
            half=(found.get("half") or "").lower(),
            part=named,
            clock_24=hour == 0 or (len(found["hour"]) == 2 and found["hour"].startswith("0")),
            start=match.start(),
            end=match.end(),
        )
    return SpokenTime(part=named, start=part.start(), end=part.end()) if part is not None else None


def _minute(words: str | None) -> int:
    return int(number(re.sub(r"^oh?[ -]", "", words))) if words else 0


def _past(hour: int, much: str, way: str) -> tuple[int, int]:
    minutes = 30 if much == "half" else 15 if "quarter" in much else int(number(much.split(" min")[0]))
    if way in ("past", "after"):
        return hour, minutes
    return 12 if hour == 1 else (hour - 1) % 24, 60 - minutes
