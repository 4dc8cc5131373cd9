"""The SQLite binding that sqlite-utils chose: pysqlite3 where it is installed, else the standard library's; and SQLCipher's, where
a home is encrypted.

Many builds of CPython have no loadable extensions, which sqlite-vec needs; pysqlite3's wheels have them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlite_utils.utils

if TYPE_CHECKING:
    from assistant.storage.database_key import DatabaseKey

sqlite3 = sqlite_utils.utils.sqlite3  # type: ignore[attr-defined]  # chosen there, not declared as exported

BINDINGS: list[Any] = [sqlite3]
"""Those in use; ``storage.sqlcipher`` adds its own when it is loaded."""

__all__ = ["BINDINGS", "attach", "connect", "errors", "sqlite3"]


def connect(file: Path | str, key: DatabaseKey | None = None, **options: Any) -> Any:
    """A connection to a database, which with ``key`` is encrypted. What it puts aside while it sorts stays in memory: a file of the
    temporary folder would lie outside the home, with the user's words in it."""
    if key is None:
        connection = sqlite3.connect(str(file), **options)
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection
    from assistant.storage import sqlcipher

    return sqlcipher.connect(str(file), key, **options)


def attach(connection: Any, place: str, schema: str, key: DatabaseKey | None = None) -> None:
    """Lets a connection see a second database, under the name ``schema``."""
    if key is None:
        connection.execute(f"ATTACH DATABASE ? AS {schema}", (place,))
    else:
        connection.execute(f"ATTACH DATABASE ? AS {schema} KEY ?", (place, key.as_sqlcipher))


def errors(*names: str, others: tuple[type[Exception], ...] = ()) -> tuple[type[Exception], ...]:
    """The exceptions of these names (``Error``, ``DatabaseError`` …) of every binding in use, and others, for an ``except``."""
    return (*(getattr(binding, name) for binding in BINDINGS for name in names), *others)
