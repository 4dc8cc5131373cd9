"""Taking files into the library: found, compared with what is known, read, cut into chunks, stored.

A file goes in with one transaction when it was read to its end, so that a program killed anywhere leaves every document whole,
old or new. Files that were found and not yet come to are rows that wait; the next start goes on with them.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

from assistant.cancellation import CancelToken
from assistant.clock import Clock, SystemClock
from assistant.documents.base import ReadDocument, ReadPage, SoundBlock
from assistant.documents.chunking import HeadingPath, chunk_page, word_over_pages
from assistant.documents.document_records import DocumentRecords, FileFacts, PageRecord
from assistant.documents.file_walk import files_under, no_permission
from assistant.documents.formats import Format, format_of
from assistant.documents.page_furniture import bodies
from assistant.documents.passwords import Passwords
from assistant.documents.reader_process import Hear, ReaderProcess
from assistant.documents.recordings import RecordingReader
from assistant.documents.runs import encode_runs
from assistant.documents.tables.table_rows import TableRows
from assistant.documents.tables.table_store import TableStore, TableWriter
from assistant.errors import (
    DocumentLocked,
    DocumentUnreadable,
    ErrorReport,
    Interrupted,
    KeyringUnavailable,
    ModelUnavailable,
    StorageError,
    UserFacingError,
)
from assistant.events import Event, FileIndexed, IndexFinished, IndexProgress
from assistant.ids import OperationId
from assistant.records import FileReport, FileState

Publish = Callable[[Event], None]
_HASH_BLOCK_BYTES = 1 << 20
_MEGABYTE = 1_000_000
_SHOWN_SPANS = 8


_Read = list[tuple[ReadPage, bytes]]


@dataclasses.dataclass(frozen=True, slots=True)
class _Key:
    """A password that the user gave, and whether it is to be kept."""

    password: str
    keep: bool


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
        self._reader = reader
        self._passwords = passwords
        self._recordings = recordings
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
            self._add_all(paths, collection, publish, cancel, operation, counts, _Key(password, keep_password))
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
        if self._recordings is not None:
            self._recordings.forget_all()

    def keep_waiting(self) -> None:
        """The program ends: what is not read yet goes on waiting, for the next start."""
        self._closing = True

    def close(self) -> None:
        """Ends the reader process."""
        self._reader.close()

    def _add_all(
        self,
        paths: Sequence[Path],
        collection: str,
        publish: Publish,
        cancel: CancelToken,
        operation: OperationId,
        counts: dict[FileState, int],
        key: _Key,
    ) -> None:
        files, refused = files_under(paths)
        sizes = [_size_bytes(file) for file in files]
        total, bytes_total = len(files) + len(refused), sum(sizes)
        given = [path.expanduser().absolute() for path in paths if _is_text(path)]
        # A file keeps its row, and so its id; a folder that could not be looked into has none when it can be.
        self._records.forget_failures(sorted(set(given) - set(files)), collection)
        named = [file for file in files if _is_text(file)]
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
            if self._recordings is not None:
                self._recordings.release()
        # One that waited since an earlier run may be gone by now.
        self._records.take_out_of_line(given, collection)

    def _tell(self, publish: Publish, operation: OperationId, report: FileReport, counts: dict[FileState, int]) -> None:
        counts[report.state] += 1
        publish(FileIndexed(operation_id=operation, file=report))
        if report.chunks:
            self._on_chunks_added()

    def _refuse(self, path: Path, collection: str, reason: UserFacingError) -> FileReport:
        """What cannot be looked at is noted, if it is there at all."""
        if os.path.lexists(path) and _is_text(path):
            return self._records.store_failure(
                FileFacts(path=path, collection=collection), str(reason), 0.0, self._clock.now()
            )
        return FileReport(path=_showable(path), state=FileState.FAILED, reason=str(reason), collection=collection)

    def _take(
        self, file: Path, collection: str, cancel: CancelToken, key: _Key, progress: Callable[[float], None]
    ) -> FileReport:
        began = self._clock.monotonic()
        if not _is_text(file):
            reason = "The name of this file is not valid text. Rename it, then add it again."
            return FileReport(path=_showable(file), state=FileState.FAILED, reason=reason, collection=collection)
        facts = FileFacts(path=file, collection=collection)
        locked = False
        try:
            facts = self._look_at(facts, cancel)
            known = self._known(facts)
            return known if known is not None else self._read(facts, cancel, began, key, progress)
        except Interrupted:
            if not self._closing:
                self._drop_heard(facts)
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

    def _drop_heard(self, facts: FileFacts) -> None:
        if self._recordings is not None and facts.content_hash:
            self._recordings.forget(facts.content_hash)

    def _read(
        self, facts: FileFacts, cancel: CancelToken, began: float, key: _Key, progress: Callable[[float], None]
    ) -> FileReport:
        if self._recordings is not None and format_of(facts.path) is Format.SOUND:
            read, document = _whole(self._recordings.read(facts.path, facts.content_hash, cancel, progress))
            report, used = self._stored(facts, read, document, began), ""
        elif self._tables is None:
            read, document, used = self._read_unlocked(facts, cancel, key)
            report = self._stored(facts, read, document, began)
        else:
            with self._tables.writing() as tables:
                read, document, used = self._read_unlocked(facts, cancel, key, tables.add)
                tables.finish()
                report = self._stored(facts, read, document, began, tables)
        self._drop_heard(facts)
        return self._kept(report, used) if key.keep and used else report

    def _stored(
        self, facts: FileFacts, read: _Read, document: ReadDocument, began: float, tables: TableWriter | None = None
    ) -> FileReport:
        pages = _in_chunks(read)
        seconds = self._clock.monotonic() - began
        return self._records.store(facts, document, pages, left_out(document), seconds, self._clock.now(), tables)

    def _kept(self, report: FileReport, password: str) -> FileReport:
        """Puts a password into the keyring; a report that says so when it did not get there."""
        if self._passwords is None or report.document_id is None:
            return report
        try:
            self._passwords.keep(report.document_id, password)
        except KeyringUnavailable as error:
            told = f"The password was not kept. {error.message}"
            return dataclasses.replace(report, reason=f"{report.reason} {told}".strip())
        return report

    def _hearing(self, facts: FileFacts, cancel: CancelToken) -> Hear | None:
        """What hears the recordings in an archive or a mail, one after the other."""
        recordings, parts = self._recordings, itertools.count(1)
        if recordings is None:
            return None

        def hear(blocks: Iterator[SoundBlock]) -> ReadPage:
            try:
                return recordings.read_part(blocks, facts.content_hash, next(parts), cancel)
            except ModelUnavailable:
                return ReadPage(number=None, text="")

        return hear

    def _read_unlocked(
        self, facts: FileFacts, cancel: CancelToken, key: _Key, tables: Callable[[TableRows], None] | None = None
    ) -> tuple[_Read, ReadDocument, str]:
        """A file as read, with the password that opened it: the one given, else those that are known."""
        # One that is to be kept is kept for what is locked alone; parts of an archive are locked each by itself.
        in_parts = format_of(facts.path) in {Format.ARCHIVE, Format.MAIL, Format.MAILBOX, Format.OUTLOOK_MAIL}
        first = [key.password] if in_parts or not key.keep else ["", key.password]
        known = self._records.find(facts.path, facts.collection)
        error: DocumentLocked | None = None
        others = self._passwords.for_document(known.document_id if known else None) if self._passwords else ()
        for password in itertools.chain(first, others):
            try:
                hear = self._hearing(facts, cancel) if in_parts else None
                return *_with_heard(*_whole(self._reader.read(facts.path, cancel, password, tables, hear))), password
            except DocumentLocked as locked:
                # What is said of the one that was given counts.
                error = error if error is not None and password not in first else locked
        if error is None:
            raise RuntimeError("no password was tried")
        raise error


def _with_heard(read: _Read, document: ReadDocument) -> tuple[_Read, ReadDocument]:
    """What was read, with a sentence on the recordings in it that gave no words. Raises ``DocumentUnreadable`` where nothing
    else was in it."""
    silent = [page.headings[-1].text for page, _ in read if page.recording and not page.text]
    if not silent:
        return read, document
    if not any(page.text for page, _ in read):
        raise DocumentUnreadable("Nobody speaks in this recording, or it cannot be understood.")
    names = ", ".join(silent[:_SHOWN_SPANS])
    note = (
        f"Nobody speaks in 1 recording, or it cannot be heard: “{names}”."
        if len(silent) == 1
        else f"Nobody speaks in {len(silent):,} recordings, or they cannot be heard: “{names}”."
    )
    return read, dataclasses.replace(document, note=f"{document.note} {note}".strip())


def _whole(reading: Generator[ReadPage, None, ReadDocument]) -> tuple[_Read, ReadDocument]:
    """All pages, their runs packed at once: the places of its words take ten times the room of a page's text."""
    read: _Read = []
    while True:
        try:
            page = next(reading)
        except StopIteration as end:
            return read, end.value
        read.append((dataclasses.replace(page, runs=()), encode_runs(page.runs)))


def _in_chunks(read: Sequence[tuple[ReadPage, bytes]]) -> list[PageRecord]:
    """Pages with their chunks. What repeats from page to page of a printed document is in none."""
    texts = [page.text for page, _ in read]
    # Only pages of paper repeat what stands at their edges; sheets and mails may begin alike and mean it.
    printed = any(page.width_pt for page, _ in read)
    starts = [[heading.start for heading in page.headings] for page, _ in read]
    spans = bodies(texts, starts) if printed else [(0, len(text)) for text in texts]
    pages: list[PageRecord] = []
    path = HeadingPath()
    for (page, runs), body in zip(read, spans, strict=True):
        chunks, path = chunk_page(page.text, page.headings, path, tables=page.tables, body=body)
        pages.append(PageRecord.of(page, chunks, runs))
    return _with_words_over_pages(pages) if printed else pages


def _with_words_over_pages(pages: Sequence[PageRecord]) -> list[PageRecord]:
    whole = list(pages)
    written = [number for number, page in enumerate(whole) if page.chunks]
    for here, there in itertools.pairwise(written):
        before, after = whole[here], whole[there]
        word = word_over_pages(before.text[: before.chunks[-1].end], after.text[after.chunks[0].start :])
        if word:
            whole[here] = dataclasses.replace(before, last_word=word)
            whole[there] = dataclasses.replace(after, first_word=word)
    return whole


def left_out(document: ReadDocument) -> str:
    """Sentences on what of a document could not be read, empty when nothing is missing."""
    sentences = []
    if document.unread_pages:
        count = len(document.unread_pages)
        pages = "1 page has" if count == 1 else f"{count:,} pages have"
        sentences.append(f"{pages} no text that can be read: {page_list(document.unread_pages)}.")
    if document.note:
        sentences.append(document.note)
    return " ".join(sentences)


def page_list(pages: Sequence[int]) -> str:
    """Page numbers as people write them, the first few: "3, 7–9"."""
    spans: list[tuple[int, int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], page)
        else:
            spans.append((page, page))
    words = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans[:_SHOWN_SPANS])
    return f"{words} …" if len(spans) > _SHOWN_SPANS else words


def _size_bytes(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _is_text(path: Path) -> bool:
    """Whether a path can be written down; a disk may hold names that no encoding makes text of."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _showable(path: Path) -> Path:
    return Path(os.fsencode(path).decode("utf-8", "replace"))
