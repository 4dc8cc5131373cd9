"""Events of a turn, typed or spoken."""

from __future__ import annotations

import dataclasses
import enum

from assistant.errors import ErrorReport
from assistant.events.base import Event
from assistant.ids import ConversationId, MessageId, TurnId
from assistant.records import Answer, Citation


class Stage(enum.StrEnum):
    """What a turn is doing; the window says it in words."""

    LOADING_MODEL = "loading_model"
    SEARCHING = "searching"
    READING_DOCUMENT = "reading_document"
    READING_PROMPT = "reading_prompt"
    ANSWERING = "answering"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnEvent(Event):
    """Base of a turn's events."""

    turn_id: TurnId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnStarted(TurnEvent):
    """The question is stored; it survives whatever happens next."""

    conversation_id: ConversationId
    question_id: MessageId
    question: str
    spoken: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StageChanged(TurnEvent):
    """The turn entered a stage, or got on with it; ``progress`` is 0 to 1, or None where it cannot be known. ``page`` of
    ``pages`` is being read, 0 where that is not known."""

    stage: Stage
    progress: float | None = None
    page: int = 0
    pages: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFound(TurnEvent):
    """The sentence of the documents that most likely answers, shown while the model still reads; the answer follows. ``says`` is
    yes or no in the question's language, where that is asked for and the sentence settles it; else empty."""

    citation: Citation
    says: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDelta(TurnEvent):
    """More of the answer's text."""

    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnFinished(TurnEvent):
    """The turn's last event. ``answer`` is None only when nothing was answered; ``error`` is None unless it failed."""

    answer: Answer | None
    error: ErrorReport | None = None
    interrupted: bool = False
