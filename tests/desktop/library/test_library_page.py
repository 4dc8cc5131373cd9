"""The library over a scripted engine: the sheet, adding with progress, stopping, removing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport, StorageError
from assistant.events import FileIndexed, IndexFinished, IndexProgress
from assistant.ids import DocumentId, OperationId
from assistant.records import FileReport, FileState, WatchedFolder
from assistant.testing.front_door import ScriptedAssistant
from ui.bridge import EngineBridge
from ui.library.file_words import detail_words, sum_words
from ui.library.library_page import LibraryPage
from ui.operations import Operations
from ui.translations.translator import WindowLanguage
from ui.widgets.drop_overlay import DropOverlay

pytestmark = pytest.mark.desktop

OP = OperationId("add-1")
LEASE = FileReport(
    path=Path("lease.pdf"),
    state=FileState.INDEXED,
    document_id=DocumentId(1),
    pages=12,
    chunks=48,
    embedded_chunks=48,
)
NOTES = FileReport(
    path=Path("notes.md"), state=FileState.INDEXED, document_id=DocumentId(2), chunks=4, embedded_chunks=4
)
LOCKED = FileReport(
    path=Path("zz locked.pdf"),
    state=FileState.FAILED,
    document_id=DocumentId(3),
    reason="This PDF is protected with a password.",
)


@pytest.fixture
def page(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[LibraryPage]:
    bridge = EngineBridge()
    api.subscribe(bridge.receive)
    operations = Operations()
    made = LibraryPage(api, bridge, operations)
    made.setProperty("bridge", bridge)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    yield made
    operations.close(2.0)


def fill(qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant) -> None:
    api.documents.reports = [LEASE, NOTES, LOCKED]
    page.refresh()
    qtbot.waitUntil(lambda: len(page.list.names()) == 3)


def test_a_files_state_in_words() -> None:
    assert detail_words(FileReport(path=Path("a.pdf"), state=FileState.WAITING)) == "Waiting to be read"
    assert detail_words(LEASE) == "Read · 12 pages · 48 passages · found by words and meaning"
    assert detail_words(dataclasses.replace(LEASE, pages=1, embedded_chunks=12)) == (
        "Read · 1 page · 48 passages · found by words, 25 % by meaning"
    )
    assert detail_words(dataclasses.replace(LEASE, ocr_pages=2)).startswith(
        "Read · 12 pages · 2 recognised from pictures · 48 passages"
    )
    assert detail_words(dataclasses.replace(NOTES, embedded_chunks=0)) == "Read · 4 passages · found by words"
    assert detail_words(LOCKED) == "Not read"
    assert sum_words([LEASE, NOTES, LOCKED]) == "3 documents · 1 not read"
    assert sum_words([LEASE]) == "1 document"


def test_an_empty_library_says_what_to_do(page: LibraryPage) -> None:
    assert page.empty.isVisible()
    assert not page.list.isVisible()


def test_files_that_were_not_read_stand_first_with_the_reason(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant
) -> None:
    fill(qtbot, page, api)
    assert page.list.names() == ["zz locked.pdf", "lease.pdf", "notes.md"]
    spoken = page.list.items.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "zz locked.pdf. Not read. This PDF is protected with a password."
    heights = [page.list.visualRect(page.list.items.index(row)).height() for row in range(3)]
    assert heights[0] > heights[1] == heights[2]
    page.filter.setText("lea")
    assert page.list.names() == ["lease.pdf"]


def test_the_health_sheet_tells_figures_and_reasons(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant, english: WindowLanguage
) -> None:
    fill(qtbot, page, api)
    qtbot.waitUntil(lambda: page.bar.health is not None and page.bar.health.passages > 0)
    page.bar.details_wanted.emit()
    sheet = page.sheet
    assert sheet.isVisible()
    assert sheet.figures["Documents"] == "2 read, 0 in part, 1 not read, 0 waiting"
    assert sheet.figures["Model of meaning"] == "scripted"
    assert sheet.figures["Per page"] == "83 kB"
    rows = [sheet.troubles.item(row).text() for row in range(sheet.troubles.count())]
    assert rows == ["zz locked.pdf: Not read. This PDF is protected with a password."]
    english.choose("ja")
    try:
        qtbot.waitUntil(lambda: sheet.troubles.item(0).text().startswith("zz locked.pdf：読み込めません。"))
    finally:
        english.choose("en")
    sheet.reject()


def test_the_line_of_the_whole_index_goes_on_while_files_are_read(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant
) -> None:
    waiting = FileReport(path=Path("notes.md"), state=FileState.WAITING)
    api.documents.reports = [waiting]
    page.refresh()
    qtbot.waitUntil(lambda: page.bar.health is not None and page.bar.health.waiting == 1)
    api.documents.reports = [NOTES]
    api.publish(FileIndexed(operation_id=OP, file=NOTES))
    qtbot.waitUntil(lambda: page.bar.health is not None and page.bar.health.waiting == 0)


def test_names_are_sorted_as_people_count(qtbot: QtBot, page: LibraryPage) -> None:
    page.list.set_reports([dataclasses.replace(NOTES, path=Path(f"Note {number}.md")) for number in (10, 2, 1)])
    assert page.list.names() == ["Note 1.md", "Note 2.md", "Note 10.md"]


def test_what_is_read_in_the_list_stays_in_its_place_while_files_come_in_above_it(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant
) -> None:
    api.documents.reports = [
        dataclasses.replace(NOTES, path=Path(f"note {number:03}.md")) for number in range(100, 200)
    ]
    page.refresh()
    qtbot.waitUntil(lambda: len(page.list.names()) == 100)
    shown = page.list
    shown.scrollTo(shown.items.index(50), shown.ScrollHint.PositionAtTop)
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().value() + 7)
    before = shown.visualRect(shown.items.index(50)).top()
    shown.setCurrentIndex(shown.items.index(52))
    more = [dataclasses.replace(NOTES, path=Path(f"note {number:03}.md")) for number in range(40)]
    shown.set_reports([*api.documents.reports, *more])
    assert shown.visualRect(shown.items.index(90)).top() == before
    assert [one.path.name for one in shown.marked()] == ["note 152.md"]
    shown.verticalScrollBar().setValue(0)
    shown.set_reports([*api.documents.reports, *more, dataclasses.replace(NOTES, path=Path("a.md"))])
    assert shown.verticalScrollBar().value() == 0


def test_dropped_files_are_read_with_progress_and_can_be_stopped(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant, tmp_path: Path
) -> None:
    dropped = [tmp_path, tmp_path / "lease.txt"]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in dropped])
    held = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(5, 5), *held))
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), *held))
    assert page.progress.words == "Looking at the files …"
    qtbot.waitUntil(lambda: api.documents.added == dropped)
    api.publish(
        FileIndexed(operation_id=OP, file=LOCKED),
        IndexProgress(operation_id=OP, done=1, total=3, bytes_done=10, bytes_total=100),
    )
    qtbot.waitUntil(lambda: page.progress.words == "Reading 1 of 3 · 1 not read")
    qtbot.waitUntil(lambda: page.list.names() == ["zz locked.pdf"])
    page.progress._cancel.click()
    qtbot.waitUntil(lambda: api.documents.added == [])
    api.documents.reports = [LOCKED]
    api.publish(
        IndexFinished(
            operation_id=OP,
            indexed=0,
            partly=0,
            failed=1,
            unchanged=0,
            seconds=1,
            error=ErrorReport(kind="interrupted", message="Stopped."),
        )
    )
    qtbot.waitUntil(lambda: page.progress.words == "Stopped · 1 not read")
    assert page.trouble.text == ""


def test_removing_asks_first_and_leaves_the_file(qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant) -> None:
    fill(qtbot, page, api)
    page.list.setCurrentIndex(page.list.items.index(1))
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    box = page.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "Remove “lease.pdf” from the library?"
    next(button for button in box.buttons() if button.text() == "Remove").click()
    qtbot.waitUntil(lambda: page.list.names() == ["zz locked.pdf", "notes.md"])


def test_a_document_goes_with_its_answers_where_that_is_wanted(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant
) -> None:
    fill(qtbot, page, api)
    report = next(one for one in api.documents.reports if one.document_id is not None)
    page._confirm_removal([report])
    box = page.findChildren(QMessageBox)[-1]
    answers = box.checkBox()
    assert answers is not None
    assert not answers.isChecked()
    answers.setChecked(True)
    next(button for button in box.buttons() if button.text() == "Remove").click()
    qtbot.waitUntil(lambda: api.memory.documents_forgotten == [report.document_id])


def test_a_document_is_opened_with_enter(qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant) -> None:
    fill(qtbot, page, api)
    page.list.setCurrentIndex(page.list.items.index(1))
    with qtbot.waitSignal(page.opened) as caught:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert caught.args == [LEASE]


def test_an_engine_that_cannot_list_is_asked_again(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> list[FileReport]:
        raise StorageError("The database is locked.", "Close the other program.")

    with monkeypatch.context() as patched:
        patched.setattr(api.documents, "files", locked)
        page.refresh()
        qtbot.waitUntil(lambda: page.trouble.text == "The database is locked. Close the other program.")
    api.documents.reports = [LEASE]
    page.trouble.again.emit()
    qtbot.waitUntil(lambda: page.list.names() == ["lease.pdf"])


def test_a_collection_narrows_the_sheet_and_takes_what_is_added(
    page: LibraryPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    house = dataclasses.replace(LEASE, collection="house")
    api.documents.reports = [house, NOTES]
    page.refresh()
    qtbot.waitUntil(lambda: page.bar.collections.findData("house") > 0)
    assert page.list.names() == ["lease.pdf", "notes.md"]
    with qtbot.waitSignal(page.collections_changed) as told:
        page.refresh()
    assert told.args == [("house",)]
    page.bar.choose("house")
    assert page.list.names() == ["lease.pdf"]
    page.add([Path("new.pdf")])
    qtbot.waitUntil(lambda: api.documents.added == [Path("new.pdf")])
    assert api.documents.collections == ["house"]
    page.bar.choose("taxes")
    assert page.list.names() == []
    assert page.bar.collection == "taxes"
    hints = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("There is nothing in “taxes” yet.") for text in hints)
    page.bar.choose_all()
    page.filter.setText("zebra")
    hints = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "No document has this in its name." in hints
    page.filter.clear()
    assert page.list.isVisible()


def test_a_collection_is_removed_with_its_documents_and_what_is_followed_for_it(
    page: LibraryPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    house = dataclasses.replace(LEASE, collection="house")
    api.documents.reports = [house, NOTES]
    api.documents.watched = [WatchedFolder(path=Path("/a"), collection="house"), WatchedFolder(path=Path("/b"))]
    page.refresh()
    qtbot.waitUntil(lambda: page.bar.collections.findData("house") > 0)
    assert not page._remove.isEnabled()
    page.bar.choose("house")
    page._remove.click()
    box = page.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "Remove the collection “house” with its 1 document?"
    next(button for button in box.buttons() if button.text() == "Remove").click()
    qtbot.waitUntil(lambda: page.list.names() == ["notes.md"])
    assert api.documents.watched == [WatchedFolder(path=Path("/b"))]
    qtbot.waitUntil(lambda: page.bar.collections.findData("house") < 0)
    assert page.bar.collection is None


def test_the_index_is_told_in_figures_and_can_be_paused(
    page: LibraryPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    api.documents.reports = [LEASE, LOCKED]
    page.refresh()
    qtbot.waitUntil(lambda: "48 passages" in page.bar.words)
    assert "100 % found by meaning" in page.bar.words
    assert "1 not read" in page.bar.words
    (pause,) = [one for one in page.bar.findChildren(QPushButton) if one.text() == "Pause"]
    pause.click()
    qtbot.waitUntil(lambda: page.bar.words.startswith("Paused"))
    assert api.documents.health().paused
    assert (pause.text(), pause.accessibleName()) == ("Go on", "Go on reading documents")
    pause.click()
    qtbot.waitUntil(lambda: not page.bar.words.startswith("Paused"))
    assert not api.documents.health().paused
    assert (pause.text(), pause.accessibleName()) == ("Pause", "Pause reading documents")


def test_a_menu_acts_on_the_file_it_was_opened_for_though_others_come_before_it(
    page: LibraryPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    fill(qtbot, page, api)
    place = page.list.visualRect(page.list.items.index_of(NOTES)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert page.list.marked() == [NOTES]
    page.list.customContextMenuRequested.emit(place)
    menu = page.list.findChild(QMenu)
    assert menu is not None
    early = [
        dataclasses.replace(NOTES, path=Path(f"a{number}.md"), document_id=DocumentId(10 + number))
        for number in range(3)
    ]
    api.documents.reports = [LEASE, *early, NOTES, LOCKED]
    page.refresh()
    qtbot.waitUntil(lambda: len(page.list.names()) == 6)
    opened: list[FileReport] = []
    removed: list[list[FileReport]] = []
    page.list.opened.connect(opened.append)
    page.list.remove_requested.connect(removed.append)
    for words in ("Open", "Remove …"):
        next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()
    assert opened == [NOTES]
    assert removed == [[NOTES]]


def test_a_folder_can_be_followed_and_let_go(page: LibraryPage, api: ScriptedAssistant, qtbot: QtBot) -> None:
    api.documents.reports = [LEASE]
    page.ask_to_follow(Path("/papers/tax"))
    question = page.findChild(QMessageBox)
    assert question is not None
    QTest.mouseClick(question.defaultButton(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: api.documents.watched == [WatchedFolder(path=Path("/papers/tax"))])
    page.bar.unwatch_chosen.emit(api.documents.watched[0])
    qtbot.waitUntil(lambda: api.documents.watched == [])


def test_a_folder_that_is_dropped_is_followed_where_that_is_wanted(
    page: LibraryPage, api: ScriptedAssistant, qtbot: QtBot, tmp_path: Path
) -> None:
    overlay = page.findChild(DropOverlay)
    assert overlay is not None
    overlay.files_dropped.emit([tmp_path, tmp_path / "lease.txt"])
    qtbot.waitUntil(lambda: api.documents.added == [tmp_path, tmp_path / "lease.txt"])
    overlay.files_dropped.emit([tmp_path])
    question = page.findChild(QMessageBox)
    assert question is not None
    QTest.mouseClick(question.defaultButton(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: api.documents.watched == [WatchedFolder(path=tmp_path)])


def test_locked_documents_ask_for_their_password(page: LibraryPage, api: ScriptedAssistant, qtbot: QtBot) -> None:
    api.documents.reports = [LEASE, NOTES]
    page.refresh()
    qtbot.waitUntil(lambda: len(page.list.names()) == 2)
    assert not page._unlock.isVisible()
    locked = dataclasses.replace(LOCKED, locked=True)
    api.documents.reports = [LEASE, locked]
    page.refresh()
    qtbot.waitUntil(page._unlock.isVisible)
    with qtbot.waitSignal(page.unlock_wanted) as asked:
        page._unlock.click()
    assert asked.args == [[locked]]
    page.list.setCurrentIndex(page.list.items.index(0))
    with qtbot.waitSignal(page.unlock_wanted) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args == [[locked]]


def test_nobody_asks_how_shares_grow_while_nobody_looks(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant
) -> None:
    api.documents.reports = [dataclasses.replace(LEASE, embedded_chunks=3)]
    page.refresh()
    qtbot.waitUntil(page._watch.isActive)
    page.hide()
    assert not page._watch.isActive()
    page.refresh()
    api.documents.reports = [dataclasses.replace(LEASE, embedded_chunks=30), NOTES]
    qtbot.waitUntil(lambda: len(page.list.names()) == 2)
    assert not page._watch.isActive()
    api.documents.reports = [dataclasses.replace(LEASE, embedded_chunks=40), NOTES, LOCKED]
    page.show()
    qtbot.waitUntil(lambda: len(page.list.names()) == 3)
    assert page._watch.isActive()


def test_the_keyboard_stays_on_its_file_when_the_list_is_made_anew(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant
) -> None:
    fill(qtbot, page, api)
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.items.index(1))
    here = page.list.currentIndex().data()
    api.documents.reports = [
        dataclasses.replace(LOCKED, path=Path("a locked.pdf"), document_id=DocumentId(9)),
        *api.documents.reports,
    ]
    page.refresh()
    qtbot.waitUntil(lambda: len(page.list.names()) == 4)
    assert page.list.currentIndex().data() == here
    assert [report.path.name for report in page.list.marked()] == [here]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == page.list.names().index(here) + 1


def test_large_numbers_are_written_as_the_language_does(
    qtbot: QtBot, page: LibraryPage, api: ScriptedAssistant
) -> None:
    api.publish(IndexProgress(operation_id=OP, done=1234, total=56789, bytes_done=1, bytes_total=2))
    qtbot.waitUntil(lambda: page.progress.words.startswith("Reading 1,234 of 56,789"))
