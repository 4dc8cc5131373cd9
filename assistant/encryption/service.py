"""Encryption as the front door of an engine in this process offers it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.encryption.conversion import already_encrypted, decrypt_home, encrypt_home, not_encrypted
from assistant.encryption.key_file import KeptIn, is_encrypted, read_key_file
from assistant.encryption.unlocking import keep_key
from assistant.errors import InvalidInput
from assistant.paths import Paths
from assistant.records import EncryptionStatus
from assistant.records.encryption import SHORTEST_PASSPHRASE
from assistant.storage.database_key import DatabaseKey, key_of_recovery_code, new_key
from assistant.system_keyring import Keyring


class Encryption:
    """Implements ``EncryptionApi``."""

    def __init__(self, paths: Paths, keyring: Keyring, key: DatabaseKey | None, close: Callable[[], None]) -> None:
        """``key`` is that of the open home, and ``close`` ends the engine that holds it."""
        self._paths = paths
        self._keyring = keyring
        self._key = key
        self._close = close

    def status(self) -> EncryptionStatus:
        """See ``EncryptionApi``; as all that follows."""
        return encryption_status(self._paths.home, self._keyring)

    def new_code(self) -> str:
        return new_key().recovery_code

    def switch_on(self, code: str, passphrase: str = "") -> None:
        key = key_of_recovery_code(code)
        if passphrase:
            check_passphrase(passphrase)
        self._close()
        switch_on(self._paths, self._keyring, key, passphrase)

    def switch_off(self) -> None:
        if self._key is None:
            raise not_encrypted()
        self._close()
        decrypt_home(self._paths, self._key)

    def unlock(self, secret: str) -> None:
        """It is open."""


def encryption_status(home: Path, keyring: Keyring) -> EncryptionStatus:
    """Of a home whose key need not be known."""
    about = read_key_file(home)
    kept_in = "" if about is None else str(about.kept_in)
    return EncryptionStatus(on=about is not None, kept_in=kept_in, keyring=keyring.available)


def check_passphrase(passphrase: str) -> str:
    """Gives back one that is long enough. Raises ``InvalidInput``."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InvalidInput("This passphrase is too short.", "Choose a longer one, such as five or six words.")
    return passphrase


def switch_on(paths: Paths, keyring: Keyring, key: DatabaseKey, passphrase: str = "") -> None:
    """Makes the key safe, and then encrypts a home that no engine holds. Raises as ``EncryptionApi.switch_on``."""
    if is_encrypted(paths.home):
        raise already_encrypted()
    if not passphrase:
        keep_key(keyring, key)
    encrypt_home(paths, key, KeptIn.PASSPHRASE if passphrase else KeptIn.KEYRING, passphrase)
