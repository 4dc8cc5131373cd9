"""What an engine process still owes its listeners, so that each thing begun is also seen to end when the process dies."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from assistant.errors import ErrorReport
from assistant.events import (
    DictationReady,
    DictationStopped,
    DownloadFinished,
    DownloadProgress,
    Event,
    ExamFinished,
    ExamProgress,
    IndexFinished,
    TurnEvent,
    TurnFinished,
    VoiceReady,
    VoiceStopped,
)
from assistant.ids import OperationId, TurnId
from assistant.records import ExamWork

_INGESTS = frozenset({"documents.add", "documents.unlock"})
_EXAMS = {"exam.make": ExamWork.MAKING, "exam.take": ExamWork.TAKING}


class UnfinishedWork:
    """Follows calls and events; ``end_all`` gives the finishing events that the dead process can no longer send."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: set[TurnId] = set()
        self._ingests: set[OperationId] = set()
        self._downloads: set[tuple[OperationId, str]] = set()
        self._exam: ExamWork | None = None
        # What was begun can end before the call that began it has returned.
        self._ingests_ended_early: set[OperationId] = set()
        self._downloads_ended_early: set[tuple[OperationId, str]] = set()
        self._exam_ended_early = False
        self._voice = False
        self._dictating = False

    def note_call(self, method: str, args: Sequence[Any], value: object) -> None:
        """A call of the front door returned ``value``."""
        with self._lock:
            if method in _INGESTS:
                begun = {OperationId(str(value))}
                self._ingests |= begun - self._ingests_ended_early
                self._ingests_ended_early -= begun
            elif method == "models.get":
                wanted = {(OperationId(str(value)), model) for model in args[0]}
                self._downloads |= wanted - self._downloads_ended_early
                self._downloads_ended_early -= wanted
            elif method in _EXAMS:
                self._exam = None if self._exam_ended_early else _EXAMS[method]
                self._exam_ended_early = False

    def note_event(self, event: Event) -> None:
        """The process published ``event``."""
        with self._lock:
            match event:
                case TurnFinished():
                    self._turns.discard(event.turn_id)
                case TurnEvent():
                    self._turns.add(event.turn_id)
                case IndexFinished():
                    if event.operation_id not in self._ingests:
                        self._ingests_ended_early.add(event.operation_id)
                    self._ingests.discard(event.operation_id)
                case DownloadProgress():
                    self._downloads.add((event.operation_id, event.model_id))
                case DownloadFinished():
                    ended = event.operation_id, event.model_id
                    if ended not in self._downloads:
                        self._downloads_ended_early.add(ended)
                    self._downloads.discard(ended)
                case ExamProgress():
                    self._exam = event.work
                case ExamFinished():
                    self._exam_ended_early = self._exam is None
                    self._exam = None
                case VoiceReady():
                    self._voice = True
                case VoiceStopped():
                    self._voice = False
                case DictationReady():
                    self._dictating = True
                case DictationStopped():
                    self._dictating = False
                case _:
                    pass

    def end_all(self, error: ErrorReport) -> list[Event]:
        """One finishing event, with ``error``, for everything that was begun and not ended."""
        with self._lock:
            events: list[Event] = [TurnFinished(turn_id=turn, answer=None, error=error) for turn in sorted(self._turns)]
            events += [
                IndexFinished(operation_id=ingest, indexed=0, partly=0, failed=0, unchanged=0, seconds=0.0, error=error)
                for ingest in sorted(self._ingests)
            ]
            events += [
                DownloadFinished(operation_id=operation, model_id=model, error=error)
                for operation, model in sorted(self._downloads)
            ]
            if self._exam is not None:
                events.append(ExamFinished(work=self._exam, done=0, error=error))
            if self._voice:
                events.append(VoiceStopped(t_s=0.0, error=error))
            if self._dictating:
                events.append(DictationStopped(error=error))
            self._turns.clear()
            self._ingests.clear()
            self._downloads.clear()
            self._exam = None
            self._voice = self._dictating = False
            return events
