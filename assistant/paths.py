"""Where things live on the disk.

``home`` holds everything the user made (database, settings, logs, crash reports); ``models`` holds weights, shared between
homes. Folders are made 0700 and files 0600: nobody else on the machine reads them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import StorageError
from assistant.portable import HOME, MODELS, portable_folder

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
ENCRYPTION = "encryption.json"
"""File of a home that is encrypted; see ``encryption.key_file``."""
MOVING_TO, MOVING_FROM, MOVED_TO, MOVED_FROM = "moving-to", "moving-from", "moved-to", "moved-from"
"""Files of a home that was moved; see ``backups.moving``."""
_MOST_MOVES = 16


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The folders of one Sotto. Nothing is created until ``prepare``. ``moved`` says that another folder pointed to
    ``home``, which so must be there."""

    home: Path
    models: Path
    moved: bool = False

    @classmethod
    def choose(
        cls, home: Path | None = None, models: Path | None = None, environ: Mapping[str, str] = os.environ
    ) -> Paths:
        """Explicit folders win, then ``SOTTO_HOME`` and ``SOTTO_MODELS``, then a portable program's own folder, then the
        platform's data folders. A home that was moved is followed to where it is now."""
        carried = portable_folder(environ)
        if home is None:
            home = _named(environ, "SOTTO_HOME") or (carried / HOME if carried else _of_the_platform("sotto"))
        if models is None:
            models = _named(environ, "SOTTO_MODELS") or (
                carried / MODELS if carried else _of_the_platform("sotto-models")
            )
        chosen = home.expanduser().absolute()
        now = followed(chosen)
        return cls(home=now, models=models.expanduser().absolute(), moved=now != chosen)

    @property
    def database(self) -> Path:
        """The one SQLite database."""
        return self.home / "sotto.db"

    @property
    def is_encrypted(self) -> bool:
        """Whether what the user made is encrypted."""
        return (self.home / ENCRYPTION).exists()

    @property
    def settings_file(self) -> Path:
        """The settings, for people to read and edit."""
        return self.home / "settings.toml"

    @property
    def logs(self) -> Path:
        """Logs: ids, counts and durations, never the user's words."""
        return self.home / "logs"

    @property
    def crash_reports(self) -> Path:
        """Reports of bugs, kept until the user sends or deletes them."""
        return self.home / "crash_reports"

    @property
    def window_state(self) -> Path:
        """Geometry of the window and unsent drafts."""
        return self.home / "window.ini"

    @property
    def speeds(self) -> Path:
        """How fast models wrote on this machine."""
        return self.home / "speeds.json"

    @property
    def machine(self) -> Path:
        """What was measured of this machine without a model."""
        return self.home / "machine.json"

    @property
    def backups(self) -> Path:
        """Backups that Sotto makes by itself."""
        return self.home / "backups"

    @property
    def tables(self) -> Path:
        """Rows of the tables in documents, a file a document."""
        return self.home / "tables"

    @property
    def pasted(self) -> Path:
        """Pictures that were pasted into questions."""
        return self.home / "pasted"

    def notes_folder(self, chosen: str) -> Path:
        """Where lists and notes lie: the folder of the setting, or one of the home's own."""
        return Path(chosen).expanduser() if chosen else self.home / "notes"

    def calendar(self, chosen: str) -> Path:
        """The calendar: the file of the setting, or one of the home's own."""
        return Path(chosen).expanduser() if chosen else self.home / "calendar.ics"

    @property
    def routines(self) -> Path:
        """Commands that the user put together, each under a sentence of its own."""
        return self.home / "routines.toml"

    @property
    def own_skills(self) -> Path:
        """Skills that the user wrote, a file each."""
        return self.home / "skills"

    @property
    def network_ledger(self) -> Path:
        """What went over the network since the first start, and what was stopped."""
        return self.home / "network.log"

    @property
    def server_key(self) -> Path:
        """What programs of this machine show to the local server."""
        return self.home / "server.key"

    @property
    def lock_file(self) -> Path:
        """Held by the one engine that writes to this home."""
        return self.home / "engine.lock"

    def prepare(self) -> None:
        """Makes the home private. Raises ``StorageError`` where that is not possible."""
        if self.moved and not self.home.is_dir():
            raise StorageError(
                f"Your data was moved to {self.home}, and that folder is not there.", "Connect the disk it is on."
            )
        for folder in (self.home, self.logs, self.crash_reports):
            make_private_folder(folder)


def _named(environ: Mapping[str, str], variable: str) -> Path | None:
    return Path(environ[variable]) if environ.get(variable) else None


def _of_the_platform(name: str) -> Path:
    import platformdirs

    return platformdirs.user_data_path(name, False)


def followed(home: Path) -> Path:
    """Where a home is now: at the end of the pointers it left when it was moved."""
    for _ in range(_MOST_MOVES):
        if named_in(home / MOVED_FROM) is not None:
            return home
        further = named_in(home / MOVED_TO)
        if further is None:
            copy = named_in(home / MOVING_TO)
            further = copy if copy is not None and named_in(copy / MOVED_FROM) == home else None
        if further is None:
            return home
        home = further
    return home


def named_in(file: Path) -> Path | None:
    """The folder that such a file names; None when there is no such file."""
    try:
        return Path(file.read_text(encoding="utf-8").rstrip("\n"))
    except OSError:
        return None


def network_refused(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether ``SOTTO_OFFLINE`` refuses the network; empty and ``0`` do not."""
    return environ.get("SOTTO_OFFLINE", "") not in ("", "0")


def make_private_folder(folder: Path) -> None:
    """Creates ``folder`` with mode 0700, or tightens it to that. Raises ``StorageError``."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if os.name == "posix" and (folder.stat().st_mode & 0o777) != PRIVATE_FOLDER:
            _make_folder_private(folder)
    except OSError as error:
        raise StorageError(
            f"Sotto cannot write to its data folder {folder} ({error.strerror}).",
            "Check the folder's permissions, or choose another one with --home.",
        ) from error


def _make_folder_private(folder: Path) -> None:
    try:
        folder.chmod(PRIVATE_FOLDER)
    except PermissionError:
        # The file systems of many sticks keep no modes: whoever mounted one decides who reads it.
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise


def make_private_file(file: Path) -> None:
    """Creates ``file`` with mode 0600 if it is missing, or tightens it to that. Raises ``StorageError``."""
    try:
        file.touch(mode=PRIVATE_FILE, exist_ok=True)
        if os.name == "posix" and (file.stat().st_mode & 0o777) != PRIVATE_FILE:
            with contextlib.suppress(PermissionError):
                file.chmod(PRIVATE_FILE)
    except OSError as error:
        raise StorageError(
            f"Sotto cannot write to {file} ({error.strerror}).", "Check the permissions and the free space of the disk."
        ) from error
