"""A copy of the database as it stands at one moment, through SQLite's backup API, while others read and write."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.errors import DamagedDatabase
from assistant.storage.database import storage_errors
from assistant.storage.database_key import DatabaseKey
from assistant.storage.sqlite import connect

_PAGES_A_STEP = 1024
_COUNTED = ("conversations", "facts", "documents")


def take_snapshot(
    database: Path, out: Path, between: Callable[[], None], key: DatabaseKey | None = None
) -> dict[str, int]:
    """Copies and checks, an encrypted one under its own ``key``; gives the number of rows of what people count. ``between`` is
    called between steps and may raise.

    Raises ``DamagedDatabase`` when the copy is not sound, ``StorageError``.
    """
    with (
        storage_errors(database),
        contextlib.closing(connect(database, key)) as source,
        contextlib.closing(connect(out, key)) as target,
    ):
        # A reading transaction holds the moment: what is written meanwhile does not start the copy anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target, pages=_PAGES_A_STEP, progress=lambda *_: between(), sleep=0)
        source.rollback()
        target.execute("PRAGMA journal_mode = DELETE")
        check_sound(target, database)
        tables = {row[0] for row in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            name: target.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our names
            for name in _COUNTED
            if name in tables
        }


def check_sound(connection: Any, file: Path) -> None:
    """Raises ``DamagedDatabase`` unless SQLite finds nothing wrong with an open database."""
    with storage_errors(file):
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedDatabase.of(file)
