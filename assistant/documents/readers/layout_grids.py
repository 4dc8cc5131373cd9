"""Which tables of a page stand in columns that nobody can mistake, cell by cell. Pure.

Certain is a table whose lines are its rows and whose columns share no place across the page. A cell that reaches into two
columns, or stands in none, leaves the table to be found by its words.
"""

from __future__ import annotations

import dataclasses
import itertools
import statistics
from collections.abc import Sequence
from typing import NamedTuple

from assistant.documents.base import Table
from assistant.documents.readers.layout_lines import Line
from assistant.documents.readers.layout_tables import CELL_GAP
from assistant.documents.readers.reading import is_caption
from assistant.documents.sentences import Span
from assistant.documents.tables.written_tables import is_value

Extent = tuple[float, float]

_EDGE_LINES = 3
"""Lines of a running title, or a page number, that may stand between a table and the end of its page."""
_CURRENCIES = frozenset("$€£¥￥₹")
_BEHIND = frozenset({")", "%", "％", ")%"})
_FULL_SHARE = 0.5
_LEAST_ROWS = 3
_HEADING_SIZE = 1.25


class Cell(NamedTuple):
    """Words that stand together in a line, and from where to where."""

    left: float
    right: float
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table cell by cell. ``starts`` are the places of its rows in the text of the page, ``above`` counts the lines before it,
    ``caption`` is the last of them, and ``titled`` says that it is a heading among what looked like one table. ``at_bottom``
    says that it may go on, on the next page."""

    rows: tuple[tuple[str, ...], ...]
    starts: tuple[int, ...]
    columns: tuple[Extent, ...]
    caption: str
    above: int
    at_bottom: bool
    titled: bool = False

    @property
    def at_top(self) -> bool:
        """Whether it may go on from the page before."""
        return self.above <= _EDGE_LINES


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageGrids:
    """The tables of a page, and the cells of its first lines."""

    grids: tuple[Grid, ...] = ()
    first_lines: tuple[tuple[Cell, ...], ...] = ()


NO_GRIDS = PageGrids()


def page_grids(
    lines: Sequence[Line], heights: Sequence[float], spans: Sequence[Span], tables: Sequence[Table]
) -> PageGrids:
    """``spans`` are the places of the lines in the text of the page, in which ``tables`` were found."""
    cut = [cells_of(line, height) for line, height in zip(lines, heights, strict=True)]
    grids = []
    for table in tables:
        inside = [at for at, span in enumerate(spans) if table.start <= span[0] and span[1] <= table.end]
        for number, part in enumerate(_parts(inside, lines, heights, cut)):
            grid = _grid(part, lines, cut, spans)
            if grid is not None:
                grids.append(dataclasses.replace(grid, titled=number > 0))
    return PageGrids(grids=tuple(grids), first_lines=tuple(map(tuple, cut[: _EDGE_LINES + 1])))


def _parts(
    inside: Sequence[int], lines: Sequence[Line], heights: Sequence[float], cut: Sequence[Sequence[Cell]]
) -> list[list[int]]:
    """The lines of tables between which a heading or a caption stands, and which were taken for one."""
    usual = statistics.median(heights[at] for at in inside) if inside else 0.0
    parts: list[list[int]] = [[]]
    for at in inside:
        if len(cut[at]) == 1 and (heights[at] > _HEADING_SIZE * usual or is_caption(lines[at].text)):
            parts.append([])
        else:
            parts[-1].append(at)
    return [part for part in parts if len(part) >= _LEAST_ROWS]


def _grid(
    inside: list[int], lines: Sequence[Line], cut: Sequence[Sequence[Cell]], spans: Sequence[Span]
) -> Grid | None:
    columns = _columns([cut[at] for at in inside])
    rows = [in_columns(cut[at], columns) or in_columns(_words(lines[at]), columns) for at in inside] if columns else []
    whole = [row for row in rows if row is not None]
    if not whole or len(whole) < len(rows):
        return None
    first = inside[0]
    if first and reads_like(whole[0], whole[1]) and _is_close(lines[first - 1], lines[first]):
        # The names stand closer together than the cells below them.
        names = in_columns(_words(lines[first - 1]), columns)
        if names is not None and all(names):
            first -= 1
            whole.insert(0, names)
            inside = [first, *inside]
    if _name_goes_on(cut, lines, first, columns):
        return None
    return Grid(
        rows=tuple(whole),
        starts=tuple(spans[at][0] for at in inside),
        columns=tuple(columns),
        caption=lines[first - 1].text if first else "",
        above=first,
        at_bottom=len(lines) - 1 - inside[-1] <= _EDGE_LINES,
    )


def reads_like(row: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows hold values and words in the same columns, and at least one value."""
    kinds = [(is_value(one), is_value(two)) for one, two in zip(row, other, strict=True) if one and two]
    return any(one for one, _ in kinds) and all(one == two for one, two in kinds)


def cells_of(line: Line, height: float) -> list[Cell]:
    """The groups of words of a line that stand far apart. A currency belongs to the number behind it."""
    found: list[Cell] = []
    for character, box in zip(line.characters, line.boxes, strict=True):
        if box is None:
            if found:
                found[-1] = found[-1]._replace(text=found[-1].text + character)
        elif found and box[0] - found[-1].right <= CELL_GAP * height:
            last = found[-1]
            found[-1] = Cell(min(last.left, box[0]), max(last.right, box[2]), last.text + character)
        else:
            found.append(Cell(box[0], box[2], character))
    joined: list[Cell] = []
    for each in found:
        cell = each._replace(text=each.text.strip())
        if joined and (joined[-1].text in _CURRENCIES or cell.text in _BEHIND):
            last = joined[-1]
            joined[-1] = Cell(last.left, max(last.right, cell.right), last.text + cell.text)
        else:
            joined.append(cell)
    return joined


def _words(line: Line) -> list[Cell]:
    """The words of a line, each by itself."""
    found: list[Cell] = []
    apart = True
    for character, box in zip(line.characters, line.boxes, strict=True):
        if box is None:
            apart = True
        elif apart:
            found.append(Cell(box[0], box[2], character))
            apart = False
        else:
            last = found[-1]
            found[-1] = Cell(min(last.left, box[0]), max(last.right, box[2]), last.text + character)
    return found


def in_columns(row: Sequence[Cell], columns: Sequence[Extent]) -> tuple[str, ...] | None:
    """The words of a row column by column; None where a cell stands in no column, or in two."""
    texts = [""] * len(columns)
    for cell in row:
        own = [at for at, (left, right) in enumerate(columns) if cell.left < right and left < cell.right]
        if len(own) != 1:
            return None
        texts[own[0]] = f"{texts[own[0]]} {cell.text}".strip()
    return tuple(texts)


def _columns(rows: Sequence[Sequence[Cell]]) -> list[Extent]:
    """From where to where each column goes, by the rows that have all of them; none where two columns share a place."""
    count = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == count]
    if count < 2 or len(full) < _FULL_SHARE * len(rows):
        return []
    columns = [(min(row[at].left for row in full), max(row[at].right for row in full)) for at in range(count)]
    apart = all(left[1] < right[0] for left, right in itertools.pairwise(columns))
    return columns if apart else []


def _name_goes_on(cut: Sequence[Sequence[Cell]], lines: Sequence[Line], first: int, columns: Sequence[Extent]) -> bool:
    """Whether the line above the table is part of the name of a column: it stands close above one that is not the first."""
    if not first or len(cut[first - 1]) != 1 or not _is_close(lines[first - 1], lines[first]):
        return False
    (cell,) = cut[first - 1]
    own = [at for at, (left, right) in enumerate(columns) if cell.left < right and left < cell.right]
    return len(own) == 1 and own[0] > 0


def _is_close(above: Line, below: Line) -> bool:
    """Whether a line stands right above another one, no further than the rows of a table."""
    low = min(box[1] for box in above.boxes if box is not None)
    high = max(box[3] for box in below.boxes if box is not None)
    return -above.height / 4 <= low - high < above.height
