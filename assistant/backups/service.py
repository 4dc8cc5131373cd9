"""Backups as the front door of an engine in this process offers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.backups.archive import back_up
from assistant.backups.automatic import AutomaticBackups
from assistant.backups.backup_file import describe
from assistant.backups.moving import move_home
from assistant.backups.restoring import restore
from assistant.clock import Clock
from assistant.paths import Paths
from assistant.records import Backup


class Backups:
    """Implements ``BackupsApi``."""

    def __init__(self, paths: Paths, clock: Clock, automatic: AutomaticBackups, close: Callable[[], None]) -> None:
        """``close`` ends the engine that holds the home."""
        self._paths = paths
        self._clock = clock
        self._automatic = automatic
        self._close = close

    def list(self) -> Sequence[Backup]:
        """See ``BackupsApi``; as all that follows."""
        return self._automatic.list()

    def describe(self, file: Path) -> Backup:
        return describe(file)

    def write(self, file: Path) -> Backup:
        return back_up(self._paths, file, self._clock.now(), lambda: None)

    def restore(self, file: Path) -> Backup:
        described = describe(file)
        self._close()
        restore(self._paths, file)
        return described

    def move(self, folder: Path) -> None:
        self._close()
        move_home(self._paths, folder)
