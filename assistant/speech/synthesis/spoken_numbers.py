"""Years, times of day, sums of money, telephone numbers and numerals as a person says them. Pure; English.

espeak-ng reads 1519 as "one thousand five hundred nineteen", 9:00 as "nine zero zero", 3:05 as "three zero five", 555-0134 as
"five hundred fifty five dash zero one three four", and World War II as "World War roman two".
"""

from __future__ import annotations

import re

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = re.compile(
    r"\b(?P<name>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)t?\b\.?(?= \d)"
    r"|(?<=\d )(?P<after>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)t?\b\.?(?=,? \d{4})"
)
_MONTH_NAMES = {name[:3]: name for name in MONTHS}
_DAY_NAMES = {name[:3]: name for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}
_DAY = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|r|rs)?\.?"
_DAYS = re.compile(rf"\b{_DAY} ?(?:–|-|to) ?{_DAY}(?!\w)")
_ONE_DAY = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri)(?:s|r|rs)?\.(?=,| [\da-z])")
"""Not of the weekend: "the sun." and "sat." are words."""

_SLASHED_DATE = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![\d/])")

_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])(?P<half> ?[ap]\.?m\b)?", re.IGNORECASE)
_RATIO = re.compile(r"(?<![\d:.])(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?![\d:])")

_YEARS = re.compile(r"(?<![\d-])(1[0-9]\d\d|20\d\d)-(1[0-9]\d\d|20\d\d)(?![\d-])")
_YEAR = re.compile(r"(?<![\w.,:/\\+#-])(1[1-9])(\d\d)(?![\w/\\-]|[.,:]\d)")
_DECADE = re.compile(r"(?<![\w.,-])(1[1-9]|20)(\d)0['’]?s\b")
_TENS = (
    "hundreds",
    "tens",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)

_TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}"
    r"|(?:1[ -])?\(\d{3}\) ?\d{3}-\d{4}"
    r"|(?:1-)?(?:\d{3}-)?\d{3}-\d{4}"
    r"|0\d{1,4}(?:[ -]\d{2,4}){2,3}"
    r")(?![\w/-]|[.,]\d)",
    re.ASCII,
)
_CALLED = re.compile(r"\b((?:call|dial|ring|phone)(?:ed|ing|s)?) ([1-9]1[0-9]|988|999|000)\b(?![,.]\d)", re.IGNORECASE)
_LOCAL = re.compile(r"\d{3}-[1-9]\d{3}")
_OF_TELEPHONES = re.compile(r"\b(?:call|dial|ring|phone|telephone|tel|fax|number)", re.IGNORECASE)

_ROMAN = re.compile(r"\b([A-Z][a-z]+) ([IVX]+)\b(?!['’.]?\w)")
_SURE_ROMAN = re.compile(r"X{0,2}(?:IX|V?II?I?)")
_CLEAR = frozenset(("II", "III", "VII", "VIII", "IX"))
"""Numerals that are nothing else: an IV is a drip, an X a letter."""
_RULERS = re.compile(
    "Albert|Alexander|Alfonso|Benedict|Carl|Catherine|Charles|Christian|Clement|Edward|Elizabeth|Ferdinand|Francis|Frederick"
    "|George|Gregory|Gustav|Henry|Innocent|Isabella|Ivan|James|John|Joseph|Julius|Leo|Leopold|Louis|Ludwig|Margaret|Mary"
    "|Matthias|Maximilian|Napoleon|Nicholas|Otto|Paul|Peter|Philip|Pius|Ptolemy|Rameses|Ramesses|Richard|Robert|Rudolf|Sixtus"
    "|Urban|Victor|Wilhelm|William"
)
_NUMBERED = re.compile(
    "Act|Apollo|Appendix|Article|Book|Bowl|Chapter|Class|Level|Mark|Part|Phase|Section|Stage|Title|Type|Volume|War"
)
_AFTER_FIRST = re.compile(r"[,;)]| (?:of|was|ruled|reigned|became|died)\b")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_DIGITS = {"I": 1, "V": 5, "X": 10}


def numbers_said(text: str) -> str:
    """``text`` with these numbers as they are said."""
    text = _DAYS.sub(lambda found: f"{_DAY_NAMES[found[1]]} to {_DAY_NAMES[found[2]]}", text)
    text = _ONE_DAY.sub(lambda found: _DAY_NAMES[found[1]], text)
    text = _MONTH.sub(lambda found: _MONTH_NAMES[found["name"] or found["after"]], text)
    text = _SLASHED_DATE.sub(_date, text)
    ranges = _OF_TELEPHONES.search(text) is None
    text = _TELEPHONE.sub(lambda found: _telephone(found[0], ranges=ranges), text)
    text = _CALLED.sub(lambda found: f"{found[1]} {' '.join(found[2])}", text)
    text = _TIME.sub(_time, text)
    text = _RATIO.sub(
        lambda found: found[0] if len(found[2]) == 2 and len(found[1]) < 3 else f"{found[1]} to {found[2]}", text
    )
    text = _YEARS.sub(r"\1 to \2", text)
    text = _DECADE.sub(_decade, text)
    text = _YEAR.sub(_year, text)
    return _ROMAN.sub(_roman, text)


def date_said(year: str, month: int, day: int) -> str:
    """A date in words."""
    return f"{MONTHS[month - 1]} {day}, {year}"


def _date(found: re.Match[str]) -> str:
    """With dots the day stands first; with slashes it is left alone where both could be the month."""
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > 12:
        first, second = second, first
    elif second <= 12:
        return found[0]
    return date_said(found[4], first, second) if 1 <= first <= 12 and 1 <= second <= 31 else found[0]


def _time(found: re.Match[str]) -> str:
    hour, minute, half = int(found[1]), int(found[2]), found["half"] or ""
    if minute >= 10:
        return found[0]
    if minute:
        return f"{hour} oh {minute}{half}"
    if half:
        return f"{hour}{half}"
    if hour > 12:
        return f"{hour - 12} PM"
    return f"{hour} o'clock" if hour else "midnight"


def _year(found: re.Match[str]) -> str:
    if found[2] == "00":
        return f"{found[1]} hundred"
    return f"{found[1]} oh {found[2][1]}" if found[2][0] == "0" else f"{found[1]} {found[2]}"


def _decade(found: re.Match[str]) -> str:
    if found[1] == "20" and found[2] == "0":
        return "two thousands"
    return f"{found[1]} {_TENS[int(found[2])]}"


def _telephone(number: str, *, ranges: bool) -> str:
    """Digit by digit; ``ranges``: 555-2000 may be one."""
    if ranges and _LOCAL.fullmatch(number):
        return number
    groups = re.findall(r"\d+", number)
    said = ", ".join(" ".join(group) for group in groups)
    return f"plus {said}" if number.startswith("+") else said


def _roman(found: re.Match[str]) -> str:
    name, numeral = found[1], found[2]
    if not _SURE_ROMAN.fullmatch(numeral) and numeral not in ("IV", "V", "X", "XIV", "XIX", "XX", "XV"):
        return found[0]
    number = sum(
        -_DIGITS[one] if _DIGITS[one] < _DIGITS.get(after, 0) else _DIGITS[one]
        for one, after in zip(numeral, f"{numeral[1:]} ", strict=True)
    )
    if numeral == "I" and not _AFTER_FIRST.match(found.string, found.end()):
        return found[0]  # who speaks
    if _RULERS.fullmatch(name):
        return f"{name} the {number}{_ENDINGS.get(number, 'th')}"
    clear = numeral in _CLEAR or number > _DIGITS["X"]
    return f"{name} {number}" if number > 1 and (clear or _NUMBERED.fullmatch(name)) else found[0]
