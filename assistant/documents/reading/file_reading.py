"""Reads one file with what it takes: the password that opens it, and an ear for the recordings that lie in it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator

from assistant.cancellation import CancelToken
from assistant.documents.base import ReadDocument, ReadPage, SoundBlock
from assistant.documents.document_records import DocumentRecords, FileFacts
from assistant.documents.pages.page_records import PackedPages, all_pages
from assistant.documents.reading.formats import Format, format_of
from assistant.documents.reading.left_out import with_silent_recordings
from assistant.documents.reading.passwords import Passwords
from assistant.documents.reading.reader_process import Hear, ReaderProcess
from assistant.documents.reading.recordings import RecordingReader
from assistant.documents.tables.table_store import TableWriter
from assistant.errors import DocumentCrashed, DocumentLocked, KeyringUnavailable, ModelUnavailable
from assistant.records import FileReport

_IN_PARTS = frozenset({Format.ARCHIVE, Format.MAIL, Format.MAILBOX, Format.OUTLOOK_MAIL})


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """A password that the user gave, and whether it is to be kept."""

    password: str
    keep: bool


class FileReading:
    """Used from the thread of the ingest. Without ``recordings`` they are refused, and without ``passwords`` none is known but
    the one given."""

    def __init__(
        self,
        records: DocumentRecords,
        reader: ReaderProcess,
        passwords: Passwords | None,
        recordings: RecordingReader | None,
    ) -> None:
        self._records = records
        self._reader = reader
        self._passwords = passwords
        self._recordings = recordings

    def is_heard(self, facts: FileFacts) -> bool:
        """Whether the file is a recording that is heard, and not read."""
        return self._recordings is not None and format_of(facts.path) is Format.SOUND

    def hear(
        self, facts: FileFacts, cancel: CancelToken, progress: Callable[[float], None]
    ) -> tuple[PackedPages, ReadDocument]:
        """A recording as heard. ``progress`` is told the share that is done."""
        if self._recordings is None:
            raise RuntimeError("nobody hears recordings")
        return all_pages(self._recordings.read(facts.path, facts.content_hash, cancel, progress))

    def read(
        self, facts: FileFacts, cancel: CancelToken, key: Key, tables: TableWriter | None = None
    ) -> tuple[PackedPages, ReadDocument, str]:
        """A file as read, with the password that opened it: the one given, else those that are known. ``tables`` is given the rows
        of its tables. One that ends the reader is tried again without its forms. Raises ``DocumentLocked`` where none opens it."""
        # One that is to be kept is kept for what is locked alone; parts of an archive are locked each by itself.
        first = [key.password] if format_of(facts.path) in _IN_PARTS or not key.keep else ["", key.password]
        known = self._records.find(facts.path, facts.collection)
        error: DocumentLocked | None = None
        others = self._passwords.for_document(known.document_id if known else None) if self._passwords else ()
        for password in itertools.chain(first, others):
            try:
                try:
                    pages, document = self._read(facts, cancel, password, tables)
                except DocumentCrashed:
                    if tables is not None:
                        tables.start_over()
                    pages, document = self._read(facts, cancel, password, tables, flatten_forms=False)
            except DocumentLocked as locked:
                # What is said of the one that was given counts.
                error = error if error is not None and password not in first else locked
            else:
                return pages, document, password
        if error is None:
            raise RuntimeError("no password was tried")
        raise error

    def _read(
        self,
        facts: FileFacts,
        cancel: CancelToken,
        password: str,
        tables: TableWriter | None,
        *,
        flatten_forms: bool = True,
    ) -> tuple[PackedPages, ReadDocument]:
        hear = self._hearing(facts, cancel) if format_of(facts.path) in _IN_PARTS else None
        rows = tables.add if tables is not None else None
        reading = self._reader.read(facts.path, cancel, password, rows, hear, flatten_forms=flatten_forms)
        return with_silent_recordings(*all_pages(reading))

    def keep_password(self, report: FileReport, password: str) -> FileReport:
        """Puts a file's password into the keyring; its report, or one that says so when it did not get there."""
        if self._passwords is None or report.document_id is None:
            return report
        try:
            self._passwords.keep(report.document_id, password)
        except KeyringUnavailable as error:
            told = f"The password was not kept. {error.message}"
            return dataclasses.replace(report, reason=f"{report.reason} {told}".strip())
        return report

    def forget_heard(self, facts: FileFacts) -> None:
        """What was half heard of a file is of no more use."""
        if self._recordings is not None and facts.content_hash:
            self._recordings.forget(facts.content_hash)

    def forget_all_heard(self) -> None:
        """What was half heard of any file is of no more use."""
        if self._recordings is not None:
            self._recordings.forget_all()

    def rest(self) -> None:
        """Frees what hears recordings, until the next one."""
        if self._recordings is not None:
            self._recordings.release()

    def close(self) -> None:
        """Ends the reader process."""
        self._reader.close()

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
