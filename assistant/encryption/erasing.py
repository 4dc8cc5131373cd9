"""Overwriting what is deleted. A solid-state disk, a file system that copies on writing, and other programs' backups keep what
they like; on such a disk only one that is encrypted as a whole holds nothing back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_CHUNK = bytes(1 << 20)


def erase(file: Path) -> None:
    """Overwrites a file with zeros and deletes it."""
    if not file.is_symlink():
        with file.open("r+b") as stream:
            left = os.fstat(stream.fileno()).st_size
            while left > 0:
                left -= stream.write(_CHUNK[:left])
            stream.flush()
            os.fsync(stream.fileno())
    file.unlink()


def erase_folder(folder: Path) -> None:
    """Erases all files of a folder, and deletes it. One that is not there is no fault."""
    if not folder.is_dir():
        return
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            erase(file)
    shutil.rmtree(folder)
