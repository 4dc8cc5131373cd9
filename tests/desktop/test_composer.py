"""The composer and its box."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from assistant.records import DocumentKind, LookIn
from tests.desktop.conftest import OpenWindow
from ui.chat.composer import Composer
from ui.chat.question_edit import MOST_LINES
from ui.chat.search_in import KINDS

pytestmark = pytest.mark.desktop


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    made = Composer()
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    return made


def _sent(composer: Composer) -> list[str]:
    sent: list[str] = []
    composer.submitted.connect(sent.append)
    return sent


def test_enter_sends_and_shift_enter_begins_a_line(composer: Composer) -> None:
    sent = _sent(composer)
    QTest.keyClicks(composer.edit, "one")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(composer.edit, "two")
    assert sent == []
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent == ["one\ntwo"]
    assert composer.text == "one\ntwo"


def test_enter_never_sends_while_an_input_method_composes(composer: Composer) -> None:
    sent = _sent(composer)
    composer.set_text("質問")
    QApplication.sendEvent(composer.edit, QInputMethodEvent("へんかん", []))
    assert composer.edit.composing
    assert composer.edit.placeholderText() == "", "Qt would draw it behind the composed words"
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent == []
    entered = QInputMethodEvent("", [])
    entered.setCommitString("変換")
    QApplication.sendEvent(composer.edit, entered)
    assert composer.edit.placeholderText()
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent == ["質問変換"]


def test_nothing_but_white_space_is_not_sent(composer: Composer) -> None:
    sent = _sent(composer)
    composer.set_text("  \n ")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent == []


def test_enter_still_sends_while_an_answer_streams_and_the_button_stops(composer: Composer, qtbot: QtBot) -> None:
    sent = _sent(composer)
    composer.set_text("next")
    composer.set_streaming(True)
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent == ["next"]
    with qtbot.waitSignal(composer.stop_requested):
        composer._send.click()


def test_the_box_grows_to_eight_lines_and_then_scrolls(composer: Composer) -> None:
    heights = []
    for lines in (1, 3, MOST_LINES, MOST_LINES + 5):
        composer.set_text("\n".join("x" * lines))
        QApplication.processEvents()
        heights.append(composer.edit.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_the_documents_switch_says_its_choice(composer: Composer) -> None:
    composer.set_use_documents("always")
    assert composer.use_documents == "always"
    assert composer._documents.text() == "Documents: always"
    composer.set_use_documents("nonsense")
    assert composer.use_documents == "always"


def entry(composer: Composer, *words: str) -> QAction:
    """An entry of the documents' menu, by the words on the way to it."""
    menu = composer._documents.menu()
    for step in words[:-1]:
        menu = next(one for one in menu.findChildren(QMenu) if one.title() == step)
    return next(action for action in menu.actions() if action.text() == words[-1])


def looks_in(composer: Composer) -> LookIn:
    return composer.search_in.look_in(datetime.date(2026, 11, 25))


def test_questions_can_look_into_one_collection(composer: Composer) -> None:
    assert looks_in(composer) == LookIn()
    composer.set_collections(("house", "tax"))
    entry(composer, "Look into", "house").trigger()
    assert looks_in(composer) == LookIn(collection="house")
    assert composer._documents.text() == "Documents: auto · house"
    composer.set_collections(("house",))
    assert looks_in(composer) == LookIn(collection="house")
    composer.set_collections(())
    assert looks_in(composer) == LookIn()
    assert not entry(composer, "Look into").isVisible()


def test_questions_can_look_into_kinds_of_files_and_what_changed_lately(composer: Composer) -> None:
    entry(composer, "Kind of file", "PDF").trigger()
    entry(composer, "Last changed", "In the last 7 days").trigger()
    assert looks_in(composer) == LookIn(kinds=(DocumentKind.PDF,), since=datetime.date(2026, 11, 18))
    assert composer._documents.text() == "Documents: auto · PDF · In the last 7 days"
    entry(composer, "Kind of file", "All kinds").trigger()
    entry(composer, "Last changed", "At any time").trigger()
    assert looks_in(composer) == LookIn()


def test_every_kind_of_file_is_offered() -> None:
    assert tuple(DocumentKind) == KINDS


def test_the_menu_begins_to_name_a_document(composer: Composer) -> None:
    composer.set_text("What is the rent?")
    entry(composer, "One document … (@)").trigger()
    assert composer.text == "What is the rent? @"


def test_what_is_far_too_long_for_a_question_is_not_pasted(opened: OpenWindow) -> None:
    edit, mime = opened.chat.composer.edit, QMimeData()
    QTest.keyClicks(edit, "What is this? ")
    mime.setText("x" * 1_000_000)
    edit.insertFromMimeData(mime)
    assert edit.toPlainText() == "What is this? "
    opened.until(lambda: "too long for a question" in opened.chat.banner.text)
    mime.setText("y" * 1000)
    edit.insertFromMimeData(mime)
    assert edit.toPlainText() == f"What is this? {'y' * 1000}"
