"""Opening a home: its lock, its log and its database; and what is told of it then."""

from __future__ import annotations

import contextlib
import logging
import os
from pathlib import Path

import filelock

from assistant import __version__
from assistant.backups.erasing import is_erasing
from assistant.backups.listing import automatic_backups
from assistant.backups.restoring import is_restoring
from assistant.doctor import NEEDED_ROLES
from assistant.encryption.settling import is_converting
from assistant.encryption.unlocking import find_key
from assistant.errors import AlreadyRunning, DamagedDatabase, ModelUnavailable, StorageError
from assistant.log_file import LogFile
from assistant.model_choice import ModelChoice
from assistant.paths import Paths, make_private_file
from assistant.records import EngineStatus
from assistant.storage.database import Storage
from assistant.storage.database_key import DatabaseKey
from assistant.system_keyring import Keyring

_log = logging.getLogger(__name__)

# https://www.sqlite.org/fileformat.html#magic_header_string
_NAME = b"SQLite format 3\0"
_DIFFERENT_BYTES = 200
"""Of the first 1,024 bytes; of random ones it is 251 on average, and hardly ever under 235."""


def hold_home(paths: Paths, opened: contextlib.ExitStack) -> bool:
    """Whether this is the home's first engine. Others (a command beside the window) work too, but recover nothing."""
    make_private_file(paths.lock_file)
    lock = filelock.FileLock(paths.lock_file)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return False
    except OSError as error:
        raise StorageError(
            f"The data folder {paths.home} cannot be used ({error.strerror}).", "Choose another one with --home."
        ) from error
    opened.callback(lock.release)
    return True


def open_database(paths: Paths, keyring: Keyring, secret: str = "") -> Storage:
    """A damaged one is refused with the newest backup that could take its place. ``secret`` is as in ``find_key``.

    Raises ``AlreadyRunning`` where a restore, a switch of the encryption or an erasing is half done: the first engine ends it.
    """

    def key() -> DatabaseKey | None:
        _refuse_half_done(paths.home)
        return find_key(paths.home, keyring, secret)

    try:
        return Storage(paths.database, key)
    except DamagedDatabase as error:
        if not paths.is_encrypted and _may_be_encrypted(paths.database):
            raise DamagedDatabase(
                error.message,
                "Sotto left it untouched. If your data was encrypted, enter the recovery code with “sotto encrypt unlock”.",
            ) from error
        backups = automatic_backups(paths.backups)
        if not backups:
            raise
        raise DamagedDatabase(
            error.message,
            f"Sotto left it untouched. Put the newest backup in its place: sotto restore {backups[0].file}",
        ) from error


def _refuse_half_done(home: Path) -> None:
    """A database that was opened now would be replaced under its user, and the log beside it taken for the new one's."""
    if is_restoring(home):
        raise AlreadyRunning("Sotto is putting your data in place.", "Try again when that is done.")
    if is_converting(home):
        raise AlreadyRunning("Your data is being encrypted or decrypted.", "Try again when that is done.")
    if is_erasing(home):
        raise AlreadyRunning("Your data is being erased.", "Try again when that is done.")


def _may_be_encrypted(database: Path) -> bool:
    """Whether its first page is as good as random, as where ``encryption.json`` was lost; a damaged one has its name, or zeros."""
    with database.open("rb") as stream:
        head = stream.read(1024)
    return not head.startswith(_NAME) and len(set(head)) > _DIFFERENT_BYTES


def open_log(paths: Paths) -> _CloseLog:
    """The engine's log from now on; call what is returned to close it."""
    file = paths.logs / "engine.log"
    handler = LogFile(file)
    root = logging.getLogger("assistant")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    _log.info("engine %s opened by process %d", __version__, os.getpid())
    return _CloseLog(root, handler)


class _CloseLog:
    def __init__(self, logger: logging.Logger, handler: logging.Handler) -> None:
        self._logger = logger
        self._handler = handler

    def __call__(self) -> None:
        self._logger.removeHandler(self._handler)
        self._handler.close()


def status_of(
    paths: Paths, choice: ModelChoice, *, keeps_time: bool, chat_server: str = "", speech_leaves: bool = False
) -> EngineStatus:
    """What the engine is at work with. Where a ``chat_server`` answers, no model for that is missing."""
    found: dict[str, str] = {}
    for role in NEEDED_ROLES:
        built_in = choice.built_in(role)
        if built_in is not None:
            found[role] = built_in
            continue
        with contextlib.suppress(ModelUnavailable):
            found[role] = choice.require(role).entry.title
    return EngineStatus(
        version=__version__,
        chat_model=found.get("chat", ""),
        missing_roles=tuple(
            role for role in NEEDED_ROLES if role not in found and not (role == "chat" and chat_server)
        ),
        data_folder=paths.home,
        models_folder=paths.models,
        process_id=os.getpid(),
        keeps_time=keeps_time,
        chat_server=chat_server,
        speech_leaves=bool(chat_server) and speech_leaves,
    )
