"""The composer and its box."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.chat.composer import Composer
from ui.chat.question_edit import MOST_LINES

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
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent == []
    entered = QInputMethodEvent("", [])
    entered.setCommitString("変換")
    QApplication.sendEvent(composer.edit, entered)
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


def test_questions_can_look_into_one_collection(composer: Composer) -> None:
    assert composer.collection == ""
    composer.set_collections(("house", "tax"))
    composer._collection_group.actions()[1].trigger()
    assert composer.collection == "house"
    assert composer._documents.text() == "Documents: auto · house"
    composer.set_collections(("house",))
    assert composer.collection == "house"
    composer.set_collections(())
    assert composer.collection == ""
    assert not composer._collection_menu.menuAction().isVisible()
