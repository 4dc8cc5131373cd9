"""What is known of the documents themselves as a table, for "How many of my documents …"."""

from __future__ import annotations

import datetime
from pathlib import PurePath

from assistant.documents.reading.formats import SUFFIXES
from assistant.documents.tables.cells import Cell, ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.table_store import fold
from assistant.storage.database import Storage

NAME = "documents"
NAMES = ("documents", "files", "library", "文書", "ファイル", "ドキュメント", "書類", "資料", "ライブラリ")
COLUMNS = (
    TableColumn(name="name", type=ColumnType.TEXT),
    TableColumn(name="folder", type=ColumnType.TEXT),
    TableColumn(name="type", type=ColumnType.TEXT),
    TableColumn(name="pages", type=ColumnType.INTEGER),
    TableColumn(name="size_mb", type=ColumnType.REAL),
    TableColumn(name="changed", type=ColumnType.DATE),
    TableColumn(name="added", type=ColumnType.DATE),
    TableColumn(name="collection", type=ColumnType.TEXT),
    TableColumn(name="state", type=ColumnType.TEXT),
)
_TYPE = 2
JAPANESE = {
    "pages": "ページ数",
    "size_mb": "大きさ",
    "type": "種類",
    "folder": "フォルダー",
    "name": "名前",
    "added": "追加日",
    "changed": "更新日",
}
"""What its columns are called in a question in Japanese."""


def library_rows(storage: Storage, collection: str = "") -> list[tuple[Cell, ...]]:
    """A row a document."""
    found = storage.rows(
        "SELECT path, page_count, size_bytes, modified_at, added_at, collection, state FROM documents"
        " WHERE (? = '' OR collection = ?) AND state <> 'waiting' ORDER BY path",
        (collection, collection),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in found:
        path = PurePath(row["path"])
        rows.append(
            (
                path.name,
                path.parent.name,
                path.suffix.removeprefix(".").upper() or None,
                row["page_count"],
                round(row["size_bytes"] / 1e6, 3),
                _day(row["modified_at"]),
                _day(row["added_at"]),
                row["collection"] or None,
                row["state"],
            )
        )
    return rows


def library_values(rows: list[tuple[Cell, ...]]) -> list[tuple[int, str, str, int]]:
    """What a question may name of them: column, folded text, cell, rows. A type also in the plural."""
    counts: dict[tuple[int, str], int] = {(_TYPE, suffix.removeprefix(".").upper()): 0 for suffix in SUFFIXES}
    for row in rows:
        for number, column in enumerate(COLUMNS):
            value = row[number]
            if column.type is ColumnType.TEXT and isinstance(value, str):
                counts[number, value] = counts.get((number, value), 0) + 1
    hits = [(number, fold(value), value, count) for (number, value), count in counts.items()]
    hits += [(number, f"{folded}s", value, count) for number, folded, value, count in hits if number == _TYPE]
    return hits


def _day(unix_s: float) -> str | None:
    return datetime.datetime.fromtimestamp(unix_s).astimezone().date().isoformat() if unix_s else None
