"""Commands chosen in the box."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.chat.suggestion_list import SuggestionList

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
