"""Backing up a home: a snapshot of its database and a copy of its other files, in one file."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import filelock

from assistant.backups.backup_file import describe, write_backup
from assistant.backups.home_files import DATABASE, files_of_the_user
from assistant.backups.snapshot import take_snapshot
from assistant.errors import AlreadyRunning, InvalidInput
from assistant.ids import new_operation_id
from assistant.paths import PRIVATE_FILE, Paths, make_private_file, make_private_folder
from assistant.records import Backup
from assistant.storage.database_key import DatabaseKey


def back_up(paths: Paths, out: Path, now: float, between: Callable[[], None], key: DatabaseKey | None = None) -> Backup:
    """Writes everything of a home to ``out``, in whose place nothing else stands until it was verified. What a home
    has encrypted, with ``key``, is encrypted there too.

    Raises ``DamagedDatabase`` for a database that is not sound, ``InvalidInput``, ``AlreadyRunning``, ``StorageError``, and
    whatever ``between``, which is called between two pieces of work, raises.
    """
    if out.is_dir():
        raise InvalidInput(f"{out} is a folder.", "Name a file for the backup.")
    make_private_folder(paths.backups)
    if out.parent == paths.backups:
        return _back_up(paths, out, now, between, key)
    with _alone(paths):
        return _back_up(paths, out, now, between, key)


@contextlib.contextmanager
def _alone(paths: Paths) -> Iterator[None]:
    """Two that wrote to one file would spoil each other's. Of those that Sotto makes by itself there is one at a time already."""
    file = paths.home / "backup.lock"
    make_private_file(file)
    lock = filelock.FileLock(file, mode=PRIVATE_FILE)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise AlreadyRunning("A backup is being written already.", "Wait until it is done.") from error
    try:
        yield
    finally:
        lock.release()


def _back_up(paths: Paths, out: Path, now: float, between: Callable[[], None], key: DatabaseKey | None) -> Backup:
    snapshot = paths.backups / f"{new_operation_id()}.part"
    try:
        make_private_file(snapshot)
        holds = take_snapshot(paths.database, snapshot, between, key)
        files = {name: paths.home / name for name in files_of_the_user(paths.home)}
        files[PurePosixPath(DATABASE)] = snapshot
        # The user may name a file inside the home; it is no part of itself.
        inside = {name: file for name, file in files.items() if file.absolute() != out.absolute()}
        write_backup(out, inside, created_at=now, holds=holds, between=between)
    finally:
        snapshot.unlink(missing_ok=True)
    return describe(out)
