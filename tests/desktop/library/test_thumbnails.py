"""Thumbnails of first pages: fetched for what is seen, one at a time, bounded, gone with their documents."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from assistant.errors import DocumentLocked
from assistant.events import FileIndexed
from assistant.ids import DocumentId, OperationId
from assistant.records import Box, FileReport, FileState, PageImage
from assistant.testing.front_door import ScriptedAssistant
from ui.bridge import EngineBridge
from ui.library import thumbnails as module
from ui.library.library_page import LibraryPage
from ui.library.thumbnails import HEIGHT_PX, Thumbnails
from ui.operations import Operations

pytestmark = pytest.mark.desktop


def png() -> bytes:
    image = QImage(71, 101, QImage.Format.Format_RGB32)
    image.fill(QColor("#cc1122"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class Pages:
    """Gives a red page for every document but the locked one, while ``open`` is set, and notes what was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.open = threading.Event()
        self.open.set()
        self.locked = DocumentId(99)

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        del marks
        self.asked.append(document)
        assert self.open.wait(10)
        if document == self.locked:
            raise DocumentLocked("Locked.", "Unlock it.")
        assert (page, pixels_per_point < 1) == (1, True)
        return PageImage(png=png(), width_px=71, height_px=101, pixels_per_point=pixels_per_point, page=1, page_count=3)


@pytest.fixture
def pages(api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch) -> Pages:
    made = Pages()
    monkeypatch.setattr(api.documents, "page_image", made.page_image)
    return made


@pytest.fixture
def operations() -> Iterator[Operations]:
    made = Operations()
    yield made
    made.close(2.0)


def report(number: int, name: str = "") -> FileReport:
    path = Path(name or f"{number}.pdf")
    return FileReport(path=path, state=FileState.INDEXED, document_id=DocumentId(number), pages=1, chunks=1)


def test_rows_that_are_seen_get_their_first_page_and_it_goes_with_the_document(
    qtbot: QtBot, api: ScriptedAssistant, pages: Pages, operations: Operations
) -> None:
    api.documents.reports = [report(1), report(2, "notes.md")]
    bridge = EngineBridge()
    api.subscribe(bridge.receive)
    page = LibraryPage(api, bridge, operations)
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show()
    qtbot.waitUntil(lambda: len(page.thumbnails) == 1)
    assert pages.asked == [1]
    qtbot.waitUntil(lambda: page.list.grab().toImage().pixelColor(20, 25) == QColor("#cc1122"))
    api.publish(FileIndexed(operation_id=OperationId("op"), file=report(1)))
    qtbot.waitUntil(lambda: pages.asked == [1, 1])
    qtbot.waitUntil(lambda: len(page.thumbnails) == 1)
    page.remove([report(1)])
    qtbot.waitUntil(lambda: len(page.thumbnails) == 0)


def wait_for(qtbot: QtBot, thumbnails: Thumbnails, *numbers: int) -> None:
    for number in numbers:
        wanted = report(number)

        def there(wanted: FileReport = wanted) -> bool:
            return thumbnails.of(wanted, 2.0) is not None

        qtbot.waitUntil(there)


def test_they_are_fitted_bounded_and_what_cannot_be_shown_is_asked_for_once(
    qtbot: QtBot, api: ScriptedAssistant, pages: Pages, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    thumbnails = Thumbnails(api, operations)
    thumbnails.of(report(99), 2.0)
    wait_for(qtbot, thumbnails, 1, 2)
    qtbot.waitUntil(lambda: pages.asked == [99, 1, 2])
    assert thumbnails.of(report(99), 2.0) is None
    picture = thumbnails.of(report(2), 2.0)
    assert picture is not None
    assert picture.deviceIndependentSize().height() == HEIGHT_PX
    wait_for(qtbot, thumbnails, 3, 4)
    assert len(thumbnails) == 3
    assert pages.asked == [99, 1, 2, 3, 4]


def test_one_whose_document_changes_or_goes_while_it_is_fetched_is_not_kept(
    qtbot: QtBot, api: ScriptedAssistant, pages: Pages, operations: Operations
) -> None:
    thumbnails = Thumbnails(api, operations)
    for goes in (False, True):
        pages.open.clear()
        before = len(pages.asked)
        thumbnails.of(report(1), 2.0)
        qtbot.waitUntil(lambda before=before: len(pages.asked) > before)  # type: ignore[misc]
        if goes:
            thumbnails.keep_only({DocumentId(2)})
        else:
            thumbnails.forget(DocumentId(1))
        with qtbot.waitSignal(thumbnails.arrived):
            pages.open.set()
        assert len(thumbnails) == 0
    wait_for(qtbot, thumbnails, 1)
    assert pages.asked == [1, 1, 1]


def test_what_was_seen_last_comes_first_and_what_was_long_passed_is_not_fetched(
    qtbot: QtBot, api: ScriptedAssistant, pages: Pages, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WANTED", 2)
    thumbnails = Thumbnails(api, operations)
    for number in (1, 2, 3, 4):  # the first is being fetched while the others are passed
        assert thumbnails.of(report(number), 1.0) is None
    qtbot.waitUntil(lambda: len(thumbnails) == 3)
    assert pages.asked == [1, 4, 3]
