"""Questions and answers in the whole window, over a scripted engine."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QPushButton,
    QWidget,
)

from assistant.errors import ErrorReport, InvalidInput, ModelUnavailable
from assistant.events import EngineDied, EngineStarted
from assistant.ids import ConversationId, TurnId
from assistant.records import MessageState
from assistant.testing.front_door import ScriptedAssistant
from ui.chat.answer_view import AnswerView
from ui.chat.question_view import QuestionView

pytestmark = pytest.mark.desktop


def test_an_answer_streams_in_with_its_stages_in_words(opened: Any) -> None:
    opened.api.script("Two months before the end of a month.")
    turn = opened.ask("How much notice?")
    words = opened.chat.state_line
    opened.api.advance(turn, 2)
    opened.until(lambda: words.words == "Loading the model …")
    opened.api.advance(turn)
    opened.until(lambda: words.words == "Searching your documents …")
    opened.api.advance(turn)
    opened.until(lambda: words.words == "Reading your question 43 %")
    opened.api.advance(turn, 3)
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: words.words == "Answering …" and view.text == "Two months ")
    assert opened.desktop.session.answering
    opened.api.finish(turn)
    opened.until(lambda: view.entry.state is MessageState.COMPLETE)
    assert view.text == "Two months before the end of a month."
    assert words.words == ""
    opened.until(lambda: opened.window.side_bar.titles() == ["How much notice?"])


def test_escape_stops_the_answer_and_keeps_what_was_written(opened: Any) -> None:
    opened.api.script("One two three")
    turn = opened.ask("Count")
    opened.api.advance(turn, 6)
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.text == "One ")
    opened.window.command("stop").trigger()
    opened.until(lambda: view.entry.state is MessageState.INTERRUPTED)
    assert opened.api.interrupted == [turn]
    assert view.text == "One "


def test_a_refused_question_goes_back_into_the_box(opened: Any) -> None:
    opened.api.refuse_next(InvalidInput("The question is too long.", "Shorten it."))
    opened.chat.composer.set_text("Very long")
    opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: opened.chat.banner.text == "The question is too long. Shorten it.")
    assert opened.chat.composer.text == "Very long"
    assert opened.chat.transcript.is_empty()


def test_a_missing_model_leaves_the_question_to_be_asked_again(opened: Any) -> None:
    opened.api.refuse_next(ModelUnavailable("No chat model is installed.", "Get one on the models page."))
    opened.chat.composer.set_text("Hello")
    opened.chat.composer.edit.submitted.emit()
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.entry.state is MessageState.FAILED)
    assert opened.chat.composer.text == "Hello"
    view.ask_again.emit(view.newest, False)
    assert opened.chat.composer.text == ""
    opened.until(lambda: [asked[0] for asked in opened.api.asked] == ["Hello"])


def test_questions_reach_a_busy_engine_in_the_order_they_were_asked(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, second_begins = opened.api.ask, threading.Event()

    def slow(question: str, **options: Any) -> TurnId:
        if question == "First":
            second_begins.wait(0.3)
        else:
            second_begins.set()
        turn: TurnId = ask(question, **options)
        return turn

    monkeypatch.setattr(opened.api, "ask", slow)
    for question in ("First", "Second"):
        opened.window.command("new_chat").trigger()
        opened.chat.composer.set_text(question)
        opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: [asked[0] for asked in opened.api.asked] == ["First", "Second"])
    assert [asked[1] for asked in opened.api.asked] == [None, None]


def test_when_the_engine_dies_the_text_stays_and_ask_again_is_offered(opened: Any) -> None:
    opened.api.script("It begins well")
    turn = opened.ask("Will it hold?")
    opened.api.advance(turn, 6)
    opened.api.fail(turn, ErrorReport(kind="engine_stopped", message="The engine stopped.", remedy="Ask again."))
    opened.api.publish(EngineDied(exit_status=-9))
    opened.api.publish(EngineStarted(process_id=2, restarted=True))
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: "was started again" in opened.chat.banner.text)
    assert view.text == "It "
    assert view.entry.state is MessageState.FAILED
    offers = [one for one in opened.window.findChildren(QPushButton) if one.isVisible() and one.text() == "Ask again"]
    assert [view.isAncestorOf(one) for one in offers] == [True], "one place is enough"
    offers[0].click()
    opened.until(lambda: [asked[0] for asked in opened.api.asked] == ["Will it hold?", "Will it hold?"])


def test_an_engine_that_dies_at_rest_offers_nothing_to_ask_again(opened: Any) -> None:
    opened.api.finish(opened.ask("Does it stand?"))
    opened.until(lambda: not opened.desktop.session.answering)
    opened.api.publish(EngineDied(exit_status=-9))
    opened.api.publish(EngineStarted(process_id=2, restarted=True))
    opened.until(lambda: "was started again" in opened.chat.banner.text)
    assert not [one for one in opened.window.findChildren(QPushButton) if one.isVisible() and one.text() == "Ask again"]


@pytest.mark.parametrize("restarted_first", [True, False])
def test_who_asked_again_is_not_asked_to(opened: Any, restarted_first: bool) -> None:
    opened.api.script("It begins well")
    turn = opened.ask("Will it hold?")
    opened.api.advance(turn, 6)
    opened.api.fail(turn, ErrorReport(kind="engine_stopped", message="The engine stopped.", remedy="Ask again."))
    opened.api.publish(EngineDied(exit_status=-9))
    opened.until(lambda: "The engine stopped" in opened.chat.banner.text)
    view = opened.chat.transcript.last_answer()
    if restarted_first:
        opened.api.publish(EngineStarted(process_id=2, restarted=True))
        opened.until(lambda: "was started again" in opened.chat.banner.text)
    view.ask_again.emit(view.newest, False)
    opened.until(lambda: len(opened.api.asked) == 2)
    opened.api.advance(TurnId("turn-2"))
    opened.until(lambda: not opened.chat.banner.isVisibleTo(opened.window))
    if not restarted_first:
        opened.desktop.status = None
        opened.api.publish(EngineStarted(process_id=2, restarted=True))
        opened.until(lambda: opened.desktop.status is not None)
    assert not opened.chat.banner.isVisibleTo(opened.window)


def test_an_engine_that_refuses_to_start_says_why_and_is_tried_again(opened: Any) -> None:
    refusal = ErrorReport(kind="storage", message="The database is damaged.", remedy="Put a backup in its place.")
    opened.api.publish(EngineDied(exit_status=1, refusal=refusal))
    opened.until(lambda: opened.chat.banner.text == "The database is damaged. Put a backup in its place.")
    opened.desktop.session.tell_error(refusal)
    assert opened.chat.state_line.words == ""
    button = next(one for one in opened.chat.banner.findChildren(QPushButton) if one.text() == "Try again")
    button.click()
    assert opened.chat.state_line.words == "Starting the engine …"
    opened.until(lambda: opened.chat.state_line.words == "")
    opened.api.publish(EngineDied(exit_status=1, refusal=refusal))
    opened.until(lambda: opened.chat.banner.text != "")
    opened.api.publish(EngineStarted(process_id=2, restarted=True))
    opened.until(lambda: opened.chat.banner.text == "")


def test_a_model_that_is_missing_is_one_click_away(opened: Any) -> None:
    opened.until(lambda: opened.desktop.screens is not None)
    turn = opened.ask("Hello")
    opened.api.fail(turn, ErrorReport(kind="model_unavailable", message="There is no model.", remedy="Fetch one."))
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.entry.state is MessageState.FAILED)
    next(one for one in view.findChildren(QPushButton) if one.text() == "Models").click()
    assert opened.window.page_name() == "models"


def test_another_conversation_is_opened_while_one_goes_on(opened: Any) -> None:
    opened.api.script("Slowly written", "x")
    turn = opened.ask("First")
    opened.api.advance(turn, 6)
    opened.until(lambda: opened.desktop.session.conversation == 1)
    opened.window.command("new_chat").trigger()
    assert opened.chat.transcript.is_empty()
    assert not opened.desktop.session.answering
    opened.until(lambda: marked(opened) == ["First: an answer is being written"])
    opened.api.advance(turn)
    opened.desktop.session.open(ConversationId(1))
    opened.until(lambda: opened.desktop.session.answering)
    assert opened.chat.transcript.last_answer().entry.text == "Slowly written"
    opened.api.finish(turn)
    opened.until(lambda: opened.chat.transcript.last_answer().entry.state is MessageState.COMPLETE)
    opened.until(lambda: marked(opened) == [])


def test_an_answer_that_came_while_another_chat_was_open_is_marked_until_it_is_read(opened: Any) -> None:
    turn = opened.ask("First")
    opened.api.advance(turn, 6)
    opened.until(lambda: opened.desktop.session.conversation == 1)
    opened.window.command("new_chat").trigger()
    opened.api.finish(turn)
    opened.until(lambda: marked(opened) == ["First: there is a new answer"])
    chats = opened.window.side_bar.findChild(QListWidget, "conversations")
    assert [chats.item(row).text() for row in range(chats.count()) if chats.item(row).font().bold()] == ["First"]
    opened.desktop.shelf.refresh()
    opened.qtbot.wait(50)
    assert marked(opened) == ["First: there is a new answer"]
    opened.desktop.session.open(ConversationId(1))
    opened.until(lambda: marked(opened) == [])


def test_a_question_says_that_it_waits_for_the_answer_in_another_chat(opened: Any) -> None:
    first = opened.ask("First")
    opened.api.advance(first, 6)
    opened.until(lambda: opened.chat.state_line.words == "Answering …")
    opened.window.command("new_chat").trigger()
    assert opened.chat.state_line.words == ""
    second = opened.ask("Second")
    assert opened.chat.state_line.words == "Waiting for the answer in another chat …"
    opened.api.finish(first)
    opened.api.advance(second, 6)
    opened.until(lambda: opened.chat.state_line.words == "Answering …")
    opened.api.finish(second)
    opened.until(lambda: not opened.desktop.session.answering)
    assert opened.chat.state_line.words == ""


def test_the_details_of_a_failure_can_be_copied(opened: Any) -> None:
    turn = opened.ask("Will it hold?")
    opened.api.fail(turn, ErrorReport(kind="engine_stopped", message="The engine stopped.", remedy="Ask again."))
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.entry.state is MessageState.FAILED)
    next(one for one in view.findChildren(QPushButton) if one.text() == "Copy the details").click()
    first, last = QApplication.clipboard().text().splitlines()
    assert first.startswith("Sotto ")
    assert last == "engine_stopped: The engine stopped. Ask again."


def marked(opened: Any) -> list[str]:
    """What the list of chats says to screen readers of those in which an answer is being written."""
    chats = opened.window.side_bar.findChild(QListWidget, "conversations")
    items = [chats.item(row) for row in range(chats.count())]
    return [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items if not item.icon().isNull()]


def test_deleting_can_be_undone_and_is_done_when_the_notice_goes(opened: Any) -> None:
    kept = opened.api.conversations.create("Keep")
    gone = opened.api.conversations.create("Delete me")
    opened.desktop.shelf.refresh()
    opened.until(lambda: len(opened.window.side_bar.titles()) == 2)
    opened.desktop.shelf.delete(kept)
    assert opened.window.side_bar.titles() == ["Delete me"]
    opened.chat.banner.findChildren(QPushButton)[0].click()
    assert sorted(opened.window.side_bar.titles()) == ["Delete me", "Keep"]
    opened.desktop.shelf.delete(gone)
    opened.chat.banner.dismiss()
    opened.until(lambda: [one.title for one in opened.api.conversations.list()] == ["Keep"])


def test_up_in_an_empty_box_brings_the_last_question_back(opened: Any) -> None:
    turn = opened.ask("What is new?")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    QTest.keyClick(opened.chat.composer.edit, Qt.Key.Key_Up)
    assert opened.chat.composer.text == "What is new?"


def test_a_new_chat_begins_without_the_old_one(opened: Any, api: ScriptedAssistant) -> None:
    turn = opened.ask("One")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.window.command("new_chat").trigger()
    opened.ask("Two")
    assert [asked[1] for asked in api.asked] == [None, None]


def test_a_chat_that_is_being_opened_shows_neither_the_welcome_nor_another_chat(opened: Any) -> None:
    turn = opened.ask("Hello")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    first = opened.desktop.session.conversation
    opened.desktop.session.new_chat()
    assert opened.chat.welcome.isVisible()
    opened.desktop.session.open(first)
    assert not opened.chat.welcome.isVisible()
    assert opened.chat.transcript.isVisible()
    opened.until(lambda: not opened.chat.transcript.is_empty())
    second = opened.api.conversations.create("Other")
    opened.api.conversations.add_message(second, "user", "Another question")
    opened.desktop.session.open(second)
    assert opened.chat.transcript.is_empty()
    opened.until(lambda: not opened.chat.transcript.is_empty())


class _Painted(QObject):
    """Notes the height in which each message is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.heights: dict[QWidget, set[int]] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QuestionView | AnswerView):
            self.heights.setdefault(watched, set()).add(watched.height())
        return False


def test_no_message_is_painted_in_another_shape_than_it_keeps(opened: Any) -> None:
    long = "Tell me a long story about a fox and a hen, and then once more from its end. " * 2
    chat = opened.api.conversations.create("Fox")
    for _ in range(5):
        opened.api.conversations.add_message(chat, "user", long)
        opened.api.conversations.add_message(chat, "assistant", "They were **friends**.\n\n- one\n- two")
    opened.window.resize(700, 500)
    painted, application = _Painted(), QApplication.instance()
    assert application is not None
    application.installEventFilter(painted)
    try:
        opened.desktop.session.open(chat)
        opened.until(lambda: bool(painted.heights) and not opened.chat.transcript.filling)
        opened.api.finish(opened.ask(long))
        opened.until(lambda: not opened.desktop.session.answering)
        opened.qtbot.wait(100)
    finally:
        application.removeEventFilter(painted)
    questions = {one: heights for one, heights in painted.heights.items() if isinstance(one, QuestionView)}
    assert len(questions) >= 2
    assert {view: {view.height()} for view in questions} == questions
