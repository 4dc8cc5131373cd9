"""Backups that Sotto makes by itself: one a day while it runs, kept in rotation, and gone as soon as something is forgotten.

What was forgotten must not live on in them. A copy cannot be purged of a fact as the database is, since words of it may stand
anywhere in an older state; so all copies go, and a new one is made when the forgetting is over.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.backups.archive import back_up
from assistant.backups.listing import ENDING, automatic_backups, days_of
from assistant.backups.rotation import kept
from assistant.clock import Clock
from assistant.errors import DamagedDatabase, Interrupted, StorageError
from assistant.paths import Paths, make_private_folder
from assistant.periodic import Periodic
from assistant.records import Backup
from assistant.settings import Settings
from assistant.storage.database_key import DatabaseKey

_log = logging.getLogger(__name__)

FIRST_AFTER_S = 90.0
"""Seconds after the start: nothing slow begins while the window opens and the model loads."""
AGAIN_AFTER_S = 3600.0
LEFT_FREE_BYTES = 50 << 20
"""What nobody asked for takes no room that the user's next words may need."""
_COPIES = 2
"""Of the database, while a backup is made: the snapshot and, packed, the backup."""
_FORGOTTEN = "forgotten"


class AutomaticBackups:
    """One thread of its own. ``pause`` while a turn runs; calls nest."""

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        settings: Callable[[], Settings],
        damaged: Callable[[], None],
        *,
        first_after_s: float = FIRST_AFTER_S,
        key: DatabaseKey | None = None,
    ) -> None:
        """``damaged`` is called when the database turned out not to be sound; an encrypted one has a ``key``."""
        self._key = key
        self._paths = paths
        self._clock = clock
        self._settings = settings
        self._damaged = damaged
        self._state = threading.Condition()
        self._pauses = 0
        self._stopping = False
        self._running = False
        self._daily = Periodic("backups", self.make_if_due, first_after_s=first_after_s, again_after_s=AGAIN_AFTER_S)

    def start(self) -> None:
        """Makes a backup in a while where one is due, and again every day. For the first engine of a home: what a killed one was
        making is thrown away."""
        for left in self._paths.backups.glob("*.part"):
            left.unlink(missing_ok=True)
        self._daily.start()

    def list(self) -> list[Backup]:
        """Those there are, newest first."""
        return automatic_backups(self._paths.backups, self._today())

    def pause(self) -> None:
        """Waits at the next step, until ``resume``."""
        with self._state:
            self._pauses += 1

    def resume(self) -> None:
        """Takes back one ``pause``."""
        with self._state:
            self._pauses = max(0, self._pauses - 1)
            self._state.notify_all()

    def make_if_due(self) -> None:
        """Makes today's backup where it is missing and wanted, and lets old ones go."""
        settings = self._settings()
        try:
            if settings.backups_automatic and not self._file(self._today()).exists():
                self._make(settings.backups_most_mb * 10**6)
        except OSError as error:
            # As of a disk that was unplugged; the next time it may be there.
            _log.warning("no automatic backup was made: %s", type(error).__name__)

    def forget(self) -> None:
        """Something was forgotten: every automatic backup goes, one that is being made too. A new one is made soon.

        Raises ``StorageError`` where the disk keeps one.
        """
        folder = self._paths.backups
        if not folder.exists():
            return
        with self._state:
            self._stopping = True
            self._state.notify_all()
            while self._running:
                self._state.wait()
            self._stopping = False
        try:
            with contextlib.suppress(OSError):
                self._write_stamp()
            self._remove_all()
            # On a disk that was full there is room now.
            self._write_stamp()
            self._remove_all()
        except OSError as error:
            raise StorageError(
                f"The backups that Sotto made by itself cannot be removed ({error.strerror}); they hold what was forgotten.",
                "Check the permissions of the folder “backups” in the data folder, or delete them there.",
            ) from error
        # Nobody is to be without a backup for an hour.
        self._daily.call_soon()

    def close(self) -> None:
        """Gives up what is being made; it is made after the next start."""
        with self._state:
            self._stopping = True
            self._state.notify_all()
        self._daily.close()

    def _make(self, most_bytes: int) -> None:
        folder = self._paths.backups
        size = self._paths.database.stat().st_size
        make_private_folder(folder)
        before = self._stamp()
        with self._state:
            if self._stopping or self._running:
                return
            self._running = True
        file = self._file(self._today())
        try:
            if size > most_bytes:
                _log.info("no automatic backup was made: the database is larger than all of them may be")
                return
            if shutil.disk_usage(folder).free < size * _COPIES + LEFT_FREE_BYTES:
                _log.info("no automatic backup was made: the disk is nearly full")
                return
            back_up(self._paths, file, self._clock.now(), self._between, self._key)
            if self._stamp() != before:
                file.unlink(missing_ok=True)
            else:
                self._let_go(most_bytes)
        except Interrupted:
            _log.info("an automatic backup was given up")
        except DamagedDatabase:
            _log.warning("no automatic backup was made: the database is not sound")
            self._damaged()
        except StorageError:
            # Another engine forgot something, and took the unfinished file away.
            if self._stamp() == before:
                raise
        finally:
            with self._state:
                self._running = False
                self._state.notify_all()

    def _let_go(self, most_bytes: int) -> None:
        files = days_of(self._paths.backups)
        stay = kept(list(files), [file.stat().st_size for file in files.values()], most_bytes, self._today())
        for day, file in files.items():
            if day not in stay:
                file.unlink(missing_ok=True)

    def _between(self) -> None:
        with self._state:
            while self._pauses and not self._stopping:
                self._state.wait()
            if self._stopping:
                raise Interrupted("The backup was given up.", "")

    def _write_stamp(self) -> None:
        """Another engine of this home that is making a backup sees this and throws its own away."""
        (self._paths.backups / _FORGOTTEN).write_text(str(time.monotonic_ns()), encoding="ascii")

    def _remove_all(self) -> None:
        for file in self._paths.backups.iterdir():
            if file.name != _FORGOTTEN:
                file.unlink(missing_ok=True)

    def _stamp(self) -> str:
        file = self._paths.backups / _FORGOTTEN
        return file.read_text(encoding="ascii") if file.exists() else ""

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock.now(), UTC).astimezone().date()

    def _file(self, day: date) -> Path:
        return self._paths.backups / f"{day.isoformat()}{ENDING}"
