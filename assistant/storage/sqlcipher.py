"""SQLCipher (https://www.zetetic.net/sqlcipher/): SQLite whose every page is encrypted and authenticated, its log and journals too.

The one file that imports the library, and only when encryption is on. Its wheels hold SQLite, FTS5 and OpenSSL, and load sqlite-vec
like the other bindings.
"""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from assistant.storage import sqlite
from assistant.storage.database_key import DatabaseKey

if sqlcipher not in sqlite.BINDINGS:
    sqlite.BINDINGS.append(sqlcipher)


def connect(file: str, key: DatabaseKey | None = None, **options: Any) -> Any:
    """A connection to an encrypted database, or without a key to one in the clear or in memory. A wrong key shows with the first
    statement that reads."""
    connection = _opened(file, **options)
    if key is not None and file != ":memory:":
        connection.execute(f'PRAGMA key = "{key.as_sqlcipher}"')
    return connection


def connect_by_passphrase(file: str, passphrase: str) -> Any:
    """A connection to a database whose key the library derives from a passphrase (PBKDF2-HMAC-SHA512, 256,000 rounds)."""
    connection = _opened(file)
    quoted = passphrase.replace("'", "''")
    connection.execute(f"PRAGMA key = '{quoted}'")
    return connection


def _opened(file: str, **options: Any) -> Any:
    connection = sqlcipher.connect(file, **options)
    # Else it writes to standard error each time a page does not open, and temporary tables to a file.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection
