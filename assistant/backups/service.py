"""Backups as the front door of an engine in this process offers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.backups.archive import back_up
from assistant.backups.automatic import AutomaticBackups
from assistant.backups.backup_file import describe
from assistant.backups.erasing import erase_home, plan_erasing
from assistant.backups.moving import move_home
from assistant.backups.restoring import restore
from assistant.clock import Clock
from assistant.encryption.unlocking import find_key
from assistant.paths import Paths
from assistant.records import Backup, ErasePlan
from assistant.storage.database_key import DatabaseKey
from assistant.system_keyring import Keyring


class Backups:
    """Implements ``BackupsApi``."""

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        automatic: AutomaticBackups,
        close: Callable[[], None],
        keyring: Keyring,
        key: DatabaseKey | None,
    ) -> None:
        """``close`` ends the engine that holds the home, which is encrypted where there is a ``key``."""
        self._keyring, self._key = keyring, key
        self._paths = paths
        self._clock = clock
        self._automatic = automatic
        self._close = close
        self._keyring = keyring

    def list(self) -> Sequence[Backup]:
        """See ``BackupsApi``; as all that follows."""
        return self._automatic.list()

    def describe(self, file: Path) -> Backup:
        return describe(file)

    def write(self, file: Path) -> Backup:
        return back_up(self._paths, file, self._clock.now(), lambda: None, self._key)

    def restore(self, file: Path, secret: str = "") -> Backup:
        described = describe(file)
        self._close()
        restore(self._paths, file, lambda home: find_key(home, self._keyring, secret))
        return described

    def move(self, folder: Path) -> None:
        self._close()
        move_home(self._paths, folder, self._key)

    def plan_erasing(self) -> ErasePlan:
        return plan_erasing(self._paths, self._key)

    def erase(self) -> None:
        self._close()
        erase_home(self._paths, self._keyring, self._key)
