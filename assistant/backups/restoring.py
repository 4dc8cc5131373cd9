"""Putting a backup in the place of a home's files: all of it or nothing, whenever the program is killed.

The name of one folder says how far it is; a program that was killed goes on from there at the next start::

    restore.part      unpacked, checked against its digests, migrated; killed here, it is thrown away
        │
    restore.ready     each file of the home goes to restore.aside ────────── a step failed ──┐
        │                                                                                    │
    restore.placing   each new file goes to its place, the database is opened ─ failed ─┐    │
        │                                                          restore.removing: the new files go
     (none)           restore.aside is deleted                              │                │
                                                                   restore.undo: what went aside comes back
"""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import filelock

from assistant.backups.backup_file import Manifest, extract, sync_folder
from assistant.backups.home_files import (
    ASIDE,
    DATABASE,
    PLACING,
    READY,
    REMOVING,
    UNDOING,
    UNPACKING,
    files_of_the_user,
)
from assistant.backups.snapshot import check_sound
from assistant.errors import AlreadyRunning, StorageError
from assistant.paths import Paths, make_private_file, make_private_folder
from assistant.settings import load_settings
from assistant.storage.database import Storage, opening, storage_errors
from assistant.storage.sqlite import sqlite3

_log = logging.getLogger(__name__)

_Step = Callable[[Path], None]

# They belong to a database that was not closed, and go aside with it.
_BESIDE_DATABASE = tuple(PurePosixPath(DATABASE + ending) for ending in ("-wal", "-shm", "-journal"))


def restore(paths: Paths, file: Path) -> Manifest:
    """Puts what a backup holds in the place of everything in a home, which no engine may hold.

    Raises ``AlreadyRunning``, ``InvalidInput`` for what is no backup, ``NewerDatabase``, ``StorageError``; then nothing is changed.
    """
    paths.prepare()
    make_private_file(paths.lock_file)
    lock = filelock.FileLock(paths.lock_file)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise _in_use() from error
    with lock, opening(paths.database):
        _settle(paths.home)
        staged = paths.home / UNPACKING
        try:
            make_private_folder(staged)
            manifest = extract(file, staged, lambda: None)
            _make_ready(staged)
            take_out_of_use(paths.database)
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        _rename(staged, READY)
        _settle(paths.home)
    return manifest


def settle(paths: Paths) -> None:
    """Ends a restore that was cut off. Call with the home's lock, before anything else reads the home."""
    if any((paths.home / name).exists() for name in (UNPACKING, READY, PLACING, REMOVING, UNDOING, ASIDE)):
        with opening(paths.database):
            _settle(paths.home)


def _settle(home: Path) -> None:
    shutil.rmtree(home / UNPACKING, ignore_errors=True)
    failure: Exception | None = None
    if (home / READY).exists():
        failure = _tried(home, READY, UNDOING, _move_aside, PLACING)
    if (home / PLACING).exists():
        failure = _tried(home, PLACING, REMOVING, _place, None)
    if (home / REMOVING).exists():
        for name in [*files_of_the_user(home), *_BESIDE_DATABASE]:
            (home / name).unlink(missing_ok=True)
        _rename(home / REMOVING, UNDOING)
    if (home / UNDOING).exists():
        for name in _old_files(home / ASIDE):
            _move(home / ASIDE / name, home / name)
        shutil.rmtree(home / UNDOING)
    shutil.rmtree(home / ASIDE, ignore_errors=True)
    if failure is not None:
        raise StorageError(
            "The backup could not be put in place; everything is as it was.",
            "Check the permissions and the free space of the data folder, then try again.",
        ) from failure


def _tried(home: Path, state: str, failed: str, step: _Step, after: str | None) -> Exception | None:
    try:
        step(home)
    except (OSError, sqlite3.Error) as error:
        _rename(home / state, failed)
        return error
    if after is not None:
        _rename(home / state, after)
    else:
        shutil.rmtree(home / state)
    return None


def _move_aside(home: Path) -> None:
    make_private_folder(home / ASIDE)
    for name in _old_files(home):
        _move(home / name, home / ASIDE / name)
    sync_folder(home)


def _place(home: Path) -> None:
    for name in list(files_of_the_user(home / PLACING)):
        _move(home / PLACING / name, home / name)
    sync_folder(home)
    with contextlib.closing(sqlite3.connect(str(home / DATABASE))) as connection:
        connection.execute("SELECT count(*) FROM conversations").fetchone()


def _old_files(folder: Path) -> list[PurePosixPath]:
    return [*files_of_the_user(folder), *(name for name in _BESIDE_DATABASE if (folder / name).exists())]


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source.replace(target)


def _rename(folder: Path, name: str) -> None:
    folder.rename(folder.with_name(name))
    sync_folder(folder.parent)


def _make_ready(folder: Path) -> None:
    """Brings what was unpacked to the form this program uses, and refuses what it could not open."""
    database = folder / DATABASE
    with storage_errors(database), contextlib.closing(sqlite3.connect(str(database))) as connection:
        check_sound(connection, database)
    Storage(database).close()
    load_settings(folder / "settings.toml")
    for beside in folder.glob(f"{DATABASE}?*"):
        beside.unlink()
    sync_folder(folder)


def take_out_of_use(database: Path) -> None:
    """Folds the log of a database into it, which SQLite does only when nobody else has it open. Raises ``AlreadyRunning``."""
    if not database.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(str(database), timeout=1.0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise _in_use() from error
        # A damaged one is what a backup is restored for.
        _log.info("the database to be replaced could not be closed: %s", type(error).__name__)


def _in_use() -> AlreadyRunning:
    return AlreadyRunning("Another Sotto uses this data folder.", "Close it, or restore the backup in its window.")
