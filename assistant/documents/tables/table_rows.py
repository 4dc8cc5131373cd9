"""Rows of a table as the reader process sends them: a part at a time, typed."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Sequence

from assistant.documents.tables.cells import Cell
from assistant.documents.tables.column_typing import TableColumn, shape_of
from assistant.documents.tables.written_tables import decimal_comma, sure_rows

ROWS_AT_ONCE = 1_000
MOST_ROWS = 5_000_000
_LONGEST_NAME = 80


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """Where a table goes on: its row ``first_row``, from 1 on, begins at character ``start`` of ``page``."""

    page: int
    start: int
    first_row: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """Rows of one table of a document. ``table`` counts the document's tables from 1, ``page`` its pages, where it has any;
    ``name`` is that of its sheet or file. ``total_left_out`` says that its last row only summed up the others; ``start`` is where
    its names stand in the text of its page, if that is known, and ``goes_on`` where it does on later pages."""

    table: int
    name: str
    page: int | None
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_left_out: bool = False
    start: int | None = None
    goes_on: tuple[TablePlace, ...] = ()


class TableSink:
    """Takes the tables of one document, whatever reader they come from, and hands them on."""

    def __init__(self, send: Callable[[TableRows], None]) -> None:
        self._send = send
        self._tables = 0
        self._part: tuple[int, str] = (0, "")
        self._names: set[str] = set()

    def enter(self, pages_before: int, name: str) -> tuple[int, str]:
        """A part of the document begins, after so many pages of what it lies in. Give the result back to ``leave``."""
        outer = self._part
        self._part = (outer[0] + pages_before, name)
        return outer

    def leave(self, outer: tuple[int, str]) -> None:
        """The part is over."""
        self._part = outer

    def add_written(
        self,
        name: str,
        page: int | None,
        rows: Sequence[Sequence[str]],
        start: int | None = None,
        *,
        named: bool = False,
        goes_on: Sequence[TablePlace] = (),
    ) -> int:
        """Adds a table out of the text of a document, if it is read with certainty (``sure_rows``). Several of one name are told
        apart by a number."""
        sure = sure_rows(rows, named=named)
        if sure is None:
            return 0
        base = " ".join(name.split())[:_LONGEST_NAME] or "table"
        title, again = base, 1
        while title.casefold() in self._names:
            again += 1
            title = f"{base} {again}"
        self._names.add(title.casefold())
        return self.add(title, page, lambda: sure, comma=decimal_comma(sure), named=True, start=start, goes_on=goes_on)

    def add(
        self,
        name: str,
        page: int | None,
        rows: Callable[[], Iterable[Sequence[str]]],
        *,
        comma: bool = False,
        named: bool = False,
        start: int | None = None,
        goes_on: Sequence[TablePlace] = (),
    ) -> int:
        """Adds a table, if that is what it is: ``rows`` gives its rows as text, twice. Returns how many rows of data it has."""
        shape = shape_of(rows(), comma=comma, named=named)
        if shape is None:
            return 0
        self._tables += 1
        pages_before, part = self._part
        place = pages_before + (page or 1) if page is not None or part else None
        typed = itertools.islice(shape.typed(rows()), MOST_ROWS)
        while some := tuple(itertools.islice(typed, ROWS_AT_ONCE)):
            self._send(
                TableRows(
                    table=self._tables,
                    name=f"{part} {name}".strip() if part and part != name else name,
                    page=place,
                    columns=shape.columns,
                    rows=some,
                    total_left_out=shape.total_row,
                    start=start,
                    goes_on=tuple(dataclasses.replace(each, page=pages_before + each.page) for each in goes_on),
                )
            )
        return min(shape.row_count, MOST_ROWS)


def compact(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """A table without the columns in which nothing stands."""
    kept = sorted({number for row in rows for number, text in enumerate(row) if text.strip()})
    return [[row[number] if number < len(row) else "" for number in kept] for row in rows]
