"""Which tables the library has: their rows in the database, and the files of those that are still needed."""

from __future__ import annotations

import dataclasses
import heapq
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.table_rows import TablePlace
from assistant.documents.tables.table_store import StoredTable, TableStore, TableWriter
from assistant.ids import DocumentId
from assistant.storage.database import Storage
from assistant.storage.database_key import DatabaseKey

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LibraryTable:
    """A table of a document, and where its rows lie, encrypted where there is a ``key``.
    ``in_document`` counts the tables of the document."""

    table: StoredTable
    document_id: DocumentId
    document: Path
    title: str
    file: Path
    key: DatabaseKey | None = None
    in_document: int = 1

    @property
    def is_only_part(self) -> bool:
        """Whether it has a name of its own within its document."""
        return self.table.name.casefold() != self.document.stem.casefold()


class TableCatalog:
    """Lists tables, and deletes the files of those that no document has any more. ``add`` and ``clear`` take the transaction of
    ``Storage.write``."""

    def __init__(self, storage: Storage, store: TableStore) -> None:
        self._storage = storage
        self._store = store

    def add(self, database: Database, document: DocumentId, content_hash: str, written: TableWriter) -> None:
        """Notes the tables of a document, and puts their file into place."""
        written.place(self._store.file(content_hash))
        for table in written.tables:
            database.execute(
                "INSERT INTO data_tables(document_id, number, name, page, row_count, total_left_out, columns, start, goes_on)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document,
                    table.number,
                    table.name,
                    table.page,
                    table.row_count,
                    int(table.total_left_out),
                    msgspec.json.encode(table.columns).decode(),
                    table.start,
                    msgspec.json.encode(table.goes_on).decode(),
                ),
            )

    @staticmethod
    def clear(database: Database, document: DocumentId) -> bool:
        """Forgets the tables of a document; whether it had any."""
        return bool(database.execute("DELETE FROM data_tables WHERE document_id = ?", (document,)).rowcount)

    def drop_unused(self) -> None:
        """Deletes the files of contents that no document of the library has tables of."""
        with self._storage.write() as database:  # so that no other program puts a file into place meanwhile
            used = database.execute(
                "SELECT DISTINCT d.content_hash FROM data_tables t JOIN documents d ON d.id = t.document_id"
            ).fetchall()
            self._store.keep_only({row[0] for row in used})

    def clean_up(self) -> None:
        """Deletes what a killed program left; call it in the one engine that holds the home."""
        self._store.clear_parts()
        self.drop_unused()

    def tables(self, collection: str = "") -> list[LibraryTable]:
        """The tables of a collection, or of all documents, whose rows can be read."""
        return self._listed("? = '' OR d.collection = ?", (collection, collection))

    def likely(self, stems: Sequence[str], most: int, collection: str = "") -> list[LibraryTable]:
        """As ``tables``, but of a library with more than ``most`` those whose names, and those of their columns and files, hold the
        most of some beginnings of words: to look at every column of thousands would take seconds."""
        rows = self._storage.rows(
            "SELECT t.id, d.path, t.name, t.columns FROM data_tables t JOIN documents d ON d.id = t.document_id"
            " WHERE ? = '' OR d.collection = ? ORDER BY t.id",
            (collection, collection),
        )
        if len(rows) <= most:
            return self.tables(collection)
        held: list[tuple[int, int]] = []
        for row in rows:
            names = f"{row['path'].rpartition('/')[2]} {row['name']} {row['columns']}".lower()
            held.append((-sum(stem in names for stem in stems), row["id"]))
        chosen = [number for _, number in heapq.nsmallest(most, held)]
        return self._listed("t.id IN (SELECT value FROM json_each(?))", (json.dumps(chosen),))

    def _listed(self, where: str, parameters: tuple[str, ...]) -> list[LibraryTable]:
        rows = self._storage.rows(
            "SELECT t.*, d.path, d.title, d.content_hash,"  # noqa: S608 - the condition is ours
            " (SELECT count(*) FROM data_tables s WHERE s.document_id = t.document_id) AS in_document"
            f" FROM data_tables t JOIN documents d ON d.id = t.document_id WHERE {where} ORDER BY t.id",
            parameters,
        )
        return [
            LibraryTable(
                table=StoredTable(
                    number=row["number"],
                    name=row["name"],
                    page=row["page"],
                    columns=msgspec.json.decode(row["columns"], type=tuple[TableColumn, ...]),
                    row_count=row["row_count"],
                    total_left_out=bool(row["total_left_out"]),
                    start=row["start"],
                    goes_on=msgspec.json.decode(row["goes_on"], type=tuple[TablePlace, ...]),
                ),
                document_id=DocumentId(row["document_id"]),
                document=Path(row["path"]),
                title=row["title"],
                file=self._store.file(row["content_hash"]),
                key=self._store.key,
                in_document=row["in_document"],
            )
            for row in rows
        ]
