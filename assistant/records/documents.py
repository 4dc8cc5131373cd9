"""The document library: files, their pages, and what is found in them."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from pathlib import Path

from assistant.ids import ChunkId, DocumentId


class FileState(enum.StrEnum):
    """How a document file ended in the index."""

    WAITING = "waiting"
    INDEXED = "indexed"
    PARTLY = "partly"
    FAILED = "failed"
    UNCHANGED = "unchanged"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """A document's row in the index sheet. ``reason`` is a sentence for people, empty when all is well. ``ocr_pages`` were
    pictures whose words were recognised; ``locked`` ones can be read with their password."""

    path: Path
    state: FileState
    document_id: DocumentId | None = None
    reason: str = ""
    pages: int = 0
    chunks: int = 0
    embedded_chunks: int = 0
    ocr_pages: int = 0
    locked: bool = False
    seconds: float = 0.0
    collection: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFolder:
    """A folder whose files are followed; they go into ``collection``."""

    path: Path
    collection: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LibraryHealth:
    """The index in figures. ``embedded`` of the ``passages`` can be found by meaning, with the vectors of ``embedder`` (empty
    when there are none); ``pages_recognised`` are pictures whose words were; ``indexed``, ``partly``, ``failed`` and
    ``waiting`` count documents."""

    indexed: int
    partly: int
    failed: int
    waiting: int
    pages: int
    pages_without_text: int
    pages_recognised: int
    passages: int
    embedded: int
    embedder: str
    database_bytes: int
    collections: tuple[str, ...]
    watched: tuple[WatchedFolder, ...]
    paused: bool

    @property
    def bytes_per_page(self) -> int:
        """What a page takes on the disk, conversations and all; 0 without pages."""
        return self.database_bytes // self.pages if self.pages else 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A retrieved piece of a document; ``text`` is the page's text from ``start`` to ``end``. ``at_s`` is when it was said, in a
    recording."""

    chunk_id: ChunkId
    document_id: DocumentId
    document: Path
    title: str
    page: int | None
    text: str
    start: int
    end: int
    score: float
    heading: str = ""
    at_s: float | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Words of a question that say where to look ("in the lease"), and how many documents they leave."""

    words: str
    documents: int


class DocumentKind(enum.StrEnum):
    """What sort of file a document is."""

    PDF = "pdf"
    TEXT = "text"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    MAIL = "mail"
    PICTURE = "picture"
    RECORDING = "recording"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LookIn:
    """Which documents are looked into: those of a collection, one document, those that a name fits (a document's, a file's, a
    folder's, a collection's), of some kinds, last changed from ``since`` to ``until``, both included. What is left out limits
    nothing. ``beside`` the one document are further ones: the other pictures of a question."""

    collection: str = ""
    document: DocumentId | None = None
    beside: tuple[DocumentId, ...] = ()
    name: str = ""
    kinds: tuple[DocumentKind, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The documents that were chosen one by one."""
        return () if self.document is None else (self.document, *self.beside)

    @property
    def narrows(self) -> bool:
        """Whether anything but a collection and one document is asked for."""
        return bool(self.name or self.kinds or self.since or self.until)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Passages, best first, and how long the search took."""

    passages: tuple[Passage, ...]
    took_ms: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page as a PNG picture; multiply page points by ``pixels_per_point`` for pixels (origin: lower left for points).
    ``turn`` is how far the picture was turned to be upright, in degrees counter-clockwise; boxes are of the page before that."""

    png: bytes
    width_px: int
    height_px: int
    pixels_per_point: float
    page: int
    page_count: int
    turn: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page's extracted text, for formats that have no page pictures. ``headings`` are the lines that head sections, as
    ``(start, end, level)``; levels count from 1. ``emphasis`` is what is set otherwise than the rest, as ``(start, end, bold,
    italic)``. ``at_s`` is when a page of a recording begins. ``within`` names the file, or the mail with what is attached to
    it, that a page of an archive or mailbox is from."""

    text: str
    page: int | None
    page_count: int
    headings: tuple[tuple[int, int, int], ...] = ()
    emphasis: tuple[tuple[int, int, bool, bool], ...] = ()
    at_s: float | None = None
    within: str = ""
