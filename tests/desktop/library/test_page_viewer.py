"""The page viewer over a scripted engine: fit, zoom, turning, marks, text, errors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from assistant.errors import DocumentUnreadable, NotFound
from assistant.ids import DocumentId
from assistant.records import Box, Citation, PageImage, PageText
from assistant.testing.front_door import ScriptedAssistant
from assistant.testing.front_door_parts import ScriptedDocuments
from ui.library.page_text_view import PageTextView
from ui.library.page_viewer import PageViewer
from ui.library.rendered_page import RenderedPage
from ui.operations import Operations

pytestmark = pytest.mark.desktop

CITATION = Citation(
    n=1,
    document_id=DocumentId(7),
    document=Path("lease.pdf"),
    page=2,
    quote="two months",
    start=4,
    end=14,
    boxes=((70, 100, 300, 112),),
)


class Pages(ScriptedDocuments):
    """A PDF of three A4 pages, or a document without pictures."""

    def __init__(self, api: ScriptedAssistant) -> None:
        super().__init__(api)
        self.asked: list[tuple[int, float, tuple[Box, ...]]] = []
        self.has_pictures = True
        self.text = PageText(text="", page=None, page_count=1)

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        if not self.has_pictures:
            raise NotFound("This kind of document has no pages to show as pictures.", "Its text can be shown instead.")
        self.asked.append((page, pixels_per_point, tuple(marks)))
        width, height = round(595 * pixels_per_point), round(842 * pixels_per_point)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format
        return PageImage(
            png=bytes(buffer.data().data()),
            width_px=width,
            height_px=height,
            pixels_per_point=pixels_per_point,
            page=page,
            page_count=3,
        )

    def page_text(self, document: DocumentId, page: int | None) -> PageText:
        if not self.text.text:
            raise NotFound("This document has no text.", "Add it again.")
        return self.text


@dataclasses.dataclass
class Shown:
    """The viewer and the pages behind it."""

    viewer: PageViewer
    pages: Pages


@pytest.fixture
def shown(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[Shown]:
    operations = Operations()
    pages = Pages(api)
    api.documents = pages
    viewer = PageViewer(api, operations)
    qtbot.addWidget(viewer)
    viewer.resize(420, 600)
    viewer.show()
    yield Shown(viewer, pages)
    operations.close(2.0)


def test_a_cited_page_is_fitted_and_its_mark_scrolled_into_view(qtbot: QtBot, shown: Shown) -> None:
    viewer, pages = shown.viewer, shown.pages
    viewer.open(CITATION)
    qtbot.waitUntil(lambda: viewer.bar.page_words == "page 2 of 3")
    assert pages.asked[0][0] == 2
    assert pages.asked[0][2] == CITATION.boxes
    assert viewer.bar.quote_words == "“two months”"
    assert viewer.picture.page_size.width() == pytest.approx(viewer.picture.room_px, abs=1)
    scale = viewer.picture.room_px / 595
    mark = (842 - 112) * scale
    top = viewer.picture.verticalScrollBar().value()
    assert top < mark + 12 < top + viewer.picture.viewport().height()


def test_pages_are_turned_and_marks_stay_on_theirs(qtbot: QtBot, shown: Shown) -> None:
    viewer, pages = shown.viewer, shown.pages
    viewer.open(CITATION)
    qtbot.waitUntil(lambda: viewer.bar.page_words == "page 2 of 3")
    viewer.turn(1)
    qtbot.waitUntil(lambda: viewer.bar.page_words == "page 3 of 3")
    assert pages.asked[-1][2] == ()
    viewer.turn(1)
    assert viewer.bar.page_words == "page 3 of 3"
    QTest.keyClick(viewer.picture, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: viewer.bar.page_words == "page 2 of 3")
    assert pages.asked[-1][2] == CITATION.boxes


def test_zooming_stretches_at_once_and_fetches_a_sharp_picture(qtbot: QtBot, shown: Shown) -> None:
    viewer, pages = shown.viewer, shown.pages
    viewer.open(CITATION)
    qtbot.waitUntil(lambda: viewer.bar.page_words == "page 2 of 3")
    before, asked = viewer.picture.page_size.width(), len(pages.asked)
    for _ in range(3):
        viewer.bar.larger_chosen.emit()
    assert viewer.picture.page_size.width() == pytest.approx(before * 2, abs=2)
    qtbot.waitUntil(lambda: len(pages.asked) > asked)
    assert pages.asked[-1][1] == pytest.approx(viewer.picture.room_px * 2 / 595 * viewer.devicePixelRatioF(), rel=0.02)
    viewer.bar.fit_chosen.emit()
    assert viewer.picture.page_size.width() == pytest.approx(before, abs=2)


def test_a_document_without_pictures_is_shown_as_text_with_the_quote_marked(qtbot: QtBot, shown: Shown) -> None:
    viewer, pages = shown.viewer, shown.pages
    pages.has_pictures = False
    text = "𠮷が来た。\r\n" * 40 + "解約は2か月前まで。" + "\n続き" * 40
    start = text.index("解約")
    pages.text = PageText(text=text, page=None, page_count=1)
    viewer.open(dataclasses.replace(CITATION, page=None, start=start, end=start + 10))
    qtbot.waitUntil(lambda: viewer.text.marked_text() == "解約は2か月前まで。")
    assert viewer.bar.page_words == ""
    assert viewer.text.shown.verticalScrollBar().value() > 0


def test_a_page_of_an_archive_says_of_which_file_it_is(qtbot: QtBot, shown: Shown) -> None:
    shown.pages.has_pictures = False
    shown.pages.text = PageText(text="Guests: Ada.", page=2, page_count=3, within="Wedding › guests.txt")
    shown.viewer.open(dataclasses.replace(CITATION, start=0, end=6, quote="Guests"))
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3 · Wedding › guests.txt")
    shown.pages.text = dataclasses.replace(
        shown.pages.text, page=3, within="inbox.mbox › A very long subject › guests.txt"
    )
    shown.viewer.turn(1)
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 3 of 3 · … › guests.txt")


def test_what_cannot_be_shown_is_said(qtbot: QtBot, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer, pages = shown.viewer, shown.pages

    def broken(*_: object) -> PageImage:
        raise DocumentUnreadable("This file is damaged.", "Add it again.")

    monkeypatch.setattr(pages, "page_image", broken)
    viewer.open(CITATION)
    qtbot.waitUntil(lambda: viewer.message == "This document has no text. Add it again.")


def test_a_quote_of_markdown_is_named_and_copied_in_plain_words(qtbot: QtBot, shown: Shown) -> None:
    quote = "The **deposit** is held by `the bank`."
    shown.pages.has_pictures = False
    shown.pages.text = PageText(text=f"# Lease\n\n{quote}\n", page=None, page_count=1)
    cited = dataclasses.replace(
        CITATION, document=Path("house.md"), page=None, quote=quote, start=9, end=9 + len(quote), boxes=()
    )
    shown.viewer.open(cited)
    qtbot.waitUntil(lambda: shown.viewer.text.marked_text() != "")
    assert shown.viewer.bar.quote_words == "“The deposit is held by the bank.”"
    assert shown.viewer.text.marked_text().replace("\n", "") == "The deposit is held by the bank."
    shown.viewer.copy_quote()
    assert QGuiApplication.clipboard().text() == "“The deposit is held by the bank.” (house.md)"


def test_escape_closes(qtbot: QtBot, shown: Shown) -> None:
    viewer = shown.viewer
    viewer.open(CITATION)
    qtbot.waitUntil(lambda: viewer.message == "")
    with qtbot.waitSignal(viewer.closed):
        QTest.keyClick(viewer.picture, Qt.Key.Key_Escape)


def place(number: int, page: int, quote: str) -> Citation:
    return dataclasses.replace(CITATION, n=number, page=page, quote=quote)


def test_the_citations_of_an_answer_are_stepped_through(shown: Shown, qtbot: QtBot) -> None:
    first, second = place(1, 1, "one"), place(2, 3, "two")
    shown.viewer.open(first, (first, second))
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 1 of 3")
    assert shown.viewer.places.words == "1 of 2"
    QTest.keyClick(shown.viewer, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 3 of 3")
    assert shown.viewer.places.words == "2 of 2"
    assert "two" in shown.viewer.bar.quote_words
    shown.viewer.step(1)
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 1 of 3")
    shown.viewer.copy_quote()
    assert QGuiApplication.clipboard().text() == "“one” (lease.pdf, page 1)"


def test_a_citation_of_a_changed_document_is_marked_where_its_words_stand_now(shown: Shown, qtbot: QtBot) -> None:
    moved = dataclasses.replace(place(1, 3, "two months"), boxes=((1, 2, 3, 4),))
    shown.pages.places = [place(1, 1, "two months"), moved]
    shown.viewer.open(dataclasses.replace(CITATION, stale=True, page=3))
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 3 of 3")
    assert shown.pages.asked[-1][2] == moved.boxes
    assert shown.viewer.bar.quote_words == "“two months”"
    shown.pages.places = []
    shown.viewer.open(dataclasses.replace(CITATION, stale=True))
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3")
    assert shown.pages.asked[-1][2] == ()
    assert shown.viewer.bar.quote_words == "“two months” no longer stands in this document."


def test_a_citation_of_a_document_that_is_gone_says_so_and_keeps_its_quote(shown: Shown, qtbot: QtBot) -> None:
    shown.viewer.open(CITATION)
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3")
    asked = len(shown.pages.asked)
    shown.viewer.open(dataclasses.replace(CITATION, stale=True, gone=True))
    assert "no longer in your library" in shown.viewer.message
    assert shown.viewer.bar.quote_words == "“two months”"
    assert shown.viewer.bar.page_words == ""
    shown.viewer.turn(1)
    assert len(shown.pages.asked) == asked


def test_the_search_is_empty_again_for_the_next_document(shown: Shown, qtbot: QtBot) -> None:
    shown.viewer.open_document(DocumentId(7), Path("lease.pdf"))
    shown.viewer.places.search.setText("rent")
    qtbot.waitUntil(lambda: shown.viewer.places.words == "not found")
    shown.viewer.open(CITATION)
    (clear,) = shown.viewer.places.search.findChildren(QToolButton)
    qtbot.waitUntil(lambda: not clear.isVisible() or clear.property("opacity") == 0.0)
    assert shown.viewer.places.words == "1 of 1"


def test_a_file_that_is_no_longer_there_is_not_opened_outside(shown: Shown, qtbot: QtBot) -> None:
    shown.viewer.open(CITATION)
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3")
    shown.viewer.places.open_chosen.emit()
    assert shown.viewer.message == "This file is no longer where it was."


class Programs(QObject):
    """Takes files in place of the desktop's programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_a_file_is_opened_in_the_program_of_the_desktop(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "lease.pdf"
    file.write_bytes(b"%PDF")
    shown.viewer.open(dataclasses.replace(CITATION, document=file))
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3")
    programs = Programs()
    QDesktopServices.setUrlHandler("file", programs, "take")  # type: ignore[arg-type]  # the stubs want bytes
    shown.viewer.places.open_chosen.emit()
    QDesktopServices.unsetUrlHandler("file")
    assert programs.opened == [str(file)]
    assert shown.viewer.message == ""


def test_a_file_that_no_program_opens_is_told(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "lease.pdf"
    file.write_bytes(b"%PDF")
    shown.viewer.open(dataclasses.replace(CITATION, document=file))
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3")
    shown.viewer.places.open_chosen.emit()  # without a desktop there is none
    assert shown.viewer.message == "No program on this computer opens this file."


def test_words_are_found_in_the_document_and_an_empty_search_goes_back(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.places = [place(1, 1, "Rent"), place(2, 3, "rent")]
    shown.viewer.open(CITATION)
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3")
    shown.viewer.places.search.setText("rent")
    qtbot.waitUntil(lambda: shown.viewer.places.words == "2 of 2")
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 3 of 3")
    QTest.keyClick(shown.viewer.places.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 1 of 3")
    shown.viewer.places.search.setText("boat")
    qtbot.waitUntil(lambda: shown.viewer.places.words == "not found")
    assert shown.viewer.bar.quote_words == ""
    qtbot.waitUntil(lambda: shown.pages.asked[-1] == (1, shown.pages.asked[-1][1], ()))
    QTest.keyClick(shown.viewer.places.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown.viewer.places.words == "1 of 1")
    assert shown.viewer.bar.quote_words == "“two months”"
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 2 of 3")
    assert shown.pages.asked[-1][2] == CITATION.boxes


def test_a_search_leaves_no_words_and_marks_on_a_page_without_a_citation(shown: Shown, qtbot: QtBot) -> None:
    found = place(1, 3, "Rent")
    shown.pages.places = [found]
    shown.viewer.open_document(DocumentId(7), Path("lease.pdf"))
    shown.viewer.places.search.setText("rent")
    qtbot.waitUntil(lambda: shown.viewer.bar.page_words == "page 3 of 3")
    assert shown.viewer.bar.quote_words == "“Rent”"
    shown.viewer.places.search.clear()
    qtbot.waitUntil(lambda: shown.viewer.bar.quote_words == "")
    qtbot.waitUntil(lambda: shown.pages.asked[-1][2] == ())
    assert (shown.viewer.bar.page_words, shown.viewer.places.words) == ("page 3 of 3", "")


@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
def test_a_text_stays_where_it_is_read_when_a_search_ends(shown: Shown, qtbot: QtBot, name: str) -> None:
    shown.pages.has_pictures = False
    text = "A line.\n\n" * 200 + "The rent is due." + "\n\nMore." * 200
    shown.pages.text = PageText(text=text, page=None, page_count=1)
    at = text.index("rent")
    shown.pages.places = [dataclasses.replace(CITATION, page=None, quote="rent", start=at, end=at + 4)]
    shown.viewer.open_document(DocumentId(7), Path(name))
    qtbot.waitUntil(lambda: shown.viewer.message == "")
    shown.viewer.places.search.setText("rent")
    qtbot.waitUntil(lambda: shown.viewer.text.marked_text() == "rent")
    before = shown.viewer.text.shown.verticalScrollBar().value()
    assert before > 0
    shown.viewer.places.search.clear()
    qtbot.waitUntil(lambda: shown.viewer.text.marked_text() == "")
    assert shown.viewer.text.shown.verticalScrollBar().value() == before


def test_headings_of_a_flowing_text_are_set_larger(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.has_pictures = False
    text = "Lease 🏠\nIt runs for two months."
    shown.pages.text = PageText(text=text, page=None, page_count=1, headings=((0, 7, 1),))
    shown.viewer.open(dataclasses.replace(CITATION, page=None, start=20, end=30, quote="two months"))
    qtbot.waitUntil(lambda: shown.viewer.text.shown.toPlainText() == text)
    assert shown.viewer.text.marked_text() == text[20:30]
    sizes = []
    for at in (3, 15):
        cursor = QTextCursor(shown.viewer.text.shown.document())
        cursor.setPosition(at)
        sizes.append(cursor.charFormat().fontPointSize() or shown.viewer.text.font().pointSizeF())
    assert sizes[0] > sizes[1]


NOTES = (
    "# Lease 🏠\n\nThe rent is **due in\nMay**, every year.\n\n"
    "| Month | Sum |\n|---|---|\n| May | 4,100 |\n\n- 解約は2か月前まで。"
)


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        ("Lease 🏠", "Lease 🏠"),
        ("every year", "every year"),
        ("4,100", "4,100"),
        ("May | 4,100", "May\n4,100"),
        ("解約は2か月前", "解約は2か月前"),
    ],
)
def test_a_flowing_format_is_rendered_with_the_quote_marked(
    shown: Shown, qtbot: QtBot, quote: str, marked: str
) -> None:
    shown.pages.has_pictures = False
    start = NOTES.rindex(quote)
    shown.pages.text = PageText(text=NOTES, page=None, page_count=1)
    place = dataclasses.replace(
        CITATION, document=Path("notes.md"), page=None, start=start, end=start + len(quote), quote=quote
    )
    shown.viewer.open(place)
    qtbot.waitUntil(lambda: shown.viewer.text.marked_text() == marked)
    view = shown.viewer.text.shown
    assert "#" not in view.toPlainText()
    assert "|" not in view.toPlainText()
    assert "• 解約" in view.toPlainText().replace("  ", " ")


def test_bold_and_italic_of_a_flowing_format_are_shown(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.has_pictures = False
    text = "The rent is due in May."
    shown.pages.text = PageText(
        text=text, page=None, page_count=1, emphasis=((4, 8, True, False), (19, 22, True, True))
    )
    shown.viewer.open(dataclasses.replace(CITATION, document=Path("a.docx"), page=None, start=0, end=3, quote="The"))
    qtbot.waitUntil(lambda: shown.viewer.text.shown.toPlainText() == text)

    def look(at: int) -> tuple[bool, bool]:
        cursor = QTextCursor(shown.viewer.text.shown.document())
        cursor.setPosition(at + 1)
        return cursor.charFormat().fontWeight() > QFont.Weight.Medium, cursor.charFormat().fontItalic()

    assert [look(0), look(4), look(10), look(19)] == [(False, False), (True, False), (False, False), (True, True)]


@pytest.mark.parametrize("name", ["a.docx", "a.py"])
def test_a_text_is_zoomed_as_a_page_is_and_keeps_its_mark(shown: Shown, qtbot: QtBot, name: str) -> None:
    shown.pages.has_pictures = False
    text = "Lease\n" + "It runs on and on.\n" * 60 + "It ends in May."
    shown.pages.text = PageText(text=text, page=None, page_count=1, headings=((0, 5, 1),))
    quoted = dataclasses.replace(
        CITATION, document=Path(name), page=None, start=len(text) - 4, end=len(text) - 1, quote="May"
    )
    shown.viewer.open(quoted)
    qtbot.waitUntil(lambda: shown.viewer.text.marked_text() == "May")
    view = shown.viewer.text.shown
    usual, bar = view.font().pointSizeF(), view.verticalScrollBar()
    heading = QTextCursor(view.document())
    heading.setPosition(2)
    large = heading.charFormat().fontPointSize()
    for _ in range(2):
        shown.viewer.bar.larger_chosen.emit()
    assert view.font().pointSizeF() == pytest.approx(1.5 * usual)
    heading.setPosition(2)
    assert heading.charFormat().fontPointSize() == pytest.approx(1.5 * large)
    assert shown.viewer.text.marked_text() == "May"
    assert bar.value() > 0.9 * bar.maximum() > 0
    shown.viewer.step(1)
    qtbot.waitUntil(lambda: shown.viewer.text.marked_text() == "May")
    assert view.font().pointSizeF() == pytest.approx(1.5 * usual)
    shown.viewer.bar.fit_chosen.emit()
    assert view.font().pointSizeF() == pytest.approx(usual)


def test_marks_of_a_rendered_page_follow_the_colours(shown: Shown, qtbot: QtBot) -> None:
    shown.pages.has_pictures = False
    shown.pages.text = PageText(text=NOTES, page=None, page_count=1)
    start = NOTES.index("4,100")
    shown.viewer.open(
        dataclasses.replace(CITATION, document=Path("a.docx"), page=None, start=start, end=start + 5, quote="4,100")
    )
    qtbot.waitUntil(lambda: shown.viewer.text.marked_text() == "4,100")
    palette = shown.viewer.palette()
    palette.setColor(palette.ColorRole.Shadow, "#123456")
    shown.viewer.text.shown.setPalette(palette)
    (mark,) = shown.viewer.text.shown.extraSelections()
    assert mark.format.background().color().name() == "#123456"


def test_a_flowing_document_of_a_hundred_pages_is_rendered(qtbot: QtBot) -> None:
    view = PageTextView()
    qtbot.addWidget(view)
    lines = [f"Paragraph {n} tells of the harbour and of the ships that lie in it." for n in range(4_700)]
    text = "\n\n".join(lines)
    assert len(text) > 300_000
    start = text.index(lines[4_000])
    view.show_text(text, start, start + len(lines[4_000]), flowing=True)
    assert isinstance(view.shown, RenderedPage)
    assert view.marked_text() == lines[4_000]
