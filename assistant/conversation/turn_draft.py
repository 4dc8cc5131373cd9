"""An answer that may become a turn: its steps are kept until the question is known to be asked, and then stored and told.

An ordinary turn is a draft that is committed before it runs, so there is one way through a turn and not two.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from assistant.conversation.answer_record import AnswerRecord
from assistant.conversation.answering import Answering
from assistant.conversation.steps import DeedProposed, Step
from assistant.conversation.turn import Turn
from assistant.conversation.turn_request import TurnRequest
from assistant.errors import Interrupted
from assistant.llm.base import TextDelta
from assistant.priority_lane import PriorityLane
from assistant.workers import Worker

OpenRecord = Callable[[Turn, TurnRequest], tuple[TurnRequest, AnswerRecord]]
"""Stores a question, tells ``TurnStarted``, and opens the record of its answer; the request returned knows where it is stored."""


class TurnDraft:
    """Implements ``Draft``. ``run`` is called once, on the model's thread; only that thread stores and tells steps, but for a turn
    that was interrupted before it: that one never begins, and whoever interrupts it tells its end."""

    def __init__(
        self,
        turn: Turn,
        request: TurnRequest,
        *,
        answering: Answering,
        worker: Worker,
        open_record: OpenRecord,
        ended: Callable[[TurnDraft], None],
        lane: PriorityLane,
    ) -> None:
        """``ended`` is called when nothing follows any more but a committed turn's ``TurnFinished``.

        Computing gives way in ``lane`` from step to step.
        """
        self.turn = turn
        self.request = request
        self._answering = answering
        self._worker = worker
        self._open_record = open_record
        self._on_end = ended
        self._lane = lane
        self._changed = threading.Condition()
        self._commit_lock = threading.Lock()
        self._steps: list[Step] = []
        self._recorded = 0
        self._record: AnswerRecord | None = None
        self._discarded = False
        self._begun = False
        self._computed = False
        self._done = False
        self._failure: Exception | None = None

    @property
    def committed(self) -> bool:
        """Whether it is a turn now."""
        return self._record is not None

    def deltas(self) -> Iterator[str]:
        """The answer's text as it comes."""
        at, begun = 0, False
        while True:
            with self._changed:
                while at >= len(self._steps) and not self._done and not self._discarded:
                    self._changed.wait()
                if at >= len(self._steps) or self._discarded:
                    return
                step = self._steps[at]
            at += 1
            if isinstance(step, TextDelta):
                text = step.text if begun else step.text.lstrip()
                begun = begun or bool(text)
                if text:
                    yield text

    def commit(self) -> Turn:
        """Stores the question and makes this an ordinary turn."""
        with self._commit_lock:
            if self._record is not None:
                return self.turn
            if self._discarded:
                raise Interrupted("The draft was thrown away.")
            try:
                request, record = self._open_record(self.turn, self.request)
            except BaseException:
                self._throw_away()
                raise
            with self._changed:
                self.request, self._record = request, record
                computed = self._computed
        if computed:
            self._worker.post(self._finish, record)
        return self.turn

    def discard(self) -> None:
        """Stops computing; nothing was stored."""
        with self._commit_lock:
            if self._record is None:
                self._throw_away()

    def stop(self) -> None:
        """Ends it either way: a committed turn is interrupted, a draft discarded."""
        self.discard()
        self.interrupt()

    def interrupt(self) -> None:
        """Stops computing. A turn that waits for its own to come ends now, and not when the one before has ended."""
        self.turn.interrupt()
        with self._changed:
            record = None if self._begun else self._record
            if record is None:
                return
            self._begun = self._computed = True
            self._failure = Interrupted("Stopped.")
        self._finish(record)

    def run(self) -> None:
        """Computes the answer."""
        with self._changed:
            if self._begun:
                return
            self._begun = True
        failure: Exception | None = None
        try:
            with contextlib.closing(self._answering.steps(self.request)) as steps:
                for step in steps:
                    with self._changed:
                        self._steps.append(step)
                        self._changed.notify_all()
                    self._record_steps()
                    self._lane.give_way()
        except Exception as error:  # noqa: BLE001 - told by the turn, if it becomes one
            failure = error
        with self._changed:
            self._computed, self._failure = True, failure
            # What a skill says of its deed comes when it is done, and so when the question was asked.
            self._done = not (self._steps and isinstance(self._steps[-1], DeedProposed))
            self._changed.notify_all()
            record = self._record
        if record is not None:
            self._finish(record)

    def _record_steps(self) -> None:
        record = self._record
        if record is None:
            return
        new = self._steps[self._recorded :]
        # Counted first: once one cannot be stored, those after it are not either, or the text would have a hole.
        self._recorded += len(new)
        for step in new:
            said = record.take(step)
            if said is not None:
                with self._changed:
                    self._steps.append(said)
                    self._recorded += 1
                    self._changed.notify_all()

    def _finish(self, record: AnswerRecord) -> None:
        failure = self._failure
        try:
            self._record_steps()
        except Exception as error:  # noqa: BLE001 - told by the turn
            failure = failure or error
        with self._changed:
            self._done = True
            self._changed.notify_all()
        try:
            self._on_end(self)
        finally:
            record.end(failure)

    def _throw_away(self) -> None:
        self.turn.cancel.cancel()
        with self._changed:
            self._discarded = True
            self._changed.notify_all()
        self._on_end(self)
