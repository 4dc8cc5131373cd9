"""The automatic backups of a home. Needs no database, so that the window can offer one when it is damaged."""

from __future__ import annotations

import logging
from pathlib import Path

from assistant.backups.backup_file import describe
from assistant.errors import UserFacingError
from assistant.records import Backup

_log = logging.getLogger(__name__)

ENDING = ".sotto-backup"


def automatic_backups(folder: Path) -> list[Backup]:
    """The automatic backups in a folder, newest first; those that cannot be read are left out."""
    found = []
    for file in sorted(folder.glob(f"*{ENDING}"), reverse=True):
        try:
            found.append(describe(file))
        except UserFacingError as error:
            _log.info("an automatic backup was passed over: %s", error.kind)
    return found
