"""A time of day as it was said, which may be either half of the day. Pure."""

from __future__ import annotations

import dataclasses
import datetime

PARTS = {
    "morning": datetime.time(8),
    "afternoon": datetime.time(14),
    "evening": datetime.time(18),
    "night": datetime.time(20),
    "noon": datetime.time(12),
}
"""When a part of the day is, where no hour is named."""


class NoSuchTime(ValueError):
    """A time that no clock shows, such as 25:00."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpokenTime:
    """``time`` is None where only a ``part`` of the day was named. ``either`` says that twelve hours later could be meant as well.
    ``next_day`` belongs to times such as “tonight at one”."""

    time: datetime.time | None = None
    part: str = ""
    either: bool = False
    next_day: bool = False
    start: int = 0
    end: int = 0

    @classmethod
    def of(
        cls,
        hour: int,
        minute: int = 0,
        second: int = 0,
        *,
        half: str = "",
        part: str = "",
        clock_24: bool = False,
        start: int,
        end: int,
    ) -> SpokenTime:
        """``half`` is ``a`` or ``p`` for am and pm. ``clock_24``: written so that it is of the 24-hour clock.

        Raises ``NoSuchTime``.
        """
        next_day = False
        if hour == 24 and not minute:
            hour, next_day, clock_24 = 0, True, True
        if hour > 23 or minute > 59 or second > 59 or (half and hour > 12):
            raise NoSuchTime
        either = False
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif hour <= 12 and not clock_24:
            if part in ("afternoon", "evening", "noon"):
                hour = hour % 12 + 12
            elif part == "morning":
                hour %= 12
            elif part == "night":
                late = 5 <= hour < 12
                next_day = not late
                hour = hour % 12 + (12 if late else 0)
            else:
                either = True
        return cls(
            time=datetime.time(hour, minute, second), part=part, either=either, next_day=next_day, start=start, end=end
        )

    def halves(self) -> tuple[datetime.time, ...]:
        """The times it may be."""
        assert self.time is not None  # noqa: S101 - of a time alone
        if not self.either:
            return (self.time,)
        hour = self.time.hour % 12
        return self.time.replace(hour=hour), self.time.replace(hour=hour + 12)
