"""Pictures pasted into a question: kept in a folder of the home, read like any document, gone with what was asked of them.

A picture is a document whose file is Sotto's own. It goes with its document, and its document goes when every question that was
asked about it is forgotten or deleted. Pictures are read by a reader of their own, so that none waits behind a folder of files.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path

from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.documents.document_records import DocumentRecords
from assistant.documents.ingest import Ingest, Publish
from assistant.documents.reading.formats import Format, format_of
from assistant.encryption.sealed_files import read_file, write_file
from assistant.errors import InvalidInput, StorageError
from assistant.events import Event, FileIndexed, PictureRead
from assistant.ids import DocumentId, new_operation_id
from assistant.paths import make_private_folder
from assistant.storage.database import Storage
from assistant.storage.database_key import DatabaseKey
from assistant.workers import Worker

_DIGITS = 8
_UNFINISHED = ".part"


class PastedPictures:
    """Stores pictures and has them read. ``settle`` is called once, before anything else, by the one engine that holds the home."""

    def __init__(
        self,
        folder: Path,
        storage: Storage,
        records: DocumentRecords,
        ingest: Ingest,
        *,
        publish: Publish,
        removed: Callable[[], None],
        clock: Clock,
    ) -> None:
        """``removed`` is called after a picture went with its questions. In an encrypted home pictures are encrypted too."""
        self._folder = folder
        self._storage = storage
        self._records = records
        self._ingest = ingest
        self._publish = publish
        self._removed = removed
        self._clock = clock
        self._worker = Worker("pictures")
        self._cancel = CancelToken()

    def add(self, picture: bytes, ending: str) -> Path:
        """Stores a picture and reads it in the background, then ``PictureRead``; gives its file. The same picture is stored once.

        ``ending`` is that of a picture file, with its dot. Raises ``InvalidInput`` for another, ``StorageError``.
        """
        if not picture or format_of(Path(f"picture{ending}")) is not Format.IMAGE:
            raise InvalidInput("This is no picture that Sotto can read.", "Use a PNG or JPEG file.")
        file = self._stored(picture, ending)
        with self._storage.write() as database:
            database.execute(
                "INSERT INTO documents(path, collection, state, added_at, pasted) VALUES (?, '', 'waiting', ?, 1)"
                " ON CONFLICT DO NOTHING",
                (str(file), self._clock.now()),
            )
        self._worker.post(self._read, file)
        return file

    @staticmethod
    def reading(folder: Path, key: DatabaseKey | None) -> Callable[[Path], bytes | None]:
        """Gives the bytes of what is encrypted, for a reader that has no key; None for every other file."""

        def read(file: Path) -> bytes | None:
            return read_file(file, key) if key is not None and file.parent == folder else None

        return read

    def delete_file(self, file: Path) -> None:
        """After a document was removed: deletes its file, if it is one of these."""
        if file.parent == self._folder:
            file.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes the pictures of which every question is gone."""
        rows = self._storage.rows(
            "SELECT id, path FROM documents WHERE id IN (SELECT document_id FROM picture_questions"
            " GROUP BY document_id HAVING count(message_id) = 0)"
        )
        for row in rows:
            self._records.remove(DocumentId(row["id"]))
            self.delete_file(Path(row["path"]))
        if rows:
            self._removed()

    def settle(self) -> None:
        """Finds the pictures of a home that was moved or restored elsewhere, and deletes the files of those that are gone."""
        if not self._folder.is_dir():
            return
        kept = set()
        for row in self._storage.rows("SELECT id, path FROM documents WHERE pasted = 1"):
            file = self._folder / Path(row["path"]).name
            kept.add(file)
            if str(file) != row["path"] and file.exists():
                self._records.move(DocumentId(row["id"]), file)
        for file in self._folder.iterdir():
            if file not in kept:
                file.unlink(missing_ok=True)
        self.sweep()

    def close(self) -> None:
        """Reads no more; what is not read yet is read at the next start."""
        self._ingest.keep_waiting()
        self._cancel.cancel()
        self._worker.close()
        self._ingest.close()

    def _stored(self, picture: bytes, ending: str) -> Path:
        make_private_folder(self._folder)
        digest = hashlib.sha256(picture).hexdigest()[:_DIGITS]
        known = next(iter(sorted(self._folder.glob(f"picture-*-{digest}{ending}"))), None)
        if known is not None:
            return known
        day = datetime.datetime.fromtimestamp(self._clock.now(), tz=datetime.UTC).astimezone().date()
        file = self._folder / f"picture-{day.isoformat()}-{digest}{ending}"
        part = file.with_suffix(_UNFINISHED)
        try:
            write_file(part, picture, self._storage.key)
            part.replace(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StorageError(
                f"The picture cannot be stored ({error.strerror}).", "Free some space, then try again."
            ) from error
        return file

    def _read(self, file: Path) -> None:
        def publish(event: Event) -> None:
            # For the window a picture is no ingest: it has a chip of its own, and no sheet of progress.
            if isinstance(event, FileIndexed):
                self._publish(PictureRead(file=event.file))

        try:
            self._ingest.add([file], "", publish, self._cancel, new_operation_id())
        finally:
            # The reader of scans holds a quarter of a gigabyte; pictures are pasted now and then.
            self._ingest.close()
