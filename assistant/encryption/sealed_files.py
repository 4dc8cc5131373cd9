"""Files of the user's that are no databases, encrypted all the same: one SQLCipher file each, with the bytes in one row.

So there is one cipher, one key and one library for everything, and what was changed from outside does not open.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from assistant.errors import DamagedDatabase
from assistant.paths import PRIVATE_FILE
from assistant.storage.database import storage_errors
from assistant.storage.database_key import DatabaseKey
from assistant.storage.sqlite import connect


def write_file(file: Path, data: bytes, key: DatabaseKey | None) -> None:
    """Writes a new file to the disk, sealed where there is a key. Raises ``OSError``, ``StorageError``."""
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "r+b") as stream:
        if key is None:
            stream.write(data)
            stream.flush()
        else:
            with storage_errors(file), contextlib.closing(connect(file, key, isolation_level=None)) as connection:
                # A file that a crash leaves unfinished is thrown away whole.
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("CREATE TABLE content (data BLOB)")
                connection.execute("INSERT INTO content VALUES (?)", (data,))
        os.fsync(stream.fileno())


def read_file(file: Path, key: DatabaseKey | None) -> bytes:
    """What a file holds. Raises ``OSError``, ``StorageError``."""
    if key is None:
        return file.read_bytes()
    with storage_errors(file), contextlib.closing(connect(file, key)) as connection:
        row = connection.execute("SELECT data FROM content").fetchone()
    if row is None:
        raise DamagedDatabase.of(file)
    return bytes(row[0])
