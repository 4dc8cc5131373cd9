"""Backups of a home whose engine runs in a child process.

What needs no engine works without one, as when the database is damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

from assistant.backups.backup_file import describe
from assistant.backups.listing import automatic_backups
from assistant.home_command import run_over
from assistant.paths import Paths
from assistant.records import Backup, ErasePlan


class RemoteBackups:
    """Implements ``BackupsApi``. What needs the home for itself is done by the
    ``sotto`` command in a process of its own, after the engine was ended."""

    def __init__(
        self,
        paths: Paths,
        call: Callable[..., Any],
        without_engine: Callable[[], AbstractContextManager[None]],
        retire: Callable[[], None],
        secret: Callable[[], str],
        keep_secret: Callable[[str], None],
    ) -> None:
        """``without_engine`` ends the engine while something is done, and starts it anew, unless ``retire`` was called. ``secret``
        is what the home was unlocked with, empty where the keyring did; ``keep_secret`` changes it."""
        self._secret = secret
        self._keep_secret = keep_secret
        self._paths = paths
        self._call = call
        self._without_engine = without_engine
        self._retire = retire

    def list(self) -> Sequence[Backup]:
        """See ``BackupsApi``; as all that follows."""
        return automatic_backups(self._paths.backups)

    def describe(self, file: Path) -> Backup:
        return describe(file)

    def write(self, file: Path) -> Backup:
        return cast(Backup, self._call("backups.write", file))

    def restore(self, file: Path, secret: str = "") -> Backup:
        described = describe(file)
        with self._without_engine():
            run_over(self._paths, "restore", str(file), lines=_lines(secret or self._secret()))
            if secret:
                self._keep_secret(secret)
        return described

    def move(self, folder: Path) -> None:
        with self._without_engine():
            run_over(self._paths, "move", str(folder), lines=_lines(self._secret()))
            # The home is another from here on; an engine started again would open the old one.
            self._retire()

    def plan_erasing(self) -> ErasePlan:
        return cast(ErasePlan, self._call("backups.plan_erasing"))

    def erase(self) -> None:
        with self._without_engine():
            run_over(self._paths, "reset", "everything", "--yes")
            # An engine started now would fill the home again, of which the window still shows what was.
            self._retire()


def _lines(secret: str) -> list[str]:
    return [secret] if secret else []
