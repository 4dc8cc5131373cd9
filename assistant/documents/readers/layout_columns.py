"""Columns that a PDF writes across: line one of the left, line one of the right, line two of the left. Pure.

Most programs write a column to its end before the next one, and then the order of the file is the order of reading. It is left
alone unless it jumps from side to side all the time between columns that are full of words.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from assistant.documents.readers.layout_tables import CELL_GAP
from assistant.documents.readers.reading_order import reading_order, rows
from assistant.records import Box

# Lines of prose fill a column; cells of a table with two columns of words seldom do.
_FILLED = 0.75
# Pieces of lines that stand beside another and are as long as a few words, in heights of a line; cells of numbers are not.
_PROSE_WIDTH = 10
_LEAST_PIECES = 8
_JUMPS = 1 / 3


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of a line."""

    line: int
    start: int
    end: int


def by_columns(lines: Sequence[Sequence[Box | None]], heights: Sequence[float]) -> list[list[Piece]] | None:
    """The pieces of the lines, row by row in the order they are read; None when the lines are in that order already.

    ``lines`` holds the boxes of each line's characters, origin lower left.
    """
    pieces: list[Piece] = []
    boxes: list[Box] = []
    prose = 0
    for number, (line, height) in enumerate(zip(lines, heights, strict=True)):
        spans = _apart(line, height)
        for start, end in spans:
            box = _around(line[start:end])
            if box is not None:
                pieces.append(Piece(number, start, end))
                boxes.append(box)
                prose += len(spans) > 1 and box[2] - box[0] > _PROSE_WIDTH * height
    if prose < _LEAST_PIECES:
        return None
    order = reading_order(boxes, filled=_FILLED)
    if order == rows(boxes, range(len(boxes))):
        return None
    flat = [index for row in order for index in row]
    jumps = sum(second != first + 1 for first, second in itertools.pairwise(flat))
    return [[pieces[index] for index in row] for row in order] if jumps > _JUMPS * len(flat) else None


def _apart(line: Sequence[Box | None], height: float) -> list[tuple[int, int]]:
    """The spans of a line's characters between wide gaps, without the spaces at their ends."""
    spans: list[tuple[int, int]] = []
    right = 0.0
    for index, box in enumerate(line):
        if box is None:
            continue
        if not spans or box[0] - right > CELL_GAP * height or box[2] < right - 3 * height:
            spans.append((index, index + 1))
        else:
            spans[-1] = (spans[-1][0], index + 1)
        right = box[2]
    return spans


def _around(line: Sequence[Box | None]) -> Box | None:
    """The rectangle around boxes, top down: what is higher on the page has the smaller number."""
    found = [box for box in line if box is not None]
    if not found:
        return None
    return (
        min(box[0] for box in found),
        -max(box[3] for box in found),
        max(box[2] for box in found),
        -min(box[1] for box in found),
    )
