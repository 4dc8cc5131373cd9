"""Finding the key of a home: in the system's keyring, by its passphrase, or by the recovery code."""

from __future__ import annotations

import contextlib
from pathlib import Path

from assistant.encryption.key_file import KeptIn, KeyFile, read_key_file, unlock_key, write_key_file
from assistant.errors import KeyNeeded, KeyringUnavailable, StorageError, WrongKey
from assistant.paths import Paths
from assistant.storage.database_key import DatabaseKey, key_of_recovery_code, looks_like_recovery_code
from assistant.storage.sqlite import connect, errors
from assistant.system_keyring import Keyring


def find_key(home: Path, keyring: Keyring, secret: str = "") -> DatabaseKey | None:
    """The key of an encrypted home, None of one in the clear. ``secret`` is a passphrase or recovery code that was given.

    A recovery code puts the key back into a keyring that lost it. Raises ``KeyNeeded`` where a secret must be asked for,
    ``WrongKey`` for one that does not do, ``StorageError``.
    """
    about = read_key_file(home)
    if about is None:
        return None
    if secret:
        return _by_secret(home, about, keyring, secret)
    if about.kept_in is KeptIn.PASSPHRASE:
        raise KeyNeeded("Your data is encrypted.", "Enter its passphrase, or the recovery code.")
    try:
        kept = keyring.read(name_in_keyring(about.fingerprint))
    except KeyringUnavailable as error:
        raise KeyNeeded(
            "Your data is encrypted, and this computer's keyring did not open.",
            "Unlock the keyring and try again, or enter the recovery code.",
        ) from error
    with contextlib.suppress(WrongKey):
        key = key_of_recovery_code(kept or "")
        if key.fingerprint == about.fingerprint:
            return key
    raise KeyNeeded(
        "Your data is encrypted, and its key is not in this computer's keyring.", "Enter the recovery code."
    )


def keep_key(keyring: Keyring, key: DatabaseKey) -> None:
    """Puts a key into the keyring and reads it back. Raises ``KeyringUnavailable``."""
    name = name_in_keyring(key.fingerprint)
    keyring.keep(name, key.recovery_code)
    if keyring.read(name) != key.recovery_code:
        raise KeyringUnavailable(
            "The keyring of this computer did not keep the key.", "Use a passphrase instead; nothing was changed."
        )


def restore_key(paths: Paths, keyring: Keyring, key: DatabaseKey) -> None:
    """Puts a key back into the keyring, and says anew of which key the home is where that was lost with ``encryption.json``.

    Raises ``WrongKey`` when it does not open the database, ``KeyringUnavailable``.
    """
    with contextlib.closing(connect(paths.database, key)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except errors("DatabaseError") as error:
            raise WrongKey("This is the recovery code of other data.", "Look for the one of this data.") from error
    keep_key(keyring, key)
    try:
        about = read_key_file(paths.home)
    except StorageError:
        about = None
    if about is None:
        write_key_file(paths.home, key, KeptIn.KEYRING)


def name_in_keyring(fingerprint: str) -> str:
    """As the keyring's own program lists it."""
    return f"recovery code of encrypted data {fingerprint}"


def _by_secret(home: Path, about: KeyFile, keyring: Keyring, secret: str) -> DatabaseKey:
    code = looks_like_recovery_code(secret)
    if about.kept_in is KeptIn.PASSPHRASE:
        try:
            return unlock_key(home, secret)
        except (WrongKey, StorageError):
            if not code:
                raise
    key = key_of_recovery_code(secret)
    if key.fingerprint != about.fingerprint:
        raise WrongKey("This is the recovery code of other data.", "Look for the one of this data.")
    if about.kept_in is KeptIn.KEYRING:
        with contextlib.suppress(KeyringUnavailable):
            keep_key(keyring, key)
    return key
