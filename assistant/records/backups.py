"""Backups: everything the user made, in one file."""

from __future__ import annotations

import dataclasses
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
