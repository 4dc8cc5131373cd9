"""A file that grows: appended to, hashed as it grows, and taken up again after an interruption."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import TracebackType

from models.disk import BLOCK_BYTES, PRIVATE_FILE, Cancelled, raise_if_cancelled


class PartFile:
    """Opens or makes ``path`` and hashes what is there, up to ``keep_bytes``; what lies beyond is cut off.

    ``OSError`` on any disk trouble; ``FetchCancelled`` while hashing.
    """

    def __init__(self, path: Path, cancelled: Cancelled, keep_bytes: int | None = None) -> None:
        self.path = path
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
        self._stream = os.fdopen(descriptor, "r+b")
        self._state = hashlib.sha256()
        self.size = 0
        try:
            if keep_bytes is not None:
                self._stream.truncate(min(keep_bytes, os.fstat(descriptor).st_size))
            while block := self._stream.read(BLOCK_BYTES):
                raise_if_cancelled(cancelled)
                self._state.update(block)
                self.size += len(block)
        except BaseException:
            self._stream.close()
            raise

    def write(self, block: bytes) -> None:
        """Appends."""
        self._stream.write(block)
        self._state.update(block)
        self.size += len(block)

    def restart(self) -> None:
        """Throws away everything written."""
        self._stream.seek(0)
        self._stream.truncate()
        self._state = hashlib.sha256()
        self.size = 0

    def sync(self) -> None:
        """Makes what was written survive a power cut."""
        self._stream.flush()
        os.fsync(self._stream.fileno())

    @property
    def sha256(self) -> str:
        """Digest of all bytes so far, lower-case hex."""
        return self._state.hexdigest()

    def close(self) -> None:
        """Writes what is buffered and closes. May be called twice."""
        self._stream.close()

    def __enter__(self) -> PartFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
