"""Commands and documents chosen in the box."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.events import DocumentsForgotten, EngineStarted
from assistant.ids import DocumentId
from assistant.records import DocumentKind, FileReport, FileState, LookIn
from ui.chat.suggestion_list import MOST_SHOWN, SuggestionList

pytestmark = pytest.mark.desktop


def suggestions(opened: Any) -> Any:
    return opened.window.findChild(SuggestionList)


def test_a_slash_offers_every_command_and_letters_narrow_it(opened: Any) -> None:
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "/")
    assert len(suggestions(opened).words()) > 15
    QTest.keyClicks(edit, "larg")
    assert suggestions(opened).words() == ["Larger text    Ctrl++"]


def test_enter_does_it_and_leaves_the_box_empty(opened: Any) -> None:
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "/memory")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert opened.window.page_name() == "memory"
    assert opened.chat.composer.text == ""
    assert suggestions(opened).words() == []
    assert opened.api.asked == []


def test_the_arrows_choose(opened: Any) -> None:
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "/text")
    assert [words.split("   ")[0].strip() for words in suggestions(opened).words()] == [
        "Larger text",
        "Smaller text",
        "Usual text size",
    ]
    QTest.keyClick(edit, Qt.Key.Key_Down)
    before = opened.desktop.theme.zoom_percent
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert opened.desktop.theme.zoom_percent < before
    opened.window.command("zoom_reset").trigger()


def test_escape_closes_the_list_and_keeps_what_is_typed(opened: Any) -> None:
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "/new")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert suggestions(opened).words() == []
    assert opened.chat.composer.text == "/new"
    QTest.keyClicks(edit, " ")
    assert suggestions(opened).words() != []


def test_what_is_no_command_is_sent_as_it_is(opened: Any) -> None:
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "/etc/hosts says what?")
    assert suggestions(opened).words() == []
    QTest.keyClick(edit, Qt.Key.Key_Return)
    opened.until(lambda: len(opened.api.asked) == 1)


def test_nothing_is_offered_while_an_input_method_composes(opened: Any) -> None:
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "/")
    QApplication.sendEvent(edit, QInputMethodEvent("あ", []))
    QTest.keyClicks(edit, "n")
    assert suggestions(opened).words() == []


def add_documents(opened: Any) -> None:
    opened.api.documents.reports = [
        FileReport(path=Path(name), state=FileState.INDEXED, document_id=DocumentId(number), chunks=1)
        for number, name in ((3, "lease.pdf"), (4, "契約 書.docx"))
    ]


def chips(opened: Any) -> list[str]:
    return [chip.text() for chip in opened.desktop.session.filters.chips.chips]


def test_an_at_sign_narrows_the_question_to_the_chosen_document(opened: Any) -> None:
    add_documents(opened)
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "What is the rent? @")
    opened.until(lambda: suggestions(opened).words() == ["lease.pdf", "契約 書.docx"])
    QTest.keyClicks(edit, "lea")
    assert suggestions(opened).words() == ["lease.pdf"]
    opened.desktop.bridge.index.emit(DocumentsForgotten(count=1))
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert opened.chat.composer.text == "What is the rent? "
    assert chips(opened) == ["lease.pdf · 1 document"]
    opened.ask("What is the rent?")
    assert opened.api.asked_document == [DocumentId(3)]
    assert chips(opened) == []


def choose_lease(opened: Any, question: str) -> None:
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, f"{question} @lea")
    opened.until(lambda: suggestions(opened).words() == ["lease.pdf"])
    QTest.keyClick(edit, Qt.Key.Key_Return)
    opened.chat.composer.set_text(question)


def test_a_question_is_asked_again_of_the_document_it_was_asked_of(opened: Any) -> None:
    add_documents(opened)
    choose_lease(opened, "What is the rent?")
    opened.api.finish(opened.ask("What is the rent?"))
    opened.until(lambda: not opened.desktop.session.answering)
    opened.desktop.session.ask_again()
    opened.until(lambda: len(opened.api.asked) == 2)
    assert opened.api.asked_document == [DocumentId(3), DocumentId(3)]


def test_a_question_that_is_taken_back_from_the_queue_keeps_its_document(opened: Any) -> None:
    add_documents(opened)
    opened.ask("One")
    choose_lease(opened, "What is the rent?")
    opened.chat.composer.edit.submitted.emit()
    assert chips(opened) == []
    opened.chat.queue._back.click()
    assert opened.chat.composer.text == "What is the rent?"
    assert chips(opened) == ["lease.pdf · 1 document"]


def test_a_stored_question_is_asked_again_where_it_looked(opened: Any) -> None:
    look_in = LookIn(kinds=(DocumentKind.PDF,), since=date(2026, 3, 1))
    conversation = opened.api.conversations.create("Rent")
    opened.api.conversations.add_message(conversation, "user", "What is the rent?", look_in=look_in)
    opened.desktop.session.open(conversation)
    opened.until(lambda: opened.chat.transcript.last_answer() is not None)
    opened.desktop.session.ask_again()
    opened.until(lambda: len(opened.api.asked) == 1)
    assert opened.api.asked_look_in == [look_in]


def test_a_removed_chip_asks_all_documents(opened: Any) -> None:
    add_documents(opened)
    edit = opened.chat.composer.edit
    edit.setPlainText("家賃は@契約")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    opened.until(lambda: suggestions(opened).words() == ["契約 書.docx"])
    QTest.keyClick(edit, Qt.Key.Key_Return)
    opened.desktop.session.filters.chips.chips[0].click()
    assert chips(opened) == []
    opened.ask("家賃は")
    assert opened.api.asked_document == [None]


def test_the_documents_are_asked_for_again_when_the_library_changed(opened: Any) -> None:
    add_documents(opened)
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "@")
    opened.until(lambda: len(suggestions(opened).words()) == 2)
    opened.api.documents.reports = opened.api.documents.reports[:1]
    opened.desktop.bridge.index.emit(DocumentsForgotten(count=1))
    QTest.keyClicks(edit, "l")
    opened.until(lambda: suggestions(opened).words() == ["lease.pdf"])
    edit.setPlainText("")
    QTest.keyClicks(edit, "@")
    assert suggestions(opened).words() == ["lease.pdf"]


@pytest.mark.parametrize("typed", ["/", "/text", "/memory"])
def test_whole_lines_are_shown_with_the_same_room_above_and_below(opened: Any, typed: str) -> None:
    QTest.keyClicks(opened.chat.composer.edit, typed)
    found = suggestions(opened)
    shown = min(len(found.words()), MOST_SHOWN)
    assert found.viewport().height() == shown * found.sizeHintForRow(0)
    above = found.viewport().y()
    below = found.height() - found.viewport().geometry().bottom() - 1
    assert above == below > 0
    assert found.geometry().bottom() < opened.chat.composer.mapTo(opened.window, QPoint(0, 0)).y()


def test_keys_stand_at_the_right_of_their_command(opened: Any) -> None:
    QTest.keyClicks(opened.chat.composer.edit, "/larg")
    found = suggestions(opened)
    line = found.viewport().grab(found.visualItemRect(found.item(0))).toImage()
    ground = line.pixelColor(line.width() // 2, line.height() // 2)
    inked = [
        x
        for x in range(12, line.width() - 4)
        if any(line.pixelColor(x, y) != ground for y in range(6, line.height() - 6))
    ]
    assert min(inked) < line.width() // 4
    assert max(inked) > line.width() * 9 // 10
    assert not any(line.width() // 3 < x < line.width() * 2 // 3 for x in inked)


def test_an_emoji_before_the_cursor_counts_as_one_letter(opened: Any) -> None:
    opened.api.documents.reports = [
        FileReport(path=Path("lease.pdf"), state=FileState.INDEXED, document_id=DocumentId(4), chunks=9, pages=2)
    ]
    composer = opened.chat.composer
    composer.set_text("👩‍👩‍👧 👍 what of  the rent?")
    place = composer.edit.textCursor()
    place.setPosition(len("👩‍👩‍👧 👍 what of ".encode("utf-16-le")) // 2)
    composer.edit.setTextCursor(place)
    QTest.keyClicks(composer.edit, "@lea")
    opened.until(lambda: suggestions(opened).words() == ["lease.pdf"])
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert composer.text == "👩‍👩‍👧 👍 what of  the rent?"


def test_another_engine_is_asked_for_its_documents(opened: Any) -> None:
    lease = FileReport(path=Path("lease.pdf"), state=FileState.INDEXED, document_id=DocumentId(4), chunks=9, pages=2)
    opened.api.documents.reports = [lease]
    edit = opened.chat.composer.edit
    QTest.keyClicks(edit, "@")
    opened.until(lambda: suggestions(opened).words() == ["lease.pdf"])
    edit.clear()
    opened.api.documents.reports = [dataclasses.replace(lease, path=Path("will.pdf"))]
    opened.api.publish(EngineStarted(process_id=2, restarted=True))
    opened.until(lambda: "started again" in opened.chat.banner.text)
    QTest.keyClicks(edit, "@")
    opened.until(lambda: suggestions(opened).words() == ["will.pdf"])
