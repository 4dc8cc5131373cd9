"""Backups of a home whose engine runs in a child process.

What needs no engine works without one, as when the database is damaged.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

from assistant.backups.backup_file import describe
from assistant.backups.listing import automatic_backups
from assistant.errors import BugReported, ErrorReport
from assistant.own_modules import module_command
from assistant.paths import Paths
from assistant.records import Backup


class RemoteBackups:
    """Implements ``BackupsApi``. To restore, the engine is ended and the ``sotto`` command does it in a process of its own."""

    def __init__(
        self,
        paths: Paths,
        call: Callable[..., Any],
        without_engine: Callable[[], AbstractContextManager[None]],
        retire: Callable[[], None],
    ) -> None:
        """``without_engine`` ends the engine while something is done, and starts it anew, unless ``retire`` was called."""
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

    def restore(self, file: Path) -> Backup:
        described = describe(file)
        with self._without_engine():
            self._run("restore", file)
        return described

    def move(self, folder: Path) -> None:
        with self._without_engine():
            self._run("move", folder)
            # The home is another from here on; an engine started again would open the old one.
            self._retire()

    def _run(self, command: str, path: Path) -> None:
        words = [*module_command("assistant"), command, str(path), "--json"]
        words += ["--home", str(self._paths.home), "--models", str(self._paths.models)]
        done = subprocess.run(words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            raise _error(done.stdout)


def _error(printed: bytes) -> Exception:
    try:
        error = json.loads(printed)["error"]
        return ErrorReport(kind=error["kind"], message=error["message"], remedy=error["remedy"]).to_exception()
    except (ValueError, KeyError, TypeError):
        return BugReported("It was not done; everything is as it was.", "Try again.")
