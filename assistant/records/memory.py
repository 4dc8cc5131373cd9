"""What is remembered, and where it was said."""

from __future__ import annotations

import dataclasses
import enum

from assistant.ids import ConversationId, FactId, MessageId


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
    for one that was written by hand. At ``forget_at`` it is forgotten, where it was told for a while only."""

    id: FactId
    text: str
    since: float
    until: float | None = None
    origin: FactOrigin = FactOrigin.TOLD
    source: FactSource | None = None
    forget_at: float | None = None


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
class ForgetAmounts:
    """What would go, in numbers."""

    conversations: int = 0
    messages: int = 0
    facts: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPlan:
    """What goes when something is forgotten: facts, the user's messages they were said in, and answers that repeat them."""

    facts: tuple[Fact, ...] = ()
    messages: tuple[MessageId, ...] = ()
    answers: tuple[MessageId, ...] = ()
