"""Documents in the chat: files that are added to it, and which of them a question looks into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
)

from assistant.events import FileIndexed, IndexFinished, IndexProgress
from assistant.ids import OperationId
from assistant.records import FileReport, FileState, WatchedFolder
from ui.widgets.drop_overlay import MARGIN_PX, DropOverlay

pytestmark = pytest.mark.desktop


def test_dropped_files_are_added_and_the_outcome_is_said(opened: Any, tmp_path: Path) -> None:
    file = tmp_path / "lease.txt"
    file.write_text("x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.org/a.pdf")])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(opened.window, QDragEnterEvent(QPoint(5, 5), *how))
    overlay = opened.window.findChild(DropOverlay)
    assert overlay.isVisible()
    page = opened.window.centralWidget()
    place = QRect(page.mapFrom(opened.window, overlay.pos()), overlay.size())
    assert place == page.rect().adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX), "it lies beside its page"
    QApplication.sendEvent(opened.window, QDropEvent(QPointF(5, 5), *how))
    assert not overlay.isVisible()
    opened.until(lambda: opened.api.documents.added == [file])
    opened.api.publish(
        IndexFinished(operation_id=OperationId("add-1"), indexed=1, partly=0, failed=0, unchanged=0, seconds=1)
    )
    opened.until(lambda: opened.chat.banner.text == "Added 1 document. Ask about it.")


HOW = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drag_and_drop(opened: Any, mime: QMimeData) -> bool:
    """Whether the window took the drag and showed where to drop it."""
    enters = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, *HOW)
    enters.ignore()
    QApplication.sendEvent(opened.window, enters)
    shown = bool(opened.window.findChild(DropOverlay).isVisible())
    assert shown is enters.isAccepted()
    what = "documents" if mime.hasUrls() else "the picture"
    assert not shown or opened.window.findChild(DropOverlay).text().startswith(f"Drop {what} here to ask about ")
    QApplication.sendEvent(opened.window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, *HOW))
    assert not opened.window.findChild(DropOverlay).isVisible()
    return shown


def test_a_dropped_folder_is_asked_about_and_what_is_dropped_again_is_read_with_it(opened: Any, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    assert drag_and_drop(opened, mime)
    question = opened.window.findChild(QMessageBox)
    assert tmp_path.name in question.text()
    question.close()
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    both = [tmp_path / "a.txt", tmp_path / "inner"]
    mime.setUrls([QUrl.fromLocalFile(str(one)) for one in both])
    assert drag_and_drop(opened, mime)
    opened.until(lambda: opened.api.documents.added == both)


def test_a_picture_dragged_out_of_another_program_goes_with_the_question(opened: Any) -> None:
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    mime = QMimeData()
    mime.setImageData(picture)
    assert drag_and_drop(opened, mime)
    opened.until(lambda: len(opened.api.documents.pictures) == 1)
    assert [chip.text for chip in opened.desktop.session.pictures.row.chips] == ["Reading the picture …"]


def test_what_is_neither_file_nor_picture_is_not_taken(opened: Any) -> None:
    mime = QMimeData()
    mime.setText("words")
    mime.setUrls([QUrl("https://example.org/a.pdf")])
    assert not drag_and_drop(opened, mime)
    assert opened.api.documents.added == []


def test_how_far_the_reading_of_what_was_added_is_stands_in_the_state_line(opened: Any) -> None:
    opened.desktop.intake.add([Path("a.pdf"), Path("b.pdf")])
    opened.until(lambda: len(opened.api.documents.added) == 2)
    operation = OperationId("add-2")
    opened.api.publish(IndexProgress(operation_id=operation, done=1, total=2, bytes_done=10, bytes_total=20))
    opened.until(lambda: opened.chat.state_line.words == "Reading your documents: 1 of 2")
    opened.api.publish(
        IndexFinished(operation_id=operation, indexed=2, partly=0, failed=0, unchanged=0, seconds=1, error=None)
    )
    opened.until(lambda: opened.chat.state_line.words == "")


def test_a_folder_that_is_added_to_the_chat_can_be_followed(opened: Any, tmp_path: Path) -> None:
    opened.desktop.intake.add([tmp_path])
    assert opened.api.documents.added == []
    question = opened.window.findChild(QMessageBox)
    assert tmp_path.name in question.text()
    QTest.mouseClick(question.defaultButton(), Qt.MouseButton.LeftButton)
    opened.until(lambda: opened.api.documents.watched == [WatchedFolder(path=tmp_path)])
    assert opened.api.documents.added == [tmp_path], (
        "read before it is followed: what following reads is told to nobody"
    )


def test_each_file_with_a_trouble_has_a_line_of_its_own_and_many_are_counted(opened: Any) -> None:
    files = [Path(f"{number}.pdf") for number in range(5)]
    opened.desktop.intake.add(files)
    for number in range(5):
        report = FileReport(path=Path(f"{number}.pdf"), state=FileState.FAILED, reason="This file is empty.")
        opened.api.publish(FileIndexed(operation_id=OperationId("add-5"), file=report))
    opened.api.publish(
        IndexFinished(operation_id=OperationId("add-5"), indexed=2, partly=0, failed=5, unchanged=0, seconds=1)
    )
    opened.until(lambda: opened.chat.banner.text.startswith("Added 2"))
    assert opened.chat.banner.text.splitlines() == [
        "Added 2 documents. Ask about them.",
        "0.pdf: This file is empty.",
        "1.pdf: This file is empty.",
        "2.pdf: This file is empty.",
        "… and 2 more; the list of documents says why.",
    ]


def test_what_a_followed_folder_brings_takes_no_room_in_the_chat(opened: Any) -> None:
    locked = FileReport(path=Path("a.pdf"), state=FileState.FAILED, reason="This PDF is locked.", locked=True)
    opened.api.publish(FileIndexed(operation_id=OperationId("watch"), file=locked))
    opened.api.publish(
        IndexFinished(operation_id=OperationId("watch"), indexed=1, partly=0, failed=1, unchanged=0, seconds=1)
    )
    opened.desktop.intake.add([Path("b.pdf")])
    opened.api.publish(
        IndexFinished(operation_id=OperationId("add-1"), indexed=1, partly=0, failed=0, unchanged=0, seconds=1)
    )
    opened.until(lambda: opened.chat.banner.text.startswith("Added"))
    assert opened.chat.banner.text == "Added 1 document. Ask about it."
    opened.chat.banner.dismiss()
    opened.api.publish(
        IndexFinished(operation_id=OperationId("watch"), indexed=1, partly=0, failed=0, unchanged=0, seconds=1)
    )
    opened.ask("And then?")
    assert opened.chat.banner.text == ""


def test_the_switch_for_documents_reaches_the_engine(opened: Any) -> None:
    for choice, sent in (("auto", None), ("always", True), ("never", False)):
        opened.chat.composer.set_use_documents(choice)
        turn = opened.ask("Q " + choice)
        assert opened.api.asked[-1][2] is sent
        opened.api.finish(turn)
        opened.until(lambda: not opened.desktop.session.answering)


def test_a_question_looks_into_the_chosen_collection(opened: Any) -> None:
    composer = opened.window.chat.composer
    composer.set_collections(("house",))
    next(action for action in composer.search_in._of_collection.actions() if action.text() == "house").trigger()
    composer.set_text("How much is the rent?")
    composer._submit()
    opened.until(lambda: opened.api.asked_in == ["house"])
