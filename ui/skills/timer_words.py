"""Timers in words (pure)."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QLocale, QTime

from assistant.records import Timer, TimerKind, TimerState
from ui.translations import tr


def time_left(seconds: float) -> str:
    """ "4:05", "1:00:00"; of more than a day the days too. Rounded up, so that it ends at 0:00."""
    left = max(0, int(-(-seconds // 1)))
    days, rest = divmod(left, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds_left = divmod(rest, 60)
    clock = f"{hours}:{minutes:02d}:{seconds_left:02d}" if hours or days else f"{minutes}:{seconds_left:02d}"
    return tr("{days} d {clock}").format(days=days, clock=clock) if days else clock


def timer_words(timer: Timer, now: float) -> str:
    """One timer or alarm, as the strip shows it."""
    name = timer.name or (tr("Timer") if timer.kind is TimerKind.TIMER else tr("Alarm"))
    due = datetime.datetime.fromtimestamp(timer.due_at).astimezone()
    if timer.state is TimerState.RINGING:
        return tr("{name} is ringing").format(name=name)
    if timer.state is TimerState.MISSED:
        return tr("{name} missed at {time}").format(name=name, time=_when(due, now))
    if timer.kind is TimerKind.TIMER:
        return tr("{name} {left}").format(name=name, left=time_left(timer.due_at - now))
    return tr("{name} {left}").format(name=name, left=_when(due, now))


def _when(due: datetime.datetime, now: float) -> str:
    clock = QLocale().toString(QTime(due.hour, due.minute), QLocale.FormatType.ShortFormat)
    if due.date() == datetime.datetime.fromtimestamp(now).astimezone().date():
        return clock
    day = QLocale().toString(QDate(due.year, due.month, due.day), tr("d MMM"))
    return f"{day} {clock}"
