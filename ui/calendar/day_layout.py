"""Where events go in a view of days: which days it shows, pieces of the day side by side, whole days in rows. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from assistant.records import CalendarEvent

DAY_MINUTES = 24 * 60
LEAST_MINUTES = 30
"""A shorter event is drawn as long as this, so that its title can be read."""


class Piece(NamedTuple):
    """The part of an event within one day, by the clock on the wall: in ``lane`` of ``lanes`` that stand side by side."""

    event: CalendarEvent
    column: int
    from_minute: int
    to_minute: int
    lane: int = 0
    lanes: int = 1


class Span(NamedTuple):
    """Whole days from column ``first`` to ``last``, both shown, in the row ``row``."""

    event: CalendarEvent
    first: int
    last: int
    row: int = 0


def local(unix_s: float) -> datetime.datetime:
    """A moment by the clock on the wall."""
    return datetime.datetime.fromtimestamp(unix_s, datetime.UTC).astimezone()


def shown_days(day: datetime.date, count: int, first_weekday: int) -> list[datetime.date]:
    """The day alone, or with a ``count`` of 7 its week from ``first_weekday`` on, 1 for Monday to 7 for Sunday."""
    if count == 1:
        return [day]
    first = day - datetime.timedelta(days=(day.isoweekday() - first_weekday) % 7)
    return [first + datetime.timedelta(days=at) for at in range(count)]


def is_whole_days(event: CalendarEvent) -> bool:
    """Whether an event stands above the hours: of whole days, or a day long and more."""
    return event.all_day or local(event.ends_at).replace(tzinfo=None) - local(event.starts_at).replace(
        tzinfo=None
    ) >= datetime.timedelta(days=1)


def pieces(events: Sequence[CalendarEvent], days: Sequence[datetime.date]) -> list[Piece]:
    """The events within the hours, day by day and in order."""
    found: list[Piece] = []
    for column, day in enumerate(days):
        midnight = datetime.datetime.combine(day, datetime.time())
        of_day = []
        for event in events:
            if is_whole_days(event):
                continue
            start = (local(event.starts_at).replace(tzinfo=None) - midnight).total_seconds() / 60
            end = (local(event.ends_at).replace(tzinfo=None) - midnight).total_seconds() / 60
            if start < DAY_MINUTES and (end > 0 or start >= 0):
                begin = min(max(0, int(start)), DAY_MINUTES - LEAST_MINUTES)
                of_day.append(Piece(event, column, begin, min(DAY_MINUTES, max(int(end), begin + LEAST_MINUTES))))
        of_day.sort(key=lambda piece: (piece.from_minute, -piece.to_minute, piece.event.title))
        found += _side_by_side(of_day)
    return found


def spans(events: Sequence[CalendarEvent], days: Sequence[datetime.date]) -> list[Span]:
    """The events above the hours, each in the first row that is free on all its days."""
    found: list[Span] = []
    for event in sorted((one for one in events if is_whole_days(one)), key=lambda one: (one.starts_at, -one.ends_at)):
        # The midnight at its end belongs to the day before.
        last = (local(event.ends_at) - datetime.timedelta(seconds=1)).date()
        columns = [at for at, day in enumerate(days) if local(event.starts_at).date() <= day <= last]
        if not columns:
            continue
        taken = {one.row for one in found if one.first <= columns[-1] and columns[0] <= one.last}
        row = next(at for at in range(len(taken) + 1) if at not in taken)
        found.append(Span(event, columns[0], columns[-1], row))
    return found


def _side_by_side(ordered: list[Piece]) -> list[Piece]:
    """Pieces that overlap, directly or through others, share the width of the day."""
    placed: list[Piece] = []
    group: list[Piece] = []
    ends: list[int] = []
    for piece in ordered:
        if group and piece.from_minute >= max(ends):
            placed += [one._replace(lanes=len(ends)) for one in group]
            group, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= piece.from_minute), len(ends))
        ends[lane : lane + 1] = [piece.to_minute]
        group.append(piece._replace(lane=lane))
    return placed + [one._replace(lanes=len(ends)) for one in group]
