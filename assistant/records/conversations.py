"""What a conversation is made of: messages, answers, and what supports them."""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path

from assistant.ids import ConversationId, DocumentId, FactId, MessageId
from assistant.records.data import DataAnswer
from assistant.records.documents import LookIn
from assistant.records.geometry import Box
from assistant.records.skills import Action

CHAT_SERVER = "server:"
"""What the name of a model begins with that ran on the chat server the user named."""


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
    was given. ``stale`` says that the document has changed since, or is ``gone`` from the library. ``at_s`` is when it was said,
    in a recording, whose pages are pieces of about a minute. ``pictured`` says that the box is a figure or table that is to be
    seen."""

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
    gone: bool = False
    at_s: float | None = None
    pictured: bool = False


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
class AnswerPart:
    """One of several questions of a message, ready to be asked by itself, and what the answer says to it from ``start`` to ``end``:
    whether that is refused, what it stands on, and the numbers of its citations."""

    question: str
    start: int
    end: int
    refused: bool
    basis: Basis
    citations: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Durations of one turn in milliseconds, and its tokens. ``reused_tokens`` of the prompt were already in the model's cache;
    ``context_tokens`` is how many the model keeps in view, 0 where no model answered."""

    retrieval_ms: float = 0.0
    first_token_ms: float = 0.0
    total_ms: float = 0.0
    prompt_tokens: int = 0
    reused_tokens: int = 0
    completion_tokens: int = 0
    tokens_per_s: float = 0.0
    context_tokens: int = 0


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
    """One finished answer. ``closest`` is the nearest sentence found, with the number 0, under an answer that is refused, or
    where that of one of several questions is. ``dropped_messages`` older messages did not fit the context and were left out whole.

    Of a spoken answer that was broken off, ``text`` is what was heard and ``unheard`` the rest of what was written.
    ``voice_latency`` is None for one that was not spoken. ``actions`` are what skills did for it; ``data`` is what
    was computed from tables. ``still_indexing`` says that not all documents were read and indexed when they were
    searched. The name of a ``model`` of a chat server begins with ``CHAT_SERVER``. ``parts`` are the questions of a message that
    asks more than one and was answered one by one, in order.
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
    actions: tuple[Action, ...] = ()
    data: DataAnswer | None = None
    still_indexing: bool = False
    parts: tuple[AnswerPart, ...] = ()

    @property
    def left_machine(self) -> bool:
        """Whether the question, and what was shown to the model with it, went to a chat server."""
        return self.model.startswith(CHAT_SERVER)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ConversationSummary:
    """A conversation as the side bar lists it."""

    id: ConversationId
    title: str
    updated_at: float
    message_count: int
    pinned: bool = False
    folder: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import brought: new ``chats``, new ``messages`` in all; ``known`` chats had nothing new. ``broken`` ones were left
    out; ``problems`` are the first reasons, a sentence each."""

    chats: int
    messages: int
    known: int
    broken: int
    problems: tuple[str, ...] = ()


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
    """A stored message. ``role`` is ``user`` or ``assistant``; ``answer`` is set for the assistant's finished ones, ``look_in`` for
    questions that were asked of chosen documents. ``again_of`` is the question that a message asks once more, or answers once
    more: with its answer it is another version of that one's."""

    id: MessageId
    conversation: ConversationId
    role: str
    text: str
    created_at: float
    state: MessageState
    answer: Answer | None = None
    look_in: LookIn | None = None
    again_of: MessageId | None = None
