"""Tables of a PDF as rows: those of one page, and those that go on over its end."""

from __future__ import annotations

import dataclasses

from assistant.documents.readers.layout_grids import Extent, Grid, PageGrids, in_columns, reads_like
from assistant.documents.readers.pdf_layout import Layout
from assistant.documents.readers.reading import is_caption
from assistant.documents.tables.table_rows import TablePlace, TableSink

_CONTINUED = ("continued", "cont.", "続き", "つづき")


@dataclasses.dataclass(slots=True, kw_only=True)
class _Open:
    """A table that may go on, on the next page."""

    name: str
    page: int
    start: int
    rows: list[tuple[str, ...]]
    columns: tuple[Extent, ...]
    goes_on: list[TablePlace]


class PdfTables:
    """Takes the pages of a PDF one after the other and hands on their tables."""

    def __init__(self, tables: TableSink) -> None:
        self._tables = tables
        self._open: _Open | None = None
        self._heading = ""

    def take(self, number: int, layout: Layout) -> None:
        """The next page, and its number."""
        grids = list(layout.grids.grids)
        if self._open is not None:
            if grids and grids[0].at_top and self._goes_on(self._open, grids[0]):
                self._join(self._open, grids[0], number)
                if not grids[0].at_bottom:
                    self._hand_on()
                del grids[0]
            elif _may_go_on(self._open, layout.grids):
                self._open = None  # some of its rows may stand on this page
            else:
                self._hand_on()
        for grid in grids:
            self._hand_on()
            self._open = _Open(
                name=self._name(layout, grid),
                page=number,
                start=grid.starts[0],
                rows=list(grid.rows),
                columns=grid.columns,
                goes_on=[],
            )
            if not grid.at_bottom:
                self._hand_on()
        if layout.headings:
            self._heading = layout.headings[-1].text

    def finish(self) -> None:
        """No more pages come."""
        self._hand_on()

    def _hand_on(self) -> None:
        if self._open is not None:
            table, self._open = self._open, None
            self._tables.add_written(table.name, table.page, table.rows, table.start, goes_on=table.goes_on)

    def _goes_on(self, table: _Open, grid: Grid) -> bool:
        """Whether a table is the next part of one: its columns stand where those do, and it has the same names or none."""
        captioned = (grid.titled or is_caption(grid.caption)) and not any(
            word in grid.caption.lower() for word in _CONTINUED
        )
        if captioned or len(grid.columns) != len(table.columns):
            return False
        beside = all(
            one[0] < other[1] and other[0] < one[1] for one, other in zip(table.columns, grid.columns, strict=True)
        )
        return beside and (grid.rows[0] == table.rows[0] or reads_like(table.rows[-1], grid.rows[0]))

    def _join(self, table: _Open, grid: Grid, number: int) -> None:
        named = int(grid.rows[0] == table.rows[0])
        if len(grid.rows) > named:
            table.goes_on.append(TablePlace(page=number, start=grid.starts[named], first_row=len(table.rows)))
            table.rows.extend(grid.rows[named:])

    def _name(self, layout: Layout, grid: Grid) -> str:
        if grid.titled or is_caption(grid.caption):
            return grid.caption
        above = [heading.text for heading in layout.headings if heading.start < grid.starts[0]]
        return above[-1] if above else self._heading


def _may_go_on(table: _Open, page: PageGrids) -> bool:
    """Whether one of the first lines of a page would fit into a table's columns."""
    # A table that is another one begins with its own names.
    for line in page.first_lines[: page.grids[0].above] if page.grids else page.first_lines:
        placed = in_columns(line, table.columns) if len(line) > 1 else None
        if placed is not None and reads_like(table.rows[-1], placed):
            return True
    return False
