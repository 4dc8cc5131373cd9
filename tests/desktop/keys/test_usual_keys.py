"""The keys that people bring with them from other programs, pressed as they come: each does what is expected of it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from assistant.records import MessageState
from ui.keys.keys_dialog import KeysDialog
from ui.settings.settings_dialog import SettingsDialog

pytestmark = pytest.mark.desktop

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ANSWER = "Two months before the **end** of a month."


def press(opened: Any, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or opened.window, key, modifiers)


@pytest.fixture
def answered(opened: Any) -> Any:
    """The window with one question that was answered."""
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    opened.api.script(ANSWER)
    opened.api.finish(opened.ask("How much notice?"))
    opened.until(lambda: not opened.desktop.session.answering)
    opened.chat.composer.edit.setFocus()
    return opened


def test_a_new_chat_is_begun(answered: Any) -> None:
    press(answered, Qt.Key.Key_N, CTRL)
    assert answered.desktop.session.conversation is None
    assert answered.chat.transcript.is_empty()


def test_chats_are_searched_also_where_the_side_bar_is_away(answered: Any) -> None:
    press(answered, Qt.Key.Key_B, CTRL)
    assert not answered.window.side_bar.isVisible()
    press(answered, Qt.Key.Key_K, CTRL)
    assert answered.window.side_bar.isVisible()
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    assert box.accessibleName() == "Find a chat by what was said in it"


def test_the_settings_open(answered: Any) -> None:
    press(answered, Qt.Key.Key_Comma, CTRL)
    answered.until(lambda: answered.window.findChild(SettingsDialog) is not None)
    assert answered.window.findChild(SettingsDialog).isVisible()


@pytest.mark.parametrize(
    ("key", "modifiers"), [(Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Slash, CTRL)]
)
def test_the_keys_are_told(answered: Any, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    press(answered, key, modifiers)
    assert answered.window.findChild(KeysDialog).isVisible()


def test_an_answer_is_stopped(answered: Any) -> None:
    turn = answered.ask("Count to a thousand")
    answered.api.advance(turn, 6)
    view = answered.chat.transcript.last_answer()
    answered.until(lambda: bool(view.text))
    press(answered, Qt.Key.Key_Escape)
    answered.until(lambda: view.entry.state is MessageState.INTERRUPTED)
    assert answered.api.interrupted == [turn]


def test_the_question_is_asked_again(answered: Any) -> None:
    press(answered, Qt.Key.Key_R, CTRL)
    answered.until(lambda: [asked[0] for asked in answered.api.asked] == ["How much notice?"] * 2)


def test_the_last_answer_is_copied_as_it_was_written(answered: Any) -> None:
    QGuiApplication.clipboard().setText("before")
    press(answered, Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == ANSWER


def test_the_question_is_gone_to_from_anywhere(answered: Any) -> None:
    press(answered, Qt.Key.Key_2, CTRL)
    assert answered.window.page_name() == "documents"
    press(answered, Qt.Key.Key_L, CTRL)
    assert answered.window.page_name() == "chat"
    assert answered.chat.composer.edit.hasFocus()


def test_the_side_bar_goes_and_comes(answered: Any) -> None:
    press(answered, Qt.Key.Key_B, CTRL)
    assert not answered.window.side_bar.isVisible()
    press(answered, Qt.Key.Key_B, CTRL)
    assert answered.window.side_bar.isVisible()


def test_text_is_made_larger_smaller_and_usual_again(answered: Any) -> None:
    def height() -> int:
        return int(answered.chat.composer.edit.fontMetrics().height())

    usual = height()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        before = height()
        press(answered, key, CTRL)
        answered.until(lambda before=before: height() > before)
    press(answered, Qt.Key.Key_0, CTRL)
    answered.until(lambda: height() == usual)
    press(answered, Qt.Key.Key_Minus, CTRL)
    answered.until(lambda: height() < usual)
    press(answered, Qt.Key.Key_0, CTRL)
    answered.until(lambda: height() == usual)
