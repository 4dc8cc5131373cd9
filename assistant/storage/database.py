"""Opening the one SQLite database: pragmas, extensions, migrations, and the errors of a bad one.

WAL lets readers work while something is written. ``synchronous=FULL`` makes every commit of the main connection survive a
power cut; the text of an answer being streamed goes through ``streaming_connection`` with ``NORMAL``, which survives a killed
program at a fraction of the cost, and is sealed by a ``FULL`` commit when the answer ends.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import filelock
import sqlite_utils
import sqlite_vec

from assistant.errors import DamagedDatabase, NewerDatabase, StorageError
from assistant.paths import PRIVATE_FILE, make_private_file
from assistant.storage.database_key import DatabaseKey
from assistant.storage.migrations import migrations
from assistant.storage.sqlite import connect, errors

BUSY_TIMEOUT_MS = 5_000
OPENING_TIMEOUT_S = 60.0
"""Longer than a migration takes."""
# What SQLite needs at least to open a database: the index of its log is 32 KiB.
ROOM_BYTES = 64 * 1024


class Storage:
    """The database of one home. One writer at a time (``write``); each thread reads on a connection of its own (``read``)."""

    def __init__(self, file: Path, find_key: Callable[[], DatabaseKey | None] = lambda: None) -> None:
        """Opens and migrates. ``find_key`` is asked when no other program opens or encrypts the file any more, and gives None for
        one in the clear.

        Raises ``StorageError`` for a locked or damaged file, ``NewerDatabase`` for one of the future, and what ``find_key`` raises.
        """
        self._file = file
        self._write_lock = threading.RLock()
        self._local = threading.local()
        self._opened: list[sqlite_utils.Database] = []
        self._opened_lock = threading.Lock()
        self._closed = False
        self._before_cut: list[Callable[[], None]] = []
        with storage_errors(file), opening(file):
            self._key = find_key()
            make_private_file(file)
            self._writer = self._connect("FULL")
            self._streamer = self._connect("NORMAL")
            _refuse_newer(self._writer, file)
            _refuse_damaged_diary(self._writer, file)
            _migrate(self._writer, file)

    @property
    def file(self) -> Path:
        """The database file."""
        return self._file

    @property
    def key(self) -> DatabaseKey | None:
        """What it is encrypted with, as are the home's other databases; None where they are in the clear."""
        return self._key

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite_utils.Database]:
        """One transaction of the writer: all of it or nothing. Raises ``StorageError``."""
        with self._write_lock, storage_errors(self._file), _transaction(self._writer):
            yield self._writer

    @contextlib.contextmanager
    def write_streaming(self) -> Iterator[sqlite_utils.Database]:
        """A cheap transaction for the text of a running answer: survives a killed program, not a power cut."""
        with self._write_lock, storage_errors(self._file), _transaction(self._streamer):
            yield self._streamer

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite_utils.Database]:
        """This thread's own connection, for reading. Raises ``StorageError``."""
        database: sqlite_utils.Database | None = getattr(self._local, "database", None)
        with storage_errors(self._file):
            if database is None:
                database = self._connect("NORMAL")
                self._local.database = database
            yield database

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """Rows of a query, each as a dictionary."""
        with self.read() as database:
            return list(database.query(sql, parameters))

    def check(self) -> str:
        """``"ok"``, or what SQLite's own quick check found."""
        with self.read() as database:
            return str(database.execute("PRAGMA quick_check(1)").fetchone()[0])

    def before_cut(self, callback: Callable[[], None]) -> None:
        """Calls this each time something was forgotten, before ``leave_no_trace`` cuts the log: other copies must go too."""
        self._before_cut.append(callback)

    def leave_no_trace(self) -> bool:
        """Folds the write-ahead log into the file and cuts it to nothing, so that no page as it was stays on the disk.

        What was removed from the file itself is overwritten already (``secure_delete``). False when a reader of another
        process held the log open for all of the time-out; the next call, or closing, does it then.
        """
        for callback in self._before_cut:
            callback()
        with self._write_lock, storage_errors(self._file):
            busy: int = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def close(self) -> None:
        """Closes every connection; the write-ahead log is folded into the file."""
        if self._closed:
            return
        self._closed = True
        with self._opened_lock:
            for database in self._opened:
                with contextlib.suppress(*errors("Error")):
                    database.conn.close()

    def _connect(self, synchronous: str) -> sqlite_utils.Database:
        connection = connect(self._file, self._key, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        load_vectors(connection)
        database = sqlite_utils.Database(connection)
        with self._opened_lock:
            self._opened.append(database)
        return database


@contextlib.contextmanager
def _transaction(database: sqlite_utils.Database) -> Iterator[None]:
    """All of it or nothing. SQLite's lock for writing is taken at the beginning: where a transaction has read first and another
    program writes meanwhile, its first write would fail at once, however long it may wait."""
    if database.conn.in_transaction:
        with database.atomic():
            yield
        return
    database.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.conn.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


def load_vectors(connection: Any) -> None:
    """Lets a connection of any binding understand tables of vectors."""
    connection.enable_load_extension(True)
    sqlite_vec.load(connection)
    connection.enable_load_extension(False)


@contextlib.contextmanager
def storage_errors(file: Path) -> Iterator[None]:
    """Translates SQLite's exceptions. A broken promise of the schema is a bug and passes through."""
    try:
        yield
    except errors("IntegrityError", "ProgrammingError", "InterfaceError"):
        raise
    except UnicodeDecodeError as error:
        # SQLite's message on a damaged schema, or a damaged text, holds the damaged bytes.
        raise DamagedDatabase.of(file) from error
    except errors("Error") as error:
        text = str(error).lower()
        if "could not decode" in text:
            # The bytes of a damaged text follow; any word may be among them.
            raise DamagedDatabase.of(file) from error
        if "full" in text or ("disk i/o" in text and _no_space(file)):
            raise StorageError(
                "The disk is full; nothing that was saved is lost.", "Free some space, then try again."
            ) from error
        if "locked" in text or "busy" in text:
            raise StorageError(
                "The database is locked by another program.", "Close other programs that use it, then try again."
            ) from error
        if "malformed" in text or "not a database" in text or "corrupt" in text:
            raise DamagedDatabase.of(file) from error
        if "readonly" in text or "unable to open" in text or "disk i/o" in text:
            raise StorageError(
                f"The database {file} cannot be opened or written.",
                "Check the permissions of the data folder and the disk.",
            ) from error
        raise


@contextlib.contextmanager
def opening(file: Path) -> Iterator[None]:
    """One program opens at a time: SQLite does not wait for another that turns WAL on, nor do migrations for each other."""
    lock_file = file.with_name(f"{file.name}.opening")
    make_private_file(lock_file)
    try:
        with filelock.FileLock(lock_file, timeout=OPENING_TIMEOUT_S, mode=PRIVATE_FILE):
            yield
    except filelock.Timeout as error:
        raise StorageError(
            "The database is locked by another program.", "Close other programs that use it, then try again."
        ) from error


def _no_space(file: Path) -> bool:
    """SQLite calls it an I/O error when the write-ahead log or its index finds no room."""
    try:
        return shutil.disk_usage(file.parent).free < ROOM_BYTES
    except OSError:
        return False


def _refuse_damaged_diary(database: sqlite_utils.Database, file: Path) -> None:
    """Steps are made in order and none is left out: a gap is a damaged entry, and a step made twice would harm what is there. Where
    the last entries are missing, that may be damage as well, so the whole file is looked through before anything is changed."""
    pending = [migration.name for migration in migrations.pending(database)]
    if pending != list(migrations.names[len(migrations.names) - len(pending) :]):
        raise DamagedDatabase.of(file)
    if 0 < len(pending) < len(migrations.names) and database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DamagedDatabase.of(file)


def _migrate(database: sqlite_utils.Database, file: Path) -> None:
    try:
        migrations.apply(database)
    except errors("OperationalError") as error:
        # What a step makes is there already, or what it changes is not: the entries do not tell what was done.
        if any(words in str(error).lower() for words in ("already exists", "duplicate column", "no such")):
            raise DamagedDatabase.of(file) from error
        raise


def _refuse_newer(database: sqlite_utils.Database, file: Path) -> None:
    known = {migration.name for migration in migrations.pending(database)} | {
        migration.name for migration in migrations.applied(database)
    }
    ours = set(migrations.names)
    unknown = known - ours
    if unknown:
        raise NewerDatabase(
            f"The database {file} was written by a newer version of Sotto.",
            "Update Sotto, or start with another data folder (--home).",
        )
