"""Turns from question to ``TurnFinished``, on a real database and a real worker."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.errors import EngineStopped, InvalidInput, ModelUnavailable, NotFound, StorageError
from assistant.events import AnswerDelta, Stage, StageChanged, TurnFinished, TurnStarted
from assistant.ids import ConversationId, MessageId, TurnId
from assistant.llm.base import ChatMessage
from assistant.records import Basis, MessageState
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

WAIT_S = 20.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        yield opened


def test_a_turn_tells_its_stages_and_ends_once(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel([" Hello there."])
    turn = room.runner.ask("  Hi!  ")
    events = list(turn.events(WAIT_S))
    assert events == room.events
    assert isinstance(events[0], TurnStarted)
    assert events[0].question == "Hi!"
    stages = [event.stage for event in events if isinstance(event, StageChanged)]
    assert list(dict.fromkeys(stages)) == [Stage.LOADING_MODEL, Stage.READING_PROMPT, Stage.ANSWERING]
    finished = events[-1]
    assert isinstance(finished, TurnFinished)
    assert sum(isinstance(event, TurnFinished) for event in events) == 1
    assert finished.answer is not None
    deltas = "".join(event.text for event in events if isinstance(event, AnswerDelta))
    assert finished.answer.text == deltas == "Hello there."
    assert finished.answer.model == "scripted-chat"
    assert finished.answer.basis is Basis.GENERAL
    assert finished.answer.timings.completion_tokens == 3
    messages = room.store.messages(finished.answer.conversation)
    assert [(message.role, message.text) for message in messages] == [("user", "Hi!"), ("assistant", "Hello there.")]
    assert messages[1].answer == finished.answer
    assert room.storage.rows("SELECT * FROM answer_pieces") == []


def test_each_prompt_begins_with_the_last_and_its_answer(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["One.", " Two.", "Three."])
    room.load = lambda: model
    first = room.runner.ask("first").result(WAIT_S)
    assert first.answer is not None
    shares = []
    for question in ("second", "third"):
        done = room.runner.ask(question, conversation=first.answer.conversation).result(WAIT_S)
        assert done.answer is not None
        shares.append(done.answer.timings.reused_tokens)
    assert all(shares)
    for before, after in zip(model.prompts, model.prompts[1:], strict=False):
        assert after[: len(before)] == before
    assert [message.content for message in model.prompts[2] if message.role == "assistant"] == ["One.", " Two."]


@pytest.mark.parametrize("written", ["", " \n  "])
@pytest.mark.parametrize(
    ("question", "said"), [("Hi", "I have no answer to that."), ("こんにちは", "お答えできませんでした。")]
)
def test_a_model_that_writes_nothing_is_not_answered_with_silence(
    room: ConversationRoom, written: str, question: str, said: str
) -> None:
    room.load = lambda: ScriptedChatModel([written])
    turn = room.runner.ask(question, spoken=True)
    events = list(turn.events(WAIT_S))
    finished = events[-1]
    assert isinstance(finished, TurnFinished)
    assert finished.answer is not None
    assert finished.answer.text.startswith(said)
    assert "".join(event.text for event in events if isinstance(event, AnswerDelta)).strip() == finished.answer.text


def test_an_answer_that_is_stopped_before_its_first_word_stays_empty(room: ConversationRoom) -> None:
    gate = threading.Event()
    model = ScriptedChatModel(["Hello"], gate=gate)
    room.load = lambda: model
    turn = room.runner.ask("Hi")
    while not model.prompts:
        assert not turn.finished
    turn.interrupt()
    done = turn.result(WAIT_S)
    assert done.answer is not None
    assert (done.answer.text, done.interrupted) == ("", True)


class FirstTokens(threading.Event):
    """A gate that lets some tokens through and holds the rest for ever."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._left = count

    def wait(self, timeout: float | None = None) -> bool:
        self._left -= 1
        return self._left >= 0 or super().wait(timeout)


def test_an_interrupted_answer_keeps_what_was_written(room: ConversationRoom) -> None:
    gate = FirstTokens(1)
    room.load = lambda: ScriptedChatModel(["a b c d e f"], gate=gate)
    turn = room.runner.ask("Go")
    events = turn.events(WAIT_S)
    for event in events:
        if isinstance(event, AnswerDelta):
            break
    room.runner.interrupt(turn.id)
    finished = list(events)[-1]
    assert isinstance(finished, TurnFinished)
    assert finished.interrupted
    assert finished.error is None
    assert finished.answer is not None
    assert finished.answer.state is MessageState.INTERRUPTED
    assert finished.answer.text.startswith("a")
    assert not finished.answer.text.endswith("f")
    stored = room.store.messages(finished.answer.conversation)[1]
    assert (stored.text, stored.state) == (finished.answer.text, MessageState.INTERRUPTED)


def test_a_waiting_turn_that_is_interrupted_ends_while_the_one_before_goes_on(room: ConversationRoom) -> None:
    gate = threading.Event()
    model = ScriptedChatModel(["a b"], gate=gate)
    room.load = lambda: model
    first = room.runner.ask("first")
    second = room.runner.ask("second")
    while not model.prompts:
        assert not first.finished
    room.runner.interrupt(second.id)
    room.runner.interrupt(second.id)
    room.runner.interrupt(TurnId("unknown"))
    done = second.result(WAIT_S)
    assert (done.interrupted, done.answer, done.error) == (True, None, None)
    assert not first.finished
    gate.set()
    assert first.result(WAIT_S).answer is not None
    assert room.runner.ask("third").result(WAIT_S).answer is not None
    assert len(model.prompts) == 2


@pytest.mark.parametrize("tokens", [0, 1])
def test_an_answer_whose_chat_is_deleted_ends_with_that(room: ConversationRoom, tokens: int) -> None:
    """Before its first word, and between two. It is no bug, and nothing is left behind."""
    gate = FirstTokens(tokens)
    model = ScriptedChatModel(["a b"], gate=gate)
    room.load = lambda: model
    turn = room.runner.ask("Hi")
    events = turn.events(WAIT_S)
    started = next(events)
    assert isinstance(started, TurnStarted)
    for event in events:
        if isinstance(event, AnswerDelta) if tokens else isinstance(event, StageChanged):
            break
    room.store.delete(started.conversation_id)
    gate.set()
    finished = list(events)[-1]
    assert isinstance(finished, TurnFinished)
    assert finished.answer is None
    assert finished.error is not None
    assert finished.error.kind == "not_found"
    assert room.storage.rows("SELECT * FROM answer_pieces") == []


def test_a_model_that_cannot_load_is_reported_and_tried_again(room: ConversationRoom) -> None:
    def fail() -> ScriptedChatModel:
        raise ModelUnavailable("There is no model.", "Fetch one.")

    room.load = fail
    room.runner.warm_up()
    failed = room.runner.ask("Hi").result(WAIT_S)
    assert failed.answer is None
    assert failed.error is not None
    assert failed.error.kind == "model_unavailable"
    room.load = ScriptedChatModel
    assert room.runner.ask("Hi").result(WAIT_S).answer is not None
    assert len(room.store.list()) == 2  # the question that failed was kept


def test_a_bug_in_the_middle_keeps_what_streamed_and_hides_its_words(
    room: ConversationRoom, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(messages: Sequence[ChatMessage]) -> str:
        raise RuntimeError("private words")

    room.load = lambda: ScriptedChatModel(answer)
    failed = room.runner.ask("Hi").result(WAIT_S)
    assert failed.error is not None
    assert failed.error.kind == "bug"
    assert failed.answer is not None
    assert failed.answer.state is MessageState.FAILED
    # The record carries the exception; the log file writes of it where, never what (``assistant.log_file``).
    (record,) = (record for record in caplog.records if record.levelname == "ERROR")
    assert "private words" not in record.getMessage() + failed.error.message
    assert "RuntimeError" in record.getMessage()
    caplog.clear()


@pytest.mark.parametrize("error", [StorageError("The disk fails.", "Look at it."), RuntimeError("a bug")])
def test_a_turn_ends_though_the_next_prompt_cannot_be_read_ahead(
    room: ConversationRoom, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> MessageId:
        raise error

    gate = threading.Event()
    room.load = lambda: ScriptedChatModel(["Hello."], gate=gate)
    turn = room.runner.ask("Hi")
    monkeypatch.setattr(room.store, "next_message_id", fail)
    gate.set()
    done = turn.result(WAIT_S)
    assert done.answer is not None
    assert (done.answer.text, done.error) == ("Hello.", None)
    room.worker.run(lambda: None)
    # What is known to happen to a disk is no bug.
    assert [record.levelname for record in caplog.records] == ([] if isinstance(error, StorageError) else ["ERROR"])
    caplog.clear()


@pytest.mark.parametrize(
    ("question", "stored"),
    [("caf\udce9?", "caf\ufffd?"), ("a \ud83d", "a \ufffd"), ("\ud83d\ude00 and 😀", "😀 and 😀")],
)
def test_a_question_that_is_no_text_is_asked_as_far_as_it_is(
    room: ConversationRoom, question: str, stored: str
) -> None:
    done = room.runner.ask(question).result(WAIT_S)
    assert done.answer is not None
    assert room.store.messages(done.answer.conversation)[0].text == stored


def test_bad_questions_are_refused_and_nothing_is_stored(room: ConversationRoom) -> None:
    room.load = ScriptedChatModel
    with pytest.raises(InvalidInput):
        room.runner.ask(" \n")
    with pytest.raises(InvalidInput):
        room.runner.ask("Hi", max_tokens=0)
    with pytest.raises(NotFound):
        room.runner.ask("Hi", conversation=ConversationId(99))
    assert room.store.list() == []
    assert room.events == []


def test_a_question_longer_than_the_context_is_kept_and_refused(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel(context_tokens=200)
    done = room.runner.ask("word " * 500).result(WAIT_S)
    assert done.error is not None
    assert done.error.kind == "invalid_input"
    assert "longer than the model can keep in view" in done.error.message
    assert room.store.list()[0].message_count == 1


def test_old_turns_are_dropped_whole_and_counted(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["word " * 40], context_tokens=420)
    room.load = lambda: model
    room.settings = dataclasses.replace(room.settings, chat_max_answer_tokens=100)
    conversation = None
    dropped = []
    for n in range(8):
        done = room.runner.ask(f"question {n}", conversation=conversation).result(WAIT_S)
        assert done.answer is not None
        conversation = done.answer.conversation
        dropped.append(done.answer.dropped_messages)
    assert dropped[0] == 0
    assert dropped[-1] > 0
    assert dropped == sorted(dropped)
    assert all(count % 2 == 0 for count in dropped)
    assert len(set(dropped)) < 6  # room is made for several turns at once
    assert all(model.count_tokens(prompt) <= 320 for prompt in model.prompts)


def test_closing_finishes_every_turn(room: ConversationRoom) -> None:
    gate = threading.Event()
    room.load = lambda: ScriptedChatModel(["a b"], gate=gate)
    turns = [room.runner.ask("first"), room.runner.ask("second")]
    room.runner.close()
    assert [turn.result(WAIT_S).interrupted for turn in turns] == [True, True]
    with pytest.raises(EngineStopped):
        room.runner.ask("third")
