"""How long: "an hour and a half", "90 s", 1時間半. Pure."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import re

from assistant.skills.time_words.numbers import KANJI_NUMBER, NUMBER, kanji_number, number


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Months and days go by the calendar, seconds by the clock. Negative parts go back."""

    months: int = 0
    days: int = 0
    seconds: float = 0.0

    @property
    def total_seconds(self) -> float:
        """In seconds, with months of 30 days; from a year on it is of 365."""
        days = self.months * 365 / 12 if abs(self.months) >= 12 else self.months * 30
        return days * 86400 + self.days * 86400 + self.seconds

    def __neg__(self) -> Duration:
        return Duration(months=-self.months, days=-self.days, seconds=-self.seconds)

    def after(self, start: datetime.datetime) -> datetime.datetime:
        """``start`` and this later. Days keep the time of day through a change of the clocks; seconds are those that pass."""
        shifted = add_months(start, self.months) + datetime.timedelta(days=self.days)
        if not self.seconds or shifted.tzinfo is None:
            return shifted + datetime.timedelta(seconds=self.seconds)
        passed = shifted.astimezone(datetime.UTC) + datetime.timedelta(seconds=self.seconds)
        return passed.astimezone(shifted.tzinfo)


_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "秒": 1.0, "分": 60.0, "時": 3600.0}
_DAYS = {"d": 1, "w": 7, "f": 14, "日": 1, "週": 7}
_MONTHS = {"mo": 1, "y": 12, "de": 120, "か月": 1, "年": 12}
_UNIT = (
    r"(?:(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?|decades?)\b"
    r"|(?:(?<=\d)|(?<=\d ))[smhd](?![a-z]))"
)
_COUNT = (
    rf"(?:(?:a )?couple(?: of)?|(?:a )?few|(?:half|(?:a )?quarter of) an?|half|(?:minus |negative "
    rf"|-\s?)?{NUMBER}(?:\s+and\s+a\s+half)?"
    r"|an?|another|all|the (?:whole|entire))"
)
_ONE = re.compile(
    rf"(?<![\w.])(?P<count>{_COUNT})(?:\s?-?\s?)(?P<unit>{_UNIT})(?P<half>\s+and\s+a\s+(?:half|quarter)\b)?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,\s*)?(?:and\s+)?", re.IGNORECASE)
_JA_ONE = re.compile(
    rf"(?P<count>(?:マイナス|-)?{KANJI_NUMBER}|半|数)(?P<unit>時間|分間?|秒間?|日間|週間|(?:か|ヶ|ヵ|カ|ケ|箇|個)月間?|年間"
    rf"|日(?=後|前|以内)|年(?=後|前|以内|半))(?P<half>半)?"
)
_JA_JOINT = re.compile(r"と?")
FEW = 3
COUPLE = 2


def find_duration(text: str) -> tuple[Duration, int, int] | None:
    """The first duration in a text and where it stands; None where there is none."""
    for one, joint in ((_ONE, _JOINT), (_JA_ONE, _JA_JOINT)):
        match = one.search(text)
        if match is None:
            continue
        start, end, total, unit = match.start(), match.end(), _part(match), _rank(match)
        while (following := one.match(text, _end(joint, text, end))) is not None and _rank(following) < unit:
            total, unit, end = _sum(total, _part(following)), _rank(following), following.end()
        if (
            end < len(text)
            and (loose := re.compile(rf"\s?({NUMBER})\b(?!\s*[:%])").match(text, end))
            and match["unit"] == "h"
        ):
            total, end = _sum(total, Duration(seconds=number(loose[1]) * 60)), loose.end()  # 1h30
        return total, start, end
    return None


def add_months(moment: datetime.datetime, months: int) -> datetime.datetime:
    """The same day months later, or the last of that month where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    month += 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def _end(joint: re.Pattern[str], text: str, at: int) -> int:
    match = joint.match(text, at)
    return match.end() if match is not None else at


def _unit(word: str) -> Duration:
    """One of a unit, which may stand in the plural or be cut short."""
    if word[0] in "かヶヵカケ箇個":
        return Duration(months=1)
    for kind, values in (("months", _MONTHS), ("seconds", _SECONDS), ("days", _DAYS)):
        for start, value in values.items():
            if word.startswith(start):
                return Duration(**{kind: value})  # type: ignore[arg-type]  # the kind's own type
    raise AssertionError(word)


def _rank(match: re.Match[str]) -> float:
    return _unit(match["unit"].lower()).total_seconds


def _part(match: re.Match[str]) -> Duration:
    count = _value(match["count"].lower())
    if match["half"]:
        count += 0.25 if "quarter" in match["half"] else 0.5
    unit = _unit(match["unit"].lower())
    if unit.months:
        whole = round(count * unit.months)
        return Duration(months=whole, days=round((count * unit.months - whole) * 30))
    if unit.days and count == int(count):
        return Duration(days=int(count) * unit.days)
    return Duration(seconds=count * (unit.days * 86400 + unit.seconds))


def _value(count: str) -> float:
    sign = -1.0 if re.match(r"-|minus|negative|マイナス", count) else 1.0
    plain = re.sub(r"^(?:-\s?|minus |negative |マイナス)", "", count)
    if plain in ("a", "an", "another", "all", "the whole", "the entire"):
        return 1.0
    if plain.startswith("half") or plain == "半":
        return 0.5
    if "quarter" in plain:
        return 0.25
    if "couple" in plain:
        return COUPLE
    if "few" in plain or plain == "数":
        return FEW
    if match := re.fullmatch(rf"({NUMBER})\s+and\s+a\s+half", plain):
        return sign * (number(match[1]) + 0.5)
    return sign * (number(plain) if plain.isascii() else kanji_number(plain))


def _sum(first: Duration, second: Duration) -> Duration:
    # "minus two hours and five minutes" goes back by all of it.
    if first.total_seconds < 0:
        second = -second
    return Duration(
        months=first.months + second.months, days=first.days + second.days, seconds=first.seconds + second.seconds
    )
