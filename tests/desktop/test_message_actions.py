"""What is done with single messages: written anew, taken back, lined up while an answer is written."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from assistant.ids import ConversationId, DocumentId
from ui.chat.answer_view import AnswerView
from ui.chat.question_view import QuestionView
from ui.window_state import WindowState

pytestmark = pytest.mark.desktop


def _button(inside: QWidget, name: str) -> QAbstractButton:
    return next(one for one in inside.findChildren(QAbstractButton) if one.accessibleName() == name)


def _answered(opened: Any, *questions: str) -> None:
    for question in questions:
        turn = opened.ask(question)
        opened.api.finish(turn)
        opened.until(lambda: not opened.desktop.session.answering)


def _questions(opened: Any) -> list[QuestionView]:
    return [one for one in opened.chat.transcript.findChildren(QuestionView) if one.isVisible()]


def _stored(opened: Any, conversation: int) -> list[str]:
    return [one.text for one in opened.api.conversations.messages(ConversationId(conversation)) if one.role == "user"]


def test_a_question_is_written_anew_in_a_chat_of_its_own(opened: Any) -> None:
    _answered(opened, "One", "Two")
    _button(_questions(opened)[1], "Write this question anew").click()
    assert opened.chat.composer.text == "Two"
    assert "This chat stays as it is" in opened.chat.banner.text
    opened.chat.composer.set_text("Two, but better")
    opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: len(opened.api.asked) == 3)
    assert opened.api.asked[-1][:2] == ("Two, but better", ConversationId(2))
    assert opened.chat.composer.text == ""
    assert _stored(opened, 1) == ["One", "Two"]
    assert _stored(opened, 2) == ["One", "Two, but better"]


def test_what_is_typed_while_the_copy_is_made_stays_in_its_chat(opened: Any) -> None:
    _answered(opened, "One", "Two")
    _button(_questions(opened)[1], "Write this question anew").click()
    opened.chat.composer.set_text("Two, but better")
    opened.chat.composer.edit.submitted.emit()
    opened.chat.composer.set_text("And three")
    opened.until(lambda: len(opened.api.asked) == 3)
    assert opened.api.asked[-1][:2] == ("Two, but better", ConversationId(2))
    opened.desktop.session.open(ConversationId(1))
    assert opened.chat.composer.text == "And three"


def test_the_first_question_written_anew_begins_a_new_chat(opened: Any) -> None:
    _answered(opened, "One")
    _button(_questions(opened)[0], "Write this question anew").click()
    opened.chat.composer.set_text("Won")
    opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: len(opened.api.asked) == 2)
    assert opened.api.asked[-1][:2] == ("Won", None)


def test_a_question_written_anew_looks_into_the_document_of_the_old_one(opened: Any) -> None:
    _answered(opened, "One")
    opened.desktop.session.filters.narrow(DocumentId(3), "lease.pdf")
    _answered(opened, "Two")
    _button(_questions(opened)[1], "Write this question anew").click()
    opened.chat.composer.set_text("Two, but better")
    opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: len(opened.api.asked) == 3)
    assert opened.api.asked_document == [None, DocumentId(3), DocumentId(3)]


def test_writing_anew_is_given_up(opened: Any) -> None:
    _answered(opened, "One", "Two")
    _button(_questions(opened)[1], "Write this question anew").click()
    opened.chat.banner.findChildren(QPushButton)[0].click()
    assert opened.chat.composer.text == ""
    opened.ask("Three")
    assert opened.api.asked[-1][:2] == ("Three", ConversationId(1))


def test_a_question_is_deleted_with_its_answer_when_the_time_to_undo_is_over(opened: Any) -> None:
    _answered(opened, "One", "Two")
    view = opened.chat.transcript.last_answer()
    _button(view, "Delete this question and its answer").click()
    assert [one.entry.text for one in _questions(opened)] == ["One"]
    opened.chat.banner.findChildren(QPushButton)[0].click()
    assert [one.entry.text for one in _questions(opened)] == ["One", "Two"]
    assert _stored(opened, 1) == ["One", "Two"]
    _button(view, "Delete this question and its answer").click()
    opened.chat.banner.dismiss()
    opened.until(lambda: _stored(opened, 1) == ["One"])
    assert len(opened.api.conversations.messages(ConversationId(1))) == 2


def test_a_question_is_copied_as_it_was_written(opened: Any) -> None:
    _answered(opened, "  spaces  and\nlines")
    _button(_questions(opened)[0], "Copy this question").click()
    assert QGuiApplication.clipboard().text() == "spaces  and\nlines"


def test_questions_wait_for_the_answer_under_way_and_follow_it(opened: Any, state: WindowState) -> None:
    turn = opened.ask("One")
    for later in ("Two", "Three"):
        opened.chat.composer.set_text(later)
        opened.chat.composer.edit.submitted.emit()
    assert opened.chat.composer.text == ""
    assert opened.chat.queue.isVisible()
    assert "Two" in state.draft(opened.desktop.session.conversation), "it survives a killed program"
    opened.api.finish(turn)
    opened.until(lambda: [one[0] for one in opened.api.asked] == ["One", "Two"])
    opened.api.finish("turn-2")
    opened.until(lambda: [one[0] for one in opened.api.asked] == ["One", "Two", "Three"])
    assert not opened.chat.queue.isVisible()
    assert {one[1] for one in opened.api.asked[1:]} == {ConversationId(1)}


def test_what_waits_goes_back_into_the_box_when_the_answer_is_stopped(opened: Any) -> None:
    opened.ask("One")
    opened.chat.composer.set_text("Two")
    opened.chat.composer.edit.submitted.emit()
    opened.chat.composer.set_text("half")
    opened.window.command("stop").trigger()
    opened.until(lambda: not opened.desktop.session.answering)
    assert opened.chat.composer.text == "Two\n\nhalf"
    assert len(opened.api.asked) == 1


def test_what_waits_can_be_taken_back(opened: Any) -> None:
    opened.ask("One")
    opened.chat.composer.set_text("Two")
    opened.chat.composer.edit.submitted.emit()
    _button(opened.chat.queue, "Write on at the questions that wait").click()
    assert opened.chat.composer.text == "Two"
    assert opened.chat.queue.isHidden()


def test_each_chat_keeps_what_is_being_typed_in_it(opened: Any) -> None:
    _answered(opened, "One")
    opened.chat.composer.set_text("draft of the first")
    opened.window.command("new_chat").trigger()
    opened.chat.composer.set_text("draft of the new one")
    opened.desktop.session.open(ConversationId(1))
    assert opened.chat.composer.text == "draft of the first"
    opened.window.command("new_chat").trigger()
    assert opened.chat.composer.text == "draft of the new one"


def test_a_chat_goes_on_from_an_answer_in_a_copy(opened: Any) -> None:
    _answered(opened, "One", "Two")
    views = [one for one in opened.chat.transcript.findChildren(AnswerView) if one.isVisible()]
    _button(views[0], "Go on from here in a new chat").click()
    opened.until(lambda: opened.desktop.session.conversation == ConversationId(2))
    opened.until(lambda: [one.entry.text for one in _questions(opened)] == ["One"])
    assert _stored(opened, 2) == ["One"]
    assert _stored(opened, 1) == ["One", "Two"]
    assert "stays as it is" in opened.chat.banner.text
    opened.until(lambda: len(opened.window.side_bar.titles()) == 2)


def test_what_would_take_the_chat_apart_waits_for_the_answer_and_says_so(opened: Any) -> None:
    _answered(opened, "One")
    turn = opened.ask("Two")
    opened.until(lambda: opened.desktop.session.answering)
    for name in (
        "Write this question anew",
        "Go on from here in a new chat",
        "Delete this question and its answer",
    ):
        opened.chat.banner.dismiss()
        next(
            one
            for one in opened.chat.transcript.findChildren(QAbstractButton)
            if one.accessibleName() == name and one.isVisible()
        ).click()
        assert "An answer is being written" in opened.chat.banner.text
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    assert len(_questions(opened)) == 2
