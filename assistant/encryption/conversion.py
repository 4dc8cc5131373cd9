"""Switching the encryption of a home on or off: all of it or nothing, whenever the program is killed.

How far it is, is said by the name of one folder; see ``settling``. What of a home is left in the clear is listed in docs/TRUST.md:
files that other programs open too, and what holds no words.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from assistant.backups.backup_file import sync_folder
from assistant.backups.held_home import held_home
from assistant.backups.home_files import CONVERTING, DATABASE, DECRYPTED, ENCRYPTED
from assistant.backups.moving import settle_move
from assistant.backups.restoring import settle, take_out_of_use
from assistant.encryption.database_copy import copy_database
from assistant.encryption.erasing import erase_folder
from assistant.encryption.key_file import KeptIn, is_encrypted, lock_key, write_key_file
from assistant.encryption.sealed_files import read_file, write_file
from assistant.encryption.settling import place_in, rename, settle_conversion, settle_switch
from assistant.errors import DamagedDatabase, InvalidInput, StorageError
from assistant.paths import Paths, make_private_folder
from assistant.storage.database import Storage, opening
from assistant.storage.database_key import DatabaseKey

_ROOM_TO_SPARE = 1.1
_ROOM_A_FILE_BYTES = 64 * 1024
# https://doc.qt.io/qt-6/qsettings.html#Format-enum: a section goes on to the next line in brackets.
_DRAFTS = re.compile(rb"^\[drafts\]\r?\n(?:(?!\[).*(?:\n|\Z))*", re.MULTILINE)


def encrypt_home(paths: Paths, key: DatabaseKey, kept_in: KeptIn, passphrase: str = "") -> None:
    """Encrypts a home, which no engine may hold. The key must be safe already; with a ``passphrase`` it is kept for that.

    What was typed and not sent is dropped: it lies in a file of the window's. Raises ``InvalidInput``, ``AlreadyRunning``,
    ``DamagedDatabase``, ``StorageError``; then nothing is changed.
    """

    def add_rest(staged: Path) -> None:
        write_key_file(staged, key, kept_in)
        if kept_in is KeptIn.PASSPHRASE:
            lock_key(staged, key, passphrase)
        if paths.window_state.exists():
            kept = _DRAFTS.sub(b"", paths.window_state.read_bytes())
            write_file(staged / paths.window_state.name, kept, None)

    with _held(paths):
        if is_encrypted(paths.home):
            raise already_encrypted()
        Storage(paths.database).close()
        _switch(paths, None, key, ENCRYPTED, add_rest)


def decrypt_home(paths: Paths, key: DatabaseKey) -> None:
    """Puts a home into the clear, which no engine may hold. Raises as ``encrypt_home``."""
    with _held(paths):
        if not is_encrypted(paths.home):
            raise not_encrypted()
        _switch(paths, key, None, DECRYPTED, lambda _: None)


def already_encrypted() -> InvalidInput:
    """For who would encrypt twice."""
    return InvalidInput("Your data is encrypted already.")


def not_encrypted() -> InvalidInput:
    """For who would decrypt what is in the clear."""
    return InvalidInput("Your data is not encrypted.")


@contextlib.contextmanager
def _held(paths: Paths) -> Iterator[None]:
    with held_home(paths):
        settle_move(paths)
        settle(paths)
        settle_conversion(paths)
        yield


def _switch(
    paths: Paths,
    source_key: DatabaseKey | None,
    target_key: DatabaseKey | None,
    state: str,
    add_rest: Callable[[Path], None],
) -> None:
    staged = paths.home / CONVERTING
    with opening(paths.database):
        take_out_of_use(paths.database, source_key)
        _refuse_without_room(paths.home)
        try:
            make_private_folder(staged)
            for name in _files(paths.home):
                _convert(paths.home / name, source_key, place_in(staged, name), target_key)
            add_rest(staged)
            for folder in (staged, *(one for one in staged.iterdir() if one.is_dir())):
                sync_folder(folder)
            rename(staged, state)
        except BaseException as error:
            erase_folder(staged)
            if isinstance(error, OSError):
                raise StorageError(
                    f"Your data cannot be copied ({error.strerror}); everything is as it was.",
                    "Check the permissions and the free space of the data folder, then try again.",
                ) from error
            raise
        settle_switch(paths.home)


def _files(home: Path) -> list[PurePosixPath]:
    """What is encrypted of a home: the database, the rows of tables, pasted pictures."""
    found = [PurePosixPath(DATABASE)] if (home / DATABASE).exists() else []
    found += [PurePosixPath("tables", file.name) for file in sorted((home / "tables").glob("*.db"))]
    pasted = home / "pasted"
    found += [PurePosixPath("pasted", file.name) for file in sorted(pasted.glob("*")) if file.suffix != ".part"]
    return found


def _refuse_without_room(home: Path) -> None:
    sizes = [(home / name).stat().st_size for name in _files(home)]
    if shutil.disk_usage(home).free < sum(sizes) * _ROOM_TO_SPARE + len(sizes) * _ROOM_A_FILE_BYTES:
        raise StorageError(
            "There is not enough room for a second copy of your data, which is made first.",
            "Free some space, then try again.",
        )


def _convert(source: Path, source_key: DatabaseKey | None, target: Path, target_key: DatabaseKey | None) -> None:
    if source.suffix == ".db":
        copy_database(source, source_key, target, target_key)
        return
    data = read_file(source, source_key)
    write_file(target, data, target_key)
    if read_file(target, target_key) != data:
        raise DamagedDatabase.of(source)
