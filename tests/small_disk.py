"""A file system of two megabytes, for tests of a disk that is really full."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

DISK_BYTES = 2_000_000


class SmallDisk:
    """A mounted file system of ``DISK_BYTES``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def fill(self) -> None:
        """Leaves not one byte."""
        with (self.root / "filling").open("ab", buffering=0) as stream:
            for block in (b"\0" * 4096, b"\0"):
                with contextlib.suppress(OSError):
                    while stream.write(block):
                        pass

    def free(self) -> None:
        """Gives the room back."""
        (self.root / "filling").unlink()


@contextlib.contextmanager
def small_disk(root: Path) -> Iterator[SmallDisk]:
    """Mounts one at ``root``; skips the test where that is not allowed."""
    root.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=700", "tmpfs", str(root)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a file system can be mounted by root on Linux only")
    try:
        yield SmallDisk(root)
    finally:
        subprocess.run(["umount", "--lazy", str(root)], check=True)
