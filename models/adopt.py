"""Taking in a model file the user already has: linked where the file system allows it, copied otherwise.

A file of the catalog is recognised by its digest, whatever its name, and the other files of its entry are looked for beside
it. A GGUF file nobody knows becomes a chat model of its own, recorded with its digest.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import shutil
import struct
from pathlib import Path

from models.catalog import Artifact, CatalogEntry
from models.disk import PRIVATE_FILE, Cancelled, disk_errors, hash_file, make_private_folder, never
from models.errors import NoSpace, NotAModel
from models.receipt import Receipt
from models.store import InstalledModel, ModelStore

_GGUF_MAGIC = b"GGUF"
_GGUF_VERSIONS = range(2, 16)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What became of an adopted file. ``installed`` is ``None`` while files of the entry are still ``missing``."""

    entry: CatalogEntry
    installed: InstalledModel | None
    missing: tuple[str, ...] = ()


def adopt_file(file: Path, store: ModelStore, *, cancelled: Cancelled = never) -> Adoption:
    """Takes a file into the store; the user's own copy stays where it is.

    Raises ``NotAModel`` for a file that is unreadable, neither in the catalog nor GGUF; ``NoSpace``, ``StoreUnusable``,
    ``FetchCancelled``.
    """
    try:
        file = file.expanduser().resolve(strict=True)
        size = file.stat().st_size
        digest = hash_file(file, cancelled).hexdigest()
    except OSError as error:
        raise NotAModel(
            f"The file {file} cannot be read ({error.strerror or type(error).__name__}).",
            "Check the path and try again.",
        ) from error
    entry = store.catalog.with_digest(digest)
    if entry is None:
        return _adopt_unknown(file, size, digest, store, cancelled)
    with store.lock(entry.id, cancelled):
        for artifact in entry.files:
            if artifact.sha256 == digest:
                _take(file, store, entry, artifact)
            elif not store.has_file(entry, artifact.filename, cancelled):
                _take_sibling(file.with_name(artifact.filename), store, entry, artifact, cancelled)
        missing = tuple(each.filename for each in entry.files if not store.has_file(entry, each.filename, cancelled))
    return Adoption(entry=entry, installed=store.find(entry), missing=missing)


def _adopt_unknown(file: Path, size: int, digest: str, store: ModelStore, cancelled: Cancelled) -> Adoption:
    if not _looks_like_gguf(file):
        raise NotAModel(
            f"The file {file.name} is no model Sotto knows.",
            "Choose a file of the catalog, or a chat model in GGUF form.",
        )
    words = "-".join(re.findall(r"[a-z0-9._]+", file.stem.lower())).strip("._-")[:60] or "model"
    entry = CatalogEntry(
        id=f"local-{words}-{digest[:8]}",
        title=file.stem,
        roles=("chat",),
        runtime="llama.cpp",
        licence="unknown",
        commercial_use=False,
        licence_note="You brought this model yourself; its licence is not known to Sotto.",
        memory_bytes=size * 6 // 5,
        files=(Artifact(filename="model.gguf", size_bytes=size, sha256=digest),),
    )
    with store.lock(entry.id, cancelled):
        _take(file, store, entry, entry.files[0])
        with disk_errors(store.root):
            receipt = Receipt(store.folder(entry.id))
            receipt.entry = {name: value for name, value in dataclasses.asdict(entry).items() if name != "sources"}
            receipt.save()
    return Adoption(entry=entry, installed=store.find(entry))


def _take_sibling(
    sibling: Path, store: ModelStore, entry: CatalogEntry, artifact: Artifact, cancelled: Cancelled
) -> None:
    try:
        matches = sibling.stat().st_size == artifact.size_bytes
        matches = matches and hash_file(sibling, cancelled).hexdigest() == artifact.sha256
    except OSError:
        return
    if matches:
        _take(sibling.resolve(), store, entry, artifact)


def _take(file: Path, store: ModelStore, entry: CatalogEntry, artifact: Artifact) -> None:
    folder = store.folder(entry.id)
    target = folder / artifact.filename
    part = store.staging_folder(entry.id) / f"{artifact.filename}.adopted"
    with disk_errors(store.root):
        if target.exists() and target.samefile(file):
            return
        make_private_folder(part.parent)
        make_private_folder(folder)
        part.unlink(missing_ok=True)
        try:
            os.link(file, part)  # the mode of the user's own file is left alone; the folder is private
        except OSError:
            if shutil.disk_usage(part.parent).free < artifact.size_bytes:
                raise NoSpace(
                    f"The disk of {store.root} has no room for {artifact.size_bytes / 1e9:.1f} GB.",
                    "Free some space, or choose another folder with SOTTO_MODELS.",
                ) from None
            shutil.copyfile(file, part)
            part.chmod(PRIVATE_FILE)
        part.replace(target)
        receipt = Receipt(folder)
        receipt.record(artifact.filename, artifact.sha256)
        receipt.save()
        with contextlib.suppress(OSError):  # a half fetch may still lie there, and stays
            part.parent.rmdir()


def _looks_like_gguf(file: Path) -> bool:
    with file.open("rb") as stream:
        head = stream.read(24)
    if len(head) < 24 or not head.startswith(_GGUF_MAGIC):
        return False
    version, tensors, _ = struct.unpack("<IQQ", head[4:])
    return version in _GGUF_VERSIONS and tensors > 0
