"""Which way a text runs: its first letter that has a direction decides, as in Qt's own text layout."""

from __future__ import annotations

import unicodedata

_EMBEDDED, _END = "\u202b", "\u202c"


def runs_leftwards(text: str) -> bool:
    """Whether it is Arabic, Hebrew or the like (rules P2 and P3 of the Unicode bidirectional algorithm)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def in_its_direction(text: str) -> str:
    """A line as it is to be painted by what takes every line to run rightwards: its end and its dots are then at the left."""
    return f"{_EMBEDDED}{text}{_END}" if runs_leftwards(text) else text
