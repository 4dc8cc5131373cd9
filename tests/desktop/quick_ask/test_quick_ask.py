"""The small window for one question, over a scripted engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ui.quick_ask.quick_ask import LONGEST_COPIED, SIZE, QuickAskWindow

pytestmark = pytest.mark.desktop

COPIED = "The notice period is three months."


@pytest.fixture
def small(opened: Any) -> Iterator[QuickAskWindow]:
    """The small window, with a text on the clipboard."""
    QGuiApplication.clipboard().setText(COPIED)
    opened.window.command("quick_ask").trigger()
    yield opened.desktop._quick_ask.window
    QGuiApplication.clipboard().clear()


def _ask(opened: Any, small: QuickAskWindow, question: str) -> Any:
    before = len(opened.api.asked)
    small.edit.setPlainText(question)
    small.edit.submitted.emit()
    opened.until(lambda: len(opened.api.asked) == before + 1 and not small.edit.toPlainText())
    return f"turn-{before + 1}"


def test_the_answer_streams_in_place_and_its_chat_opens_in_the_window(opened: Any, small: QuickAskWindow) -> None:
    assert small.isVisible()
    assert not small.open.isEnabled()
    turn = _ask(opened, small, "How far is the moon?")
    assert [asked[0] for asked in opened.api.asked] == ["How far is the moon?"]
    assert small.state == "Thinking …"
    opened.api.finish(turn)
    opened.until(small.open.isEnabled)
    answer = opened.api.conversations.messages(1)[-1].text
    opened.until(lambda: small.state == "" and answer in small.text)
    small.open.click()
    assert small.isHidden()
    opened.until(lambda: opened.desktop.session.conversation == 1)


def test_what_was_copied_is_asked_about_when_it_is_wanted(opened: Any, small: QuickAskWindow) -> None:
    assert small.about_copied.text() == f"About the copied text: “{COPIED}”"
    small.about_copied.setChecked(True)
    opened.api.finish(_ask(opened, small, "How long?"))
    assert opened.api.asked == [(f"How long?\n\n{COPIED}", None, False)]


def test_other_words_on_the_clipboard_are_offered_anew_and_cut(opened: Any, small: QuickAskWindow) -> None:
    small.about_copied.setChecked(True)
    QGuiApplication.clipboard().setText("x" * (LONGEST_COPIED + 50))
    opened.window.command("quick_ask").trigger()
    assert not small.about_copied.isChecked()
    small.about_copied.setChecked(True)
    opened.api.finish(_ask(opened, small, "What is it?"))
    assert len(opened.api.asked[0][0]) == len("What is it?\n\n") + LONGEST_COPIED
    QGuiApplication.clipboard().clear()
    opened.window.command("quick_ask").trigger()
    assert small.about_copied.isHidden()


def test_escape_stops_the_answer_and_puts_the_window_away(opened: Any, small: QuickAskWindow) -> None:
    turn = _ask(opened, small, "How far is the moon?")
    opened.api.advance(turn)
    opened.qtbot.keyClick(small, Qt.Key.Key_Escape)
    assert small.isHidden()
    opened.until(lambda: opened.api.interrupted == [turn])


def test_a_long_copied_text_is_shortened_to_the_window_and_never_widens_it(opened: Any, small: QuickAskWindow) -> None:
    copied = "Either party may end the lease & the tenant must give notice. " * 4
    QGuiApplication.clipboard().setText(copied)
    opened.window.command("quick_ask").trigger()
    assert small.width() == SIZE.width()
    assert small.minimumSizeHint().width() < SIZE.width()
    assert small.about_copied.text().endswith("…")
    assert "&&" in small.about_copied.text()
    assert small.about_copied.accessibleName().startswith("About the copied text: “Either party")
    few = len(small.about_copied.text())
    small.resize(900, SIZE.height())
    opened.until(lambda: len(small.about_copied.text()) > few)


def test_a_question_that_was_put_away_before_its_turn_had_a_name_is_stopped(
    opened: Any, small: QuickAskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, gate = opened.api.ask, threading.Event()
    monkeypatch.setattr(opened.api, "ask", lambda *what, **more: (gate.wait(30), ask(*what, **more))[1])
    small.edit.setPlainText("How far is the moon?")
    small.edit.submitted.emit()
    QTest.keyClick(small, Qt.Key.Key_Escape)
    gate.set()
    opened.until(lambda: opened.api.interrupted == ["turn-1"])
