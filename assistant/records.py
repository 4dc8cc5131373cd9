"""What the front door takes and gives: plain values, safe to send to another thread or process.

Offsets are characters in the page's extracted text. Boxes are ``(x0, y0, x1, y1)`` in PDF points from the page's lower
left corner, or in pixels of the image for pictures. Times are Unix seconds (``created_at``) or durations with their unit.
"""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path

from assistant.ids import ChunkId, ConversationId, DocumentId, FactId, MessageId

Box = tuple[float, float, float, float]


class Basis(enum.StrEnum):
    """What an answer stands on."""

    DOCUMENTS = "documents"
    MEMORY = "memory"
    GENERAL = "general"
    SKILL = "skill"
    DATA = "data"


class MessageState(enum.StrEnum):
    """How a stored message ended. ``STREAMING`` is seen only while its turn runs."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One quote under an answer. ``quote`` equals the page's text from ``start`` to ``end``, always: as it was when the answer
    was given. ``stale`` says that the document has changed since, or is gone."""

    n: int
    document_id: DocumentId
    document: Path
    page: int | None
    quote: str
    start: int
    end: int
    boxes: tuple[Box, ...] = ()
    score: float = 0.0
    stale: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SentenceSupport:
    """Which citations support the answer's text from ``start`` to ``end``; none means that nothing found supports it.

    ``missing`` holds names and numbers of the question that the sentence repeats and its sources do not hold.
    """

    start: int
    end: int
    citations: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the sources hold all of it."""
        return bool(self.citations) and not self.missing


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Durations of one turn in milliseconds, and its tokens. ``reused_tokens`` of the prompt were already in the model's cache."""

    retrieval_ms: float = 0.0
    first_token_ms: float = 0.0
    total_ms: float = 0.0
    prompt_tokens: int = 0
    reused_tokens: int = 0
    completion_tokens: int = 0
    tokens_per_s: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLatency:
    """Milliseconds of one spoken turn; ``total`` is from the real end of speech to the first audible sample."""

    endpoint: float = 0.0
    transcribe: float = 0.0
    first_token: float = 0.0
    first_clause: float = 0.0
    synthesize: float = 0.0
    output: float = 0.0
    total: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A fact, or an earlier message of the user, that an answer was given to go by. ``text`` is in the user's own words.

    ``fact`` is None for a message; ``message`` is where it was said, None for a fact the user wrote down. ``until`` is set where
    it is no longer true.
    """

    text: str
    said_at: float
    fact: FactId | None = None
    conversation: ConversationId | None = None
    message: MessageId | None = None
    until: float | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One finished answer. ``closest`` is the nearest sentence found, with the number 0, under an answer that is refused.
    ``dropped_messages`` older messages did not fit the context and were left out whole.

    Of a spoken answer that was broken off, ``text`` is what was heard and ``unheard`` the rest of what was written.
    ``voice_latency`` is None for one that was not spoken.
    """

    text: str
    conversation: ConversationId
    message: MessageId
    turn: int
    model: str
    basis: Basis = Basis.GENERAL
    refused: bool = False
    citations: tuple[Citation, ...] = ()
    support: tuple[SentenceSupport, ...] = ()
    closest: Citation | None = None
    timings: Timings = dataclasses.field(default_factory=Timings)
    dropped_messages: int = 0
    state: MessageState = MessageState.COMPLETE
    unheard: str = ""
    voice_latency: VoiceLatency | None = None
    remembered: tuple[Remembered, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ConversationSummary:
    """A conversation as the side bar lists it."""

    id: ConversationId
    title: str
    updated_at: float
    message_count: int
    pinned: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ConversationHit:
    """A conversation that a search found: one line of the message that holds the words, and where they stand in it.

    ``message`` is None where the title holds them; ``text`` is then empty. Marks are spans of characters of ``title`` and ``text``.
    """

    conversation: ConversationId
    title: str
    updated_at: float
    title_marks: tuple[tuple[int, int], ...] = ()
    message: MessageId | None = None
    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A stored message. ``role`` is ``user`` or ``assistant``; ``answer`` is set for the assistant's finished ones."""

    id: MessageId
    conversation: ConversationId
    role: str
    text: str
    created_at: float
    state: MessageState
    answer: Answer | None = None


class FactOrigin(enum.StrEnum):
    """How a fact came to be: the user asked for it, it was noticed in what the user said, or it was written by hand."""

    TOLD = "told"
    NOTICED = "noticed"
    WRITTEN = "written"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FactSource:
    """Where a fact was said. ``quote`` is an exact part of the message, which is the ``turn``-th question of its conversation."""

    conversation: ConversationId
    turn: int
    message: MessageId
    quote: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something remembered, true since ``since`` and, where a newer fact took its place, until ``until``. ``source`` is None
    for one that was written by hand."""

    id: FactId
    text: str
    since: float
    until: float | None = None
    origin: FactOrigin = FactOrigin.TOLD
    source: FactSource | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FoundMessage:
    """A message that a search of the memory found; ``turn`` counts the questions of its conversation."""

    message: MessageId
    conversation: ConversationId
    turn: int
    role: str
    text: str
    created_at: float
    score: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MemoryFindings:
    """What a search of the memory found, best first."""

    facts: tuple[Fact, ...]
    messages: tuple[FoundMessage, ...]
    took_ms: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPlan:
    """What goes when something is forgotten: facts, the user's messages they were said in, and answers that repeat them."""

    facts: tuple[Fact, ...] = ()
    messages: tuple[MessageId, ...] = ()
    answers: tuple[MessageId, ...] = ()


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
    when there are none); ``indexed``, ``partly``, ``failed`` and ``waiting`` count documents."""

    indexed: int
    partly: int
    failed: int
    waiting: int
    pages: int
    pages_without_text: int
    passages: int
    embedded: int
    embedder: str
    database_bytes: int
    collections: tuple[str, ...]
    watched: tuple[WatchedFolder, ...]
    paused: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A retrieved piece of a document; ``text`` is the page's text from ``start`` to ``end``."""

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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Passages, best first, and how long the search took."""

    passages: tuple[Passage, ...]
    took_ms: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page as a PNG picture; multiply page points by ``pixels_per_point`` for pixels (origin: lower left for points)."""

    png: bytes
    width_px: int
    height_px: int
    pixels_per_point: float
    page: int
    page_count: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page's extracted text, for formats that have no page pictures. ``headings`` are the lines that head sections, as
    ``(start, end, level)``; levels count from 1."""

    text: str
    page: int | None
    page_count: int
    headings: tuple[tuple[int, int, int], ...] = ()


class ModelState(enum.StrEnum):
    """Where a catalog entry stands on this machine."""

    INSTALLED = "installed"
    AVAILABLE = "available"
    DOWNLOADING = "downloading"
    BROKEN = "broken"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ModelStatus:
    """A catalog entry as the model screen lists it."""

    id: str
    title: str
    roles: tuple[str, ...]
    state: ModelState
    size_bytes: int
    licence: str
    licence_note: str
    languages: tuple[str, ...]
    fit: str
    expected_tokens_per_s: float | None = None
    active: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The starter set for this machine: entry ids with a sentence each on why, and what is still to fetch."""

    machine: str
    entries: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    missing_bytes: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AudioDevice:
    """A sound device as the system names it."""

    name: str
    is_input: bool
    is_output: bool
    is_default: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of ``sotto doctor``."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What the window shows about the engine. ``chat_model`` is the title of the one in use, empty when none is installed."""

    version: str
    chat_model: str
    missing_roles: tuple[str, ...]
    data_folder: Path
    models_folder: Path
    process_id: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """Text of an audio file; segments are ``(start_s, end_s, text)``."""

    file: Path
    language: str
    duration_s: float
    text: str
    segments: tuple[tuple[float, float, str], ...]
    took_s: float
