"""What happens in a turn, step by step, before anything of it is stored or told."""

from __future__ import annotations

import dataclasses

from assistant.conversation.acting import Proposal
from assistant.conversation.grounding import Grounding
from assistant.conversation.remembering import MemoryDeed
from assistant.documents.base import CitedAnswer
from assistant.events import Stage
from assistant.llm.base import GenerationItem, TextDelta
from assistant.records import AnswerPart, Citation


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StageEntered:
    """The turn began a stage; ``progress`` is 0 to 1, or None where it cannot be known. ``page`` of ``pages`` is being read,
    0 where that is not known."""

    stage: Stage
    progress: float | None = None
    page: int = 0
    pages: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOpened:
    """The answer begins. ``sent`` is the question as the model reads it; ``model`` is empty when the model is not asked.
    ``context_tokens`` is how many it keeps in view; ``deed`` is what the memory was asked to do."""

    sent: str
    model: str
    grounding: Grounding
    dropped_turns: int = 0
    context_tokens: int = 0
    deed: MemoryDeed | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Aside(TextDelta):
    """What is said at the end of an answer, and is no part of it for the model: where it stands. A model that had said so would
    go on to tell places of its own."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The sentence of the documents that comes nearest to answering was found. ``says`` is yes or no, where it settles that."""

    citation: Citation
    says: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeedProposed:
    """A skill is to act: done when the question is stored, and then said. The last step of its answer."""

    proposal: Proposal


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The citations of the text so far, where they are known without matching."""

    cited: CitedAnswer


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What an answer to several questions stands on so far, all together, in the place of what ``AnswerOpened`` said. ``closest``
    is the nearest sentence to the first of them that the documents do not answer; ``parts`` are those answered so far."""

    opened: AnswerOpened
    closest: Citation | None = None
    parts: tuple[AnswerPart, ...] = ()


Step = Cited | Settled | StageEntered | Quoted | AnswerOpened | DeedProposed | GenerationItem
"""``AnswerOpened`` comes before the first ``TextDelta``; a ``GenerationEnd`` is the last step of an answer by the model."""
