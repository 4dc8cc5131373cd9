"""Where rows of a table stand in the text of their page, so that an answer can point at them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.tables.table_catalog import LibraryTable
from assistant.records import Citation
from assistant.storage.database import Storage

_MOST = 3
_LONGEST = 500


class RowPlaces:
    """Finds lines of pages. Readers write a row a line, and the names of the columns on the line before the first."""

    most = _MOST
    """Rows that are pointed at one by one; of more, the table is."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def cite(self, table: LibraryTable, rows: Sequence[int]) -> tuple[Citation, ...]:
        """Quotes of the rows with these numbers, from 1 on, or of the line that names the columns, or of the first one; none
        where the page has no text."""
        pages = self._storage.rows(
            "SELECT number, text FROM pages WHERE document_id = ? AND (? IS NULL OR number = ?) ORDER BY position LIMIT 1",
            (table.document_id, table.table.page, table.table.page),
        )
        if not pages:
            return ()
        text: str = pages[0]["text"]
        names = [column.name for column in table.table.columns]
        header = _header_start(text, names)
        if header is None:  # JSON and logs are no lines of cells: the place is their beginning
            header, rows = len(text) - len(text.lstrip()), ()
        spans = [span for row in rows or (0,) if (span := _line(text, header, row)) is not None]
        return tuple(
            Citation(
                n=n,
                document_id=table.document_id,
                document=table.document,
                page=pages[0]["number"],
                quote=text[span[0] : span[1]],
                start=span[0],
                end=span[1],
                score=1.0,
            )
            for n, span in enumerate(spans, start=1)
        )


def _header_start(text: str, names: Sequence[str]) -> int | None:
    """Where the line begins that names the columns."""
    start = 0
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split(" | ")]
        if sum(name in cells for name in names) * 2 > len(names):
            return start
        start += len(line) + 1
        if start > 20_000:
            break
    return None


def _line(text: str, start: int, after: int) -> tuple[int, int] | None:
    """The span of the line that comes so many lines after the one that begins at ``start``."""
    for _ in range(after):
        end = text.find("\n", start)
        if end < 0:
            return None
        start = end + 1
    end = text.find("\n", start)
    end = min(len(text) if end < 0 else end, start + _LONGEST)
    return (start, end) if end > start else None
