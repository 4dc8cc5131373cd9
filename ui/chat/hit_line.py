"""What is seen of a line that a search found, where there is less room than the line takes (pure)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

BEFORE_END = 0.75
"""The first marked word ends before this part of the room, so that what comes after it is read too."""


def fitted(
    text: str, marks: Sequence[tuple[int, int]], room: float, width: Callable[[str], float]
) -> tuple[str, list[tuple[int, int]]]:
    """The part of ``text`` that fits into ``room``, as ``width`` measures, with ``…`` where it is cut, and the marks in it. The
    first of the marks, as ranges of characters, is in view."""
    cut = 0
    if marks and width(text) > room:
        start, end = marks[0]
        # Of what stands before the mark, as much as leaves it in view.
        cut = bisect_left(
            range(start), True, key=lambda at: width(_from(text, at)[: end - at + 1]) <= room * BEFORE_END
        )
    shown = _from(text, cut)
    if width(shown) > room:
        fits = bisect_right(range(len(shown)), False, key=lambda length: width(f"{shown[:length]}…") > room)
        shown = f"{shown[: max(fits - 1, 0)]}…"
    moved = cut - 1 if cut else 0
    seen = ((max(start - moved, 0), min(end - moved, len(shown))) for start, end in marks)
    return shown, [(start, end) for start, end in seen if start < end]


def _from(text: str, at: int) -> str:
    return f"…{text[at:]}" if at else text
