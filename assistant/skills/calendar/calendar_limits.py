"""Which events of a calendar can be reckoned with at all. The libraries go through a series from its first time on, one by one,
and look for a day that never comes until the year 9999; a file from elsewhere must not hold up Sotto for that long. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

LONGEST_REPEATED = datetime.timedelta(days=3660)
"""A series of what lasts longer, or ends so long before it begins, is under way a thousand times at once, and takes minutes."""
MOST_TIMES = 100_000
"""From a series' first time to the last day asked for: each hour for eleven years, each day for 270. Two seconds of work."""
_PERIOD_S = {"SECONDLY": 1, "MINUTELY": 60, "HOURLY": 3600, "DAILY": 86_400}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")


def is_reckonable(event: Mapping[str, Any], until: datetime.datetime) -> bool:
    """Whether the series of an event, as icalendar read it, is reckoned with soon enough; what does not repeat always is. Raises
    what icalendar raises over an event that makes no sense."""
    rules = event.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    if not rules:
        return True
    if abs(event.duration) > LONGEST_REPEATED:  # type: ignore[attr-defined]  # an event's own
        return False
    start = event["DTSTART"].dt
    days = (until.date() - (start.date() if isinstance(start, datetime.datetime) else start)).days
    return all(_times(rule, days) <= MOST_TIMES and not _is_never(rule) for rule in rules)


def _times(rule: Mapping[str, Sequence[Any]], days: int) -> float:
    """About how many times a rule has in so many days; those of a ``COUNT`` at most."""
    period_s = _PERIOD_S.get(str(rule["FREQ"][0]).upper(), 7 * 86_400)
    times = max(days, 0) * 86_400 / (period_s * max(int(rule.get("INTERVAL", [1])[0]), 1))
    if period_s >= _PERIOD_S["DAILY"]:
        times *= _each(rule)
    return min(times, float(rule["COUNT"][0])) if "COUNT" in rule else times


def _each(rule: Mapping[str, Sequence[Any]]) -> int:
    """How many times a day has."""
    hours, minutes, seconds = (max(len(rule.get(part, ())), 1) for part in _PARTS)
    return hours * minutes * seconds


def _is_never(rule: Mapping[str, Sequence[Any]]) -> bool:
    """Whether a rule asks for a day that no month has, or for the fifth of a day's one time."""
    if rule.get("BYMONTH") and rule.get("BYMONTHDAY"):
        months = [int(str(month).rstrip("L")) for month in rule["BYMONTH"]]
        if not any(abs(int(day)) <= _DAYS[month - 1] for month in months for day in rule["BYMONTHDAY"]):
            return True
    daily = _PERIOD_S.get(str(rule["FREQ"][0]).upper(), 0) == _PERIOD_S["DAILY"]
    return daily and bool(rule.get("BYSETPOS")) and all(abs(int(at)) > _each(rule) for at in rule["BYSETPOS"])
