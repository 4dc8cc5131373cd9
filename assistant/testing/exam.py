"""The exam of the scripted front door."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from assistant.errors import UserFacingError
from assistant.events import Event, ExamFinished, ExamProgress
from assistant.ids import ConversationId, ExamQuestionId, MessageId
from assistant.records import ExamOrigin, ExamQuestion, ExamRun, ExamStatus, ExamWork


class ScriptedExam:
    """``ExamApi`` over lists. What ``take`` and ``make`` begin goes on with ``advance`` and ends with ``finish``; ``refusal`` is
    raised by the next call that changes something."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._publish = publish
        self.asked: list[ExamQuestion] = []
        self.sittings: list[ExamRun] = []
        self.kept: list[tuple[ConversationId, MessageId]] = []
        self.setup: Mapping[str, str] = {"chat": "scripted"}
        self.refusal: UserFacingError | None = None
        self.wanted = 0
        self._work: ExamWork | None = None
        self._done = 0

    def questions(self) -> Sequence[ExamQuestion]:
        """See ``ExamApi``; as all that follows but ``advance`` and ``finish``."""
        return tuple(self.asked)

    def keep(self, conversation: ConversationId, answer: MessageId) -> ExamQuestion:
        self._refuse()
        self.kept.append((conversation, answer))
        return self._add("Kept?", "", ExamOrigin.KEPT)

    def write(self, question: str, expected: str = "") -> ExamQuestion:
        self._refuse()
        return self._add(question, expected, ExamOrigin.WRITTEN)

    def edit(self, question: ExamQuestionId, text: str, expected: str) -> ExamQuestion:
        self._refuse()
        at = next(at for at, one in enumerate(self.asked) if one.id == question)
        self.asked[at] = dataclasses.replace(self.asked[at], question=text, expected=expected)
        return self.asked[at]

    def remove(self, question: ExamQuestionId) -> None:
        self._refuse()
        self.asked = [one for one in self.asked if one.id != question]

    def make(self, count: int) -> None:
        self._refuse()
        self._work, self.wanted, self._done = ExamWork.MAKING, count, 0

    def take(self) -> None:
        self._refuse()
        self._work, self.wanted, self._done = ExamWork.TAKING, len(self.asked), 0

    def stop(self) -> None:
        self.finish(stopped=True)

    def runs(self) -> Sequence[ExamRun]:
        return tuple(self.sittings)

    def status(self) -> ExamStatus:
        return ExamStatus(setup=self.setup, work=self._work, done=self._done, total=self.wanted)

    def advance(self) -> None:
        """One more question is done."""
        assert self._work is not None  # noqa: S101 - a test that began nothing
        self._done += 1
        self._publish(ExamProgress(work=self._work, done=self._done, total=self.wanted))

    def finish(self, *, stopped: bool = False) -> None:
        """It ends."""
        assert self._work is not None  # noqa: S101 - a test that began nothing
        work, self._work = self._work, None
        self._publish(ExamFinished(work=work, done=self._done, stopped=stopped))

    def _add(self, question: str, expected: str, origin: ExamOrigin) -> ExamQuestion:
        number = max((one.id for one in self.asked), default=0) + 1
        self.asked.append(ExamQuestion(id=ExamQuestionId(number), question=question, expected=expected, origin=origin))
        return self.asked[-1]

    def _refuse(self) -> None:
        refusal, self.refusal = self.refusal, None
        if refusal is not None:
            raise refusal
