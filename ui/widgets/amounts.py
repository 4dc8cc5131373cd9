"""Sizes, speeds and times in words."""

from __future__ import annotations

from ui.translations import tr
from ui.widgets.counts import number

_MINUTE_S = 60
_UNDER_A_MINUTE_S = 45
_A_MINUTE_S = 90
_HOUR_S = 3600
# Below this speed a time left would be a guess over hours.
_SLOWEST_BYTES_PER_S = 1000.0


def size_words(size_bytes: float) -> str:
    """A size in decimal units, as file managers and shops give it: 76 B, 812 kB, 98 MB, 1.12 GB."""
    if 0 < size_bytes < 1000:
        return f"{number(size_bytes, 0)} B"
    if size_bytes < 1_000_000:
        return f"{number(max(size_bytes / 1000, 0), 0)} kB"
    if size_bytes < 1_000_000_000:
        return f"{number(size_bytes / 1_000_000, 0)} MB"
    gigabytes = size_bytes / 1_000_000_000
    return f"{number(gigabytes, 2 if gigabytes < 10 else 0)} GB"


def speed_words(bytes_per_s: float) -> str:
    """A speed of transfer: 8.2 MB/s."""
    if bytes_per_s < 1_000_000:
        return f"{number(max(bytes_per_s / 1000, 0), 0)} kB/s"
    return f"{number(bytes_per_s / 1_000_000, 1)} MB/s"


def time_left_words(remaining_bytes: float, bytes_per_s: float) -> str:
    """How long the rest will take, roughly; empty when nobody can say."""
    if bytes_per_s < _SLOWEST_BYTES_PER_S or remaining_bytes <= 0:
        return ""
    seconds = remaining_bytes / bytes_per_s
    if seconds < _UNDER_A_MINUTE_S:
        return tr("less than a minute left")
    if seconds < _A_MINUTE_S:
        return tr("about a minute left")
    if seconds < _HOUR_S:
        return tr("about %Ln minutes left", None, round(seconds / _MINUTE_S))
    if seconds < 1.5 * _HOUR_S:
        return tr("about an hour left")
    return tr("about %Ln hours left", None, round(seconds / _HOUR_S))


def duration_words(seconds: float) -> str:
    """How long something takes, roughly."""
    if seconds < _UNDER_A_MINUTE_S:
        return tr("less than a minute")
    if seconds < _A_MINUTE_S:
        return tr("about a minute")
    if seconds < _HOUR_S:
        return tr("about %Ln minutes", None, round(seconds / _MINUTE_S))
    if seconds < 1.5 * _HOUR_S:
        return tr("about an hour")
    return tr("about %Ln hours", None, round(seconds / _HOUR_S))
