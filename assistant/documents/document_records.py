"""The rows of documents, pages and chunks: how they are written, all of a file or nothing, and read back for the index sheet."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.documents.base import ReadDocument
from assistant.documents.file_walk import showable
from assistant.documents.finding.chunking import searchable_text
from assistant.documents.finding.index import ChunkIndex, ChunkRow
from assistant.documents.finding.kept_vectors import KeptVectors, give_vectors_back, take_vectors
from assistant.documents.pages.page_records import PageRecord
from assistant.documents.reading.reader_versions import CURRENT, NOW_READ, READ_SINCE, SCANS_SINCE, TITLES_TOLD_SINCE
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_store import TableWriter
from assistant.documents.titles import telling_title
from assistant.ids import ChunkId, DocumentId
from assistant.records import FileReport, FileState
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

LONGEST_TITLE = 300
"""Every chunk carries the title of its document; what is longer is none, whatever the file says."""
_REPORT = """
    SELECT documents.*,
        (SELECT count(*) FROM chunks WHERE chunks.document_id = documents.id) AS chunk_count,
        (SELECT count(*) FROM chunks WHERE chunks.document_id = documents.id AND embedded_by != '') AS embedded_count
    FROM documents
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What is known of a file before it is read."""

    path: Path
    collection: str
    content_hash: str = ""
    size_bytes: int = 0
    modified_at: float = 0.0


class DocumentRecords:
    """Reads and writes documents. Each writing method is one transaction."""

    def __init__(self, storage: Storage, index: ChunkIndex, tables: TableCatalog | None = None) -> None:
        self._storage = storage
        self._index = index
        self._tables = tables
        self._had_tables = False

    def reports(self) -> list[FileReport]:
        """The index sheet, by path."""
        return [_report(row) for row in self._storage.rows(f"{_REPORT} ORDER BY path, collection")]

    def find(self, path: Path, collection: str) -> FileReport | None:
        """A file's row."""
        rows = self._storage.rows(f"{_REPORT} WHERE path = ? AND collection = ?", (str(path), collection))
        return _report(rows[0]) if rows else None

    def row(self, document: DocumentId) -> dict[str, Any] | None:
        """A document's columns."""
        rows = self._storage.rows("SELECT * FROM documents WHERE id = ?", (document,))
        return rows[0] if rows else None

    def with_content(self, content_hash: str, collection: str) -> list[FileReport]:
        """The documents of a collection that hold this content."""
        return [
            _report(row)
            for row in self._storage.rows(
                f"{_REPORT} WHERE content_hash = ? AND collection = ? AND state IN ('indexed', 'partly')",
                (content_hash, collection),
            )
        ]

    def under(self, folder: Path, collection: str) -> list[dict[str, Any]]:
        """The rows of a collection whose files lie in a folder or below it."""
        inside = f"{str(folder).rstrip(os.sep)}{os.sep}"
        return self._storage.rows(
            "SELECT id, path, state, size_bytes, modified_at, seconds FROM documents"
            " WHERE collection = ? AND substr(path, 1, ?) = ?",
            (collection, len(inside), inside),
        )

    def counts(self) -> dict[str, Any]:
        """Documents by state, pages, passages and embedded passages."""
        row = self._storage.rows(
            "SELECT count(*) FILTER (WHERE state = 'indexed') AS indexed, count(*) FILTER (WHERE state = 'partly') AS partly,"
            " count(*) FILTER (WHERE state = 'failed') AS failed, count(*) FILTER (WHERE state = 'waiting') AS waiting,"
            " coalesce(sum(page_count), 0) AS pages, coalesce(sum(pages_without_text), 0) AS pages_without_text,"
            " coalesce(sum(ocr_pages), 0) AS pages_recognised,"
            " (SELECT count(*) FROM chunks) AS passages,"
            " (SELECT count(*) FROM chunks WHERE embedded_by <> '') AS embedded,"
            " coalesce((SELECT embedded_by FROM chunks WHERE embedded_by <> '' GROUP BY embedded_by"
            " ORDER BY count(*) DESC LIMIT 1), '') AS embedder FROM documents"
        )[0]
        collections = self._storage.rows("SELECT DISTINCT collection FROM documents WHERE collection <> '' ORDER BY 1")
        return {**row, "collections": tuple(str(each["collection"]) for each in collections)}

    def waiting(self) -> list[tuple[Path, str]]:
        """Files that an ingest found and did not come to: path and collection."""
        rows = self._storage.rows("SELECT path, collection FROM documents WHERE state = 'waiting' ORDER BY id")
        return [(Path(row["path"]), str(row["collection"])) for row in rows]

    def read_otherwise(self) -> list[tuple[Path, str]]:
        """Files that were read by a reader that has changed, and that are still what they were: path and collection."""
        rows = self._storage.rows(
            "SELECT path, collection, size_bytes, modified_at, media_type, reader_version, state, title, ocr_pages"
            " FROM documents"
            " WHERE state IN ('indexed', 'partly', 'failed') AND reader_version < ? ORDER BY id",
            (CURRENT,),
        )
        return [
            (Path(row["path"]), str(row["collection"]))
            for row in rows
            if row["reader_version"] < _read_since(row) and (row["state"] == "failed" or _is_unchanged(row))
        ]

    def was_read_otherwise(self, document: DocumentId) -> bool:
        """Whether a reader that has changed read the document."""
        row = self.row(document)
        return row is not None and int(row["reader_version"]) < _read_since(row)

    def keep_as_read(self, document: DocumentId) -> FileReport:
        """Notes that a document is to stay as an older reader read it: today it cannot be read."""
        with self._storage.write() as database:
            database.table("documents").update(document, {"reader_version": CURRENT})
        return self._stored(document)

    def put_in_line(self, paths: Sequence[Path], collection: str, now: float) -> None:
        """Notes files as waiting; files that have a row keep it."""
        with self._storage.write() as database:
            for path in paths:
                database.execute(
                    "INSERT OR IGNORE INTO documents(path, collection, state, added_at) VALUES (?, ?, 'waiting', ?)",
                    (str(path), collection, now),
                )

    def take_out_of_line(self, paths: Sequence[Path], collection: str) -> None:
        """Forgets those of the files that still wait."""
        with self._storage.write() as database:
            for path in paths:
                database.execute(
                    "DELETE FROM documents WHERE path = ? AND collection = ? AND state = 'waiting'",
                    (str(path), collection),
                )

    def store(
        self,
        facts: FileFacts,
        document: ReadDocument,
        pages: Sequence[PageRecord],
        reason: str,
        seconds: float,
        now: float,
        tables: TableWriter | None = None,
    ) -> FileReport:
        """Puts a file in, in place of its older content: searchable by words when this returns, untouched if it fails."""
        title = telling_title(document.title, facts.path)[:LONGEST_TITLE]
        with self._storage.write() as database:
            kept: KeptVectors = {}
            known = _with_same_text(database, facts, title, pages)
            if known is not None:
                # Read again by a newer reader: what was embedded stays.
                document_id = known
                self._had_tables |= TableCatalog.clear(database, document_id)
                for position, page in enumerate(pages):
                    database.execute(
                        "UPDATE pages SET runs = ?, width_pt = ?, height_pt = ?, turn = ?, moments = ?, emphasis = ?, headings = ?"
                        " WHERE document_id = ? AND position = ?",
                        (*_looks(page), document_id, position),
                    )
            else:
                kept = self._take_vectors(database, facts)
                document_id = self._clear(database, facts, now)
                rows: list[ChunkRow] = []
                for position, page in enumerate(pages):
                    rows.extend(_insert_page(database, document_id, position, page, title, len(rows)))
                self._index.add_words(database, rows)
            if tables is not None and self._tables is not None:
                self._tables.add(database, document_id, facts.content_hash, tables)
            database.table("documents").update(
                document_id,
                {
                    "content_hash": facts.content_hash,
                    "title": title,
                    "media_type": document.media_type,
                    "state": str(FileState.PARTLY if reason else FileState.INDEXED),
                    "reason": reason,
                    "page_count": document.page_count,
                    "pages_without_text": len(document.unread_pages),
                    "ocr_pages": document.ocr_pages,
                    "seconds": seconds,
                    "reader_version": CURRENT,
                },
            )
            give_vectors_back(database, self._index, document_id, kept)
        self._drop_unused_tables()
        return self._stored(document_id)

    def store_failure(
        self, facts: FileFacts, reason: str, seconds: float, now: float, *, locked: bool = False
    ) -> FileReport:
        """Notes that a file cannot be read, or not without its password. Its older content goes: the file no longer holds it."""
        with self._storage.write() as database:
            document_id = self._clear(database, facts, now)
            database.table("documents").update(
                document_id,
                {
                    "state": str(FileState.FAILED),
                    "reason": reason,
                    "seconds": seconds,
                    "locked": int(locked),
                    "reader_version": CURRENT,
                },
            )
        self._drop_unused_tables()
        return self._stored(document_id)

    def move(self, document: DocumentId, path: Path) -> FileReport:
        """Notes that a document's file now lies elsewhere."""
        with self._storage.write() as database:
            database.execute(
                "DELETE FROM documents WHERE path = ? AND state IN ('waiting', 'failed') "
                "AND collection = (SELECT collection FROM documents WHERE id = ?)",
                (str(path), document),
            )
            database.table("documents").update(document, {"path": str(path)})
        return self._stored(document)

    def remove(self, document: DocumentId) -> None:
        """Deletes a document with its pages, chunks, full-text rows and vectors."""
        with self._storage.write() as database:
            self._index.remove_document(database, document)
            self._had_tables |= TableCatalog.clear(database, document)
            database.execute("DELETE FROM documents WHERE id = ?", (document,))
        self._drop_unused_tables()

    def keep_out(self, path: Path, collection: str) -> None:
        """Keeps a removed document's file from being read again because its folder is followed, until it is added again."""
        with self._storage.write() as database:
            database.execute("INSERT OR IGNORE INTO kept_out_files(digest) VALUES (?)", (_digest(path, collection),))

    def kept_out(self, paths: Iterable[Path], collection: str) -> set[Path]:
        """Those of some files that ``keep_out`` was called for."""
        digests = {row["digest"] for row in self._storage.rows("SELECT digest FROM kept_out_files")}
        return {path for path in paths if _digest(path, collection) in digests} if digests else set()

    def forget_failures(self, paths: Sequence[Path], collection: str) -> None:
        """Deletes the rows of what could not be read and is tried again: a folder gets none when it can be."""
        with self._storage.write() as database:
            for path in paths:
                database.execute(
                    "DELETE FROM documents WHERE path = ? AND collection = ? AND state = 'failed'",
                    (str(path), collection),
                )

    def _take_vectors(self, database: Database, facts: FileFacts) -> KeptVectors:
        found = database.execute(
            "SELECT id FROM documents WHERE path = ? AND collection = ?", (str(facts.path), facts.collection)
        ).fetchone()
        return take_vectors(database, self._index, DocumentId(int(found[0]))) if found is not None else {}

    def _clear(self, database: Database, facts: FileFacts, now: float) -> DocumentId:
        """The id of a file's row, emptied, or of a new one."""
        columns = {"size_bytes": facts.size_bytes, "modified_at": facts.modified_at, "added_at": now}
        database.execute("DELETE FROM kept_out_files WHERE digest = ?", (_digest(facts.path, facts.collection),))
        found = database.execute(
            "SELECT id FROM documents WHERE path = ? AND collection = ?", (str(facts.path), facts.collection)
        ).fetchone()
        if found is not None:
            document_id = DocumentId(int(found[0]))
            self._index.remove_document(database, document_id)
            database.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))
            database.execute("DELETE FROM pages WHERE document_id = ?", (document_id,))
            self._had_tables |= TableCatalog.clear(database, document_id)
            emptied = {
                "content_hash": "",
                "title": "",
                "page_count": 0,
                "pages_without_text": 0,
                "ocr_pages": 0,
                "locked": 0,
            }
            database.table("documents").update(document_id, {**columns, **emptied})
            return document_id
        cursor = database.execute(
            "INSERT INTO documents(path, collection, state, size_bytes, modified_at, added_at) VALUES (?, ?, 'waiting', ?, ?, ?)",
            (str(facts.path), facts.collection, facts.size_bytes, facts.modified_at, now),
        )
        return DocumentId(int(cursor.lastrowid or 0))

    def _drop_unused_tables(self) -> None:
        """After a document that had tables went or was read anew."""
        had, self._had_tables = self._had_tables, False
        if had and self._tables is not None:
            self._tables.drop_unused()

    def _stored(self, document: DocumentId) -> FileReport:
        return _report(self._storage.rows(f"{_REPORT} WHERE id = ?", (document,))[0])


def _digest(path: Path, collection: str) -> bytes:
    return hashlib.sha256(f"{collection}\0{showable(path)}".encode()).digest()


def _read_since(row: dict[str, Any]) -> int:
    """The version from which a document is read as today; 0 where it was never read otherwise."""
    if row["state"] == "failed":
        path = Path(row["path"])
        return NOW_READ.get(path.suffix.lower(), 0) if path.is_file() else 0
    since = READ_SINCE.get(row["media_type"], 0)
    if row["title"] and telling_title(row["title"], Path(row["path"]))[:LONGEST_TITLE] != row["title"]:
        since = max(since, TITLES_TOLD_SINCE)
    if row["ocr_pages"]:
        since = max(since, SCANS_SINCE)
    return since


def _is_unchanged(row: dict[str, Any]) -> bool:
    try:
        status = Path(row["path"]).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime) == (row["size_bytes"], row["modified_at"])


def _with_same_text(database: Database, facts: FileFacts, title: str, pages: Sequence[PageRecord]) -> DocumentId | None:
    """The document of a file, if its content, title, pages and chunks are what was just read."""
    found = database.execute(
        "SELECT id FROM documents WHERE path = ? AND collection = ? AND content_hash = ? AND title = ?",
        (str(facts.path), facts.collection, facts.content_hash, title),
    ).fetchone()
    if found is None:
        return None
    texts = database.execute("SELECT number, text FROM pages WHERE document_id = ? ORDER BY position", (found[0],))
    chunks = database.execute(
        "SELECT p.position, c.start, c.end, c.heading FROM chunks c JOIN pages p ON p.id = c.page_id"
        " WHERE c.document_id = ? ORDER BY c.position",
        (found[0],),
    )
    same = texts.fetchall() == [(page.number, page.text) for page in pages] and chunks.fetchall() == [
        (position, chunk.start, chunk.end, chunk.heading)
        for position, page in enumerate(pages)
        for chunk in page.chunks
    ]
    return DocumentId(int(found[0])) if same else None


def _insert_page(
    database: Database, document: DocumentId, position: int, page: PageRecord, title: str, first_chunk: int
) -> list[ChunkRow]:
    page_id = database.execute(
        "INSERT INTO pages(document_id, position, number, text, runs, width_pt, height_pt, turn,"
        " moments, emphasis, headings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document, position, page.number, page.text, *_looks(page)),
    ).lastrowid
    rows = []
    for number, chunk in enumerate(page.chunks):
        chunk_id = database.execute(
            "INSERT INTO chunks(document_id, page_id, position, start, end, heading) VALUES (?, ?, ?, ?, ?, ?)",
            (document, page_id, first_chunk + number, chunk.start, chunk.end, chunk.heading),
        ).lastrowid
        text = searchable_text(page.text[chunk.start : chunk.end])
        if number == 0 and page.first_word:
            text = f"{page.first_word} {text}"
        if number == len(page.chunks) - 1 and page.last_word:
            text = f"{text} {page.last_word}"
        rows.append(ChunkRow(chunk_id=ChunkId(int(chunk_id or 0)), title=title, heading=chunk.heading, text=text))
    return rows


def _looks(page: PageRecord) -> tuple[bytes, float, float, int, bytes, bytes, bytes]:
    return page.runs, page.width_pt, page.height_pt, page.turn, page.moments, page.emphasis, page.headings


def _report(row: dict[str, Any]) -> FileReport:
    return FileReport(
        path=Path(row["path"]),
        state=FileState(row["state"]),
        document_id=DocumentId(row["id"]),
        reason=row["reason"],
        pages=row["page_count"],
        chunks=row["chunk_count"],
        embedded_chunks=row["embedded_count"],
        ocr_pages=row["ocr_pages"],
        locked=bool(row["locked"]),
        seconds=row["seconds"],
        collection=row["collection"],
    )
