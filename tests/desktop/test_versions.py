"""A question that is asked again: the versions of its answer, in their place in the chat."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from assistant.errors import ErrorReport, NotFound
from assistant.events import IndexFinished
from assistant.ids import DocumentId, OperationId
from assistant.records import Basis, Citation, MessageState
from ui.chat.answer_view import AnswerView
from ui.chat.entries import AnswerEntry, entries_of
from ui.chat.question_view import QuestionView
from ui.chat.source_row import SourceRow
from ui.chat.version_row import VersionRow

pytestmark = pytest.mark.desktop

LEASE = Citation(
    n=1, document_id=DocumentId(4), document=Path("lease.txt"), page=None, quote="two months", start=0, end=10
)


def _button(inside: QWidget, name: str) -> QAbstractButton:
    return next(one for one in inside.findChildren(QAbstractButton) if one.accessibleName() == name)


def _answer(opened: Any, question: str, text: str, **how: Any) -> AnswerView:
    opened.api.script(text, **how)
    opened.api.finish(opened.ask(question))
    opened.until(lambda: not opened.desktop.session.answering)
    view = opened.chat.transcript.last_answer()
    assert isinstance(view, AnswerView)
    return view


def _again(opened: Any, view: AnswerView, text: str, button: str = "Ask this question again", **how: Any) -> None:
    opened.api.script(text, **how)
    asked = len(opened.api.asked)
    _button(view, button).click()
    opened.until(lambda: len(opened.api.asked) == asked + 1)
    opened.api.finish(f"turn-{asked + 1}")
    opened.until(lambda: not opened.desktop.session.answering)


def _shown(opened: Any) -> list[str]:
    views = [*opened.chat.transcript.findChildren(QuestionView), *opened.chat.transcript.findChildren(AnswerView)]
    return [one.entry.text for one in sorted((one for one in views if one.isVisible()), key=lambda one: one.y())]


def _place(view: AnswerView) -> str:
    row = view.findChild(VersionRow)
    assert row is not None
    return "" if row.isHidden() else row.findChildren(QLabel)[0].text()


def test_the_new_answer_stands_in_place_of_the_old_which_is_kept(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    _answer(opened, "Two", "Other")
    assert _place(view) == ""
    question = view.entry.asked
    _again(opened, view, "Second answer")
    assert opened.api.asked_again == [None, None, question]
    assert _shown(opened) == ["One", "Second answer", "Two", "Other"]
    assert _place(view) == "2 of 2"
    _button(view, "Show the version before").click()
    assert (view.text, _place(view)) == ("First answer", "1 of 2")
    assert not _button(view, "Show the version before").isEnabled()
    _button(view, "Show the version after").click()
    assert (view.text, _place(view)) == ("Second answer", "2 of 2")
    assert not _button(view, "Show the version after").isEnabled()
    chat = opened.desktop.session.conversation
    opened.desktop.session.open(opened.api.conversations.create("Elsewhere"))
    opened.until(lambda: _shown(opened) == [])
    opened.desktop.session.open(chat)
    opened.until(lambda: _shown(opened) == ["One", "Second answer", "Two", "Other"])
    assert [_place(one) for one in opened.chat.transcript.findChildren(AnswerView) if one.isVisible()] in (
        ["2 of 2", ""],
        ["", "2 of 2"],
    )


def test_the_keyboard_stays_in_the_row_where_a_button_ends(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    _again(opened, view, "Second answer")
    before, after = (_button(view, f"Show the version {way}") for way in ("before", "after"))
    opened.window.activateWindow()
    before.setFocus(Qt.FocusReason.TabFocusReason)
    opened.until(before.hasFocus)
    QTest.keyClick(before, Qt.Key.Key_Space)
    assert view.text == "First answer"
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Space)
    assert view.text == "Second answer"
    assert before.hasFocus()


def test_the_mark_of_a_changed_document_goes_with_the_version_it_belongs_to(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _answer(opened, "How long?", "Two months [1].", basis=Basis.DOCUMENTS, citations=(LEASE,))
    stored, gone = opened.api.conversations.messages, False

    def changed(conversation: Any) -> Any:
        stale = (dataclasses.replace(LEASE, stale=True, gone=gone),)
        return [
            dataclasses.replace(one, answer=dataclasses.replace(one.answer, citations=stale))
            if one.answer is not None and "Two" in one.text
            else one
            for one in stored(conversation)
        ]

    monkeypatch.setattr(opened.api.conversations, "messages", changed)
    tell = IndexFinished(
        operation_id=OperationId("op"), indexed=1, partly=0, failed=0, unchanged=0, seconds=0.1, error=None
    )
    opened.api.publish(tell)
    opened.until(lambda: "changed since" in _sources(view))
    offer = next(one for one in view.findChildren(QAbstractButton) if one.text() == "Ask again")
    assert offer.isVisible()
    assert view.note.endswith("Ask again for what it says now.")
    three = dataclasses.replace(LEASE, quote="three months")
    opened.api.script("Three months [1].", basis=Basis.DOCUMENTS, citations=(three,))
    offer.click()
    opened.until(lambda: len(opened.api.asked) == 2)
    opened.api.finish("turn-2")
    opened.until(lambda: not opened.desktop.session.answering)
    assert _shown(opened) == ["How long?", "Three months [1]."]
    assert not offer.isVisible()
    opened.until(lambda: "lease.txt" in _sources(view))
    assert "changed since" not in _sources(view)
    _button(view, "Show the version before").click()
    opened.until(lambda: "changed since" in _sources(view))
    assert not offer.isVisible(), "there is a newer one"
    assert view.note == "A document this answer stands on has changed since."
    gone = True
    opened.api.publish(tell)
    opened.until(lambda: "deleted since" in _sources(view))
    assert view.text == "Two months [1].", "who reads the old version stays there"


def _sources(view: AnswerView) -> str:
    return " ".join(
        button.text()
        for row in view.findChildren(SourceRow)
        if not row.isHidden()
        for button in row.findChildren(QAbstractButton)
    )


def test_stopped_before_a_word_the_old_answer_stands_again(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    _button(view, "Ask this question again").click()
    opened.until(lambda: len(opened.api.asked) == 2)
    opened.until(lambda: view.entry.state is MessageState.STREAMING)
    opened.api.advance("turn-2")
    opened.window.command("stop").trigger()
    opened.until(lambda: not opened.desktop.session.answering)
    assert (view.text, _place(view)) == ("First answer", "")


def test_refused_the_old_answer_stands_and_the_reason_is_told(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    opened.api.refuse_next(NotFound("This question does not exist any more.", "Ask it anew."))
    _button(view, "Ask this question again").click()
    opened.until(lambda: "does not exist" in opened.chat.banner.text)
    assert (view.text, _shown(opened)) == ("First answer", ["One", "First answer"])
    assert opened.chat.composer.text == ""


def test_a_failed_try_keeps_the_old_answer_and_is_tried_again(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    _button(view, "Ask this question again").click()
    opened.until(lambda: len(opened.api.asked) == 2)
    opened.api.advance("turn-2")
    opened.api.fail("turn-2", ErrorReport(kind="engine_stopped", message="The engine stopped.", remedy="Ask again."))
    opened.until(lambda: view.entry.state is MessageState.FAILED)
    assert _place(view) == "2 of 2"
    _button(view, "Show the version before").click()
    assert view.text == "First answer"
    _again(opened, view, "Second answer")
    assert (view.text, _place(view)) == ("Second answer", "2 of 2"), "what has no words is no version"


def test_while_an_answer_is_written_another_is_not_asked_again(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    opened.ask("Two")
    _button(view, "Ask this question again").click()
    assert "An answer is being written" in opened.chat.banner.text
    assert len(opened.api.asked) == 2


def test_every_version_goes_when_the_question_is_deleted(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    _again(opened, view, "Second answer")
    conversation = opened.desktop.session.conversation
    assert len(opened.api.conversations.messages(conversation)) == 4
    assert not [one for one in view.findChildren(QAbstractButton) if one.accessibleName().endswith("and its answer")]
    _button(view, "Delete this question and all 2 versions of its answer").click()
    assert opened.chat.banner.text == "Deleted the question and all 2 versions of its answer."
    opened.chat.banner.dismiss()
    opened.until(lambda: opened.api.conversations.messages(conversation) == ())


def test_general_knowledge_is_a_labelled_version_of_what_the_documents_did_not_answer(opened: Any) -> None:
    view = _answer(opened, "How long?", "They do not say.", basis=Basis.DOCUMENTS, refused=True)
    _answer(opened, "Two", "Other")
    offer = next(one for one in view.findChildren(QAbstractButton) if one.text() == "Answer from general knowledge")
    question = view.entry.asked
    assert question is not None
    opened.api.script("A year.")
    offer.click()
    opened.until(lambda: len(opened.api.asked) == 3)
    assert opened.api.asked[-1][2] is False, "the documents are left aside"
    assert opened.api.asked_again[-1] == question
    opened.api.finish("turn-3")
    opened.until(lambda: not opened.desktop.session.answering)
    chat, label = opened.desktop.session.conversation, "From general knowledge, not from your documents."
    shown = ["How long?", "A year.", "Two", "Other"]
    for _ in range(2):
        assert (_shown(opened), _place(view), view.note) == (shown, "2 of 2", label)
        assert not offer.isVisible()
        _button(view, "Show the version before").click()
        assert (view.text, view.note, offer.isVisible()) == ("They do not say.", "", False)
        opened.desktop.session.new_chat()
        opened.desktop.session.open(chat)
        opened.until(lambda: _shown(opened) == shown)
        view = next(one for one in opened.chat.transcript.findChildren(AnswerView) if one.text == "A year.")
        offer = next(one for one in view.findChildren(QAbstractButton) if one.text() == "Answer from general knowledge")


def test_asked_again_it_is_of_what_the_version_that_is_read_stands_on(opened: Any) -> None:
    view = _answer(opened, "How long?", "They do not say.", basis=Basis.DOCUMENTS, refused=True)
    _again(opened, view, "A year.", "Answer this question from general knowledge")
    _again(opened, view, "Two years.")
    assert [one[2] for one in opened.api.asked] == [None, False, False]
    assert (view.text, view.note) == ("Two years.", "From general knowledge, not from your documents.")
    _button(view, "Show the version before").click()
    _button(view, "Show the version before").click()
    assert view.text == "They do not say."
    _again(opened, view, "Three months.", basis=Basis.DOCUMENTS)
    assert [one[2] for one in opened.api.asked] == [None, False, False, None]
    assert (view.text, view.note, _place(view)) == ("Three months.", "", "4 of 4")


def test_a_try_at_general_knowledge_that_fails_is_one_again(opened: Any) -> None:
    view = _answer(opened, "How long?", "They do not say.", basis=Basis.DOCUMENTS, refused=True)
    _button(view, "Answer this question from general knowledge").click()
    opened.until(lambda: len(opened.api.asked) == 2)
    opened.api.fail("turn-2", ErrorReport(kind="engine_stopped", message="The engine stopped.", remedy="Ask again."))
    opened.until(lambda: view.entry.state is MessageState.FAILED)
    opened.api.script("A year.")
    next(one for one in view.findChildren(QAbstractButton) if one.text() == "Ask again").click()
    opened.until(lambda: len(opened.api.asked) == 3)
    assert opened.api.asked[-1][2] is False


def test_a_branch_goes_on_from_the_version_that_is_read(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    _answer(opened, "Two", "Other")
    _again(opened, view, "Second answer")
    _again(opened, view, "Third answer")
    chat = opened.desktop.session.conversation
    _button(view, "Show the version before").click()
    _button(view, "Go on from here in a new chat").click()
    opened.until(lambda: opened.desktop.session.conversation != chat)
    opened.until(lambda: _shown(opened) == ["One", "Second answer"])
    assert _place(opened.chat.transcript.last_answer()) == "2 of 2"
    opened.desktop.session.open(chat)
    opened.until(lambda: _shown(opened) == ["One", "Third answer", "Two", "Other"])


def test_a_found_version_is_shown(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    _again(opened, view, "Second answer")
    first, second = view.newest.versions
    opened.chat.transcript.show_message(first.message)
    assert view.text == "First answer"
    opened.chat.transcript.show_message(second.asked)
    assert view.text == "Second answer"


def test_a_new_version_that_is_still_written_is_shown_when_its_chat_is_opened_again(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    chat = opened.desktop.session.conversation
    opened.api.script("Second answer")
    _button(view, "Ask this question again").click()
    opened.until(lambda: len(opened.api.asked) == 2)
    opened.api.advance("turn-2", 6)
    opened.until(lambda: view.text == "Second ")
    opened.desktop.session.new_chat()
    opened.desktop.session.open(chat)
    opened.until(lambda: _shown(opened) == ["One", "Second "])
    opened.api.finish("turn-2")
    opened.until(lambda: _shown(opened) == ["One", "Second answer"])
    assert _place(opened.chat.transcript.last_answer()) == "2 of 2"


def test_stored_versions_without_words_are_passed_over(opened: Any) -> None:
    api = opened.api.conversations
    chat = api.create("Rent")
    question = api.add_message(chat, "user", "Q")
    first = api.add_message(chat, "assistant", "A")
    api.add_message(chat, "user", "Q", again_of=question)
    api.add_message(chat, "assistant", "", state=MessageState.INTERRUPTED, again_of=question)
    api.add_message(chat, "user", "Q", again_of=question)
    entries = entries_of(list(api.messages(chat)))
    assert len(entries) == 2
    assert isinstance(entries[1], AnswerEntry)
    assert (entries[1].message, entries[1].versions) == (first, (entries[1],))


def test_a_question_whose_answer_never_began_says_so_and_can_be_asked_again(opened: Any) -> None:
    api = opened.api.conversations
    chat = api.create("Rent")
    lost = api.add_message(chat, "user", "How much?")
    api.add_message(chat, "user", "How long?")
    api.add_message(chat, "assistant", "A year.")
    opened.desktop.session.open(chat)
    opened.until(lambda: _shown(opened) == ["How much?", "", "How long?", "A year."])
    first = next(one for one in opened.chat.transcript.findChildren(AnswerView) if one.entry.asked == lost)
    assert first.note == "This question was not answered."
    opened.api.script("A hundred.")
    next(one for one in first.findChildren(QAbstractButton) if one.text() == "Ask again").click()
    opened.until(lambda: bool(opened.api.asked))
    opened.api.finish("turn-1")
    opened.until(lambda: _shown(opened) == ["How much?", "A hundred.", "How long?", "A year."])
    assert opened.api.asked_again == [lost]


def test_an_answer_that_was_stopped_before_its_first_word_offers_to_ask_again(opened: Any) -> None:
    api = opened.api.conversations
    chat = api.create("Rent")
    api.add_message(chat, "user", "How much?")
    api.add_message(chat, "assistant", "", state=MessageState.INTERRUPTED)
    opened.desktop.session.open(chat)
    opened.until(lambda: _shown(opened) == ["How much?", ""])
    view = opened.chat.transcript.last_answer()
    assert view.note == "Stopped"
    assert [one.text() for one in view.findChildren(QAbstractButton) if one.isVisible()] == ["Ask again"]


def test_asking_again_leaves_the_keyboard_in_the_question(opened: Any) -> None:
    view = _answer(opened, "One", "First answer")
    names = "Ask this question again"
    button = next(
        one for one in view.findChildren(QAbstractButton) if one.accessibleName() == names and one.isVisible()
    )
    button.setFocus()
    opened.until(button.hasFocus)
    _again(opened, view, "Second answer")
    opened.until(opened.chat.composer.edit.hasFocus)
