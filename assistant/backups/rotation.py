"""Which automatic backups stay: the newest of each of the last days and of each of the last weeks (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

DAYS, WEEKS = 7, 4


def kept(days: Sequence[date], sizes: Sequence[int], most_bytes: int) -> frozenset[date]:
    """The days whose backups stay. Days in the future, of a clock that was wrong, count as the newest.

    The newest stays whatever its size; then as many as fit into ``most_bytes``, the newest first.
    """
    newest_first = sorted(zip(days, sizes, strict=True), reverse=True)
    wanted = {day for day, _ in newest_first[:DAYS]}
    weeks: set[tuple[int, int]] = set()
    for day, _ in newest_first:
        week = day.isocalendar()[:2]
        if week not in weeks and len(weeks) < WEEKS:
            weeks.add(week)
            wanted.add(day)
    stay: set[date] = set()
    total = 0
    for day, size in newest_first:
        if day in wanted:
            total += size
            if stay and total > most_bytes:
                break
            stay.add(day)
    return frozenset(stay)
