"""A back end of the keyring library that keeps secrets in a file, for programs that are started with ``PYTHON_KEYRING_BACKEND``."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

NAME = "tests.file_keyring.FileKeyring"
VARIABLE = "SOTTO_TEST_KEYRING"
"""Names the file; one that holds the word ``locked`` is a keyring that its user does not unlock."""


class FileKeyring(KeyringBackend):
    """Secrets by service and name."""

    priority: ClassVar[float] = 9

    def __init__(self, file: Path | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.file = file or Path(os.environ[VARIABLE])

    def get_password(self, service: str, username: str) -> str | None:
        return self._secrets().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._secrets(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        secrets = self._secrets()
        if secrets.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("no such password")
        self._write(secrets)

    def _secrets(self) -> dict[str, str]:
        text = self.file.read_text(encoding="utf-8") if self.file.exists() else "{}"
        if text == "locked":
            raise KeyringLocked("dismissed")
        secrets: dict[str, str] = json.loads(text)
        return secrets

    def _write(self, secrets: dict[str, str]) -> None:
        # Programs that use it are killed.
        whole = self.file.with_suffix(f".{os.getpid()}")
        whole.write_text(json.dumps(secrets), encoding="utf-8")
        whole.replace(self.file)
