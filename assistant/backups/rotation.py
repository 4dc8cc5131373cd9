"""Which automatic backups stay: the newest of each of the last days and of each of the last weeks (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

DAYS, WEEKS = 7, 4


def newest_first(days: Iterable[date], today: date) -> list[date]:
    """Days in order. Those after ``today`` are of a clock that was wrong, and come last: whatever they are, today's is newer."""
    return sorted(days, key=lambda day: (day <= today, day), reverse=True)


def kept(days: Sequence[date], sizes: Sequence[int], most_bytes: int, today: date) -> frozenset[date]:
    """The days whose backups stay.

    The newest stays whatever its size; then as many as fit into ``most_bytes``, the newest first.
    """
    size_of = dict(zip(days, sizes, strict=True))
    in_order = newest_first(days, today)
    wanted = set(in_order[:DAYS])
    weeks: set[tuple[int, int]] = set()
    for day in in_order:
        week = day.isocalendar()[:2]
        if week not in weeks and len(weeks) < WEEKS:
            weeks.add(week)
            wanted.add(day)
    stay: set[date] = set()
    total = 0
    for day in in_order:
        if day in wanted:
            total += size_of[day]
            if stay and total > most_bytes:
                break
            stay.add(day)
    return frozenset(stay)
