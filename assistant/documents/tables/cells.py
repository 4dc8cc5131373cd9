"""What a cell holds (pure): numbers as people write them, dates, yes and no, or text."""

from __future__ import annotations

import datetime
import enum
import re
import unicodedata
from collections.abc import Callable

from assistant.documents.tables.units import measured

Cell = str | int | float | None

# What stands in a cell that holds nothing.
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "nan", "null", "none", "nil", "#n/a", "―", "ー", "なし"})
_TRUE = frozenset({"true", "yes", "はい", "有", "あり", "○"})
_FALSE = frozenset({"false", "no", "いいえ", "無", "×"})
_BEFORE = "$€£¥￥₹"
_AFTER = r"(?:%|％|円|ドル|ユーロ|元|€|\$)"
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+−△▲])?\s?(?P<before>[{_BEFORE}])?\s?(?P<sign2>[-+−])?"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d*)?(?:[eE][-+]?\d{{1,3}})?|\.\d+)\s?(?P<after>{_AFTER})?(?P<close>\))?"
)
_COMMA_NUMBER = re.compile(r"[-+−]?[€£$]?\s?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?\s?(?:€|%)?")
_YEAR_NUMBER = re.compile(r"(?:FY ?)?(?:19|20)\d{2}(?:年度?)?")
_LARGEST = 2**63 - 1
_LONGEST_NUMBER = 40

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
_TIME += r"\s*(?P<half>[AaPp][Mm])?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME}")
_KANJI_DATE = re.compile(
    r"(?:(?P<year>\d{4})|(?P<era>明治|大正|昭和|平成|令和)(?P<era_year>\d{1,2}|元))年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:\([日月火水木金土]\))?\s*(?:(?P<hour>\d{1,2})[:時](?P<minute>\d{1,2})分?)?"
)
_ERA_BEFORE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_NAMED = re.compile(
    rf"(?:(?P<day1>\d{{1,2}})[ -])?(?P<name>[A-Za-z]{{3,9}})\.?"
    rf"(?:[ -](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)?,?[ -](?P<year>\d{{4}}){_TIME}"
)
_TWO_FIRST = re.compile(rf"(?P<one>\d{{1,2}})(?P<sep>[-/.])(?P<two>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}){_TIME}")
_LOG_TIME = re.compile(
    r"(?P<day>\d{2})/(?P<name>[A-Z][a-z]{2})/(?P<year>\d{4}):(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})(?: [+-]\d{4})?"
)


class ColumnType(enum.StrEnum):
    """What all cells of a column hold. Dates are text by ISO 8601, so they sort as they are; yes and no are 1 and 0."""

    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    TEXT = "text"

    @property
    def is_number(self) -> bool:
        """Whether its sum and average mean something."""
        return self in {ColumnType.INTEGER, ColumnType.REAL}

    @property
    def is_date(self) -> bool:
        """Whether it is a day, with or without the time of the day."""
        return self in {ColumnType.DATE, ColumnType.TIME}


def plain(text: str) -> str:
    """A cell with full-width digits and letters as ordinary ones and without white space around it."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def is_nothing(text: str) -> bool:
    """Whether a cell says that it holds nothing."""
    return plain(text).lower() in _NOTHING


def number(text: str, *, comma: bool = False, units: bool = False) -> int | float | None:
    """A number with thousands separators, a currency or per cent; None for what is none, and for a code such as ``007``.
    With ``comma`` the decimals stand behind a comma, as in ``1.234,50``; with ``units`` one may stand behind it: ``48 dB``."""
    text = plain(text)
    if not text or len(text) > _LONGEST_NUMBER or not any(map(str.isdigit, text)):
        return None
    if units:
        text, _ = measured(text)
    if comma and _COMMA_NUMBER.fullmatch(text):
        text = text.strip("€£$% ").replace(".", "").replace(",", ".")
    found = _NUMBER.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["sign2"]):
        return None
    digits = found["digits"].replace(",", "")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return None
    negative = bool(found["open"]) or (found["sign"] or found["sign2"] or "+") != "+"
    if digits.isdigit():
        value = int(digits)
        return None if value > _LARGEST else -value if negative else value
    real = float(digits)
    return -real if negative else real


def is_year_number(text: str) -> bool:
    """Whether a text is a year of our time and nothing else: as the name of a column it stands above numbers without being one."""
    return _YEAR_NUMBER.fullmatch(plain(text)) is not None


def unit(text: str) -> str:
    """The currency, per cent or measure that a number is written with."""
    _, measure = measured(plain(text))
    if measure:
        return measure
    found = _NUMBER.fullmatch(plain(text))
    return (found["before"] or found["after"] or "") if found else ""


def boolean(text: str) -> int | None:
    """1 for yes, 0 for no, in words."""
    word = plain(text).lower()
    return 1 if word in _TRUE else 0 if word in _FALSE else None


def day_or_time(text: str, *, day_first: bool = False) -> str | None:
    """A date, with its time if it has one, by ISO 8601: ``2024-03-01`` or ``2024-03-01 14:05:00``. Zones are left out."""
    text = plain(text)
    if not 8 <= len(text) <= _LONGEST_NUMBER or not any(map(str.isdigit, text)):
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(int(found["year"]), int(found["month"]), int(found["day"]), found)
    if found := _TWO_FIRST.fullmatch(text):
        one, two = int(found["one"]), int(found["two"])
        month, day = (two, one) if day_first or found["sep"] == "." else (one, two)
        return _iso(int(found["year"]), month, day, found)
    if found := _KANJI_DATE.fullmatch(text):
        era = found["era"]
        year = (
            _ERA_BEFORE[era] + (1 if found["era_year"] == "元" else int(found["era_year"]))
            if era
            else int(found["year"])
        )
        return _iso(year, int(found["month"]), int(found["day"]), found)
    if (found := _NAMED.fullmatch(text) or _LOG_TIME.fullmatch(text)) is not None:
        days = found.groupdict()
        day_text = days.get("day") or days.get("day1") or days.get("day2") or "1"
        named = _MONTHS.get(found["name"].lower())
        return _iso(int(found["year"]), named, int(day_text), found) if named else None
    return None


def month_number(word: str) -> int | None:
    """1 to 12 for an English month's name, whole or shortened."""
    return _MONTHS.get(word.lower().rstrip("."))


def needs_day_first(text: str) -> bool:
    """Whether a date such as 25/12/2024 can only be read with the day first."""
    found = _TWO_FIRST.fullmatch(plain(text))
    return found is not None and int(found["one"]) > 12


def converter(kind: ColumnType, *, day_first: bool = False, comma: bool = False) -> Callable[[str], Cell]:
    """What makes values of a column's type out of its cells; what is none of that type becomes None."""

    def real(text: str) -> Cell:
        value = number(text, comma=comma, units=True)
        return None if value is None else float(value)

    def words(text: str) -> Cell:
        return text.strip() or None

    def day(text: str) -> Cell:
        found = day_or_time(text, day_first=day_first)
        return None if found is None else found[:10]

    def moment(text: str) -> Cell:
        found = day_or_time(text, day_first=day_first)
        return found if found is None or len(found) > 10 else f"{found} 00:00:00"

    by_kind: dict[ColumnType, Callable[[str], Cell]] = {
        ColumnType.INTEGER: lambda text: number(text, comma=comma, units=True),
        ColumnType.REAL: real,
        ColumnType.BOOLEAN: boolean,
        ColumnType.DATE: day,
        ColumnType.TIME: moment,
        ColumnType.TEXT: words,
    }
    return by_kind[kind]


def _iso(year: int, month: int, day: int, found: re.Match[str]) -> str | None:
    try:
        date = datetime.date(year, month, day)
        parts = found.groupdict()
        if parts.get("hour") is None:
            return date.isoformat()
        hour = int(parts["hour"])
        half = (parts.get("half") or "").lower()
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        time = datetime.time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))
    except ValueError:
        return None
    return f"{date.isoformat()} {time.isoformat()}"
