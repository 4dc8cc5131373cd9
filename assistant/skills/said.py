"""Durations, days and times as answers say them, in English and Japanese. Pure."""

from __future__ import annotations

import datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_JA = "月火水木金土日"
_UNITS = ((86400, "day", "日"), (3600, "hour", "時間"), (60, "minute", "分"), (1, "second", "秒"))
WORKDAYS = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


def duration(seconds: float, *, japanese: bool) -> str:
    """ "1 hour 30 minutes", 「1時間30分」; at most three units."""
    left = max(0, round(seconds))
    parts = []
    for size, english, kanji in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count}{kanji}" if japanese else f"{count} {english}{'' if count == 1 else 's'}")
    if not parts:
        return "0秒" if japanese else "0 seconds"
    return "".join(parts[:3]) if japanese else " ".join(parts[:3])


def time(moment: datetime.datetime | datetime.time, *, japanese: bool) -> str:
    """ "7:30", 「7時30分」; by the 24-hour clock, so that it is never in doubt."""
    if not japanese:
        return f"{moment.hour}:{moment.minute:02d}"
    return f"{moment.hour}時{moment.minute}分" if moment.minute else f"{moment.hour}時"


def day(date: datetime.date, today: datetime.date, *, japanese: bool) -> str:
    """ "today", "tomorrow", else the whole date with its day of the week; the year only where it is another."""
    ahead = (date - today).days
    if ahead in (-1, 0, 1):
        return (
            {-1: "昨日", 0: "今日", 1: "明日"}[ahead]
            if japanese
            else {-1: "yesterday", 0: "today", 1: "tomorrow"}[ahead]
        )
    return full_day(date, japanese=japanese, year=date.year != today.year)


def full_day(date: datetime.date, *, japanese: bool, year: bool = True) -> str:
    """ "Tuesday, 5 May 2026", 「2026年5月5日（火）」."""
    if japanese:
        return f"{f'{date.year}年' if year else ''}{date.month}月{date.day}日（{_WEEKDAYS_JA[date.weekday()]}）"
    return f"{_WEEKDAYS[date.weekday()]}, {date.day} {_MONTHS[date.month - 1]}{f' {date.year}' if year else ''}"


def weekday(date: datetime.date, *, japanese: bool) -> str:
    """ "Tuesday", 「火曜日」."""
    return f"{_WEEKDAYS_JA[date.weekday()]}曜日" if japanese else _WEEKDAYS[date.weekday()]


def moment(when: datetime.datetime, now: datetime.datetime, *, japanese: bool) -> str:
    """ "today at 7:30", 「明日7時30分」."""
    on = day(when.date(), now.date(), japanese=japanese)
    at = time(when, japanese=japanese)
    return f"{on}{at}" if japanese else f"{on} at {at}"


def repeated(days: tuple[int, ...], *, japanese: bool) -> str:
    """ "every Monday and Friday", 「毎週月・金曜日」."""
    if days == EVERY_DAY:
        return "毎日" if japanese else "every day"
    if days == WORKDAYS:
        return "平日" if japanese else "on weekdays"
    if japanese:
        return f"毎週{'・'.join(_WEEKDAYS_JA[one] for one in days)}曜日"
    names = [_WEEKDAYS[one] for one in days]
    return f"every {' and '.join([', '.join(names[:-1]), names[-1]] if len(names) > 1 else names)}"


def quoted(name: str, *, japanese: bool) -> str:
    """A name the user gave, in quotation marks; empty for none."""
    return "" if not name else f"「{name}」" if japanese else f"“{name}”"
