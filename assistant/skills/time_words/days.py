"""Which day: the calendar arithmetic that the words of both languages share. Pure.

A day without a year is the next one of its kind, today included; a day of the week is the next one, today not included.
"""

from __future__ import annotations

import calendar
import datetime


class NoSuchDay(ValueError):
    """A day that no calendar has, such as 30 February."""


def on(today: datetime.date, month: int, day: int, year: int | None = None) -> datetime.date:
    """The day of a month, in the next year that has it where none is named. Raises ``NoSuchDay``."""
    if not 1 <= month <= 12:
        raise NoSuchDay
    if year is not None:
        return _day(year + 2000 if year < 100 else year, month, day)
    for ahead in range(9):  # 29 February comes at the latest after eight years
        try:
            found = _day(today.year + ahead, month, day)
        except NoSuchDay:
            continue
        if found >= today:
            return found
    raise NoSuchDay


def day_of_month(today: datetime.date, day: int, months_ahead: int | None = None) -> datetime.date:
    """The next day of that number, or that of the month so many months ahead. Raises ``NoSuchDay``."""
    if months_ahead is not None:
        year, month = _month(today, months_ahead)
        return _day(year, month, day)
    if not 1 <= day <= 31:
        raise NoSuchDay
    for ahead in range(3):
        year, month = _month(today, ahead)
        if day <= calendar.monthrange(year, month)[1] and (found := _day(year, month, day)) >= today:
            return found
    raise NoSuchDay


def weekday(today: datetime.date, day: int, weeks: int | None = None) -> datetime.date:
    """The next such day of the week (0 for Monday), or that of the week so many weeks ahead."""
    if weeks is None:
        return today + datetime.timedelta(days=(day - today.weekday() - 1) % 7 + 1)
    return today + datetime.timedelta(days=day - today.weekday() + 7 * weeks)


def weekday_and_day(today: datetime.date, day_of_week: int, day: int) -> datetime.date:
    """The next day of that number that is such a day of the week. Raises ``NoSuchDay``."""
    for ahead in range(12 * 12):
        year, month = _month(today, ahead)
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            found = _day(year, month, day)
            if found >= today and found.weekday() == day_of_week:
                return found
    raise NoSuchDay


def weekday_of_month(year: int, month: int, day: int, n: int) -> datetime.date:
    """The ``n``-th such day of the week of a month; -1 for its last. Raises ``NoSuchDay``."""
    first = datetime.date(year, month, 1)
    if n < 0:
        last = datetime.date(year, month, calendar.monthrange(year, month)[1])
        return last - datetime.timedelta(days=(last.weekday() - day) % 7)
    found = first + datetime.timedelta(days=(day - first.weekday()) % 7 + 7 * (n - 1))
    if found.month != month:
        raise NoSuchDay
    return found


def month_ahead(today: datetime.date, months: int) -> tuple[int, int]:
    """Year and month so many months ahead."""
    return _month(today, months)


def _month(today: datetime.date, months: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1


def _day(year: int, month: int, day: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise NoSuchDay from error
