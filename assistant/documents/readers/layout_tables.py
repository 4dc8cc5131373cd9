"""Which lines of a page are rows of a table: those whose words stand far apart, several in a row. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.base import Table
from assistant.documents.sentences import Span
from assistant.records import Box

# Of a line's height. Spaces are a quarter of it, in justified lines up to two thirds.
CELL_GAP = 1.2
_LEAST_ROWS = 3
_LEAST_CELLS = 2
_HEADER_CHARACTERS = 300


def cell_count(boxes: Sequence[Box | None], height: float) -> int:
    """How many groups of characters a line has, apart by wide gaps. ``boxes`` are those of its characters, in order."""
    cells, right = 0, 0.0
    for box in boxes:
        if box is None:
            continue
        if not cells or box[0] - right > CELL_GAP * height:
            cells += 1
        right = box[2]
    return cells


def find_tables(text: str, lines: Sequence[Span], cells: Sequence[int]) -> tuple[Table, ...]:
    """The tables of a page: at least three rows of at least two cells, with single lines of one cell (titles of groups) among
    them. The first row names the columns."""
    tables: list[Table] = []
    first = 0
    while first < len(lines):
        if cells[first] < _LEAST_CELLS:
            first += 1
            continue
        last, rows, following = first, 1, first + 1
        while following < len(lines) and following - last <= 2:
            if cells[following] >= _LEAST_CELLS:
                last, rows = following, rows + 1
            following += 1
        if rows >= _LEAST_ROWS:
            header = " ".join(text[lines[first][0] : lines[first][1]].split())
            tables.append(Table(start=lines[first][0], end=lines[last][1], header=header[:_HEADER_CHARACTERS]))
        first = last + 1
    return tuple(tables)
