"""A figure under an answer."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import Answer, Basis, Citation, PageImage
from ui.chat.entries import AnswerEntry
from ui.chat.figure_picture import FigurePicture, part_px
from ui.chat.transcript import Transcript

pytestmark = pytest.mark.desktop

RED = QColor("red").rgb()
FIGURE = Citation(
    n=1,
    document_id=DocumentId(7),
    document=Path("report.pdf"),
    page=2,
    quote="Figure 3: Revenue",
    start=0,
    end=17,
    boxes=((10.0, 20.0, 60.0, 80.0),),
    pictured=True,
)


def page_image() -> PageImage:
    """A white page of 100 points a side, two pixels a point, with a red figure."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(20, 120):
        for y in range(40, 160):
            image.setPixel(x, y, RED)
    png = QByteArray()
    buffer = QBuffer(png)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs name bytes, the library takes text
    return PageImage(png=bytes(png.data()), width_px=200, height_px=200, pixels_per_point=2.0, page=2, page_count=3)


def entry(citation: Citation = FIGURE) -> AnswerEntry:
    answer = Answer(
        text="On page 2.",
        conversation=ConversationId(1),
        message=MessageId(2),
        turn=1,
        model="",
        basis=Basis.DOCUMENTS,
        citations=(citation,),
    )
    return AnswerEntry(text=answer.text, question="q", answer=answer)


def test_the_part_counts_from_the_upper_left() -> None:
    assert part_px(FIGURE.boxes[0], page_image()) == QRect(20, 40, 100, 120)


def test_the_part_of_a_page_on_its_side_is_that_of_the_upright_picture() -> None:
    lying = (20.0, 40.0, 80.0, 90.0)  # turned by 90 degrees: the figure of the upright page
    assert part_px(lying, dataclasses.replace(page_image(), turn=90)) == QRect(20, 40, 100, 120)


def test_only_the_figure_is_shown(qtbot: QtBot) -> None:
    picture = FigurePicture(FIGURE, page_image())
    qtbot.addWidget(picture)
    assert (picture.image.width(), picture.image.height()) == (100, 120)
    corners = [picture.image.pixel(x, y) for x, y in ((0, 0), (99, 0), (0, 119), (99, 119))]
    assert corners == [RED] * 4
    assert picture.sizeHint().width() == 50
    assert picture.heightForWidth(25) == 30
    assert picture.heightForWidth(500) == 60
    assert "Figure 3: Revenue" in picture.accessibleName()


def test_a_click_or_a_key_opens_the_page(qtbot: QtBot) -> None:
    picture = FigurePicture(FIGURE, page_image())
    qtbot.addWidget(picture)
    picture.show()
    with qtbot.waitSignal(picture.activated) as clicked:
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert clicked.args == [FIGURE]
    with qtbot.waitSignal(picture.activated):
        QTest.keyClick(picture, Qt.Key.Key_Return)


@pytest.mark.parametrize("stored", [True, False])
def test_an_answer_asks_for_its_figure_once(qtbot: QtBot, stored: bool) -> None:
    transcript = Transcript()
    qtbot.addWidget(transcript)
    wanted: list[object] = []
    transcript.picture_wanted.connect(wanted.append)
    if stored:
        transcript.show_entries([entry()])
    else:
        view = transcript.append_answer(AnswerEntry(text="", question="q"))
        view.show_entry(entry())
    assert wanted == [FIGURE]
    transcript.show_picture(FIGURE, page_image())
    transcript.show_picture(FIGURE, page_image())
    (picture,) = transcript.findChildren(FigurePicture)
    with qtbot.waitSignal(transcript.citation_activated) as opened:
        picture.activated.emit(FIGURE)
    assert opened.args == [FIGURE]


def test_a_picture_that_comes_too_late_is_dropped(qtbot: QtBot) -> None:
    transcript = Transcript()
    qtbot.addWidget(transcript)
    transcript.show_entries([entry()])
    transcript.show_entries([AnswerEntry(text="Another.", question="q")])
    transcript.show_picture(FIGURE, page_image())
    assert transcript.findChildren(FigurePicture) == []
