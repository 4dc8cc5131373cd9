"""How an answer's Markdown stands on the screen."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.chat.answer_text import AnswerText
from ui.chat.code_block import CodeBlock
from ui.chat.markdown_view import MarkdownView
from ui.widgets.rich_text_view import LIST_INDENT_PX, RichTextView

pytestmark = pytest.mark.desktop

NEAREST = Qt.FindChildOption.FindDirectChildrenOnly
WIDE = (
    "| Name | Department | Start date | Manager | Notes |\n|---|---|---|---|---|\n"
    "| Anna Schmidt | Research | 2019-11-15 | Jo Park | A long note that goes on and on about nothing at all |\n"
)


def shown(qtbot: QtBot, markdown: str, width: int = 420) -> list[RichTextView]:
    view = MarkdownView()
    qtbot.addWidget(view, before_close_func=lambda _: view.hide())  # which keeps it until then
    view.resize(width, 300)
    view.set_text(markdown)
    with qtbot.waitExposed(view):
        view.show()
    return view.findChildren(RichTextView)


def test_a_wide_table_scrolls_and_keeps_its_words_whole(qtbot: QtBot) -> None:
    (table,) = shown(qtbot, WIDE, width=320)
    assert table.horizontalScrollBar().maximum() > 0
    lines = []
    block = table.document().firstBlock()
    while block.isValid():
        layout = block.layout()
        lines += [
            block.text()[line.textStart() : line.textStart() + line.textLength()].strip()
            for line in (layout.lineAt(at) for at in range(layout.lineCount()))
        ]
        block = block.next()
    assert "Department" in lines
    assert "2019-11-15" in lines
    assert all(word in WIDE.replace("|", " ").split() for line in lines for word in line.split())
    assert table.height() >= table.document().size().height() + table.horizontalScrollBar().height()


def test_text_and_a_narrow_table_do_not_scroll(qtbot: QtBot) -> None:
    text, table = shown(qtbot, "A line.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert text.horizontalScrollBar().maximum() == table.horizontalScrollBar().maximum() == 0


def test_a_list_in_a_list_stands_further_in(qtbot: QtBot) -> None:
    (view,) = shown(qtbot, "1. outer\n   - inner\n     - innermost\n2. next")
    layout = view.document().documentLayout()
    left = {}
    block = view.document().firstBlock()
    while block.isValid():
        left[block.text().strip()] = layout.blockBoundingRect(block).left() + block.layout().lineAt(0).x()
        block = block.next()
    assert left["outer"] == left["next"] == LIST_INDENT_PX
    assert left["inner"] == 2 * LIST_INDENT_PX
    assert left["innermost"] == 3 * LIST_INDENT_PX


def test_pieces_stand_at_one_distance_from_each_other(qtbot: QtBot) -> None:
    view = MarkdownView()
    qtbot.addWidget(view)
    view.resize(420, 600)
    view.set_text("Before.\n\n```\ncode\n```\n\nBetween.\n\n```\nmore\n```\n\nAfter.")
    with qtbot.waitExposed(view):
        view.show()
    pieces = sorted((*view.findChildren(RichTextView, options=NEAREST), *view.findChildren(CodeBlock)), key=QWidget.y)
    gaps = {after.y() - before.geometry().bottom() for before, after in itertools.pairwise(pieces)}
    assert len(pieces) == 5
    assert len(gaps) == 1
    assert all(
        piece.height() <= piece.document().size().height() for piece in pieces if isinstance(piece, RichTextView)
    )


def test_the_keyboard_on_a_text_is_seen_and_a_click_leaves_no_frame(qtbot: QtBot) -> None:
    (view,) = shown(qtbot, "A line.")

    def framed() -> bool:
        picture = view.viewport().grab().toImage()
        return picture.pixelColor(picture.width() // 2, 0) == view.palette().color(QPalette.ColorRole.Accent)

    view.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(view.hasFocus)
    assert not framed()
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert framed()
    view.clearFocus()
    assert not framed()


@pytest.mark.parametrize("width", [520, 700, 1000])
def test_marks_of_citations_are_whole_after_the_column_was_narrow(qtbot: QtBot, width: int) -> None:
    words = "The deposit of 1,850 pounds is held by the Harbour Bank until the keys have been handed back [1][2]."
    views = [MarkdownView(), MarkdownView()]
    for view in views:
        qtbot.addWidget(view)
        view.set_text(words, (1, 2))
        view.resize(width, 400)
        view.show()
    again, fresh = (view.findChildren(AnswerText)[0] for view in views)
    for narrow in (240, 380, width):  # a page beside the answer is opened, made wider, and closed
        views[0].resize(narrow, 400)
        qtbot.waitUntil(lambda narrow=narrow: again.width() == views[0].width() == narrow)  # type: ignore[misc]
    assert again.size() == fresh.size()
    assert again.document().idealWidth() <= again.viewport().width()
    for shown in (again, fresh):
        last = shown.document().documentLayout().blockBoundingRect(shown.document().lastBlock())
        assert shown.height() >= last.bottom()
        shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum())
        assert shown.verticalScrollBar().value() == 0
    assert again.grab().toImage() == fresh.grab().toImage()
