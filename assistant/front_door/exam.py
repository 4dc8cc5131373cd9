"""The user's own exam."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.ids import ConversationId, ExamQuestionId, MessageId
from assistant.records import ExamQuestion, ExamRun, ExamStatus


class ExamApi(Protocol):
    """Questions about the user's documents whose answers are known; how they are answered scores a change of model or setting.

    ``make`` and ``take`` return at once and give way to whoever asks something; ``ExamProgress`` and one ``ExamFinished`` follow.
    """

    def questions(self) -> Sequence[ExamQuestion]:
        """The exam, in the order in which it came to be."""

    def keep(self, conversation: ConversationId, answer: MessageId) -> ExamQuestion:
        """Takes the question of an answer into the exam: with its first citation, or, where it was refused, as one that the
        documents do not answer. The same question again replaces the earlier one. Raises ``InvalidInput`` for an answer that does
        not come from documents, ``NotFound``."""

    def write(self, question: str, expected: str = "") -> ExamQuestion:
        """Adds a question with words that a right answer holds; without ``expected`` the documents do not answer it. Raises
        ``InvalidInput``."""

    def edit(self, question: ExamQuestionId, text: str, expected: str) -> ExamQuestion:
        """Changes a question; how it was answered before is forgotten. Raises ``InvalidInput``, ``NotFound``."""

    def remove(self, question: ExamQuestionId) -> None:
        """Takes a question out, and how it was answered. Raises ``NotFound``."""

    def make(self, count: int) -> None:
        """Lets the chat model write questions on passages from all over the library. Raises ``InvalidInput`` without documents, and
        while something is done already."""

    def take(self) -> None:
        """Answers every question with the models and settings of now, and scores the answers. Raises ``InvalidInput`` without
        questions, and while something is done already."""

    def stop(self) -> None:
        """Ends ``make`` or ``take``; what is done so far is kept."""

    def runs(self) -> Sequence[ExamRun]:
        """The sittings, newest first."""

    def status(self) -> ExamStatus:
        """What would answer now, and what is being done."""
