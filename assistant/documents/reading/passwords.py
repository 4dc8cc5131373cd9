"""Passwords of documents: all in memory until Sotto ends, and those that the user wants kept in the system's keyring."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import KeyringUnavailable
from assistant.ids import DocumentId
from assistant.storage.database import Storage
from assistant.system_keyring import Keyring, no_keyring

_log = logging.getLogger(__name__)


class Passwords:
    """May be used from any thread. No password is ever written anywhere but into the keyring."""

    def __init__(self, storage: Storage, keyring: Keyring | None = None) -> None:
        """Without a keyring none can be kept."""
        self._storage = storage
        self._keyring = keyring
        self._lock = threading.Lock()
        self._given: list[str] = []

    @property
    def can_keep(self) -> bool:
        """Whether this computer has a keyring."""
        return self._keyring is not None and self._keyring.available

    def remember(self, password: str) -> None:
        """Holds a password in memory."""
        with self._lock:
            if password and password not in self._given:
                self._given.append(password)

    def for_document(self, document: DocumentId | None) -> Iterator[str]:
        """What may open a locked document: passwords given since the start, then the one kept for it."""
        with self._lock:
            given = list(self._given)
        yield from given
        if document is not None and self._is_kept(document):
            try:
                kept = self._required().read(self._name(document))
            except KeyringUnavailable as error:
                _log.info("the password of document %d was not read: %s", document, error.kind)
                return
            if kept is not None and kept not in given:
                self.remember(kept)
                yield kept

    def keep(self, document: DocumentId, password: str) -> None:
        """Puts a document's password into the keyring. Raises ``KeyringUnavailable``."""
        self._required().keep(self._name(document), password)
        self._note(document, kept=True)

    def forget(self, document: DocumentId) -> None:
        """Takes a document's password out of the keyring, where it was kept. Raises ``KeyringUnavailable``."""
        if self._is_kept(document):
            self._required().remove(self._name(document))
            self._note(document, kept=False)

    def _required(self) -> Keyring:
        if self._keyring is None:
            raise no_keyring()
        return self._keyring

    def _is_kept(self, document: DocumentId) -> bool:
        return bool(self._storage.rows("SELECT 1 FROM kept_passwords WHERE document_id = ?", (document,)))

    def _note(self, document: DocumentId, *, kept: bool) -> None:
        with self._storage.write() as database:
            if kept:
                database.execute("INSERT OR IGNORE INTO kept_passwords(document_id) VALUES (?)", (document,))
            else:
                database.execute("DELETE FROM kept_passwords WHERE document_id = ?", (document,))

    def _name(self, document: DocumentId) -> str:
        return name_in_keyring(document, Path(self._storage.file).parent)


def name_in_keyring(document: int, home: Path) -> str:
    """A document's password, as the keyring's own program lists it; homes have documents of the same number."""
    return f"document {document} of {home}"
