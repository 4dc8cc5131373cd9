"""The automatic backups of a home. Needs no database, so that the window can offer one when it is damaged."""

from __future__ import annotations

import contextlib
import logging
from datetime import date, datetime
from pathlib import Path

from assistant.backups.backup_file import describe
from assistant.backups.rotation import newest_first
from assistant.errors import UserFacingError
from assistant.records import Backup

_log = logging.getLogger(__name__)

ENDING = ".sotto-backup"


def days_of(folder: Path) -> dict[date, Path]:
    """The automatic backups in a folder, by the day they were made on."""
    found = {}
    for file in folder.glob(f"*{ENDING}"):
        with contextlib.suppress(ValueError):
            found[date.fromisoformat(file.name.removesuffix(ENDING))] = file
    return found


def automatic_backups(folder: Path, today: date | None = None) -> list[Backup]:
    """The automatic backups in a folder, newest first; those that cannot be read are left out. ``today`` is the system's unless
    given."""
    days = days_of(folder)
    files = [days[day] for day in newest_first(days, today or datetime.now().astimezone().date())]
    # What somebody gave a name of his own has no day, and may be of any.
    files += sorted(set(folder.glob(f"*{ENDING}")) - set(files))
    found = []
    for file in files:
        try:
            found.append(describe(file))
        except UserFacingError as error:
            _log.info("an automatic backup was passed over: %s", error.kind)
    return found
