"""What an encrypted home says of its key: ``encryption.json``, and ``key.db`` where a passphrase opens it.

``key.db`` is a database of SQLCipher's own making that holds the key in one row, so that deriving a key from what people choose is
left to the library, is done once a start, and the passphrase is no part of any other file. Both files belong to a backup.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import json
import os
from pathlib import Path

from assistant.errors import StorageError, WrongKey
from assistant.paths import ENCRYPTION, PRIVATE_FILE, make_private_file
from assistant.storage.database_key import DatabaseKey

LOCKED_KEY = "key.db"
_FORMAT = 1


class KeptIn(enum.StrEnum):
    """Where the key is."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - a name


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """``fingerprint`` names the key."""

    fingerprint: str
    kept_in: KeptIn


def is_encrypted(home: Path) -> bool:
    """Whether a home is encrypted; needs no key."""
    return (home / ENCRYPTION).exists()


def read_key_file(home: Path) -> KeyFile | None:
    """What a home says of its key, or None where it is in the clear. Raises ``StorageError``."""
    try:
        about = json.loads((home / ENCRYPTION).read_text(encoding="utf-8"))
        if about["format"] > _FORMAT:
            raise StorageError("Your data was encrypted by a newer version of Sotto.", "Update Sotto, then try again.")
        return KeyFile(fingerprint=str(about["key"]), kept_in=KeptIn(about["kept_in"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            f"The file {home / ENCRYPTION} cannot be read.",
            "It says which key opens your data. Take it from a backup, or enter the recovery code with “sotto encrypt unlock”.",
        ) from error


def write_key_file(home: Path, key: DatabaseKey, kept_in: KeptIn) -> None:
    """Says of which key a home is."""
    words = json.dumps({"format": _FORMAT, "key": key.fingerprint, "kept_in": kept_in})
    with os.fdopen(os.open(home / ENCRYPTION, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "w") as stream:
        stream.write(f"{words}\n")
        stream.flush()
        os.fsync(stream.fileno())


def lock_key(home: Path, key: DatabaseKey, passphrase: str) -> None:
    """Writes the key for a passphrase to open."""
    from assistant.storage.sqlcipher import connect_by_passphrase

    file = home / LOCKED_KEY
    file.unlink(missing_ok=True)
    make_private_file(file)
    with contextlib.closing(connect_by_passphrase(str(file), passphrase)) as connection:
        connection.execute("CREATE TABLE key (raw BLOB)")
        connection.execute("INSERT INTO key VALUES (?)", (key.raw,))
        connection.commit()
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def unlock_key(home: Path, passphrase: str) -> DatabaseKey:
    """The key that a passphrase opens. Raises ``WrongKey``, and ``StorageError`` where there is no such file."""
    from assistant.storage.sqlcipher import connect_by_passphrase
    from assistant.storage.sqlite import errors

    file = home / LOCKED_KEY
    if not file.exists():
        raise StorageError(f"The file {file} is not there.", "Enter the recovery code instead.")
    with contextlib.closing(connect_by_passphrase(str(file), passphrase)) as connection:
        try:
            return DatabaseKey(connection.execute("SELECT raw FROM key").fetchone()[0])
        except errors("Error") as error:
            raise WrongKey(
                "This passphrase does not open your data.", "Try again, or enter the recovery code."
            ) from error
