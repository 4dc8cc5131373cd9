"""Where rows of a table stand in the text of their page, so that an answer can point at them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.sentences import Span
from assistant.documents.tables.table_catalog import LibraryTable
from assistant.documents.tables.table_rows import TablePlace
from assistant.records import Citation
from assistant.storage.database import Storage

_MOST = 3
_LONGEST = 500
# An empty line, and what Markdown draws below the names.
_RULE = re.compile(r"(?:[ \t]*|[ |:]*-[-| :]*)\n")
_FIRST = TablePlace(page=0, start=0, first_row=0)
_LOOKED_AT, _NEAR = 20_000, 2_000


class RowPlaces:
    """Finds lines of pages. Readers write a row a line, and the names of the columns on the line before the first."""

    most = _MOST
    """Rows that are pointed at one by one; of more, the table is."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def cite(self, table: LibraryTable, rows: Sequence[int]) -> tuple[Citation, ...]:
        """Quotes of the rows with these numbers, from 1 on, or of the line that names the columns, or of the first one; none
        where the page has no text."""
        by_place: dict[TablePlace, list[int]] = {}
        for row in rows or (0,):
            place = next((each for each in reversed(table.table.goes_on) if each.first_row <= row), _FIRST)
            by_place.setdefault(place, []).append(row)
        found: list[tuple[str, int | None, Span]] = []
        for place, some in by_place.items():
            number = table.table.page if place is _FIRST else place.page
            pages = self._storage.rows(
                "SELECT number, text FROM pages WHERE document_id = ? AND (? IS NULL OR number = ?) ORDER BY position LIMIT 1",
                (table.document_id, number, number),
            )
            if not pages:
                continue
            text: str = pages[0]["text"]
            spans = (
                _first_page_spans(text, table, some)
                if place is _FIRST
                else [_line(text, place.start, row - place.first_row) for row in some]
            )
            found += [(text, pages[0]["number"], span) for span in spans if span is not None]
        return tuple(
            Citation(
                n=n,
                document_id=table.document_id,
                document=table.document,
                page=number,
                quote=text[start:end],
                start=start,
                end=end,
                score=1.0,
            )
            for n, (text, number, (start, end)) in enumerate(found, start=1)
        )


def _first_page_spans(text: str, table: LibraryTable, rows: Sequence[int]) -> list[Span | None]:
    names = [column.name for column in table.table.columns]
    begins = table.table.start
    header = _header_start(text[: begins + _NEAR] if begins else text, names, begins or 0)
    if header is None and begins is not None:  # lines of a page of paper
        header = begins
    if header is None:  # JSON and logs are no lines of cells: the place is their beginning
        header, rows = len(text) - len(text.lstrip()), ()
    return [_line(text, header, row) for row in rows or (0,)]


def _header_start(text: str, names: Sequence[str], first: int) -> int | None:
    """Where the line begins that names the columns, from a place on."""
    start = first
    for line in text[first : first + _LOOKED_AT].split("\n"):
        cells = [cell.strip() for cell in line.split(" | ")]
        if sum(name in cells for name in names) * 2 > len(names):
            return start
        start += len(line) + 1
    return None


def _line(text: str, start: int, after: int) -> Span | None:
    """The span of the line that comes so many lines, empty and ruled ones aside, after the one that begins at ``start``."""
    for _ in range(after):
        end = text.find("\n", start)
        while end >= 0 and (ruled := _RULE.match(text, end + 1)) is not None:
            end = ruled.end() - 1
        if end < 0:
            return None
        start = end + 1
    end = text.find("\n", start)
    end = min(len(text) if end < 0 else end, start + _LONGEST)
    return (start, end) if end > start else None
