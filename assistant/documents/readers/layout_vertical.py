"""Pages that are written downwards, as Japanese books and letters are: their columns from right to left. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from assistant.documents.readers.reading_order import reading_order
from assistant.records import Box

# A column of fewer letters may be a row of them.
_LEAST_LETTERS = 3
_COLUMN_SHAPE = 2.0
_UPRIGHT_SHAPE = 0.7
_PAGE_SHARE = 0.7
"""Of a page's letters; the others are page numbers, notes and titles."""
_PARAGRAPH_GAP = 1.2
_INDENT = 0.5


def is_vertical(boxes: Sequence[Box | None]) -> bool:
    """Whether the letters of a line stand below each other, as they do nowhere but in such writing: a line that is turned on its
    side has letters that are wider than high."""
    found = [box for box in boxes if box is not None]
    if len(found) < _LEAST_LETTERS:
        return False
    across = max(box[2] for box in found) - min(box[0] for box in found)
    along = max(box[3] for box in found) - min(box[1] for box in found)
    falls = sum(below[3] <= above[3] - 0.5 * (above[3] - above[1]) for above, below in itertools.pairwise(found))
    upright = sum(box[3] - box[1] >= _UPRIGHT_SHAPE * (box[2] - box[0]) for box in found)
    return along > _COLUMN_SHAPE * across > 0 and min(falls + 1, upright) > 0.8 * len(found)


def downward_order(lines: Sequence[Sequence[Box | None]]) -> list[int] | None:
    """The order in which lines of letters are read on a page that is written downwards, tier by tier; None for any other."""
    letters = [sum(box is not None for box in line) for line in lines]
    downwards = sum(count for line, count in zip(lines, letters, strict=True) if is_vertical(line))
    if downwards <= _PAGE_SHARE * sum(letters) or downwards == 0:
        return None
    # Turned by a right angle, columns are lines, and what is further left is further down.
    turned: list[Box] = []
    placed: list[int] = []
    for number, line in enumerate(lines):
        found = [box for box in line if box is not None]
        if found:
            placed.append(number)
            turned.append(
                (
                    -max(box[3] for box in found),
                    -max(box[2] for box in found),
                    -min(box[1] for box in found),
                    -min(box[0] for box in found),
                )
            )
    order = [placed[index] for row in reading_order(turned) for index in row]
    return [*order, *(number for number in range(len(lines)) if number not in set(placed))]


def begins_paragraph(before: Sequence[Box | None], after: Sequence[Box | None]) -> bool:
    """Whether a column begins a paragraph: it is set in, or stands apart from the one before."""
    last = [box for box in before if box is not None]
    first = [box for box in after if box is not None]
    size = last[0][3] - last[0][1]
    gap = min(box[0] for box in last) - max(box[2] for box in first)
    return gap > _PARAGRAPH_GAP * size or gap < -size or last[0][3] - first[0][3] > _INDENT * size
