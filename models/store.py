"""The model folder: what is installed, whether it is whole, and how it is removed.

::

    <root>/<entry id>/<files>                  an installed model, and its receipt
    <root>/.staging/<entry id>/                what a fetch has so far
    <root>/.locks/<entry id>.lock              held by whoever fetches, adopts or removes the entry

A model is installed when every file of its entry is there with the catalog's digest; nothing else counts. Folders are
readable by this user only. Several programs may use one root: changes of an entry are made under its lock.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import filelock
import platformdirs

from models.catalog import Catalog, CatalogEntry, entry_from_table, load_catalog
from models.disk import Cancelled, disk_errors, make_private_folder, move_into_place, never, raise_if_cancelled
from models.errors import NotInstalled
from models.receipt import Receipt

State = Literal["installed", "broken", "downloading", "available"]

_LOCK_POLL_S = 0.1


def default_root() -> Path:
    """``SOTTO_MODELS``, else the platform's folder for a user's data."""
    chosen = os.environ.get("SOTTO_MODELS")
    return Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path("sotto-models")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InstalledModel:
    """A whole model on the disk."""

    entry: CatalogEntry
    folder: Path

    def path(self, filename: str) -> Path:
        """Where a file of the entry lies. ``KeyError`` if the entry has no such file."""
        return self.folder / self.entry.file(filename).filename

    @property
    def main_path(self) -> Path:
        """The first file of the entry, which is its weights."""
        return self.folder / self.entry.files[0].filename


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """A file of an entry that is not as the catalog says."""

    filename: str
    problem: Literal["missing", "wrong_size", "wrong_digest"]


class ModelStore:
    """One model folder. Safe to use from several threads; several programs may share the folder."""

    def __init__(self, root: Path | None = None, catalog: Catalog | None = None) -> None:
        """Touches nothing on the disk. ``root`` is ``default_root()`` when not given."""
        self.root = root if root is not None else default_root()
        self.catalog = catalog if catalog is not None else load_catalog()
        self._receipts: dict[str, Receipt] = {}  # what could not be saved in a folder we may only read
        self._hashing = threading.Lock()

    def folder(self, entry_id: str) -> Path:
        """Where the files of an entry lie, or would."""
        return self.root / entry_id

    def staging_folder(self, entry_id: str) -> Path:
        """Where a fetch keeps what is not whole yet."""
        return self.root / ".staging" / entry_id

    def fetched_bytes(self, entry_id: str) -> int:
        """Bytes of a fetch that stopped half-way, with which the next one goes on; 0 when there are none."""
        try:
            return sum(path.stat().st_size for path in self.staging_folder(entry_id).glob("*.part"))
        except OSError:  # no such folder, or a fetch that is tidying up right now
            return 0

    def installed(self) -> list[InstalledModel]:
        """Every whole model, in the catalog's order, then adopted ones. Raises ``StoreUnusable``.

        Files put there by other means are hashed once; that takes a second or so for each gigabyte.
        """
        with disk_errors(self.root):
            present = {path.name for path in self.root.iterdir()} if self.root.is_dir() else set()
        entries = [entry for entry in self.catalog.entries() if entry.id in present]
        known = {entry.id for entry in entries}
        for name in sorted(present - known):
            custom = self._custom_entry(name)
            entries += [custom] if custom else []
        return [found for entry in entries if (found := self.find(entry)) is not None]

    def find(self, entry: CatalogEntry, cancelled: Cancelled = never) -> InstalledModel | None:
        """The installed model of this entry, or ``None``. Quick, but for files never hashed before."""
        folder = self.folder(entry.id)
        if any(_size(folder / file.filename) != file.size_bytes for file in entry.files):
            return None
        if all(self.has_file(entry, file.filename, cancelled) for file in entry.files):
            return InstalledModel(entry=entry, folder=folder)
        return None

    def require(self, entry_id: str) -> InstalledModel:
        """The installed model of this id. Raises ``NotInstalled``, or ``UnknownModel`` for an id nobody knows."""
        entry = self._custom_entry(entry_id) or self.catalog.entry(entry_id)
        found = self.find(entry)
        if found is None:
            broken = self.state(entry) == "broken"
            problem = "is not whole" if broken else "is not installed"
            raise NotInstalled(f"The model {entry.title} {problem}.", f"Run sotto models get {entry.id}.")
        return found

    def has_file(self, entry: CatalogEntry, filename: str, cancelled: Cancelled = never) -> bool:
        """Whether one file of an entry is there with the right digest. Hashes it unless that was done before."""
        file = entry.file(filename)
        folder = self.folder(entry.id)
        if _size(folder / filename) != file.size_bytes:
            return False
        with self._hashing:
            receipt = self._receipts.get(entry.id) or Receipt(folder)
            known = receipt.known_digest(filename)
            if known is None:
                with disk_errors(self.root):
                    known = receipt.hash(filename, cancelled)
                self._save(entry.id, receipt)
        return known == file.sha256

    def state(self, entry: CatalogEntry) -> State:
        """Installed, half there and nobody at it (broken), being fetched now, or available."""
        if self.find(entry) is not None:
            return "installed"
        lock = self.root / ".locks" / f"{entry.id}.lock"
        if lock.exists():
            try:
                with filelock.FileLock(lock, timeout=0):
                    pass
            except filelock.Timeout:
                return "downloading"
            except OSError:
                return "available"
        folder = self.folder(entry.id)
        return "broken" if any((folder / file.filename).exists() for file in entry.files) else "available"

    def verify(self, entry: CatalogEntry, cancelled: Cancelled = never) -> tuple[FileProblem, ...]:
        """Reads every byte and says what is wrong; empty when whole. Raises ``StoreUnusable``, ``FetchCancelled``."""
        folder = self.folder(entry.id)
        receipt = Receipt(folder)
        problems = []
        for file in entry.files:
            size = _size(folder / file.filename)
            if size is None:
                problems.append(FileProblem(filename=file.filename, problem="missing"))
            elif size != file.size_bytes:
                problems.append(FileProblem(filename=file.filename, problem="wrong_size"))
            else:
                with disk_errors(self.root):
                    digest = receipt.hash(file.filename, cancelled)
                if digest != file.sha256:
                    problems.append(FileProblem(filename=file.filename, problem="wrong_digest"))
        if folder.is_dir():
            self._save(entry.id, receipt)
        return tuple(problems)

    def remove(self, entry_id: str) -> None:
        """Removes a model and anything half fetched of it. Raises ``NotInstalled``, ``UnknownModel``, ``StoreUnusable``."""
        entry = self._custom_entry(entry_id) or self.catalog.entry(entry_id)
        folder, staging = self.folder(entry.id), self.staging_folder(entry.id)
        if not folder.exists() and not staging.exists():
            raise NotInstalled(f"The model {entry.title} is not installed.", "There is nothing to remove.")
        with self.lock(entry.id), disk_errors(self.root):
            for doomed in (folder, staging):
                if doomed.exists():
                    shutil.rmtree(doomed)
            self._receipts.pop(entry.id, None)

    def place(self, entry: CatalogEntry, filename: str, part: Path) -> None:
        """Moves a verified part to its final name. The caller holds the entry's lock and vouches for the digest."""
        folder = self.folder(entry.id)
        with disk_errors(self.root):
            make_private_folder(folder)
            move_into_place(part, folder / filename)
            receipt = Receipt(folder)
            receipt.record(filename, entry.file(filename).sha256)
            receipt.save()

    @contextlib.contextmanager
    def lock(self, entry_id: str, cancelled: Cancelled = never) -> Iterator[None]:
        """Only one holder of an entry's lock, among all programs; it is freed if its holder dies. Raises ``FetchCancelled``."""
        with disk_errors(self.root):
            make_private_folder(self.root / ".locks")
            lock = filelock.FileLock(self.root / ".locks" / f"{entry_id}.lock", mode=0o600)
            while True:
                raise_if_cancelled(cancelled)
                try:
                    lock.acquire(timeout=_LOCK_POLL_S, poll_interval=_LOCK_POLL_S / 2)
                    break
                except filelock.Timeout:
                    continue
        try:
            yield
        finally:
            lock.release()

    def _custom_entry(self, entry_id: str) -> CatalogEntry | None:
        table = Receipt(self.root / entry_id).entry
        try:
            return entry_from_table(table) if table is not None and table.get("id") == entry_id else None
        except (ValueError, TypeError, KeyError):
            return None

    def _save(self, entry_id: str, receipt: Receipt) -> None:
        try:
            receipt.save()
            self._receipts.pop(entry_id, None)
        except OSError:  # a folder we may only read: remember for as long as this program runs
            self._receipts[entry_id] = receipt


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None
