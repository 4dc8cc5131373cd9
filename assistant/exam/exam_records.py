"""The exam in the database: its questions, the sittings, and how each question was answered in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import NotFound
from assistant.ids import DocumentId, ExamQuestionId, ExamRunId, MessageId
from assistant.records import ExamAnswer, ExamOrigin, ExamQuestion, ExamRun, ExamState
from assistant.storage.database import Storage

_QUESTIONS = "SELECT q.*, d.path FROM exam_questions q LEFT JOIN documents d ON d.id = q.document_id"


class ExamRecords:
    """May be called from any thread. Raises ``StorageError``."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def questions(self) -> tuple[ExamQuestion, ...]:
        """Every question, oldest first."""
        return tuple(_question(row) for row in self._storage.rows(f"{_QUESTIONS} ORDER BY q.id"))

    def get(self, question: ExamQuestionId) -> ExamQuestion:
        """One question. Raises ``NotFound``."""
        rows = self._storage.rows(f"{_QUESTIONS} WHERE q.id = ?", (question,))
        if not rows:
            raise NotFound("This question is not in your exam.", "Look at the list of its questions.")
        return _question(rows[0])

    def add(
        self,
        question: str,
        *,
        origin: ExamOrigin,
        expected: str = "",
        document: DocumentId | None = None,
        page: int | None = None,
        quote: str = "",
        message: MessageId | None = None,
    ) -> ExamQuestion:
        """Adds a question; one of the same words goes, with how it was answered. ``message`` is where it was asked."""
        with self._storage.write() as database:
            database.execute("DELETE FROM exam_questions WHERE question = ?", (question,))
            number = database.execute(
                "INSERT INTO exam_questions (question, expected, document_id, page, quote, origin, message_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (question, expected, document, page, quote, origin.value, message),
            ).lastrowid
        return self.get(ExamQuestionId(int(number or 0)))

    def change(self, question: ExamQuestionId, text: str, expected: str) -> ExamQuestion:
        """Puts other words in; the answers to the old ones go. Raises ``NotFound``."""
        self.get(question)
        with self._storage.write() as database:
            database.execute("DELETE FROM exam_answers WHERE question_id = ?", (question,))
            database.execute(
                "UPDATE exam_questions SET question = ?, expected = ? WHERE id = ?", (text, expected, question)
            )
        return self.get(question)

    def remove(self, question: ExamQuestionId) -> None:
        """Takes one out. Raises ``NotFound``."""
        self.get(question)
        with self._storage.write() as database:
            database.execute("DELETE FROM exam_questions WHERE id = ?", (question,))

    def begin(self, setup: Mapping[str, str], began_at: float) -> ExamRunId:
        """A new sitting, which counts as stopped until ``end``: so it is when the program is killed."""
        with self._storage.write() as database:
            number = database.execute(
                "INSERT INTO exam_runs (began_at, state, setup) VALUES (?, ?, ?)",
                (began_at, ExamState.STOPPED.value, json.dumps(dict(setup), ensure_ascii=False)),
            ).lastrowid
        return ExamRunId(int(number or 0))

    def keep(self, run: ExamRunId, answer: ExamAnswer) -> None:
        """How a question was answered; nothing where the question went meanwhile."""
        with self._storage.write() as database:
            database.execute(
                "INSERT INTO exam_answers SELECT ?, id, ?, ?, ?, ?, ?, ? FROM exam_questions WHERE id = ?",
                (
                    run,
                    answer.right,
                    answer.refused,
                    answer.found,
                    answer.cited,
                    answer.text,
                    answer.took_ms,
                    answer.question,
                ),
            )

    def end(self, run: ExamRunId) -> None:
        """The sitting is complete."""
        with self._storage.write() as database:
            database.execute("UPDATE exam_runs SET state = ? WHERE id = ?", (ExamState.COMPLETE.value, run))

    def runs(self, running: ExamRunId | None = None) -> tuple[ExamRun, ...]:
        """The sittings, newest first, without those that have no answers left."""
        answers: dict[int, list[ExamAnswer]] = {}
        for row in self._storage.rows("SELECT * FROM exam_answers ORDER BY question_id"):
            answers.setdefault(row["run_id"], []).append(_answer(row))
        return tuple(
            ExamRun(
                id=ExamRunId(row["id"]),
                began_at=row["began_at"],
                state=ExamState.RUNNING if row["id"] == running else ExamState(row["state"]),
                setup=json.loads(row["setup"]),
                answers=tuple(answers.get(row["id"], ())),
            )
            for row in self._storage.rows("SELECT * FROM exam_runs ORDER BY id DESC")
            if row["id"] in answers or row["id"] == running
        )


def _question(row: Mapping[str, Any]) -> ExamQuestion:
    return ExamQuestion(
        id=ExamQuestionId(row["id"]),
        question=row["question"],
        expected=row["expected"],
        document_id=None if row["document_id"] is None else DocumentId(row["document_id"]),
        document=None if row["path"] is None else Path(row["path"]),
        page=row["page"],
        quote=row["quote"],
        origin=ExamOrigin(row["origin"]),
    )


def _answer(row: Mapping[str, Any]) -> ExamAnswer:
    return ExamAnswer(
        question=ExamQuestionId(row["question_id"]),
        right=bool(row["correct"]),
        refused=bool(row["refused"]),
        found=None if row["found"] is None else bool(row["found"]),
        cited=None if row["cited"] is None else bool(row["cited"]),
        text=row["answer"],
        took_ms=row["took_ms"],
    )
