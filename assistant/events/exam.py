"""Events of the user's own exam."""

from __future__ import annotations

import dataclasses

from assistant.errors import ErrorReport
from assistant.events.base import Event
from assistant.records import ExamWork


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExamProgress(Event):
    """How far it is; ``done`` and ``total`` count questions."""

    work: ExamWork
    done: int
    total: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExamFinished(Event):
    """It was taken, or questions were made, as many as ``done``; or it was stopped before the end."""

    work: ExamWork
    done: int
    stopped: bool = False
    error: ErrorReport | None = None
