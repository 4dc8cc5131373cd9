"""Remembering which steps are done, by the content they were done for."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest(*parts: bytes | str) -> str:
    """SHA-256 over the parts in order; the lengths go in too, so that moving a byte to the next part changes the digest."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Stamps:
    """One small file a step in ``folder``. A step is done when its file holds the digest of what it would be done for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, step: str, *digests: str) -> bool:
        """Whether the step was finished for any of these digests."""
        try:
            return (self._folder / step).read_text() in digests
        except OSError:
            return False

    def mark(self, step: str, content: str) -> None:
        """The step is finished for this content. Atomic: a kill leaves the old stamp or the new one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{step}.part"
        part.write_text(content)
        part.replace(self._folder / step)

    def clear(self, step: str) -> None:
        """The step is not finished any more."""
        (self._folder / step).unlink(missing_ok=True)
