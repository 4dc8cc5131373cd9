"""What was found when a model folder was last hashed, kept beside the files.

A receipt lets "is it installed?" be answered without reading gigabytes: a file whose size and modification time are as they
were still has the digest it had. It records what the bytes *are*, not what they should be, so a wrong file is hashed once and
stays known as wrong. The receipt of an adopted model that is in no catalog also carries its entry.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from pathlib import Path
from typing import Any

from models.disk import Cancelled, hash_file, never, write_atomically

RECEIPT_NAME = ".sotto-receipt.json"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file's digest and the signs by which it is recognised as unchanged."""

    size_bytes: int
    mtime_ns: int
    sha256: str


class Receipt:
    """The receipt of one model folder. Reading a damaged one gives an empty one; it is then written anew."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / RECEIPT_NAME
        self._folder = folder
        self._seen: dict[str, SeenFile] = {}
        self.entry: dict[str, Any] | None = None
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            content = json.loads(self._file.read_text(encoding="utf-8"))
            self._seen = {name: SeenFile(**seen) for name, seen in content["files"].items()}
            self.entry = content.get("entry")

    def known_digest(self, filename: str) -> str | None:
        """The sha256 of a file that is as it was when last hashed; ``None`` if it changed or was never seen."""
        seen = self._seen.get(filename)
        try:
            status = (self._folder / filename).stat()
        except OSError:
            return None
        unchanged = seen is not None and (seen.size_bytes, seen.mtime_ns) == (status.st_size, status.st_mtime_ns)
        return seen.sha256 if seen is not None and unchanged else None

    def digest(self, filename: str, cancelled: Cancelled = never) -> str:
        """The sha256 of a file, hashed now unless it is known. Raises ``OSError``, ``FetchCancelled``."""
        known = self.known_digest(filename)
        if known is None:
            known = self.hash(filename, cancelled)
        return known

    def hash(self, filename: str, cancelled: Cancelled = never) -> str:
        """The sha256 of a file, read now whatever the receipt says. Raises ``OSError``, ``FetchCancelled``."""
        before = (self._folder / filename).stat()
        sha256 = hash_file(self._folder / filename, cancelled).hexdigest()
        self._seen[filename] = SeenFile(size_bytes=before.st_size, mtime_ns=before.st_mtime_ns, sha256=sha256)
        return sha256

    def record(self, filename: str, sha256: str) -> None:
        """Notes the digest of a file whose bytes were hashed while they were written. Raises ``OSError``."""
        status = (self._folder / filename).stat()
        self._seen[filename] = SeenFile(size_bytes=status.st_size, mtime_ns=status.st_mtime_ns, sha256=sha256)

    def save(self) -> None:
        """Writes the receipt. Raises ``OSError``."""
        content: dict[str, Any] = {"files": {name: dataclasses.asdict(seen) for name, seen in self._seen.items()}}
        if self.entry is not None:
            content["entry"] = self.entry
        write_atomically(self._file, json.dumps(content, indent=1).encode())
