"""How days, times and events of the calendar are said in the window's language."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QTime

from assistant.records import CalendarEvent
from ui.calendar.day_layout import is_whole_days, local
from ui.translations import tr

RULES = (
    "",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=MONTHLY",
    "FREQ=YEARLY",
)
"""How an event may be told to repeat, as RRULEs."""


def title_words(days: Sequence[datetime.date]) -> str:
    """The day, or the months of a week."""
    if len(days) == 1:
        return QLocale().toString(_date(days[0]), tr("d MMMM yyyy"))
    first, last = (QLocale().toString(_date(day), tr("MMMM yyyy")) for day in (days[0], days[-1]))
    return first if first == last else f"{first} – {last}"


def day_words(day: datetime.date) -> str:
    """A day with its weekday, in full."""
    return QLocale().toString(_date(day), QLocale.FormatType.LongFormat)


def head_words(day: datetime.date) -> tuple[str, str]:
    """The weekday, short, and the number of the day."""
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat), str(day.day)


def time_words(moment: datetime.datetime | datetime.time) -> str:
    """A time of the day."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def hour_words(hour: int) -> str:
    """An hour at the side of the view: “14:00” or “2 PM”, as the language counts."""
    halves = "ap" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).lower()
    return QLocale().toString(QTime(hour, 0), "h AP" if halves else "HH:mm")


def event_words(event: CalendarEvent) -> str:
    """An event with its day and times, for screen readers and tool tips."""
    start, end = local(event.starts_at), local(event.ends_at)
    if event.all_day:
        last = (end - datetime.timedelta(seconds=1)).date()
        when = tr("all day")
        if last > start.date():
            when = tr("to {day}").format(day=day_words(last))
        words = f"{event.title}, {day_words(start.date())}, {when}"
    elif is_whole_days(event) or end.date() != start.date():
        until = tr("to {day}").format(day=f"{day_words(end.date())} {time_words(end)}")
        words = f"{event.title}, {day_words(start.date())} {time_words(start)}, {until}"
    else:
        words = f"{event.title}, {day_words(start.date())}, {time_words(start)} – {time_words(end)}"
    return words + ", " + tr("repeats") if event.repeats else words


def rule_words() -> tuple[str, ...]:
    """How an event may repeat, in the order of ``RULES``."""
    return (
        tr("Does not repeat"),
        tr("Every day"),
        tr("Every weekday"),
        tr("Every week"),
        tr("Every second week"),
        tr("Every month"),
        tr("Every year"),
    )


def _date(day: datetime.date) -> QDate:
    return QDate(day.year, day.month, day.day)
