"""The user's own exam: questions about their documents whose answers are known, and how they were answered."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from pathlib import Path

from assistant.ids import DocumentId, ExamQuestionId, ExamRunId


class ExamOrigin(enum.StrEnum):
    """Where a question of the exam is from."""

    KEPT = "kept"
    MADE = "made"
    WRITTEN = "written"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExamQuestion:
    """A question and what is known of its answer. ``expected`` are words that a right answer holds; ``quote`` is where they stand,
    on ``page`` of a document. With neither, the documents do not hold the answer, and right is to say so."""

    id: ExamQuestionId
    question: str
    expected: str = ""
    document_id: DocumentId | None = None
    document: Path | None = None
    page: int | None = None
    quote: str = ""
    origin: ExamOrigin = ExamOrigin.WRITTEN

    @property
    def answerable(self) -> bool:
        """Whether the documents hold the answer."""
        return bool(self.expected) or self.document_id is not None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExamAnswer:
    """How a question was answered. ``found`` says that its page was among the passages, ``cited`` that the answer shows it; both
    are None where no page is known. ``refused``: the answer was that the documents do not say."""

    question: ExamQuestionId
    right: bool
    refused: bool
    found: bool | None
    cited: bool | None
    text: str
    took_ms: float


class ExamState(enum.StrEnum):
    """How a sitting ended."""

    RUNNING = "running"
    COMPLETE = "complete"
    STOPPED = "stopped"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExamRun:
    """One sitting. ``setup`` is what answered: models by role, and settings that answers depend on, by name."""

    id: ExamRunId
    began_at: float
    state: ExamState
    setup: Mapping[str, str]
    answers: tuple[ExamAnswer, ...] = ()

    @property
    def right(self) -> int:
        """How many were answered rightly."""
        return sum(answer.right for answer in self.answers)


class ExamWork(enum.StrEnum):
    """What the exam is busy with."""

    TAKING = "taking"
    MAKING = "making"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExamStatus:
    """``setup`` is what would answer now, as in ``ExamRun``; ``work`` is None while nothing is done."""

    setup: Mapping[str, str]
    work: ExamWork | None = None
    done: int = 0
    total: int = 0
