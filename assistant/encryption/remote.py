"""Encryption of a home whose engine runs in a child process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, cast

from assistant.home_command import run_over
from assistant.paths import Paths
from assistant.records import EncryptionStatus


class RemoteEncryption:
    """Implements ``EncryptionApi``. To switch, the engine is ended and the ``sotto`` command does it in a process of its own."""

    def __init__(
        self,
        paths: Paths,
        call: Callable[..., Any],
        without_engine: Callable[[], AbstractContextManager[None]],
        secret: Callable[[], str],
        keep_secret: Callable[[str], None],
    ) -> None:
        """``secret`` is what the engine is opened with, empty where the keyring opens it; ``keep_secret`` changes it."""
        self._paths = paths
        self._call = call
        self._without_engine = without_engine
        self._secret = secret
        self._keep_secret = keep_secret

    def status(self) -> EncryptionStatus:
        """See ``EncryptionApi``; as all that follows."""
        return cast(EncryptionStatus, self._call("encryption.status"))

    def new_code(self) -> str:
        return cast(str, self._call("encryption.new_code"))

    def switch_on(self, code: str, passphrase: str = "") -> None:
        words = ["encrypt", "on", "--code", "--yes"] + (["--passphrase"] if passphrase else [])
        with self._without_engine():
            run_over(self._paths, *words, lines=[code, passphrase] if passphrase else [code])
            self._keep_secret(passphrase)

    def switch_off(self) -> None:
        with self._without_engine():
            run_over(self._paths, "encrypt", "off", lines=[self._secret()] if self._secret() else [])
            self._keep_secret("")

    def unlock(self, secret: str) -> None:
        self._keep_secret(secret)
