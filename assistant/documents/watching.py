"""Folders that are followed: what is new or changed in them is read, what is gone is forgotten. The one file that imports
``watchfiles``.

The folders are in the database. At the start, and after every change on the disk, a folder is compared with its documents by size
and time of change, and once more when it has been quiet for some seconds. What differs goes through the ordinary ingest, which
compares contents and knows a moved file again. Only then is what no longer lies there forgotten. A folder that is not there as a
whole (an unplugged disk) is left as it is.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import watchfiles

from assistant.documents.document_records import DocumentRecords
from assistant.documents.file_walk import files_under, on_disk, showable
from assistant.errors import InvalidInput, UserFacingError
from assistant.ids import DocumentId
from assistant.records import WatchedFolder
from assistant.storage.database import Storage

_NO_TEXT = "Unable to decode path"
_log = logging.getLogger(__name__)

# A file being copied changes many times; it is read when it has been still for this long.
# A log grows all the time. What was read is read again after so many seconds, or after so many times what reading it took.
_AGAIN_S, _LONGEST_AGAIN_S = 5.0, 60.0
_AGAIN_SHARE = 20
_DEBOUNCE_MS = 1200
_STEP_MS = 100
_POLL_MS = 5000

Read = Callable[[Sequence[Path], str], object]
"""Puts files in line to be read into a collection."""
Later = Callable[[Callable[[], None]], None]
"""Runs a call when everything put in line before has been read."""


class FolderWatcher:
    """Follows folders on a thread of its own, from ``start`` to ``close``. Every call may come from any thread."""

    def __init__(
        self,
        storage: Storage,
        records: DocumentRecords,
        *,
        read: Read,
        later: Later,
        forget: Callable[[DocumentId], None],
        forgotten: Callable[[int], None],
    ) -> None:
        """``forget`` takes one document away; ``forgotten`` is told how many were."""
        self._storage = storage
        self._records = records
        self._read = read
        self._later = later
        self._forget = forget
        self._forgotten = forgotten
        self._lock = threading.Lock()
        self._here: set[WatchedFolder] = set()
        self._tried: dict[tuple[Path, str], tuple[int, float]] = {}
        self._sent_at_s: dict[tuple[Path, str], float] = {}
        self._put_off: set[WatchedFolder] = set()
        self._changed = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None

    def folders(self) -> list[WatchedFolder]:
        """Every followed folder, by name."""
        rows = self._storage.rows("SELECT path, collection FROM watched_folders ORDER BY path, collection")
        return [WatchedFolder(path=Path(row["path"]), collection=row["collection"]) for row in rows]

    def start(self) -> None:
        """Follows every folder of the database; call it in the one engine that holds the home."""
        for folder in self.folders():
            self._follow(folder)

    def watch(self, path: Path, collection: str = "") -> None:
        """Follows a folder from now on, also after the next start. Raises ``InvalidInput`` for what is no folder."""
        if not path.is_dir():
            raise InvalidInput(f"{path} is not a folder.", "Only folders can be watched; add files without it.")
        folder = WatchedFolder(path=path.absolute(), collection=collection)
        with self._storage.write() as database:
            database.execute(
                "INSERT OR IGNORE INTO watched_folders(path, collection) VALUES (?, ?)",
                (str(folder.path), collection),
            )
        self._follow(folder)

    def unwatch(self, path: Path, collection: str = "") -> None:
        """Follows a folder no longer; its documents stay."""
        folder = WatchedFolder(path=path.absolute(), collection=collection)
        with self._storage.write() as database:
            database.execute(
                "DELETE FROM watched_folders WHERE path = ? AND collection = ?", (str(folder.path), collection)
            )
        with self._lock:
            self._here.discard(folder)
        self._changed.set()

    def close(self) -> None:
        """Stops following; returns when the thread has ended."""
        with self._lock:
            self._closed = True
            thread = self._thread
        self._changed.set()
        if thread is not None:
            thread.join()

    def compare(self, folder: WatchedFolder) -> None:
        """Reads what differs from the folder's documents and forgets what is gone."""
        self._put_off.discard(folder)
        if not folder.path.is_dir():
            return
        known = {Path(row["path"]): row for row in self._records.under(folder.path, folder.collection)}
        files, _ = files_under([folder.path])
        kept_out = self._records.kept_out([file for file in files if file not in known], folder.collection)
        differing: dict[Path, tuple[int, float]] = {}
        for file in files:
            if file in kept_out:
                continue
            row = known.get(showable(file))
            now = self._change(file, row, folder.collection)
            if now is not None and not self._is_early(file, row, folder):
                differing[file] = now
        if differing:
            moment_s = time.monotonic()
            for file, now in differing.items():
                self._tried[file, folder.collection] = now
                self._sent_at_s[file, folder.collection] = moment_s
            self._read(list(differing), folder.collection)
        if known.keys() - set(map(showable, files)):
            self._later(lambda: self._forget_gone(folder))

    def _change(self, file: Path, row: dict[str, Any] | None, collection: str) -> tuple[int, float] | None:
        """Size and time of change of a file that is not as its document was; None for the others."""
        try:
            status = file.stat()
        except OSError:
            return None
        now = (status.st_size, status.st_mtime)
        if row is not None and row["state"] in ("indexed", "partly") and (row["size_bytes"], row["modified_at"]) == now:
            return None
        # A file that cannot be read is tried again only when it has changed.
        return None if self._tried.get((file, collection)) == now else now

    def _is_early(self, file: Path, row: dict[str, Any] | None, folder: WatchedFolder) -> bool:
        """Whether a file was read a moment ago: it is looked at again in the next quiet."""
        sent_at_s = self._sent_at_s.get((file, folder.collection))
        took_s = float(row["seconds"] or 0.0) if row is not None else 0.0
        wait_s = min(max(_AGAIN_S, _AGAIN_SHARE * took_s), _LONGEST_AGAIN_S)
        if sent_at_s is None or time.monotonic() - sent_at_s >= wait_s:
            return False
        self._put_off.add(folder)
        return True

    def _forget_gone(self, folder: WatchedFolder) -> None:
        if not folder.path.is_dir():
            return
        rows = self._records.under(folder.path, folder.collection)
        gone = [row["id"] for row in rows if not os.path.lexists(on_disk(Path(row["path"])))]
        for document in gone:
            self._forget(document)
        if gone:
            self._forgotten(len(gone))

    def _follow(self, folder: WatchedFolder) -> None:
        with self._lock:
            if self._closed or folder in self._here:
                return
            self._here.add(folder)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
                self._thread.start()
        self._changed.set()

    def _run(self) -> None:
        compared: set[WatchedFolder] = set()
        while True:
            self._changed.clear()
            with self._lock:
                if self._closed:
                    return
                here = set(self._here)
            try:
                for folder in sorted(here - compared, key=lambda one: (one.path, one.collection)):
                    self.compare(folder)
                compared = {folder for folder in here if folder.path.is_dir()}
                self._wait(here)
            except UserFacingError as error:
                _log.warning("a watched folder was not compared: %s", error.kind)
            except Exception:  # noqa: BLE001 - a bug must not end the thread; it is logged in full
                _log.exception("watching stopped for a while")
                self._changed.wait(_POLL_MS / 1000)

    def _wait(self, here: set[WatchedFolder]) -> None:
        """Waits for changes and acts on them until the set of folders changes, or one that was away is back."""
        away = [folder.path for folder in here if not folder.path.is_dir()]
        there = sorted({folder.path for folder in here if folder.path.is_dir()})
        if not there:
            self._changed.wait(_POLL_MS / 1000 if here else None)
            return
        batches = watchfiles.watch(
            *there,
            watch_filter=None,
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            stop_event=self._changed,
            rust_timeout=_POLL_MS,
            poll_delay_ms=_POLL_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        # What came while the watch was being set up, or into a folder so new that it was not watched yet, is told by nobody: after
        # the beginning and after each change there is a second look, in the next quiet.
        unsure = set(here)
        try:
            for batch in batches:
                if any(path.is_dir() for path in away):
                    return
                changed = {
                    folder for folder in here if any(Path(path).is_relative_to(folder.path) for _, path in batch)
                }
                for folder in changed if batch else unsure:
                    self.compare(folder)
                unsure = unsure | changed if batch else set(self._put_off)
        except RuntimeError as error:
            if _NO_TEXT not in str(error):
                raise
            # Told of a file whose name is no text, it gives up; the second look of the next watch sees what came.
