"""The document library: what the window and the command ask about documents."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from assistant.cancellation import CancelToken
from assistant.documents.document_records import DocumentRecords
from assistant.documents.ingest import Ingest, Publish
from assistant.documents.pages.document_pages import DocumentPages
from assistant.documents.pictures import PastedPictures
from assistant.documents.reading.passwords import Passwords
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.watching import FolderWatcher
from assistant.errors import KeyringUnavailable, NotFound
from assistant.events import DocumentsForgotten
from assistant.ids import DocumentId, OperationId, new_operation_id
from assistant.records import (
    Box,
    Citation,
    DocumentFilter,
    FileReport,
    LibraryHealth,
    LookIn,
    PageImage,
    PageText,
    SearchResult,
)
from assistant.storage.database import Storage
from assistant.system_keyring import no_keyring
from assistant.workers import Worker


class _PausableToken(CancelToken):
    """A token whose check waits while nothing may be read."""

    __slots__ = ("_may_go_on",)

    def __init__(self, may_go_on: threading.Event) -> None:
        super().__init__()
        self._may_go_on = may_go_on

    def raise_if_cancelled(self) -> None:
        while not self.cancelled and not self._may_go_on.wait(_PAUSE_STEP_S):
            pass
        super().raise_if_cancelled()


Search = Callable[[str, int, LookIn], SearchResult]
Filters = Callable[[str, str], Sequence[DocumentFilter]]
_PAUSE_STEP_S = 0.2


class Embedding(Protocol):
    """What the library needs of the background embedding."""

    def pause(self) -> None:
        """Stops after the step under way."""

    def resume(self) -> None:
        """Takes back one ``pause``."""

    def wait_until_done(self, timeout_s: float) -> bool:
        """Waits until nothing is left to embed."""


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
        filters: Filters = lambda _question, _collection: (),
        embedding: Embedding,
        pictures: PastedPictures | None = None,
        passwords: Passwords | None = None,
        removed: Callable[[], None] = lambda: None,
    ) -> None:
        """``removed`` is called after a document was removed for good. Without ``pictures`` none can be pasted."""
        self._storage = storage
        self._records = records
        self._ingest = ingest
        self._publish = publish
        self._search = search
        self._filters = filters
        self._embedding = embedding
        self._removed = removed
        self._pictures = pictures
        self._may_read = threading.Event()
        self._may_read.set()
        self._worker = Worker("documents")
        self._running: dict[OperationId, CancelToken] = {}
        self._lock = threading.Lock()
        self._passwords = passwords or Passwords(storage)
        self._pages = DocumentPages(storage, viewer, self._passwords, self._row)
        self._watcher = FolderWatcher(
            storage,
            records,
            read=self.add,
            forget=self._forget_gone,
            later=self._worker.post,
            forgotten=self._tell_forgotten,
        )

    def _forget_gone(self, document: DocumentId) -> None:
        self._records.remove(document)
        with contextlib.suppress(KeyringUnavailable):
            self._passwords.forget(document)

    def _tell_forgotten(self, count: int) -> None:
        self._removed()
        self._publish(DocumentsForgotten(count=count))

    def add(
        self, paths: Sequence[Path], collection: str = "", password: str = "", keep_password: bool = False
    ) -> OperationId:
        """Reads files and folders in the background: ``FileIndexed`` and ``IndexProgress`` a file, ``IndexFinished`` last.

        ``password`` opens those that are locked. It is held in memory, to show their pages, until Sotto ends; with
        ``keep_password`` it is kept in the system's keyring for those that it opens. Raises ``KeyringUnavailable``.
        """
        if keep_password and not self._passwords.can_keep:
            raise no_keyring()
        self._passwords.remember(password)
        operation = new_operation_id()
        cancel = _PausableToken(self._may_read)
        with self._lock:
            self._running[operation] = cancel
        self._worker.post(self._run, tuple(paths), collection, cancel, operation, password, keep_password)
        return operation

    def add_picture(self, picture: bytes, ending: str = ".png") -> Path:
        """See ``PastedPictures.add``."""
        if self._pictures is None:
            raise RuntimeError("this library keeps no pictures")
        return self._pictures.add(picture, ending)

    def unlock(self, document: DocumentId, password: str, keep_password: bool = False) -> OperationId:
        """Reads a locked document again, as ``add`` does. Raises ``NotFound``."""
        row = self._row(document)
        return self.add([Path(row["path"])], str(row["collection"]), password, keep_password)

    def can_keep_passwords(self) -> bool:
        """Whether this computer has a keyring to keep passwords in."""
        return self._passwords.can_keep

    def resume(self) -> Sequence[OperationId]:
        """Goes on with files that an earlier, killed run found and did not come to, and reads those again whose reader has changed
        since; call it once, after the start."""
        by_collection: dict[str, list[Path]] = {}
        for path, collection in self._records.waiting():
            by_collection.setdefault(collection, []).append(path)
        if not by_collection:
            self._ingest.nothing_waits()
        started = [self.add(paths, collection) for collection, paths in by_collection.items()]
        again: dict[str, list[Path]] = {}
        for path, collection in self._records.read_otherwise():
            again.setdefault(collection, []).append(path)
        return [*started, *(self.add(paths, collection) for collection, paths in again.items())]

    def cancel(self, operation: OperationId) -> None:
        """Stops an ingest, the file under way included; what was read before stays. Unknown ids are ignored."""
        with self._lock:
            token = self._running.get(operation)
        if token is not None:
            token.cancel()

    def pause(self) -> None:
        """Reads and embeds nothing more, from the next file or passage on, until ``go_on``."""
        with self._lock:
            if self._may_read.is_set():
                self._may_read.clear()
                self._embedding.pause()

    def go_on(self) -> None:
        """Takes back ``pause``."""
        with self._lock:
            if not self._may_read.is_set():
                self._may_read.set()
                self._embedding.resume()

    def start_watching(self) -> None:
        """Follows the folders that were followed before; call it in the one engine that holds the home."""
        self._watcher.start()

    def watch(self, folder: Path, collection: str = "") -> None:
        """Follows a folder from now on: what is new, changed, moved or deleted. Raises ``InvalidInput``."""
        self._watcher.watch(folder, collection)

    def unwatch(self, folder: Path, collection: str = "") -> None:
        """Follows a folder no longer; its documents stay."""
        self._watcher.unwatch(folder, collection)

    def health(self) -> LibraryHealth:
        """The index in figures."""
        return LibraryHealth(
            **self._records.counts(),
            database_bytes=_size_with_log(self._storage.file),
            watched=tuple(self._watcher.folders()),
            paused=not self._may_read.is_set(),
        )

    def files(self) -> Sequence[FileReport]:
        """The index sheet, by path."""
        return self._records.reports()

    def remove(self, document: DocumentId) -> None:
        """Forgets a document: text, chunks, vectors, a kept password. The file itself is left alone, but for a pasted picture's,
        and where its folder is followed it is passed over until it is added again. Raises ``NotFound``, and ``KeyringUnavailable``
        when the password alone could not be taken away."""
        row = self._row(document)
        path, collection = Path(row["path"]), str(row["collection"])
        if any(folder.collection == collection and folder.path in path.parents for folder in self._watcher.folders()):
            self._records.keep_out(path, collection)
        self._records.remove(document)
        if self._pictures is not None and row["pasted"]:
            self._pictures.delete_file(Path(row["path"]))
        self._tell_forgotten(1)
        self._passwords.forget(document)

    def search(self, query: str, count: int = 8, look_in: LookIn | None = None) -> SearchResult:
        """Passages by words and meaning, best first, of the documents that were chosen. Raises ``NotFound`` for an unknown name."""
        return self._search(query, count, look_in or LookIn())

    def filters(self, question: str, collection: str = "") -> Sequence[DocumentFilter]:
        """What a question says about where to look, and how many documents each of it leaves."""
        return self._filters(question, collection)

    def wait_until_embedded(self, timeout_s: float) -> bool:
        """Waits until every chunk can be found by meaning; False when the time is over."""
        return self._embedding.wait_until_done(timeout_s)

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        """See ``DocumentPages``."""
        return self._pages.page_image(document, page, pixels_per_point, marks)

    def expect_page_image(self) -> None:
        """See ``DocumentPages``."""
        self._pages.expect_page_image()

    def find_text(self, document: DocumentId, words: str, limit: int = 10_000) -> Sequence[Citation]:
        """See ``DocumentPages``."""
        return self._pages.find_text(document, words, limit)

    def page_text(self, document: DocumentId, page: int | None) -> PageText:
        """See ``DocumentPages``."""
        return self._pages.page_text(document, page)

    def transcript(self, document: DocumentId) -> Sequence[tuple[float, float, str]]:
        """See ``DocumentPages``."""
        return self._pages.transcript(document)

    def close(self) -> None:
        """Stops ingests, follows no more folders and ends the reader processes."""
        self._watcher.close()
        self._ingest.keep_waiting()
        with self._lock:
            for token in self._running.values():
                token.cancel()
        if self._pictures is not None:
            self._pictures.close()
        self._worker.close()
        self._ingest.close()
        self._pages.close()

    def _run(
        self,
        paths: Sequence[Path],
        collection: str,
        cancel: CancelToken,
        operation: OperationId,
        password: str,
        keep_password: bool,
    ) -> None:
        try:
            self._ingest.add(paths, collection, self._publish, cancel, operation, password, keep_password=keep_password)
        finally:
            with self._lock:
                self._running.pop(operation, None)

    def _row(self, document: DocumentId) -> dict[str, Any]:
        row = self._records.row(document)
        if row is None:
            raise NotFound("There is no such document in the library.", "It may have been removed; add its file again.")
        return row


def _size_with_log(database: Path) -> int:
    """What a database takes on the disk: what was written last is in its log."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
