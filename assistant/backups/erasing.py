"""Erasing a home: everything in it that Sotto made, in one go, whenever the program is killed.

A small file says that it is being erased; a start that finds it goes on before anything else reads the home. Each file is
overwritten once and then removed, as SQLite does with what is forgotten; an SSD, or a file system that writes elsewhere, may keep
the old blocks all the same. What Sotto did not make stays, and so do models, the documents that were read, and notes or a calendar
at a place of the user's own.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.backups.backup_file import sync_folder
from assistant.backups.held_home import held_home
from assistant.backups.home_files import (
    ASIDE,
    BACKUPS,
    CONVERTING,
    DATABASE,
    DECRYPTED,
    ENCRYPTED,
    ERASING,
    ERASING_ALL,
    PLACING,
    READY,
    REMOVING,
    UNDOING,
    UNPACKING,
)
from assistant.backups.moving import settle_move
from assistant.backups.restoring import take_out_of_use
from assistant.documents.reading import passwords
from assistant.encryption import unlocking
from assistant.encryption.erasing import erase
from assistant.encryption.key_file import LOCKED_KEY, read_key_file
from assistant.encryption.settling import settle_switch
from assistant.errors import StorageError, UserFacingError
from assistant.llm import chat_server
from assistant.paths import ENCRYPTION, Paths, make_private_file
from assistant.records import ErasedKind, ErasedPart, ErasePlan
from assistant.settings_file import load_settings
from assistant.smart_home.home_assistant import TOKEN
from assistant.storage.database import opening
from assistant.storage.database_key import DatabaseKey
from assistant.storage.sqlite import connect, errors
from assistant.system_keyring import Keyring

_COUNTED = ("conversations", "messages", "facts", "documents")
_DATABASE_FILES = tuple(DATABASE + ending for ending in ("", "-wal", "-shm", "-journal"))
_KINDS = {
    **dict.fromkeys(
        ("window.ini", "settings.toml", "settings-before-reset.toml", "routines.toml"), ErasedKind.SETTINGS
    ),
    **dict.fromkeys((*_DATABASE_FILES, "tables"), ErasedKind.DATABASE),
    **dict.fromkeys((UNPACKING, READY, PLACING, REMOVING, UNDOING, ASIDE), ErasedKind.DATABASE),
    **dict.fromkeys((CONVERTING, ENCRYPTED, DECRYPTED, ERASING, ENCRYPTION, LOCKED_KEY), ErasedKind.DATABASE),
    "pasted": ErasedKind.PICTURES,
    **dict.fromkeys(("notes", "skills"), ErasedKind.NOTES),
    "calendar.ics": ErasedKind.CALENDAR,
    BACKUPS: ErasedKind.BACKUPS,
    **dict.fromkeys(
        ("logs", "crash_reports", "speeds.json", "machine.json", "network.log", "server.key"), ErasedKind.LOGS
    ),
}
"""The files and folders that Sotto makes in a home, in the order in which they go: drafts and settings first, since the window
reads them before an engine can end what was begun."""


def plan_erasing(paths: Paths, key: DatabaseKey | None = None) -> ErasePlan:
    """What ``erase_home`` would remove; of a database that cannot be read, as an encrypted one without its ``key``, nothing is
    counted. Nothing is changed."""
    sizes: dict[ErasedKind, list[int]] = {kind: [] for kind in ErasedKind}
    for kind, file in _files(paths.home):
        with contextlib.suppress(OSError):
            sizes[kind].append(file.lstat().st_size)
    return ErasePlan(
        home=paths.home,
        parts=tuple(
            ErasedPart(kind=kind, files=len(found), size_bytes=sum(found)) for kind, found in sizes.items() if found
        ),
        **_counts(paths.database, key),
        outside=_outside(paths),
    )


def erase_home(paths: Paths, keyring: Keyring, key: DatabaseKey | None = None) -> ErasePlan:
    """Removes everything that Sotto made from a home, which no engine may hold; gives what it was. An encrypted one goes without
    its ``key`` too: whoever lost it may begin anew.

    Raises ``AlreadyRunning``, ``StorageError``, and ``KeyringUnavailable`` when passwords lie in a keyring that does not open; then
    nothing is changed.
    """
    with held_home(paths):
        settle_move(paths)
        with opening(paths.database):
            settle_switch(paths.home)
            take_out_of_use(paths.database, key)
            plan = plan_erasing(paths, key)
            _forget_secrets(paths, keyring, key)
            sign = paths.home / ERASING_ALL
            make_private_file(sign)
            sync_folder(paths.home)
            _erase(paths.home)
    return plan


def is_erasing(home: Path) -> bool:
    """Whether an erasing is half done: the home must not be opened before ``settle_erasing``."""
    return (home / ERASING_ALL).exists()


def settle_erasing(paths: Paths) -> None:
    """Ends an erasing that was cut off. Call with the home's lock, before anything else reads the home."""
    if is_erasing(paths.home):
        with opening(paths.database):
            _erase(paths.home)
        paths.prepare()


def _erase(home: Path) -> None:
    try:
        for _, file in _files(home):
            if file.is_file() and file.stat().st_nlink > 1:
                # Somebody else has a name for it.
                file.unlink()
            else:
                erase(file)
        for name in _KINDS:
            if (home / name).is_dir() and not (home / name).is_symlink():
                shutil.rmtree(home / name)
        sync_folder(home)
        (home / ERASING_ALL).unlink()
        sync_folder(home)
    except OSError as error:
        raise StorageError(
            f"Not everything could be erased ({error.strerror}).",
            "Check the permissions of the data folder; the next start of Sotto goes on with it.",
        ) from error


def _files(home: Path) -> Iterator[tuple[ErasedKind, Path]]:
    """Every file that Sotto made, and links as such."""
    for name, kind in _KINDS.items():
        place = home / name
        if place.is_symlink() or place.is_file():
            yield kind, place
        elif place.is_dir():
            for file in sorted(place.rglob("*")):
                if file.is_symlink() or not file.is_dir():
                    yield kind, file
    for part in sorted(home.glob("*.part")):
        if part.is_file():
            yield ErasedKind.SETTINGS, part


def _counts(database: Path, key: DatabaseKey | None) -> dict[str, int]:
    counts = dict.fromkeys(_COUNTED, 0)
    if database.is_file():
        with contextlib.suppress(*errors("Error")), _read_only(database, key) as connection:
            for name in _COUNTED:
                counts[name] = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our names
    return counts


def _outside(paths: Paths) -> tuple[Path, ...]:
    try:
        settings = load_settings(paths.settings_file)
    except UserFacingError:
        return ()
    chosen = (paths.notes_folder(settings.skills_notes_folder), paths.calendar(settings.skills_calendar_file))
    return tuple(place for place in chosen if paths.home not in place.parents and place.exists())


def _forget_secrets(paths: Paths, keyring: Keyring, key: DatabaseKey | None) -> None:
    """Passwords of documents, the token of a Home Assistant, the keys of a chat server and of an encrypted home."""
    names = []
    if paths.database.is_file():
        with contextlib.suppress(*errors("Error")), _read_only(paths.database, key) as connection:
            rows = connection.execute("SELECT document_id FROM kept_passwords").fetchall()
            names = [passwords.name_in_keyring(row[0], paths.home) for row in rows]
    with contextlib.suppress(UserFacingError):
        settings = load_settings(paths.settings_file)
        names += [TOKEN] if settings.skills_home_assistant else []
        names += [chat_server.name_in_keyring(settings.remote_address)] if settings.remote_address else []
    with contextlib.suppress(UserFacingError):
        about = read_key_file(paths.home)
        if about is not None:
            names.append(unlocking.name_in_keyring(about.fingerprint))
    if names and keyring.available:
        for name in names:
            keyring.remove(name)


@contextlib.contextmanager
def _read_only(database: Path, key: DatabaseKey | None) -> Iterator[Any]:
    # A database that nobody has open is read without the files that SQLite would make beside it.
    how = "mode=ro" if database.with_name(f"{database.name}-wal").exists() else "immutable=1"
    with contextlib.closing(connect(f"{database.as_uri()}?{how}", key, uri=True)) as connection:
        yield connection
