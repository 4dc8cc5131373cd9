"""Free space where models are kept."""

from __future__ import annotations

import shutil
from pathlib import Path


def free_bytes(folder: Path) -> int | None:
    """Free bytes on the disk of ``folder``, which need not exist yet; None where the disk cannot be asked."""
    for existing in (folder, *folder.parents):
        if existing.exists():
            try:
                return shutil.disk_usage(existing).free
            except OSError:
                return None
    return None
