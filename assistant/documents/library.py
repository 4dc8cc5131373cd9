"""The document library: what the window and the command ask about documents."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.cancellation import CancelToken
from assistant.documents.document_records import DocumentRecords
from assistant.documents.formats import has_page_images
from assistant.documents.ingest import Ingest, Publish
from assistant.documents.reader_process import ReaderProcess
from assistant.errors import DocumentLocked, NotFound
from assistant.ids import DocumentId, OperationId, new_operation_id
from assistant.records import Box, FileReport, PageImage, PageText, SearchResult
from assistant.storage.database import Storage
from assistant.workers import Worker

Search = Callable[[str, int, str], SearchResult]
WaitUntilEmbedded = Callable[[float], bool]


class DocumentLibrary:
    """``DocumentsApi``. Ingests run one after the other on a thread of their own; all else answers at once, from any thread.

    ``viewer`` paints pages while ``ingest`` reads with a reader process of its own. Both processes are closed by ``close``.
    """

    def __init__(
        self,
        storage: Storage,
        records: DocumentRecords,
        ingest: Ingest,
        viewer: ReaderProcess,
        *,
        publish: Publish,
        search: Search,
        wait_until_embedded: WaitUntilEmbedded,
    ) -> None:
        self._storage = storage
        self._records = records
        self._ingest = ingest
        self._viewer = viewer
        self._viewer_lock = threading.Lock()
        self._publish = publish
        self._search = search
        self._wait_until_embedded = wait_until_embedded
        self._worker = Worker("documents")
        self._running: dict[OperationId, CancelToken] = {}
        self._lock = threading.Lock()
        self._passwords: list[str] = []

    def add(self, paths: Sequence[Path], collection: str = "", password: str = "") -> OperationId:
        """Reads files and folders in the background: ``FileIndexed`` and ``IndexProgress`` a file, ``IndexFinished`` last.

        ``password`` opens those that are locked. It is kept in memory alone, to show their pages, until Sotto ends.
        """
        if password and password not in self._passwords:
            self._passwords.append(password)
        operation = new_operation_id()
        cancel = CancelToken()
        with self._lock:
            self._running[operation] = cancel
        self._worker.post(self._run, tuple(paths), collection, cancel, operation, password)
        return operation

    def unlock(self, document: DocumentId, password: str) -> OperationId:
        """Reads a locked document again, as ``add`` does. Raises ``NotFound``."""
        row = self._row(document)
        return self.add([Path(row["path"])], str(row["collection"]), password)

    def resume(self) -> Sequence[OperationId]:
        """Goes on with files that an earlier, killed run found and did not come to; call it once, after the start."""
        by_collection: dict[str, list[Path]] = {}
        for path, collection in self._records.waiting():
            by_collection.setdefault(collection, []).append(path)
        return [self.add(paths, collection) for collection, paths in by_collection.items()]

    def cancel(self, operation: OperationId) -> None:
        """Stops an ingest, the file under way included; what was read before stays. Unknown ids are ignored."""
        with self._lock:
            token = self._running.get(operation)
        if token is not None:
            token.cancel()

    def files(self) -> Sequence[FileReport]:
        """The index sheet, by path."""
        return self._records.reports()

    def remove(self, document: DocumentId) -> None:
        """Forgets a document: text, chunks, vectors. The file itself is left alone. Raises ``NotFound``."""
        self._row(document)
        self._records.remove(document)

    def search(self, query: str, count: int = 8, collection: str = "") -> SearchResult:
        """Passages by words and meaning, best first."""
        return self._search(query, count, collection)

    def wait_until_embedded(self, timeout_s: float) -> bool:
        """Waits until every chunk can be found by meaning; False when the time is over."""
        return self._wait_until_embedded(timeout_s)

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        """A page's picture, with ``marks`` painted over it.

        Raises ``NotFound`` for a document, page or file that is not there and for formats without pages, and
        ``DocumentUnreadable`` for a file that can no longer be read.
        """
        file = Path(self._row(document)["path"])
        if not file.is_file():
            raise NotFound("The file of this document is no longer where it was.", "Its text can still be shown.")
        if not has_page_images(file):
            raise NotFound("This kind of document has no pages to show as pictures.", "Its text can be shown instead.")
        with self._viewer_lock:
            for password in ("", *self._passwords):
                try:
                    return self._viewer.page_image(file, page, pixels_per_point, marks, password)
                except DocumentLocked as locked:
                    error = locked
        raise error

    def page_text(self, document: DocumentId, page: int | None) -> PageText:
        """A page's extracted text; None is the first page, or all of a document without pages. Raises ``NotFound``."""
        row = self._row(document)
        pages = self._storage.rows(
            "SELECT number, text FROM pages WHERE document_id = ? AND (? IS NULL OR coalesce(number, 1) = ?) "
            "ORDER BY position LIMIT 1",
            (document, page, page),
        )
        if not pages:
            raise NotFound(
                "This document has no text." if page is None else f"This document has no page {page} with text.",
                str(row["reason"]),
            )
        return PageText(text=pages[0]["text"], page=pages[0]["number"], page_count=max(1, int(row["page_count"])))

    def close(self) -> None:
        """Stops ingests and ends the reader processes."""
        with self._lock:
            for token in self._running.values():
                token.cancel()
        self._worker.close()
        self._ingest.close()
        with self._viewer_lock:
            self._viewer.close()

    def _run(
        self, paths: Sequence[Path], collection: str, cancel: CancelToken, operation: OperationId, password: str
    ) -> None:
        try:
            self._ingest.add(paths, collection, self._publish, cancel, operation, password)
        finally:
            with self._lock:
                self._running.pop(operation, None)

    def _row(self, document: DocumentId) -> dict[str, Any]:
        row = self._records.row(document)
        if row is None:
            raise NotFound("There is no such document in the library.", "It may have been removed; add its file again.")
        return row
