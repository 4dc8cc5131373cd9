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
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from assistant.backups.backup_file import Manifest, extract, sync_folder
from assistant.backups.held_home import held_home, in_use
from assistant.backups.home_files import (
    ASIDE,
    DATABASE,
    PLACING,
    READY,
    REMOVING,
    UNDOING,
    UNPACKING,
    files_of_the_user,
    is_of_the_user,
)
from assistant.backups.snapshot import check_sound
from assistant.encryption.key_file import is_encrypted
from assistant.encryption.settling import settle_switch
from assistant.errors import InvalidInput, KeyNeeded, StorageError
from assistant.paths import Paths, make_private_folder
from assistant.settings_file import load_settings
from assistant.storage.database import Storage, opening, storage_errors
from assistant.storage.database_key import DatabaseKey
from assistant.storage.sqlite import connect, errors

_log = logging.getLogger(__name__)

_Step = Callable[[Path], None]

# They belong to a database that was not closed, and go aside with it.
_BESIDE_DATABASE = tuple(PurePosixPath(DATABASE + ending) for ending in ("-wal", "-shm", "-journal"))


FindKey = Callable[[Path], DatabaseKey | None]
"""The key of the home in a folder, None where it is in the clear. Raises ``KeyNeeded``."""


def in_the_clear(_home: Path) -> None:
    """No key."""


def restore(paths: Paths, file: Path, find_key: FindKey = in_the_clear) -> Manifest:
    """Puts what a backup holds in the place of everything in a home, which no engine may hold. ``find_key`` is asked for the key of
    an encrypted backup, which need not be that of the home.

    Raises ``AlreadyRunning``, ``InvalidInput`` for what is no backup, ``NewerDatabase``, ``StorageError``, ``KeyNeeded``; then
    nothing is changed.
    """
    with held_home(paths), opening(paths.database):
        settle_switch(paths.home)
        _settle(paths.home, find_key)
        _refuse_what_is_replaced(paths.home, file)
        staged = paths.home / UNPACKING
        try:
            make_private_folder(staged)
            manifest = extract(file, staged, lambda: None)
            _refuse_links(paths.home, files_of_the_user(staged))
            key = find_key(staged)
            _make_ready(staged, key)
            take_out_of_use(paths.database, _key_if_known(paths.home, find_key))
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        _rename(staged, READY)
        _settle(paths.home, lambda _: key)
    return manifest


def _refuse_what_is_replaced(home: Path, file: Path) -> None:
    """The backup itself would go aside with the home's other files, and then be deleted."""
    place, inside = file.resolve(), home.resolve()
    if inside in place.parents and is_of_the_user(PurePosixPath(place.relative_to(inside).as_posix())):
        raise InvalidInput(
            "The backup lies among the files that it would replace.", "Move it out of the data folder, then try again."
        )


def _refuse_links(home: Path, names: Iterable[PurePosixPath]) -> None:
    """What a linked folder holds belongs to no backup, and does not go aside: it would be overwritten, and never come back."""
    for folder in {home / parent for name in names for parent in name.parents} - {home}:
        if folder.is_symlink():
            raise InvalidInput(
                f"The folder {folder} is a link, behind which the backup would overwrite files.",
                "Take the link away, then try again.",
            )


def settle(paths: Paths, find_key: FindKey = in_the_clear) -> None:
    """Ends a restore that was cut off. Call with the home's lock, before anything else reads the home. ``find_key`` may raise."""
    if any((paths.home / name).exists() for name in (UNPACKING, READY, PLACING, REMOVING, UNDOING, ASIDE)):
        with opening(paths.database):
            _settle(paths.home, find_key)


def is_restoring(home: Path) -> bool:
    """Whether a restore is half done: the home must not be opened before ``settle``."""
    return any((home / name).exists() for name in (READY, PLACING, REMOVING, UNDOING))


def _settle(home: Path, find_key: FindKey) -> None:
    shutil.rmtree(home / UNPACKING, ignore_errors=True)
    failure: Exception | None = None
    if (home / READY).exists():
        failure = _tried(home, READY, UNDOING, _move_aside, PLACING)
    if (home / PLACING).exists():
        failure = _tried(home, PLACING, REMOVING, lambda home: _place(home, find_key), None)
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
    except errors("Error", others=(OSError,)) as error:
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


def _place(home: Path, find_key: FindKey) -> None:
    for name in list(files_of_the_user(home / PLACING)):
        _move(home / PLACING / name, home / name)
    sync_folder(home)
    key = _key_if_known(home, find_key)
    if key is None and is_encrypted(home):
        return  # whoever has the key was asked before it was placed
    with contextlib.closing(connect(home / DATABASE, key)) as connection:
        connection.execute("SELECT count(*) FROM conversations").fetchone()


def _key_if_known(home: Path, find_key: FindKey) -> DatabaseKey | None:
    try:
        return find_key(home)
    except (KeyNeeded, StorageError):
        return None


def _old_files(folder: Path) -> list[PurePosixPath]:
    return [*files_of_the_user(folder), *(name for name in _BESIDE_DATABASE if (folder / name).exists())]


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source.replace(target)


def _rename(folder: Path, name: str) -> None:
    folder.rename(folder.with_name(name))
    sync_folder(folder.parent)


def _make_ready(folder: Path, key: DatabaseKey | None) -> None:
    """Brings what was unpacked to the form this program uses, and refuses what it could not open."""
    database = folder / DATABASE
    with storage_errors(database), contextlib.closing(connect(database, key)) as connection:
        check_sound(connection, database)
    Storage(database, lambda: key).close()
    load_settings(folder / "settings.toml")
    for beside in folder.glob(f"{DATABASE}?*"):
        beside.unlink()
    sync_folder(folder)


def take_out_of_use(database: Path, key: DatabaseKey | None = None) -> None:
    """Folds the log of a database into it, which SQLite does only when nobody else has it open. Raises ``AlreadyRunning``."""
    if not database.exists():
        return
    try:
        with contextlib.closing(connect(database, key, timeout=1.0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except errors("DatabaseError") as error:
        if "locked" in str(error):
            raise in_use() from error
        # A damaged one is what a backup is restored for.
        _log.info("the database to be replaced could not be closed: %s", type(error).__name__)
