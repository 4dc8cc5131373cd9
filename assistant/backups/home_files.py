"""Which files of a home the user made. What can be made anew, and what holds no words, is left out of backups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from assistant.paths import MOVED_FROM, MOVED_TO, MOVING_FROM, MOVING_TO

DATABASE = "sotto.db"
BACKUPS = "backups"
UNPACKING, READY, PLACING = "restore.part", "restore.ready", "restore.placing"
REMOVING, UNDOING, ASIDE = "restore.removing", "restore.undo", "restore.aside"
"""Folders of a restore under way; see ``restoring``."""
CONVERTING, ENCRYPTED, DECRYPTED, ERASING = "converting.part", "encrypted.ready", "decrypted.ready", "erasing"
"""Folders of a switch of the encryption under way; see ``encryption.conversion``."""
ERASING_ALL = "erasing-everything"
"""A file while a home is being erased; see ``backups.erasing``."""
_FOLDERS_LEFT = frozenset(
    {"logs", "crash_reports", BACKUPS, UNPACKING, READY, PLACING, REMOVING, UNDOING, ASIDE}
    | {CONVERTING, ENCRYPTED, DECRYPTED, ERASING}
)
_FILES_LEFT = frozenset(
    {
        "speeds.json",
        "machine.json",
        MOVING_TO,
        MOVING_FROM,
        MOVED_TO,
        MOVED_FROM,
        ERASING_ALL,
        "network.log",
        "server.key",
        f"{DATABASE}-wal",
        f"{DATABASE}-shm",
        f"{DATABASE}-journal",
    }
)
_ENDINGS_LEFT = (".lock", ".opening", ".part")


def is_of_the_user(name: PurePosixPath) -> bool:
    """Whether a file of the home, named from there, belongs into a backup. Any other name (absolute, upwards) does not."""
    parts = name.parts
    if not parts or name.is_absolute() or ".." in parts or "\\" in str(name) or ":" in parts[0]:
        return False
    return parts[0] not in _FOLDERS_LEFT and str(name) not in _FILES_LEFT and not name.name.endswith(_ENDINGS_LEFT)


def files_of_the_user(home: Path) -> Iterator[PurePosixPath]:
    """Regular files below a home that belong into a backup, in order; links are not followed."""
    for file in sorted(home.rglob("*")):
        name = PurePosixPath(file.relative_to(home).as_posix())
        if file.is_file() and not file.is_symlink() and is_of_the_user(name):
            yield name
