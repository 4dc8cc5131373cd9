"""Pictures pasted into the question: their chips, and the question that waits until they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton

from assistant.events import EngineDied, EngineStarted, FileIndexed, PictureRead
from assistant.ids import DocumentId, OperationId
from assistant.records import FileReport, FileState, LookIn, PageImage
from ui.chat.attachment_chip import AttachmentChip
from ui.chat.pasting import MOST, png_of
from ui.chat.question_picture import HEIGHT_PX, WIDEST_PX, QuestionPicture
from ui.chat.question_view import QuestionView
from ui.library.page_viewer import PageViewer
from ui.widgets.drop_overlay import picture_in

pytestmark = pytest.mark.desktop

DOCUMENT = DocumentId(7)


def _paste(opened: Any) -> None:
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    mime = QMimeData()
    mime.setImageData(picture)
    before = len(opened.api.documents.pictures)
    opened.chat.composer.edit.insertFromMimeData(mime)
    opened.until(lambda: len(opened.api.documents.pictures) == before + 1)


def _read(opened: Any, chunks: int = 1, number: int = 1) -> None:
    report = FileReport(
        path=Path(f"picture-{number}.png"),
        state=FileState.INDEXED,
        document_id=DocumentId(DOCUMENT + number - 1),
        chunks=chunks,
        pages=1,
    )
    opened.api.publish(PictureRead(file=report))


def _words(opened: Any) -> str:
    return " | ".join(chip.text for chip in _chips(opened))


def _chips(opened: Any) -> list[AttachmentChip]:
    return list(opened.desktop.session.pictures.row.chips)


def test_a_pasted_picture_goes_with_the_next_question_alone(opened: Any) -> None:
    _paste(opened)
    assert opened.api.documents.pictures[0].startswith(b"\x89PNG")
    assert _words(opened) == "Reading the picture …"
    _read(opened)
    opened.until(lambda: _words(opened) == "Your question is about this picture.")
    turn = opened.ask("What is the total?")
    assert _words(opened) == ""
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.ask("And now?")
    assert opened.api.asked_document == [DOCUMENT, None]


def test_a_question_waits_until_the_picture_is_read(opened: Any) -> None:
    _paste(opened)
    opened.chat.composer.set_text("What is the total?")
    opened.chat.composer.edit.submitted.emit()
    assert opened.chat.composer.text == "What is the total?"
    assert opened.api.asked == []
    _read(opened)
    opened.until(lambda: opened.api.asked_document == [DOCUMENT])


def test_a_question_that_was_changed_meanwhile_is_not_sent(opened: Any) -> None:
    _paste(opened)
    opened.chat.composer.set_text("What is the total?")
    opened.chat.composer.edit.submitted.emit()
    opened.chat.composer.set_text("What is the tot")
    _read(opened)
    opened.until(lambda: _words(opened) == "Your question is about this picture.")
    assert opened.api.asked == []


def test_a_picture_that_is_taken_off_leaves_the_library(opened: Any) -> None:
    _paste(opened)
    _read(opened)
    opened.until(lambda: _words(opened) == "Your question is about this picture.")
    _chips(opened)[0].removed.emit()
    opened.until(lambda: opened.api.documents.removed == [DOCUMENT])
    opened.ask("What is the total?")
    assert opened.api.asked_document == [None]


def test_a_picture_without_text_is_not_kept(opened: Any) -> None:
    _paste(opened)
    _read(opened, chunks=0)
    opened.until(lambda: opened.api.documents.removed == [DOCUMENT])
    assert _words(opened) == ""
    assert opened.chat.banner.text == "No text was found in this picture, so it cannot be asked about."


def test_several_pictures_go_with_one_question_in_their_order(opened: Any) -> None:
    for number in (1, 2, 3):
        _paste(opened)
        assert len(_chips(opened)) == number
    _read(opened, number=2)
    opened.chat.composer.set_text("What do they say?")
    opened.chat.composer.edit.submitted.emit()
    _read(opened, number=1)
    assert opened.api.asked == []
    opened.until(lambda: _words(opened).count("about this picture") == 2)
    assert not any(chip._words.isVisible() for chip in _chips(opened))
    # The last may also be taken off: the question goes with the others.
    _chips(opened)[2].removed.emit()
    opened.until(lambda: len(opened.api.asked) == 1)
    assert opened.api.asked_look_in == [LookIn(document=DOCUMENT, beside=(DocumentId(DOCUMENT + 1),))]
    assert _chips(opened) == []


def test_beside_many_pictures_the_ways_to_begin_stay_whole(opened: Any) -> None:
    opened.window.resize(700, 500)
    for _ in range(MOST):
        _paste(opened)
    welcome = opened.chat.welcome
    cards = [one for one in welcome.findChildren(QPushButton) if one.isVisible()]
    assert len(cards) == 4
    opened.until(lambda: all(card.height() >= card.sizeHint().height() for card in cards))
    labels = [one for one in welcome.findChildren(QLabel) if one.isVisible()]
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)
    for chip in _chips(opened):
        chip.removed.emit()
    opened.until(lambda: len([one for one in welcome.findChildren(QLabel) if one.isVisible()]) == 2)


def test_the_same_picture_is_attached_once(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _paste(opened)
    _read(opened)
    opened.until(lambda: _words(opened) == "Your question is about this picture.")
    monkeypatch.setattr(opened.api.documents, "add_picture", lambda *_: Path("picture-1.png"))
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    opened.desktop.session.attach(picture)
    opened.until(lambda: len(_chips(opened)) == 1)
    assert _words(opened) == "Your question is about this picture."


def test_more_than_fit_are_refused(opened: Any) -> None:
    for _ in range(MOST):
        _paste(opened)
    opened.desktop.session.attach(QImage(30, 20, QImage.Format.Format_RGB32))
    assert len(_chips(opened)) == MOST
    assert opened.chat.banner.text == "A question can be about 6 pictures at most. Take one off first."


def test_a_question_waits_no_longer_for_a_picture_without_text(opened: Any) -> None:
    for _ in range(2):
        _paste(opened)
    opened.chat.composer.set_text("What do they say?")
    opened.chat.composer.edit.submitted.emit()
    _read(opened, number=2, chunks=0)
    _read(opened, number=1)
    opened.until(lambda: _words(opened) == "Your question is about this picture.")
    assert opened.api.asked == []
    assert opened.chat.composer.text == "What do they say?"


def test_a_temporary_chat_takes_no_picture(opened: Any) -> None:
    opened.window.command("temporary_chat").trigger()
    picture = QImage(3, 2, QImage.Format.Format_RGB32)
    picture.fill(0)
    opened.desktop.session.attach(picture)
    assert "temporary chat keeps nothing" in opened.chat.banner.text
    assert opened.api.documents.pictures == []


def test_copied_files_are_added_and_text_with_a_picture_is_text(opened: Any, tmp_path: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    opened.chat.composer.edit.insertFromMimeData(files)
    opened.until(lambda: opened.api.documents.added == [tmp_path / "a.txt"])
    cells = QMimeData()
    cells.setText("12\t13")
    cells.setImageData(QImage(3, 2, QImage.Format.Format_RGB32))
    opened.chat.composer.edit.insertFromMimeData(cells)
    assert opened.chat.composer.text == "12\t13"
    assert opened.api.documents.pictures == []


def _pictures(opened: Any) -> list[QuestionPicture]:
    return [one for one in opened.chat.transcript.findChildren(QuestionPicture) if one.isVisible()]


def _page(width: int, height: int) -> PageImage:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    return PageImage(png=png_of(picture), width_px=width, height_px=height, pixels_per_point=0.5, page=1, page_count=1)


def test_a_sent_question_shows_its_pictures_and_opens_them(opened: Any) -> None:
    documents = opened.api.documents
    documents.page = _page(300, 150)
    documents.reports = [
        FileReport(path=Path("picture-1.png"), state=FileState.INDEXED, document_id=DOCUMENT, chunks=1)
    ]
    for number in (1, 2):
        _paste(opened)
        _read(opened, number=number)
    opened.until(lambda: not opened.desktop.session.pictures.reading)
    opened.ask("What is the total?")
    opened.until(lambda: len(_pictures(opened)) == 2)
    shown = _pictures(opened)
    assert [one.document for one in shown] == [DOCUMENT, DOCUMENT + 1]
    # Their place is kept before they come.
    before = [one.height() for one in shown]
    opened.until(lambda: all(not one.image.isNull() for one in _pictures(opened)))
    assert [one.height() for one in shown] == before == [HEIGHT_PX, HEIGHT_PX]
    opened.until(lambda: shown[0].width() == 2 * HEIGHT_PX)
    view = opened.chat.transcript.findChild(QuestionView)
    opened.until(lambda: shown[-1].mapTo(view, QPoint(shown[-1].width(), 0)).x() == view.width())
    opened.until(lambda: opened.desktop.screens is not None)
    shown[0].click()
    viewer = opened.window.findChild(PageViewer)
    opened.until(viewer.isVisible)


@pytest.mark.parametrize(("size", "width"), [((640, 260), 236), ((2000, 400), WIDEST_PX), ((40, 400), HEIGHT_PX // 2)])
def test_a_picture_is_whole_unless_it_is_very_long(opened: Any, size: tuple[int, int], width: int) -> None:
    opened.api.documents.page = _page(*size)
    chat = opened.api.conversations.create("Receipts")
    opened.api.conversations.add_message(chat, "user", "What is the total?", look_in=LookIn(document=DOCUMENT))
    opened.desktop.session.open(chat)
    opened.until(lambda: bool(_pictures(opened)) and not _pictures(opened)[0].image.isNull())
    (shown,) = _pictures(opened)
    assert (shown.sizeHint().width(), shown.sizeHint().height()) == (width, HEIGHT_PX)


def test_a_stored_question_shows_its_pictures_and_a_text_takes_no_place(opened: Any) -> None:
    conversations, documents = opened.api.conversations, opened.api.documents
    documents.page = _page(40, 400)
    chat = conversations.create("Receipts")
    conversations.add_message(chat, "user", "What is the total?", look_in=LookIn(document=DOCUMENT))
    opened.desktop.session.open(chat)
    opened.until(lambda: bool(_pictures(opened)) and not _pictures(opened)[0].image.isNull())
    assert _pictures(opened)[0].accessibleName() == "Open what this question is about"
    opened.desktop.session.new_chat()
    documents.phrases = [(0.0, 1.0, "said")]
    opened.desktop.session.open(chat)
    opened.until(lambda: opened.chat.transcript.findChild(QuestionView) is not None and not _pictures(opened))


class _Undecoded(QMimeData):
    """As a clipboard of another program whose picture Qt cannot decode, such as one of more than 256 MB."""

    def hasImage(self) -> bool:
        return True


@pytest.mark.parametrize("dropped", [False, True])
def test_a_picture_that_cannot_be_read_is_said(opened: Any, dropped: bool) -> None:
    mime = _Undecoded()
    if dropped:
        opened.window.picture_dropped.emit(picture_in(mime))
    else:
        opened.chat.composer.edit.insertFromMimeData(mime)
    opened.until(lambda: "cannot be taken" in opened.chat.banner.text)
    assert _chips(opened) == []


def test_a_picture_that_was_copied_within_the_program_is_taken_too(opened: Any) -> None:
    mime = QMimeData()
    mime.setImageData(QPixmap.fromImage(QImage(30, 20, QImage.Format.Format_RGB32)))
    opened.chat.composer.edit.insertFromMimeData(mime)
    opened.until(lambda: len(opened.api.documents.pictures) == 1)


def test_a_picture_that_the_next_engine_reads_can_be_asked_about(opened: Any) -> None:
    _paste(opened)
    opened.api.publish(EngineDied(exit_status=-9))
    opened.api.publish(EngineStarted(process_id=2, restarted=True))
    report = FileReport(path=Path("picture-1.png"), state=FileState.INDEXED, document_id=DOCUMENT, chunks=1, pages=1)
    opened.api.publish(FileIndexed(operation_id=OperationId("waiting-1"), file=report))
    opened.until(lambda: _words(opened) == "Your question is about this picture.")
