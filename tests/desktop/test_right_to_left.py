"""Arabic and Hebrew run from the right: in the box, the question, the answer and the list of chats."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QListWidget, QWidget

from ui.chat.code_block import CodeBlock
from ui.chat.question_view import QuestionView
from ui.widgets.rich_text_view import RichTextView

pytestmark = pytest.mark.desktop

QUESTION = "כמה זמן מראש?"
ANSWER = "צריך להודיע **חודשיים** מראש.\n\n- פריט\n\n> ציטוט\n\n```python\nx = 1\n```"


def inked(picture: QImage) -> list[int]:
    """The columns in which something stands on the ground of the upper left corner."""
    ground = picture.pixel(1, 1)
    return [
        x
        for x in range(1, picture.width() - 1)
        if any(picture.pixel(x, y) != ground for y in range(2, picture.height() - 2))
    ]


def ink(widget: QWidget) -> list[int]:
    """The inked columns of all of it."""
    return inked(widget.grab().toImage())


def test_what_is_typed_begins_at_the_right_and_latin_at_the_left(opened: Any) -> None:
    edit = opened.chat.composer.edit
    width = edit.viewport().width()
    for text, at_right in (("Notice?", False), (QUESTION, True), ("", False), ("Notice?", False)):
        opened.chat.composer.set_text(text)
        edit.moveCursor(edit.textCursor().MoveOperation.Start)
        assert (edit.cursorRect().left() > width * 3 // 4) is at_right
        assert (edit.cursorRect().left() < width // 4) is not at_right


@pytest.fixture
def answered(opened: Any) -> Any:
    chat = opened.api.conversations.create(QUESTION)
    opened.api.conversations.add_message(chat, "user", QUESTION)
    opened.api.conversations.add_message(chat, "assistant", ANSWER)
    opened.desktop.shelf.refresh()
    opened.desktop.session.open(chat)
    opened.until(lambda: not opened.chat.transcript.is_empty() and not opened.chat.transcript.filling)
    opened.until(lambda: opened.window.side_bar.titles() == [QUESTION])
    return opened


def lines(view: RichTextView) -> dict[str, list[int]]:
    """The inked columns of every paragraph."""
    picture, layout = view.viewport().grab().toImage(), view.document().documentLayout()
    found, block = {}, view.document().firstBlock()
    while block.isValid():
        place = layout.blockBoundingRect(block).toRect()
        found[block.text().strip()] = inked(picture.copy(0, place.top(), picture.width(), place.height()))
        block = block.next()
    return found


def test_an_answer_begins_at_the_right_and_its_code_at_the_left(answered: Any) -> None:
    view = answered.chat.transcript.last_answer()
    body = view.findChildren(RichTextView)[0]
    width, found = body.viewport().width(), lines(body)
    assert width - 8 < max(found["צריך להודיע חודשיים מראש."]) < width
    assert width - 40 < max(found["פריט"]) < width - 8, "its dot stands further in, from the right"
    quote = found["ציטוט"]
    assert min(quote) > width // 2, "the line is where the words begin"
    assert max(quote) >= width - 3
    (code,) = view.findChildren(CodeBlock)
    text = code.findChild(RichTextView)
    assert text is not None
    assert min(ink(text)) < text.width() // 4
    (label,) = answered.chat.transcript.findChild(QuestionView).findChildren(RichTextView, "questionText")
    assert max(ink(label)) >= label.width() - 6


def test_a_long_title_is_cut_at_its_left_end(answered: Any) -> None:
    chats = answered.window.side_bar.findChild(QListWidget, "conversations")
    item = chats.item(chats.count() - 1)
    item.setText(QUESTION * 6)
    place = chats.visualItemRect(item)
    picture = chats.viewport().grab(place).toImage()
    item.setText("\u202b" + QUESTION * 6)
    embedded = chats.viewport().grab(place).toImage()
    assert picture == embedded
