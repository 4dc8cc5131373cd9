"""The exam over a real database: kept, taken, disturbed, stopped, killed, forgotten."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.clock import SystemClock
from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder
from assistant.documents.whole_documents import WholeDocuments
from assistant.errors import InvalidInput, ModelUnavailable, NotFound
from assistant.events import Event, ExamFinished, ExamProgress
from assistant.exam.base import Unrecorded
from assistant.exam.exam import Exam
from assistant.exam.exam_records import ExamRecords
from assistant.exam.question_making import QuestionMaking
from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.llm.base import ChatModel
from assistant.records import (
    Answer,
    Basis,
    Citation,
    ExamOrigin,
    ExamState,
    ExamWork,
    MessageState,
    Timings,
)
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.workers import Worker

pytestmark = pytest.mark.integration

LEASE = "The tenant may end the lease with a notice of three months to the end of a quarter."


class Room:
    """An exam over a home with one document. ``answer`` is what every question gets."""

    def __init__(self, home: Path, model: ChatModel | None = None) -> None:
        self.storage = Storage(home / "sotto.db")
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.worker = Worker("llm")
        self.setup = {"chat": "one"}
        self.by_itself = False
        self.answer: Callable[[str, CancelToken], Unrecorded] = lambda _question, _cancel: said("three months")
        self.conversations = ConversationStore(self.storage, SystemClock())

        def load() -> ChatModel:
            if model is None:
                raise ModelUnavailable("There is none.", "Fetch one.")
            return model

        self.exam = Exam(
            ExamRecords(self.storage),
            answerer=self,
            making=QuestionMaking(ChatModelHolder(load), self.worker, WholeDocuments(self.storage)),
            messages=self.conversations.messages,
            setup=lambda: self.setup,
            by_itself=lambda: self.by_itself,
            publish=self.events.put,
            model_used=lambda: None,
            clock=SystemClock(),
            quiet_s=0.0,
        )
        with self.storage.write() as database:
            database.execute(
                "INSERT INTO documents(id, path, title, state, added_at) VALUES (4, '/lease.txt', 'Lease', 'indexed', 0)"
            )
            database.execute(
                "INSERT INTO pages(id, document_id, position, number, text) VALUES (1, 4, 0, 2, ?)", (LEASE,)
            )
            database.execute(
                "INSERT INTO chunks(document_id, page_id, position, start, end) VALUES (4, 1, 0, 0, ?)", (len(LEASE),)
            )

    def answer_unrecorded(self, question: str, cancel: CancelToken) -> Unrecorded:
        return self.answer(question, cancel)

    def ended(self) -> ExamFinished:
        while not isinstance(event := self.events.get(timeout=30), ExamFinished):
            assert isinstance(event, ExamProgress)
        return event

    def close(self) -> None:
        self.exam.close()
        self.worker.close()
        self.storage.close()

    def answered(
        self, text: str, *, refused: bool = False, basis: Basis = Basis.DOCUMENTS
    ) -> tuple[ConversationId, MessageId]:
        """A question and its answer in a conversation."""
        conversation, question = self.conversations.add_question(None, "How long is the notice?")
        message = self.conversations.begin_answer(conversation, question, sent="", model="one")
        self.conversations.finish_answer(
            Answer(
                text=text,
                conversation=conversation,
                message=message,
                turn=1,
                model="one",
                basis=basis,
                refused=refused,
                citations=() if refused else (citation(),),
                support=(),
                closest=None,
                timings=Timings(),
                state=MessageState.COMPLETE,
            ),
            written=text,
        )
        return conversation, message


def citation() -> Citation:
    return Citation(
        n=1, document_id=DocumentId(4), document=Path("/lease.txt"), page=2, quote=LEASE, start=0, end=len(LEASE)
    )


def said(text: str, *, citations: Sequence[Citation] = (), refused: bool = False) -> Unrecorded:
    return Unrecorded(text=text, refused=refused, citations=tuple(citations), passages=(), model="one")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def test_it_is_taken_and_scored_beside_an_earlier_sitting(room: Room) -> None:
    with pytest.raises(InvalidInput, match="no questions"):
        room.exam.take()
    right = room.exam.write("How long is the notice?", "three months")
    room.exam.write("Who built the harbour?")
    room.exam.take()
    assert room.ended() == ExamFinished(work=ExamWork.TAKING, done=2)
    run = room.exam.runs()[0]
    assert (run.state, run.right, dict(run.setup)) == (ExamState.COMPLETE, 1, {"chat": "one"})
    room.setup = {"chat": "two"}
    room.answer = lambda _question, _cancel: said("Your documents do not say.", refused=True)
    room.exam.take()
    room.ended()
    newest, before = room.exam.runs()
    assert (newest.right, before.right) == (1, 1)
    assert [one.right for one in newest.answers] == [False, True]
    room.exam.edit(right.id, "How long is it?", "three months")
    assert [len(one.answers) for one in room.exam.runs()] == [1, 1]


def test_an_answer_is_kept_with_the_place_it_shows(room: Room) -> None:
    kept = room.exam.keep(*room.answered("Three months."))
    assert (kept.question, kept.origin) == ("How long is the notice?", ExamOrigin.KEPT)
    assert (kept.document_id, kept.page, kept.quote) == (DocumentId(4), 2, LEASE)
    room.answer = lambda _question, _cancel: said("It is long.", citations=[citation()])
    room.exam.take()
    room.ended()
    assert room.exam.runs()[0].right == 1


def test_a_refusal_is_kept_as_a_question_the_documents_do_not_answer(room: Room) -> None:
    assert not room.exam.keep(*room.answered("Your documents do not say.", refused=True)).answerable
    with pytest.raises(InvalidInput, match="from your documents"):
        room.exam.keep(*room.answered("Paris.", basis=Basis.GENERAL))
    conversation, _ = room.answered("Three months.")
    with pytest.raises(NotFound):
        room.exam.keep(conversation, MessageId(4711))


def test_who_asks_meanwhile_goes_first_and_the_question_is_answered_anew(room: Room) -> None:
    room.exam.write("How long is the notice?", "three months")
    asked: list[CancelToken] = []
    begun = threading.Event()

    def answer(_question: str, cancel: CancelToken) -> Unrecorded:
        asked.append(cancel)
        if len(asked) == 1:
            begun.set()
            while not cancel.cancelled:
                threading.Event().wait(0.005)
        cancel.raise_if_cancelled()
        return said("three months")

    room.answer = answer
    room.exam.take()
    assert begun.wait(10)
    room.exam.pause()
    room.exam.resume()
    assert room.ended() == ExamFinished(work=ExamWork.TAKING, done=1)
    assert (len(asked), room.exam.runs()[0].right) == (2, 1)


def test_it_is_stopped_and_what_was_answered_stays(room: Room) -> None:
    for number in range(3):
        room.exam.write(f"Question {number}?", "three months")

    def answer(question: str, cancel: CancelToken) -> Unrecorded:
        if question.startswith("Question 1"):
            room.exam.stop()
        cancel.raise_if_cancelled()
        return said("three months")

    room.answer = answer
    room.exam.take()
    assert room.ended() == ExamFinished(work=ExamWork.TAKING, done=1, stopped=True)
    run = room.exam.runs()[0]
    assert (run.state, len(run.answers)) == (ExamState.STOPPED, 1)
    assert room.exam.status().work is None


def test_a_sitting_holds_one_setup_alone(room: Room) -> None:
    for number in range(2):
        room.exam.write(f"Question {number}?", "three months")

    def answer(_question: str, _cancel: CancelToken) -> Unrecorded:
        room.setup = {"chat": "two"}
        return said("three months")

    room.answer = answer
    room.exam.take()
    assert room.ended().stopped
    assert room.exam.runs()[0].setup == {"chat": "one"}


def test_a_change_is_scored_by_itself_when_that_is_wanted(room: Room) -> None:
    room.exam.write("How long is the notice?", "three months")
    room.by_itself = True
    room.exam.take()
    room.ended()
    room.setup = {"chat": "two"}
    room.exam.notify()
    room.ended()
    assert [run.setup["chat"] for run in room.exam.runs()] == ["two", "one"]


def test_forgetting_takes_questions_and_answers_along(room: Room) -> None:
    conversation, message = room.answered("Three months.")
    room.exam.keep(conversation, message)
    room.exam.take()
    room.ended()
    room.conversations.delete(conversation)
    assert room.exam.questions() == ()
    assert room.exam.runs() == ()
    kept = room.exam.keep(*room.answered("Three months."))
    with room.storage.write() as database:
        database.execute("DELETE FROM documents WHERE id = 4")
    assert kept.id not in {one.id for one in room.exam.questions()}


def test_questions_are_written_by_the_model_about_what_a_page_says(tmp_path: Path) -> None:
    asked = "How long is the notice with which the tenant may end the lease?"
    room = Room(tmp_path, ScriptedChatModel([asked]))
    try:
        room.exam.make(5)
        assert room.ended() == ExamFinished(work=ExamWork.MAKING, done=1)
        (made,) = room.exam.questions()
        assert (made.question, made.expected, made.quote, made.page) == (asked, "three months", LEASE, 2)
        assert made.origin is ExamOrigin.MADE
    finally:
        room.close()


def test_without_a_model_or_documents_that_is_said(room: Room) -> None:
    room.exam.make(1)
    error = room.ended().error
    assert error is not None
    assert error.kind == ModelUnavailable.kind
    with room.storage.write() as database:
        database.execute("DELETE FROM documents")
    with pytest.raises(InvalidInput, match="nothing in your documents"):
        room.exam.make(1)
