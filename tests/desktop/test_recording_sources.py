"""Sources that are recordings: named with the time at which something was said, wherever a page would be."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from assistant.ids import DocumentId
from assistant.records import Citation
from ui.chat.found_quote import FoundQuote
from ui.chat.source_row import SourceRow
from ui.library.quote_reference import quote_with_place
from ui.library.viewer_bar import ViewerBar

pytestmark = pytest.mark.desktop

SAID = Citation(
    n=1,
    document_id=DocumentId(3),
    document=Path("meeting.mp3"),
    page=13,
    quote="the boiler\nneeds a valve",
    start=0,
    end=24,
    at_s=754.2,
)


def test_a_source_tells_its_time(qtbot: QtBot) -> None:
    row = SourceRow([SAID])
    qtbot.addWidget(row)
    (button,) = row.findChildren(QToolButton)
    assert button.text() == "1  meeting.mp3, at 12:34"
    assert button.accessibleName() == "Source 1: meeting.mp3, at 12:34"


@pytest.mark.parametrize(("closest", "words"), [(False, "Found at 12:34 of "), (True, "Closest, at 12:34 of ")])
def test_a_found_quote_tells_its_time(qtbot: QtBot, closest: bool, words: str) -> None:
    quote = FoundQuote(SAID, closest=closest)
    qtbot.addWidget(quote)
    (button,) = quote.findChildren(QToolButton)
    assert button.text() == f"{words}meeting.mp3"


def test_a_copied_quote_tells_its_time() -> None:
    assert quote_with_place(SAID) == "“the boiler needs a valve” (meeting.mp3, at 12:34)"


def test_the_viewer_tells_from_when_on_a_piece_is(qtbot: QtBot) -> None:
    bar = ViewerBar()
    qtbot.addWidget(bar)
    bar.show_page(2, 5, zoomable=False, at_s=3723.0)
    assert bar.page_words == "from 1:02:03"
    bar.show_page(2, 5, zoomable=False)
    assert bar.page_words == "page 2 of 5"


def test_a_japanese_quote_has_no_space_where_the_page_breaks_its_line() -> None:
    page = dataclasses.replace(SAID, quote="外に出るこ\nとはありません。", at_s=None, page=1)
    assert quote_with_place(page).startswith("“外に出ることはありません。”")
