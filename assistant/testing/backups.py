"""Backups and encryption that are only spoken of, for screens without an engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import UserFacingError
from assistant.records import Backup, EncryptionStatus, ErasedKind, ErasedPart, ErasePlan


def backup(file: Path, created_at: float = 1_790_000_000.0) -> Backup:
    """A backup of two chats, three facts and a document."""
    return Backup(
        file=file, created_at=created_at, size_bytes=1_500_000, version="0", conversations=2, facts=3, documents=1
    )


def erase_plan() -> ErasePlan:
    """A home with something of everything."""
    sizes = {
        ErasedKind.SETTINGS: (2, 1_500),
        ErasedKind.DATABASE: (3, 45_000_000),
        ErasedKind.PICTURES: (2, 900_000),
        ErasedKind.NOTES: (4, 2_000),
        ErasedKind.BACKUPS: (5, 80_000_000),
        ErasedKind.LOGS: (3, 40_000),
    }
    parts = tuple(ErasedPart(kind=kind, files=files, size_bytes=size) for kind, (files, size) in sizes.items())
    return ErasePlan(
        home=Path("home"),
        parts=parts,
        conversations=12,
        messages=240,
        facts=7,
        documents=3,
        outside=(Path("/notes/of/mine"),),
    )


class ScriptedBackups:
    """See ``BackupsApi``. ``written`` and ``restored`` hold what was asked for; ``refuse_next`` makes the next call raise."""

    def __init__(self) -> None:
        self.automatic: list[Backup] = []
        self.written: list[Path] = []
        self.restored: list[Path] = []
        self.moved: list[Path] = []
        self.secrets: list[str] = []
        self.erased = 0
        self._refusal: UserFacingError | None = None

    def refuse_next(self, error: UserFacingError) -> None:
        """The next ``describe``, ``write`` or ``restore`` raises this."""
        self._refusal = error

    def list(self) -> Sequence[Backup]:
        return tuple(self.automatic)

    def describe(self, file: Path) -> Backup:
        self._refuse()
        return backup(file)

    def write(self, file: Path) -> Backup:
        self._refuse()
        self.written.append(file)
        return backup(file)

    def restore(self, file: Path, secret: str = "") -> Backup:
        self._refuse()
        self.restored.append(file)
        self.secrets.append(secret)
        return backup(file)

    def move(self, folder: Path) -> None:
        self._refuse()
        self.moved.append(folder)

    def plan_erasing(self) -> ErasePlan:
        return erase_plan()

    def erase(self) -> None:
        self._refuse()
        self.erased += 1

    def _refuse(self) -> None:
        if self._refusal is not None:
            error, self._refusal = self._refusal, None
            raise error


CODE = "ABCD-" * 13 + "EFGH"


class ScriptedEncryption:
    """See ``EncryptionApi``. ``switched`` and ``secrets`` hold what was asked for; ``refusal`` makes the next switch raise."""

    def __init__(self) -> None:
        self.now = EncryptionStatus(keyring=True)
        self.switched: list[tuple[str, str] | None] = []
        self.secrets: list[str] = []
        self.refusal: UserFacingError | None = None

    def status(self) -> EncryptionStatus:
        return self.now

    def new_code(self) -> str:
        return CODE

    def switch_on(self, code: str, passphrase: str = "") -> None:
        self._refuse()
        self.switched.append((code, passphrase))
        kept_in = "passphrase" if passphrase else "keyring"
        self.now = EncryptionStatus(on=True, kept_in=kept_in, keyring=self.now.keyring)

    def switch_off(self) -> None:
        self._refuse()
        self.switched.append(None)
        self.now = EncryptionStatus(keyring=self.now.keyring)

    def unlock(self, secret: str) -> None:
        self.secrets.append(secret)

    def _refuse(self) -> None:
        if self.refusal is not None:
            error, self.refusal = self.refusal, None
            raise error
