"""Moving the data folder: copied, read back, switched, and only then taken away from its old place, whenever the program is killed.

Three small files say how far it is; ``paths.followed`` reads them, so that every start finds the folder that holds::

    old/moving-to      a copy is being made; killed here, the next start in the old folder throws the copy away
        │
    new/moving-from    becomes new/moved-from when the copy was read back whole: from here on the new folder holds
        │
    old/moved-to       points on; the next start in the new folder removes all else from the old one, then new/moved-from

The old folder keeps its pointer, since that is where Sotto looks first.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
from pathlib import Path

from assistant.backups.backup_file import sync_folder
from assistant.backups.held_home import held_home
from assistant.backups.restoring import settle, take_out_of_use
from assistant.encryption.settling import settle_switch
from assistant.errors import InvalidInput, StorageError
from assistant.paths import (
    MOVED_FROM,
    MOVED_TO,
    MOVING_FROM,
    MOVING_TO,
    PRIVATE_FILE,
    Paths,
    make_private_folder,
    named_in,
)
from assistant.storage.database import opening
from assistant.storage.database_key import DatabaseKey

_log = logging.getLogger(__name__)

_CHUNK_BYTES = 1 << 20
_ROOM_TO_SPARE = 1.05
_SIGNS = frozenset({MOVING_TO, MOVING_FROM, MOVED_TO, MOVED_FROM})
_LOCKS = (".lock", ".opening")


def move_home(paths: Paths, folder: Path, key: DatabaseKey | None = None) -> None:
    """Moves a home, which no engine may hold, into an empty or new folder. What is left in the old one goes at the next start.
    An encrypted home has a ``key``.

    Raises ``InvalidInput`` for a folder that will not do, ``AlreadyRunning``, ``StorageError``; then nothing is changed.
    """
    target = folder.expanduser().absolute()
    _refuse_unfit(paths.home, target)
    with held_home(paths):
        settle(paths)
        settle_move(paths)
        _refuse_before_old_is_empty(paths.home)
        with opening(paths.database):
            settle_switch(paths.home)
            take_out_of_use(paths.database, key)
            try:
                _copy(paths.home, target)
            except OSError as error:
                _throw_copy_away(paths.home)
                raise StorageError(
                    f"The data folder cannot be copied ({error.strerror}); everything is as it was.",
                    "Check the permissions and the free space of the new folder, then try again.",
                ) from error
            _commit(paths.home, target)


def settle_move(paths: Paths) -> None:
    """Ends a move that was done or cut off. Call with the home's lock, before anything else reads the home. An old folder that
    cannot be emptied now is emptied by a later start. Raises ``StorageError`` in a copy that was never finished."""
    home = paths.home
    old = named_in(home / MOVED_FROM)
    if old is not None:
        (home / MOVED_TO).unlink(missing_ok=True)
        try:
            if old.is_dir():
                _write_sign(old / MOVED_TO, home)
                _empty(old, keep=frozenset({MOVED_TO}))
        except OSError as error:
            # Its disk may have become read-only, or the file another user's: the data is here all the same.
            _log.warning("the folder that the data was moved from cannot be emptied: %s", type(error).__name__)
            return
        (home / MOVED_FROM).unlink()
        return
    if (home / MOVING_FROM).exists():
        raise StorageError(
            "This folder is a copy of a data folder that was not finished.", "Open Sotto without --home, or delete it."
        )
    _throw_copy_away(home)


def _refuse_before_old_is_empty(home: Path) -> None:
    """A home that still names the one before it is taken for the end of the way, also when it was moved on."""
    old = named_in(home / MOVED_FROM)
    if old is not None:
        raise StorageError(
            f"The folder {old}, from which your data was moved before, cannot be emptied.",
            "Check its permissions and its disk, then try again.",
        )


def _refuse_unfit(home: Path, target: Path) -> None:
    if target == home or home in target.parents or target in home.parents:
        raise InvalidInput("The data folder cannot be moved into itself.", "Choose another folder.")
    if target.exists() and (not target.is_dir() or any(one.name != MOVED_TO for one in target.iterdir())):
        raise InvalidInput(f"The folder {target} is not empty.", "Choose an empty folder, or the name of a new one.")
    there = next(folder for folder in (target, *target.parents) if folder.exists())
    needed = sum(file.stat().st_size for file in _files(home))
    if shutil.disk_usage(there).free < needed * _ROOM_TO_SPARE:
        raise StorageError("There is not enough room for your data there.", "Free some space, or choose another disk.")


def _files(home: Path) -> list[Path]:
    return [
        file
        for file in sorted(home.rglob("*"))
        if file.is_file() and not file.is_symlink() and file.name not in _SIGNS and not file.name.endswith(_LOCKS)
    ]


def _copy(home: Path, target: Path) -> None:
    _write_sign(home / MOVING_TO, target)
    make_private_folder(target)
    _write_sign(target / MOVING_FROM, home)
    folders = {target}
    for file in _files(home):
        to = target / file.relative_to(home)
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folders.add(to.parent)
        if _copied(file, to) != _digest(to):
            raise OSError(0, "the copy is not the same", str(to))
        shutil.copystat(file, to)
    for folder in folders:
        sync_folder(folder)


def _copied(file: Path, to: Path) -> str:
    digest = hashlib.sha256()
    with (
        file.open("rb") as stream,
        os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "wb") as out,
    ):
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _commit(home: Path, target: Path) -> None:
    (target / MOVING_FROM).rename(target / MOVED_FROM)
    sync_folder(target)
    _write_sign(home / MOVED_TO, target)


def _throw_copy_away(home: Path) -> None:
    """What a move that was cut off copied so far."""
    target = named_in(home / MOVING_TO)
    if target is not None and target.is_dir() and not (target / MOVED_FROM).exists():
        if named_in(target / MOVING_FROM) == home:
            _empty(target, keep=frozenset({MOVED_TO, MOVING_FROM}))
            (target / MOVING_FROM).unlink()
        _part_of(target / MOVING_FROM).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            target.rmdir()
    (home / MOVING_TO).unlink(missing_ok=True)


def _empty(folder: Path, keep: frozenset[str]) -> None:
    for one in folder.iterdir():
        if one.name in keep:
            continue
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        else:
            one.unlink()


def _part_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.part")


def _write_sign(file: Path, names: Path) -> None:
    part = _part_of(file)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "w", encoding="utf-8") as stream:
        stream.write(f"{names}\n")
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    sync_folder(file.parent)
