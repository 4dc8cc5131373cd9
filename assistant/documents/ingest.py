"""Taking files into the library: found, compared with what is known, read, cut into chunks, stored.

A file goes in with one transaction when it was read to its end, so that a program killed anywhere leaves every document whole,
old or new. Files that were found and not yet come to are rows that wait; the next start goes on with them.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.cancellation import CancelToken
from assistant.clock import Clock, SystemClock
from assistant.documents.base import ReadDocument
from assistant.documents.document_records import DocumentRecords, FileFacts
from assistant.documents.file_walk import (
    files_under,
    has_text_name,
    no_permission,
    on_disk,
    showable,
    size_bytes,
)
from assistant.documents.pages.page_records import PackedPages, page_records
from assistant.documents.reading.file_reading import FileReading, Key
from assistant.documents.reading.formats import format_of
from assistant.documents.reading.left_out import left_out
from assistant.documents.reading.passwords import Passwords
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.reading.recordings import RecordingReader
from assistant.documents.tables.table_store import TableStore, TableWriter
from assistant.errors import (
    DocumentLocked,
    DocumentUnreadable,
    ErrorReport,
    Interrupted,
    StorageError,
    UserFacingError,
)
from assistant.events import Event, FileIndexed, IndexFinished, IndexProgress
from assistant.ids import OperationId
from assistant.records import FileReport, FileState

Publish = Callable[[Event], None]
_HASH_BLOCK_BYTES = 1 << 20
_MEGABYTE = 1_000_000


class Ingest:
    """Reads files and folders into the library, on one thread. ``max_file_mb`` is asked once a file."""

    def __init__(
        self,
        records: DocumentRecords,
        reader: ReaderProcess,
        *,
        max_file_mb: Callable[[], int],
        on_chunks_added: Callable[[], None],
        passwords: Passwords | None = None,
        recordings: RecordingReader | None = None,
        clock: Clock | None = None,
        tables: TableStore | None = None,
    ) -> None:
        """Without ``recordings`` they are refused, and without ``passwords`` none is known but the one given. Without ``tables``
        their rows are not kept, and found by their words alone."""
        self._records = records
        self._files = FileReading(records, reader, passwords, recordings)
        self._closing = False
        self._max_file_mb = max_file_mb
        self._on_chunks_added = on_chunks_added
        self._clock = clock or SystemClock()
        self._tables = tables

    def add(
        self,
        paths: Sequence[Path],
        collection: str,
        publish: Publish,
        cancel: CancelToken,
        operation: OperationId,
        password: str = "",
        *,
        keep_password: bool = False,
    ) -> None:
        """Takes in files and folders: ``FileIndexed`` and ``IndexProgress`` a file, and ``IndexFinished`` exactly once, last.
        ``password`` opens those that are locked; where it does, and it is to be kept, it goes into the keyring.

        A bad file costs its own row. Bugs are told to the listener and raised.
        """
        began = self._clock.monotonic()
        counts = dict.fromkeys(FileState, 0)
        error: ErrorReport | None = None
        try:
            self._add_all(paths, collection, publish, cancel, operation, counts, Key(password, keep_password))
        except UserFacingError as stopped:
            error = ErrorReport.of(stopped)
        except BaseException as bug:
            error = ErrorReport.of(bug)
            raise
        finally:
            publish(
                IndexFinished(
                    operation_id=operation,
                    indexed=counts[FileState.INDEXED],
                    partly=counts[FileState.PARTLY],
                    failed=counts[FileState.FAILED],
                    unchanged=counts[FileState.UNCHANGED],
                    seconds=self._clock.monotonic() - began,
                    error=error,
                )
            )

    def nothing_waits(self) -> None:
        """No file waits from an earlier run: what was half heard then is of no more use."""
        self._files.forget_all_heard()

    def keep_waiting(self) -> None:
        """The program ends: what is not read yet goes on waiting, for the next start."""
        self._closing = True

    def close(self) -> None:
        """Ends the reader process."""
        self._files.close()

    def _add_all(
        self,
        paths: Sequence[Path],
        collection: str,
        publish: Publish,
        cancel: CancelToken,
        operation: OperationId,
        counts: dict[FileState, int],
        key: Key,
    ) -> None:
        files, refused = files_under([on_disk(path) for path in paths])
        sizes = [size_bytes(file) for file in files]
        total, bytes_total = len(files) + len(refused), sum(sizes)
        given = [showable(path.expanduser().absolute()) for path in paths]
        # A file keeps its row, and so its id; a folder that could not be looked into has none when it can be.
        self._records.forget_failures(sorted(set(given) - set(map(showable, files))), collection)
        named = [file for file in files if has_text_name(file)]
        self._records.put_in_line(named, collection, self._clock.now())
        done = bytes_done = 0

        def tell_progress(size_bytes: int = 0, share: float = 0.0) -> None:
            publish(
                IndexProgress(
                    operation_id=operation,
                    done=done,
                    total=total,
                    bytes_done=bytes_done + int(share * size_bytes),
                    bytes_total=bytes_total,
                )
            )

        try:
            for path, reason in refused:
                done += 1
                self._tell(publish, operation, self._refuse(path, collection, reason), counts)
                tell_progress()
            for file, size in zip(files, sizes, strict=True):
                cancel.raise_if_cancelled()
                tell_share = functools.partial(tell_progress, size)
                report = self._take(file, collection, cancel, key, tell_share)
                done, bytes_done = done + 1, bytes_done + size
                self._tell(publish, operation, report, counts)
                tell_progress()
        except Interrupted:
            if not self._closing:
                self._records.take_out_of_line(named, collection)
            raise
        finally:
            self._files.rest()
        # One that waited since an earlier run may be gone by now.
        self._records.take_out_of_line(given, collection)

    def _tell(self, publish: Publish, operation: OperationId, report: FileReport, counts: dict[FileState, int]) -> None:
        counts[report.state] += 1
        publish(FileIndexed(operation_id=operation, file=report))
        if report.chunks:
            self._on_chunks_added()

    def _refuse(self, path: Path, collection: str, reason: UserFacingError) -> FileReport:
        """What cannot be looked at is noted, if it is there at all."""
        if os.path.lexists(path):
            return self._records.store_failure(
                FileFacts(path=showable(path), collection=collection), str(reason), 0.0, self._clock.now()
            )
        return FileReport(path=showable(path), state=FileState.FAILED, reason=str(reason), collection=collection)

    def _take(
        self, file: Path, collection: str, cancel: CancelToken, key: Key, progress: Callable[[float], None]
    ) -> FileReport:
        began = self._clock.monotonic()
        if not has_text_name(file):
            reason = "The name of this file is not valid text. Rename it, then add it again."
            facts = FileFacts(path=showable(file), collection=collection)
            return self._records.store_failure(facts, reason, 0.0, self._clock.now())
        facts = FileFacts(path=file, collection=collection)
        locked = False
        try:
            facts = self._look_at(facts, cancel)
            known = self._known(facts)
            return known if known is not None else self._read(facts, cancel, began, key, progress)
        except Interrupted:
            if not self._closing:
                self._files.forget_heard(facts)
            raise
        except StorageError:
            raise
        except UserFacingError as error:
            reason, locked = str(error), isinstance(error, DocumentLocked)
        except PermissionError:
            reason = str(no_permission(file))
        except FileNotFoundError:
            reason = "The file was removed while it was being added."
        except OSError as error:
            reason = f"This file cannot be read ({error.strerror}). Check the disk it is on."
        kept = self._as_read_before(facts)
        if kept is not None:
            return kept
        seconds = self._clock.monotonic() - began
        return self._records.store_failure(facts, reason, seconds, self._clock.now(), locked=locked)

    def _as_read_before(self, facts: FileFacts) -> FileReport | None:
        """The document of a file that was to be read again, could not be, and has not changed as far as can be seen: what an older
        reader read stays."""
        known = self._records.find(facts.path, facts.collection)
        if known is None or known.document_id is None or not self._records.was_read_otherwise(known.document_id):
            return None
        same = [report.document_id for report in self._records.with_content(facts.content_hash, facts.collection)]
        if facts.content_hash and known.document_id not in same:
            return None
        kept = self._records.keep_as_read(known.document_id) if facts.content_hash else known
        return dataclasses.replace(kept, state=FileState.UNCHANGED)

    def _look_at(self, facts: FileFacts, cancel: CancelToken) -> FileFacts:
        """The facts with size, time and hash. Raises ``DocumentUnreadable`` for what is not worth hashing."""
        status = facts.path.stat()
        limit_mb = self._max_file_mb()
        if status.st_size == 0:
            raise DocumentUnreadable("This file is empty.", "Look for a complete copy of it.")
        if status.st_size > limit_mb * _MEGABYTE:
            raise DocumentUnreadable(
                f"This file has {status.st_size / _MEGABYTE:,.0f} MB; Sotto reads files up to {limit_mb} MB.",
                "Raise the limit in the settings, or split the file.",
            )
        format_of(facts.path)
        digest = hashlib.sha256()
        with facts.path.open("rb") as stream:
            while block := stream.read(_HASH_BLOCK_BYTES):
                cancel.raise_if_cancelled()
                digest.update(block)
        return dataclasses.replace(
            facts, content_hash=digest.hexdigest(), size_bytes=status.st_size, modified_at=status.st_mtime
        )

    def _known(self, facts: FileFacts) -> FileReport | None:
        """The report of a file whose content is in the library already, under this name or the one it had before."""
        for report in self._records.with_content(facts.content_hash, facts.collection):
            if report.path == facts.path and report.document_id is not None:
                if self._records.was_read_otherwise(report.document_id):
                    return None
                return dataclasses.replace(report, state=FileState.UNCHANGED)
        here = self._records.find(facts.path, facts.collection)
        if here is not None and here.chunks:
            return None
        for report in self._records.with_content(facts.content_hash, facts.collection):
            if report.document_id is not None and not os.path.lexists(report.path):
                moved = self._records.move(report.document_id, facts.path)
                return dataclasses.replace(moved, state=FileState.UNCHANGED)
        return None

    def _read(
        self, facts: FileFacts, cancel: CancelToken, began: float, key: Key, progress: Callable[[float], None]
    ) -> FileReport:
        if self._files.is_heard(facts):
            read, document = self._files.hear(facts, cancel, progress)
            report, used = self._stored(facts, read, document, began), ""
        elif self._tables is None:
            read, document, used = self._files.read(facts, cancel, key)
            report = self._stored(facts, read, document, began)
        else:
            with self._tables.writing() as tables:
                read, document, used = self._files.read(facts, cancel, key, tables)
                tables.finish()
                report = self._stored(facts, read, document, began, tables)
        self._files.forget_heard(facts)
        return self._files.keep_password(report, used) if key.keep and used else report

    def _stored(
        self,
        facts: FileFacts,
        read: PackedPages,
        document: ReadDocument,
        began: float,
        tables: TableWriter | None = None,
    ) -> FileReport:
        pages = page_records(read)
        seconds = self._clock.monotonic() - began
        return self._records.store(facts, document, pages, left_out(document), seconds, self._clock.now(), tables)
