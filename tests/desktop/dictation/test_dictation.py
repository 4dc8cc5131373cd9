"""Dictation into the composer over a scripted engine."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.errors import DeviceUnavailable, ErrorReport
from assistant.events import DictationHeard, DictationLevel, DictationStopped
from ui.chat.question_edit import QuestionEdit
from ui.dictation.dictated_text import DictatedText
from ui.dictation.dictation_control import Phase

pytestmark = pytest.mark.desktop


@pytest.fixture
def edit(qtbot: Any) -> QuestionEdit:
    made = QuestionEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def _underlined(edit: QuestionEdit) -> str:
    """The words that look as if they may change."""
    cursor = edit.textCursor()
    found = ""
    for at in range(len(edit.toPlainText())):
        cursor.setPosition(at + 1)
        if cursor.charFormat().underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine:
            found += edit.toPlainText()[at]
    return found


def test_words_so_far_look_different_until_they_stand(edit: QuestionEdit) -> None:
    text = DictatedText(edit)
    text.write("Dear", "en", final=False)
    text.write("Dear an", "en", final=False)
    assert (edit.toPlainText(), _underlined(edit)) == ("Dear an", "Dear an")
    text.write("Dear Ann,", "en", final=True)
    assert (edit.toPlainText(), _underlined(edit)) == ("Dear Ann,", "")
    text.write("thank you.", "en", final=True)
    assert edit.toPlainText() == "Dear Ann, thank you."
    QTest.keyClicks(edit, " B")
    assert (edit.toPlainText(), _underlined(edit)) == ("Dear Ann, thank you. B", "")
    while edit.document().isUndoAvailable():
        edit.undo()
    assert edit.toPlainText() == ""


def test_words_go_where_the_cursor_stood_and_take_the_place_of_what_was_marked(edit: QuestionEdit) -> None:
    edit.setPlainText("one three")
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)
    text = DictatedText(edit)
    text.write("two", "en", final=False)
    text.write("two", "en", final=True)
    assert edit.toPlainText() == "one two three"
    edit.selectAll()
    text.write("四つ", "ja", final=True)
    text.write("です。", "ja", final=True)
    assert edit.toPlainText() == "四つです。"


def test_what_was_no_speech_leaves_nothing_behind(edit: QuestionEdit) -> None:
    edit.setPlainText("kept")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    text = DictatedText(edit)
    text.write("mm", "en", final=False)
    text.write("", "en", final=True)
    assert edit.toPlainText() == "kept"


def test_words_that_the_user_changed_stay_as_they_are(edit: QuestionEdit) -> None:
    text = DictatedText(edit)
    text.write("meat me", "en", final=False)
    cursor = edit.textCursor()
    cursor.setPosition(4)
    edit.setTextCursor(cursor)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "et")
    text.write("meat me at noon", "en", final=False)
    text.write("Meat me at noon.", "en", final=True)
    assert (edit.toPlainText(), _underlined(edit)) == ("meet me", "")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    text.write("Thanks.", "en", final=True)
    assert edit.toPlainText() == "meet me Thanks."


def test_typing_before_the_words_so_far_does_not_disturb_them(edit: QuestionEdit) -> None:
    edit.setPlainText("b ")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    text = DictatedText(edit)
    text.write("c", "en", final=False)
    cursor = edit.textCursor()
    cursor.setPosition(0)
    edit.setTextCursor(cursor)
    QTest.keyClicks(edit, "a ")
    text.write("c d", "en", final=True)
    assert edit.toPlainText() == "a b c d"
    assert edit.textCursor().position() == 2


def test_an_input_method_composes_undisturbed(edit: QuestionEdit) -> None:
    text = DictatedText(edit)
    QApplication.sendEvent(edit, QInputMethodEvent("にほ", []))
    text.write("hello", "en", final=False)
    text.write("Hello.", "en", final=True)
    text.write("and", "en", final=False)
    assert edit.toPlainText() == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("日本")
    QApplication.sendEvent(edit, done)
    assert edit.toPlainText() == "日本 Hello. and"
    text.finish()
    assert (edit.toPlainText(), _underlined(edit)) == ("日本 Hello. and", "")


def _begin(opened: Any) -> Any:
    opened.window.command("dictate").trigger()
    control = opened.desktop.screens.voice.dictation
    opened.until(lambda: control.phase is Phase.LISTENING)
    return control


def test_dictation_writes_and_never_sends(opened: Any) -> None:
    control = _begin(opened)
    assert opened.window.command("dictate").isChecked()
    opened.api.publish(DictationLevel(level=0.2), DictationHeard(text="Is it", language="en", final=False))
    opened.until(lambda: opened.chat.composer.text == "Is it")
    assert control.bar.meter.wanted > 0.5
    opened.api.publish(DictationHeard(text="Is it Monday?", language="en", final=True))
    opened.until(lambda: opened.chat.composer.text == "Is it Monday?")
    control.bar.done.emit()
    opened.until(lambda: control.phase is Phase.OFF)
    assert control.bar.isHidden()
    assert opened.api.asked == []
    assert opened.api.voice.calls == ["dictate", "stop_dictating"]


def test_sending_ends_it_and_what_comes_late_is_not_in_the_next_question(opened: Any) -> None:
    control = _begin(opened)
    opened.api.publish(DictationHeard(text="Is it Monday?", language="en", final=False))
    opened.until(lambda: opened.chat.composer.text == "Is it Monday?")
    opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: len(opened.api.asked) == 1)
    opened.api.publish(DictationHeard(text="Is it Monday?", language="en", final=True))
    opened.until(lambda: control.phase is Phase.OFF)
    assert opened.chat.composer.text == ""


def test_escape_ends_it_before_anything_else(opened: Any) -> None:
    control = _begin(opened)
    opened.window.command("stop").trigger()
    opened.until(lambda: control.phase is Phase.OFF)
    assert opened.api.voice.calls == ["dictate", "stop_dictating"]


def test_a_microphone_that_is_missing_or_goes_is_said_and_words_stay(opened: Any) -> None:
    opened.api.voice.refuse_next(DeviceUnavailable("There is no microphone.", "Plug one in."))
    opened.window.command("dictate").trigger()
    opened.until(lambda: opened.chat.banner.text == "There is no microphone. Plug one in.")
    control = _begin(opened)
    opened.api.publish(DictationHeard(text="half", language="en", final=False))
    gone = ErrorReport(kind="device_unavailable", message="It stopped.", remedy="Plug it in again.")
    opened.api.publish(DictationStopped(error=gone))
    opened.until(lambda: opened.chat.banner.text == "It stopped. Plug it in again.")
    assert control.phase is Phase.OFF
    assert opened.chat.composer.text == "half"
