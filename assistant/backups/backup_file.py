"""The form of a backup: a ZIP archive of the home's files, with ``manifest.json`` that names each with its size and SHA-256.

A file is written beside its place and moved there when it was read back whole, so that a backup is whole or not there at all.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from assistant.backups.home_files import DATABASE, is_of_the_user
from assistant.errors import InvalidInput, StorageError
from assistant.paths import ENCRYPTION, PRIVATE_FILE
from assistant.records import Backup
from assistant.version import __version__

FORMAT = 1
MANIFEST = "manifest.json"
_CHUNK_BYTES = 1 << 20
_LARGEST_MANIFEST_BYTES = 16 << 20
# An OSError is the disk's, or of an archive that names a place before its beginning.
_BAD_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError)

Between = Callable[[], None]
"""Called between two pieces of work; may wait, and raises to end it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file in a backup."""

    name: PurePosixPath
    size: int
    sha256: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself. ``holds`` counts rows by the name of their table."""

    created_at: float
    version: str
    holds: Mapping[str, int]
    entries: tuple[Entry, ...]


def write_backup(
    out: Path, files: Mapping[PurePosixPath, Path], *, created_at: float, holds: Mapping[str, int], between: Between
) -> None:
    """Writes files by their names in the home. Raises ``StorageError``, and then ``out`` is as it was."""
    part = out.with_name(f".{out.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                entries = [_write_entry(archive, name, file, between) for name, file in files.items()]
                archive.writestr(MANIFEST, _manifest_text(created_at, holds, entries))
            stream.flush()
            os.fsync(stream.fileno())
            # Read back before it is called a backup.
            stream.seek(0)
            for _ in read_entries(stream, part, between):
                pass
        part.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        raise StorageError(
            f"The backup {out} cannot be written ({error.strerror}).", "Choose another place, or free some space."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises ``InvalidInput`` for another file, ``StorageError`` for one that cannot be read."""
    with _opened(file) as stream:
        return _manifest(stream, file)


def describe(file: Path) -> Backup:
    """A backup and what it holds, without reading it through. Raises as ``read_manifest``."""
    manifest = read_manifest(file)
    return Backup(
        file=file,
        created_at=manifest.created_at,
        size_bytes=file.stat().st_size,
        version=manifest.version,
        conversations=manifest.holds.get("conversations", 0),
        facts=manifest.holds.get("facts", 0),
        documents=manifest.holds.get("documents", 0),
        encrypted=any(str(entry.name) == ENCRYPTION for entry in manifest.entries),
    )


def extract(file: Path, folder: Path, between: Between) -> Manifest:
    """Writes every file of a backup below an empty folder. Raises ``InvalidInput``, ``StorageError``."""
    with _opened(file) as stream:
        manifest = _manifest(stream, file)
        out: BinaryIO | None = None
        try:
            for entry, chunk in read_entries(stream, file, between):
                if chunk is None:
                    target = folder / entry.name
                    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    out = os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb")
                elif out is not None and chunk:
                    out.write(chunk)
                elif out is not None:
                    out.flush()
                    os.fsync(out.fileno())
                    out.close()
        except OSError as error:
            raise StorageError(
                f"The backup cannot be unpacked ({error.strerror}).", "Free some space, then try again."
            ) from error
        finally:
            if out is not None:
                out.close()
        return manifest


def read_entries(stream: BinaryIO, file: Path, between: Between) -> Iterator[tuple[Entry, bytes | None]]:
    """Every file of a backup: with None where it begins, its bytes piece by piece, and ``b""`` when its digest was right.

    Raises ``StorageError`` for a damaged backup.
    """
    manifest = _manifest(stream, file)
    with zipfile.ZipFile(stream) as archive:
        for entry in manifest.entries:
            yield entry, None
            digest, size = hashlib.sha256(), 0
            try:
                with _opened_member(archive, str(entry.name)) as member:
                    # One byte more than promised is read at most: a small archive cannot unpack to a huge one.
                    while chunk := member.read(min(_CHUNK_BYTES, entry.size - size + 1)):
                        between()
                        digest.update(chunk)
                        size += len(chunk)
                        if size > entry.size:
                            break
                        yield entry, chunk
            except (*_BAD_ARCHIVE, KeyError, NotImplementedError, RuntimeError) as error:
                raise _damaged(file) from error
            if size != entry.size or digest.hexdigest() != entry.sha256:
                raise _damaged(file)
            yield entry, b""


def sync_folder(folder: Path) -> None:
    """Writes a folder's names to the disk, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_entry(archive: zipfile.ZipFile, name: PurePosixPath, file: Path, between: Between) -> Entry:
    digest, size = hashlib.sha256(), 0
    member = zipfile.ZipInfo(str(name))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = PRIVATE_FILE << 16
    with file.open("rb") as stream, archive.open(member, "w", force_zip64=True) as out:
        while chunk := stream.read(_CHUNK_BYTES):
            between()
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return Entry(name=name, size=size, sha256=digest.hexdigest())


def _manifest_text(created_at: float, holds: Mapping[str, int], entries: list[Entry]) -> str:
    files = [{"name": str(one.name), "size": one.size, "sha256": one.sha256} for one in entries]
    about = {"format": FORMAT, "sotto": __version__, "created_at": created_at, "holds": dict(holds), "files": files}
    return json.dumps(about, ensure_ascii=False, indent=1)


def _manifest(stream: BinaryIO, file: Path) -> Manifest:
    try:
        with zipfile.ZipFile(stream) as archive, _opened_member(archive, MANIFEST) as member:
            about: Any = json.loads(member.read(_LARGEST_MANIFEST_BYTES))
        number = int(about["format"])
        entries = tuple(
            Entry(name=PurePosixPath(one["name"]), size=int(one["size"]), sha256=str(one["sha256"]))
            for one in about["files"]
        )
        created_at = float(about["created_at"])
        datetime.fromtimestamp(created_at, UTC)
        manifest = Manifest(
            created_at=created_at,
            version=str(about["sotto"]),
            holds={str(name): int(count) for name, count in about["holds"].items()},
            entries=entries,
        )
    except (*_BAD_ARCHIVE, KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise InvalidInput(
            f"The file {file} is no backup of Sotto, or it is damaged.", "Choose a file that “sotto backup” wrote."
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise _damaged(file) from error
    if number > FORMAT:
        raise InvalidInput(
            f"The backup {file} was written by a newer version of Sotto.", "Update Sotto, then try again."
        )
    names = [entry.name for entry in entries]
    if len(set(names)) < len(names) or not all(map(is_of_the_user, names)) or PurePosixPath(DATABASE) not in names:
        raise _damaged(file)
    return manifest


def _opened_member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """Other ways of packing than a backup's have errors of their own, and their libraries are not everywhere."""
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    return archive.open(name)


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise StorageError(
            f"The backup {file} cannot be read ({error.strerror}).", "Check its name and its permissions."
        ) from error


def _damaged(file: Path) -> StorageError:
    return StorageError(f"The backup {file} is damaged; nothing was changed.", "Use another backup.")
