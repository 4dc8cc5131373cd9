"""In which order the pieces of a page are read: columns one after the other, rows from left to right. Pure.

The recursive XY cut (Nagy, Seth and Viswanathan 1992), with two rules of its own. A page is cut into columns only where both
sides hold lines that fill them: the cells of a table are short, and its rows stay together. It is cut across only where that lets
a part be cut into columns: gaps between paragraphs are no reason.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from assistant.records import Box

_LEAST_LINES = 4
_LEAST_COLUMN = 8  # heights of a line
_LEAST_GUTTER = 0.8  # heights of a line
_FILLED = 0.55
_NARROW = 0.7
_TITLE_LINES = 6


def reading_order(boxes: Sequence[Box], filled: float = _FILLED) -> list[list[int]]:
    """Indices of the boxes (``(left, top, right, bottom)``, top down) in the order they are read, those of a row together.

    ``filled`` is the share of a column's width that half of its lines must have.
    """
    return _ordered(boxes, list(range(len(boxes))), filled)


def _ordered(boxes: Sequence[Box], chosen: list[int], filled: float) -> list[list[int]]:
    parts = _side_by_side(boxes, chosen, filled) or _one_below_the_other(boxes, chosen, filled)
    if parts is None:
        return rows(boxes, chosen)
    return [row for part in parts for row in _ordered(boxes, part, filled)]


def rows(boxes: Sequence[Box], chosen: Sequence[int]) -> list[list[int]]:
    """The chosen boxes line by line: those that share more than half of their height stand on one line."""
    found: list[list[int]] = []
    for index in sorted(chosen, key=lambda each: (boxes[each][1] + boxes[each][3], boxes[each][0])):
        box = boxes[index]
        if found:
            last = boxes[found[-1][0]]
            shared = min(box[3], last[3]) - max(box[1], last[1])
            if shared > 0.5 * min(box[3] - box[1], last[3] - last[1]):
                found[-1].append(index)
                continue
        found.append([index])
    return [sorted(row, key=lambda each: boxes[each][0]) for row in found]


def _line_height(boxes: Sequence[Box], chosen: Sequence[int]) -> float:
    return statistics.median(boxes[index][3] - boxes[index][1] for index in chosen)


def _side_by_side(boxes: Sequence[Box], chosen: list[int], filled: float) -> list[list[int]] | None:
    """The columns left and right of the widest gutter that is one."""
    if len(chosen) < 2 * _LEAST_LINES:
        return None
    height = _line_height(boxes, chosen)
    by_left = sorted(chosen, key=lambda index: boxes[index][0])
    gutters: list[tuple[float, int]] = []
    right = boxes[by_left[0]][2]
    for place, index in enumerate(by_left[1:], start=1):
        gap = boxes[index][0] - right
        if gap >= _LEAST_GUTTER * height:
            gutters.append((gap, place))
        right = max(right, boxes[index][2])
    for _, place in sorted(gutters, reverse=True):
        sides = [by_left[:place], by_left[place:]]
        if all(_is_column(boxes, side, height, filled) for side in sides):
            return sides
    return None


def _is_column(boxes: Sequence[Box], chosen: Sequence[int], height: float, filled: float) -> bool:
    if len(rows(boxes, chosen)) < _LEAST_LINES:
        return False
    width = max(boxes[index][2] for index in chosen) - min(boxes[index][0] for index in chosen)
    length = statistics.median(boxes[index][2] - boxes[index][0] for index in chosen)
    return width >= _LEAST_COLUMN * height and length >= filled * width


def _one_below_the_other(
    boxes: Sequence[Box], chosen: list[int], filled: float, further_cuts: int = 1
) -> list[list[int]] | None:
    """The parts above and below a line across the page, where a part then falls into columns, the more of it the better: at
    once, or below a title and above a footer."""
    if not _may_have_columns(boxes, chosen):
        return None
    by_top = sorted(chosen, key=lambda index: boxes[index][1])
    bottom = boxes[by_top[0]][3]
    cuts: list[int] = []
    for place, index in enumerate(by_top[1:], start=1):
        if boxes[index][1] >= bottom - 1:
            cuts.append(place)
        bottom = max(bottom, boxes[index][3])
    found = [
        (len(part), place)
        for place in cuts
        for part in (by_top[:place], by_top[place:])
        if _side_by_side(boxes, part, filled)
    ]
    best = max(found, default=(0, 0))
    for place in cuts[:_TITLE_LINES] if further_cuts else ():
        below = _one_below_the_other(boxes, by_top[place:], filled, further_cuts - 1)
        in_columns = max((len(part) for part in below or () if _side_by_side(boxes, part, filled)), default=0)
        best = max(best, (in_columns, place))
    return [by_top[: best[1]], by_top[best[1] :]] if best[0] else None


def _may_have_columns(boxes: Sequence[Box], chosen: Sequence[int]) -> bool:
    if not chosen:
        return False
    width = max(boxes[index][2] for index in chosen) - min(boxes[index][0] for index in chosen)
    narrow = sum(boxes[index][2] - boxes[index][0] < _NARROW * width for index in chosen)
    return narrow >= 2 * _LEAST_LINES
