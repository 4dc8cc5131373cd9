"""What documents are made of, and what finds them by meaning."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.cancellation import CancelToken
from assistant.ids import DocumentId
from assistant.llm.base import ChatMessage
from assistant.records import Box, Citation, DataAnswer, DocumentFilter, LookIn, Passage, SentenceSupport

if TYPE_CHECKING:
    from assistant.speech.base import Samples


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters ``start`` to ``end`` of a page's text and the rectangle they stand in (PDF points, origin lower left)."""

    start: int
    end: int
    box: Box


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading at character ``start`` of a page's text; ``level`` counts from 1. The name of a file in a file, or of a mail in a
    mailbox, stands in no line: its level is 0 or below, the lower the further out."""

    start: int
    level: int
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Characters ``start`` to ``end`` of a page's text hold the rows of a table, one a line; ``header`` names its columns."""

    start: int
    end: int
    header: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """Characters ``start`` to ``end`` of a page's text are set bold, italic or both."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Characters ``start`` to ``end`` of a page's text were said ``at_s`` seconds after a recording began."""

    start: int
    end: int
    at_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """One page as read: a page of paper, a slide, a sheet, a chapter, a mail, about a minute of a recording. ``number`` counts
    from 1 and is None where the format has no pages. A page with ``recording`` stands for one that lies in the file. Boxes of a
    picture are in its pixels, as are ``width_pt`` and ``height_pt``. ``turn`` is how far a page that lies on a side or on its head
    is turned to be upright (``page_turn``); its boxes are those of the page as it lies."""

    number: int | None
    text: str
    runs: tuple[Run, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    moments: tuple[Moment, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    width_pt: float = 0.0
    height_pt: float = 0.0
    turn: int = 0
    recording: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A file as read. ``unread_pages`` are the numbers of pages that are pictures and gave no text; ``ocr_pages`` were pictures
    too, and were recognised; ``note`` is a sentence for people about what else was left out."""

    title: str
    media_type: str
    page_count: int
    unread_pages: tuple[int, ...] = ()
    ocr_pages: int = 0
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SoundBlock:
    """Some seconds of a recording: 16 kHz mono, 16 bit little-endian. ``total_s`` is how long the file says that it is, 0 where it
    does not say."""

    pcm: bytes
    total_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HeardPiece:
    """About a minute of a recording, from ``start_s`` to ``end_s``, as it was heard: phrases with the second each begins at.
    ``number`` counts from 0. ``certain`` says that the language is sure."""

    number: int
    start_s: float
    end_s: float
    language: str
    certain: bool
    phrases: tuple[tuple[float, str], ...]


class RecordingHearer(Protocol):
    """Turns recordings into text in the background. Used from one thread."""

    def model_id(self) -> str:
        """The catalog id of the recogniser, loaded with it. Raises ``ModelUnavailable``."""

    def hear(
        self, sound: Iterable[Samples], known: Callable[[int], HeardPiece | None], cancel: CancelToken
    ) -> Iterator[HeardPiece]:
        """The pieces of 16 kHz mono sound, in order. A piece that ``known`` has is not heard again. Waits while a turn runs.
        Raises ``Interrupted`` once cancelled."""

    def release(self) -> None:
        """Frees the recogniser until it is needed again."""


class Embedder(Protocol):
    """Turns text into vectors of ``dimensions`` numbers with an L2 norm of 1. Used from one thread only."""

    @property
    def model_id(self) -> str:
        """The catalog id; vectors of different models never mix."""

    @property
    def dimensions(self) -> int:
        """Length of every vector."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages it was trained for; ``("multilingual",)`` means many."""

    @property
    def similarity_range(self) -> tuple[float, float]:
        """The usual cosine similarity of a question to a text that has nothing to do with it, and to one that surely answers
        it. Models differ: what is near for one is far for another."""

    def embed_passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """A vector for each text of a document."""

    def embed_query(self, text: str) -> Sequence[float]:
        """The vector of a question."""


class Reranker(Protocol):
    """Reads a question and a passage together and scores the pair. Used from one thread at a time."""

    @property
    def model_id(self) -> str:
        """The catalog id."""

    @property
    def languages(self) -> tuple[str, ...]:
        """As an embedder's."""

    def scores(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """The log-odds that each passage answers, in their order."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found for a question. ``sufficient`` says whether it is likely to hold the answer, ``likelihood`` how likely
    that is. ``question`` is what was looked up: a follow-up stands together with the question it follows. ``filters`` are what it
    said about where to look, and ``documents`` how many they left together; None without filters. ``meant`` is the question to be
    answered where the person put something right ("no, I meant the lease"); else empty. ``unfinished`` says that documents wait
    to be read, or passages for their vectors."""

    passages: tuple[Passage, ...]
    sufficient: bool
    took_ms: float
    likelihood: float = 1.0
    question: str = ""
    filters: tuple[DocumentFilter, ...] = ()
    documents: int | None = None
    meant: str = ""
    unfinished: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CitedAnswer:
    """An answer held against its evidence. ``refused`` is true when it says that the documents do not hold it."""

    citations: tuple[Citation, ...]
    support: tuple[SentenceSupport, ...]
    refused: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySize:
    """How many documents with text, and how many passages, a search looks through."""

    documents: int
    passages: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ComputedAnswer:
    """An answer computed from tables: its sentence, the statement with its rows, and where they stand."""

    text: str
    data: DataAnswer
    citations: tuple[Citation, ...] = ()


class StatementFailed(Exception):
    """A statement that a model wrote gave no answer."""


class StatementTask(Protocol):
    """A statement that a model is to write. Belongs to one thread."""

    @property
    def grammar(self) -> str:
        """What holds the model to a statement that can be run (GBNF)."""

    def messages(self, fits: Callable[[list[ChatMessage]], bool]) -> list[ChatMessage]:
        """What the model is to read; after a statement that failed, that one and its error too. Samples are left out until it
        ``fits``."""

    def run(self, statement: str, cancel: CancelToken) -> ComputedAnswer:
        """The answer. Raises ``StatementFailed``, after which the task can be asked again, and ``Interrupted``."""

    def failure(self) -> DataAnswer | None:
        """What was tried, after it failed."""


class TableQuestion(Protocol):
    """A question to the tables, which are looked through once for all that is wanted of them. Belongs to one thread."""

    def answer(self, cancel: CancelToken) -> ComputedAnswer | None:
        """The answer to a question that is understood to its last word; None for all others. Raises ``Interrupted``."""

    def task(self) -> StatementTask | None:
        """A statement for a model to write, where the question surely asks to compute something of a table that it names; None for
        all others."""


class TableSource(Protocol):
    """Answers questions that count, sum, list or compare rows of tables. May be called from any thread."""

    def asked(self, question: str, *, previous: Sequence[str] = (), collection: str = "") -> TableQuestion:
        """A question. A follow-up ("and in 2024?") is read together with the ``previous`` questions, oldest first."""


class EvidenceSource(Protocol):
    """Finds passages for a question and matches an answer's sentences to them. May be called from any thread."""

    def has_documents(self, collection: str = "") -> bool:
        """Whether there is anything to search."""

    def find(
        self,
        question: str,
        *,
        previous_questions: Sequence[str] = (),
        collection: str = "",
        count: int = 8,
        filters: bool = True,
        document: DocumentId | None = None,
        look_in: LookIn | None = None,
        has_time: Callable[[], bool] = lambda: True,
    ) -> Evidence:
        """Passages for a question, best first. ``previous_questions`` help with follow-ups ("and in winter?"). What the question
        says about where to look ("in the lease") is followed unless ``filters`` is False; ``document`` looks into that one alone,
        whatever the question says, and ``look_in`` into those that were chosen. ``has_time`` says, each time it is asked, whether
        somebody can wait some 150 ms for a better order."""

    def best_quote(self, evidence: Evidence) -> Citation | None:
        """The sentence of the passages that most likely answers the question, with the number 0; None when there is none."""

    def quote(self, passage: Passage, start: int, end: int, n: int) -> Citation | None:
        """Characters ``start`` to ``end`` of a passage's page as citation ``n``; None when the page has changed meanwhile."""

    def library_size(self, collection: str = "") -> LibrarySize:
        """How much there is to search."""

    def cite(self, answer: str, evidence: Evidence) -> CitedAnswer:
        """Chooses, for each sentence of an answer, the quotes that support it. Every quote is an exact part of its page."""
