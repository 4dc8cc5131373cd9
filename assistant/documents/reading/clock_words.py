"""Times within a recording as people write them. Pure."""

from __future__ import annotations

_MINUTE_S = 60
_HOUR_S = 3600


def clock_words(at_s: float) -> str:
    """A time as people write it: 12:34, 1:02:03."""
    whole = int(at_s)
    hours, minutes, seconds = whole // _HOUR_S, whole // _MINUTE_S % _MINUTE_S, whole % _MINUTE_S
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
