"""Taking the exam, and making questions for it: on a thread of its own, one question at a time.

A question that a turn comes between is answered anew afterwards, so that none of a sitting was hurried (``undisturbed.py``). Other
programs that ask the model have it in turn, after each question for as long as that took.
"""

from __future__ import annotations

import functools
import itertools
import logging
import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.conversation.temporary import is_temporary_message
from assistant.errors import ErrorReport, Interrupted, InvalidInput, NotFound, UserFacingError
from assistant.events import Event, ExamFinished, ExamProgress
from assistant.exam.base import Answerer
from assistant.exam.exam_records import ExamRecords
from assistant.exam.question_making import Askable, QuestionMaking
from assistant.exam.scoring import score
from assistant.exam.undisturbed import Undisturbed
from assistant.ids import ConversationId, ExamQuestionId, ExamRunId, MessageId
from assistant.records import (
    Basis,
    ExamAnswer,
    ExamOrigin,
    ExamQuestion,
    ExamRun,
    ExamStatus,
    ExamWork,
    Message,
)

T = TypeVar("T")

QUIET_S = 60.0
"""Seconds after a change before the exam is taken by itself: more changes may follow."""
TRIES = 4
"""Passages that may be asked about for each question wanted; small models often write none that will do."""
MOST_MADE = 100
_log = logging.getLogger(__name__)


class Exam:
    """``ExamApi``; may be called from any thread."""

    def __init__(
        self,
        records: ExamRecords,
        *,
        answerer: Answerer,
        making: QuestionMaking,
        messages: Callable[[ConversationId], Sequence[Message]],
        setup: Callable[[], Mapping[str, str]],
        by_itself: Callable[[], bool],
        publish: Callable[[Event], None],
        model_used: Callable[[], None],
        clock: Clock,
        let_others: Callable[[float, CancelToken], None] = lambda _time_s, _cancel: None,
        quiet_s: float = QUIET_S,
    ) -> None:
        """``messages`` are those of a conversation; ``setup`` is what would answer now; ``by_itself`` says whether a change is to
        be scored unasked. ``model_used`` is called when the chat model's cache holds something else than before. ``let_others``
        waits until others who want the model have had it for so many seconds."""
        self._records = records
        self._answerer = answerer
        self._making = making
        self._messages = messages
        self._setup = setup
        self._by_itself = by_itself
        self._publish = publish
        self._model_used = model_used
        self._clock = clock
        self._let_others = let_others
        self._took_s = 0.0
        self._quiet_s = quiet_s
        self._steps = Undisturbed()
        # Called around every time in which somebody asks or speaks.
        self.pause, self.resume = self._steps.pause, self._steps.resume
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._timer: threading.Timer | None = None
        self._closed = False
        self._work: ExamWork | None = None
        self._run: ExamRunId | None = None
        self._done = self._total = 0

    def questions(self) -> Sequence[ExamQuestion]:
        """See ``ExamApi``; as all that follows."""
        return self._records.questions()

    def keep(self, conversation: ConversationId, answer: MessageId) -> ExamQuestion:
        if is_temporary_message(answer):
            raise InvalidInput("A temporary chat leaves nothing behind.", "Ask again in a chat that is kept.")
        question, given = _with_question(self._messages(conversation), answer)
        if given.answer is None or given.answer.basis is not Basis.DOCUMENTS:
            raise InvalidInput(
                "Only answers from your documents can be kept for the exam.", "Ask your documents first."
            )
        citation = None if given.answer.refused else next(iter(given.answer.citations), None)
        if citation is None and not given.answer.refused:
            raise InvalidInput("This answer shows no place in your documents.", "Keep one that shows where it is from.")
        if citation is not None and citation.stale:
            raise InvalidInput("The document has changed since this answer.", "Ask again, and keep the new answer.")
        return self._records.add(
            question.text,
            origin=ExamOrigin.KEPT,
            document=citation.document_id if citation is not None else None,
            page=citation.page if citation is not None else None,
            quote=citation.quote if citation is not None else "",
            message=question.id,
        )

    def write(self, question: str, expected: str = "") -> ExamQuestion:
        return self._records.add(_worded(question), origin=ExamOrigin.WRITTEN, expected=expected.strip())

    def edit(self, question: ExamQuestionId, text: str, expected: str) -> ExamQuestion:
        return self._records.change(question, _worded(text), expected.strip())

    def remove(self, question: ExamQuestionId) -> None:
        self._records.remove(question)

    def make(self, count: int) -> None:
        if not 1 <= count <= MOST_MADE:
            raise InvalidInput("So many questions cannot be made at once.", f"Ask for 1 to {MOST_MADE}.")
        askable = self._making.askable(random.Random())  # noqa: S311 - which passages is no secret
        first = next(askable, None)
        if first is None:
            raise InvalidInput("There is nothing in your documents to ask about yet.", "Add documents first.")
        self._begin(ExamWork.MAKING, count, lambda: self._make(count, first, askable))

    def take(self) -> None:
        questions = self._records.questions()
        if not questions:
            raise InvalidInput("Your exam has no questions yet.", "Keep an answer for it, or let questions be made.")
        self._begin(ExamWork.TAKING, len(questions), lambda: self._take(questions))

    def stop(self) -> None:
        self._steps.stop()

    def runs(self) -> Sequence[ExamRun]:
        return self._records.runs(self._run)

    def status(self) -> ExamStatus:
        with self._lock:
            return ExamStatus(setup=self._setup(), work=self._work, done=self._done, total=self._total)

    def notify(self) -> None:
        """A model or setting may have changed: where the user wants that, the exam is taken after a while."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if self._closed or not self._by_itself():
                return
            self._timer = threading.Timer(self._quiet_s, self._take_if_changed)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        """Stops, and waits for the step under way."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
            thread = self._thread
        self.stop()
        if thread is not None:
            thread.join()

    def _take_if_changed(self) -> None:
        latest = next(iter(self._records.runs()), None)
        if latest is None or latest.setup == self._setup():
            return
        try:
            self.take()
        except UserFacingError as error:
            _log.info("the exam was not taken: %s", error.kind)

    def _begin(self, work: ExamWork, total: int, function: Callable[[], None]) -> None:
        with self._lock:
            if self._work is not None or self._closed:
                raise InvalidInput("The exam is busy already.", "Wait until it has ended, or stop it.")
            self._work, self._done, self._total = work, 0, total
            self._steps.allow()
            self._thread = threading.Thread(target=self._live, args=(work, function), name="exam", daemon=True)
            self._thread.start()

    def _live(self, work: ExamWork, function: Callable[[], None]) -> None:
        stopped, error = False, None
        try:
            function()
        except Interrupted:
            stopped = True
        except UserFacingError as failure:
            _log.info("the exam broke off: %s", failure.kind)
            error = ErrorReport.of(failure)
        except Exception as failure:  # noqa: BLE001 - told, as every end is
            _log.exception("the exam broke off with a bug")
            error = ErrorReport.of(failure)
        with self._lock:
            done, self._work, self._run = self._done, None, None
        self._publish(ExamFinished(work=work, done=done, stopped=stopped, error=error))
        if not self._closed:
            self._model_used()

    def _make(self, count: int, first: Askable, others: Iterator[Askable]) -> None:
        known = {question.question for question in self._records.questions()}
        for tried, one in enumerate(itertools.chain([first], others), 1):
            question = self._in_turn(functools.partial(self._making.ask_for, one))
            if question and question not in known:
                known.add(question)
                self._records.add(
                    question,
                    origin=ExamOrigin.MADE,
                    expected=one.answer,
                    document=one.passage.document_id,
                    page=one.passage.page,
                    quote=one.sentence,
                )
                self._advance()
            if self._done >= count or tried >= TRIES * count:
                return

    def _take(self, questions: Sequence[ExamQuestion]) -> None:
        setup = dict(self._setup())
        run = self._records.begin(setup, self._clock.now())
        with self._lock:
            self._run = run
        for question in questions:
            if dict(self._setup()) != setup:
                # Two models, or two settings, are not to be scored as one.
                raise Interrupted("Stopped.")
            answer = self._in_turn(functools.partial(self._answer, question))
            self._records.keep(run, answer)
            self._advance()
        self._records.end(run)

    def _in_turn(self, step: Callable[[CancelToken], T]) -> T:
        def after_others(cancel: CancelToken) -> T:
            self._let_others(self._took_s, cancel)
            began_s = self._clock.monotonic()
            try:
                return step(cancel)
            finally:
                self._took_s = self._clock.monotonic() - began_s

        return self._steps.run(after_others)

    def _answer(self, question: ExamQuestion, cancel: CancelToken) -> ExamAnswer:
        began = self._clock.monotonic()
        answer = self._answerer.answer_unrecorded(question.question, cancel)
        return score(question, answer, (self._clock.monotonic() - began) * 1000)

    def _advance(self) -> None:
        with self._lock:
            self._done += 1
            done, total, work = self._done, self._total, self._work
        if work is not None:
            self._publish(ExamProgress(work=work, done=done, total=total))


def _with_question(messages: Sequence[Message], answer: MessageId) -> tuple[Message, Message]:
    """An answer after the question it is to."""
    at = next((at for at, message in enumerate(messages) if message.id == answer), 0)
    question = next((message for message in reversed(messages[:at]) if message.role == "user"), None)
    if question is None:
        raise NotFound("This answer is gone.", "Ask again.")
    return question, messages[at]


def _worded(question: str) -> str:
    worded = " ".join(question.split())
    if not worded:
        raise InvalidInput("The question is empty.", "Type a question.")
    return worded
