"""A question in the transcript: exactly as written, whatever was pasted into it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.chat.entries import QuestionEntry
from ui.chat.question_view import LONGEST_SHOWN, QuestionView
from ui.widgets.rich_text_view import RichTextView

pytestmark = pytest.mark.desktop


def shown(qtbot: QtBot, text: str, width: int = 600) -> QuestionView:
    view = QuestionView(QuestionEntry(text=text))
    qtbot.addWidget(view)
    view.resize(width, 400)
    view.show()
    return view


def text_of(view: QuestionView) -> RichTextView:
    found = view.findChild(RichTextView, "questionText")
    assert isinstance(found, RichTextView)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"See https://example.org/{'a' * 200} for more",
        "W" * 300,
        "契約書の第三条について教えてください。" * 12,
        "A line\n\n    and one further in,  with  <b>signs</b> & spaces",
    ],
)
@pytest.mark.parametrize("width", [260, 600])
def test_all_of_it_is_in_view_exactly_as_written(qtbot: QtBot, text: str, width: int) -> None:
    part = text_of(shown(qtbot, text, width))
    assert part.document().toPlainText().replace("\xa0", " ") == text
    assert part.document().idealWidth() <= part.viewport().width()
    assert part.document().size().height() <= part.height() + 1
    assert part.width() <= width


def test_a_short_one_is_as_narrow_as_its_words(qtbot: QtBot) -> None:
    assert text_of(shown(qtbot, "Why?")).width() < 60


def test_of_a_long_one_the_beginning_is_shown_and_the_rest_when_it_is_wanted(qtbot: QtBot) -> None:
    text = "日本語の契約書です。" * 2000
    view = shown(qtbot, text)
    assert len(view.text) <= LONGEST_SHOWN
    assert view.whole.isVisible()
    view.activateWindow()
    view.whole.setFocus()
    QTest.keyClick(view.whole, Qt.Key.Key_Space)
    assert view.text == text
    assert not view.whole.isVisible()
    focused = view.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Copy this question"
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == text
