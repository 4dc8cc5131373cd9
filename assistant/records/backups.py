"""Backups: everything the user made, in one file; and erasing it all."""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup and what it holds. ``created_at`` is in Unix seconds; ``version`` is that of the Sotto that wrote it. A home is
    ``encrypted`` after restoring as its backup is."""

    file: Path
    created_at: float
    size_bytes: int
    version: str
    conversations: int
    facts: int
    documents: int
    encrypted: bool = False


class ErasedKind(enum.StrEnum):
    """What the files of a home are for."""

    SETTINGS = "settings"
    DATABASE = "database"
    PICTURES = "pictures"
    NOTES = "notes"
    CALENDAR = "calendar"
    BACKUPS = "backups"
    LOGS = "logs"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPart:
    """Files of one kind: how many, and their bytes together."""

    kind: ErasedKind
    files: int
    size_bytes: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ErasePlan:
    """What goes when a home is erased: its files by kind, and what the database holds. ``outside`` are the folder of notes and the
    calendar where the user chose another place for them; they stay."""

    home: Path
    parts: tuple[ErasedPart, ...]
    conversations: int
    messages: int
    facts: int
    documents: int
    outside: tuple[Path, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Everything together."""
        return sum(part.size_bytes for part in self.parts)
