"""Pictures pasted or dropped into a question: handed to the engine, read there, and given to the question that is asked next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImage

from assistant.errors import ErrorReport
from assistant.events import PictureRead
from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.records import FileReport
from ui.bridge import EngineBridge
from ui.chat.attachment_chip import AttachmentChip
from ui.chat.chat_page import ChatPage
from ui.operations import Operations


class PastedPicture(QObject):
    """The picture of the question that is being written; at most one. What was read before its file was named waits for it."""

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        page: ChatPage,
        tell_error: Callable[[ErrorReport], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._page, self._tell_error = api, operations, page, tell_error
        self._chip: AttachmentChip | None = None
        self._pasting: object | None = None
        self._file: Path | None = None
        self._document: DocumentId | None = None
        self._early: dict[Path, FileReport] = {}
        self._when_read: Callable[[], None] | None = None
        bridge.picture.connect(self._take)

    @property
    def chip(self) -> AttachmentChip:
        """The row over the composer; made when it is first needed."""
        if self._chip is None:
            self._chip = AttachmentChip()
            self._chip.removed.connect(self.take_off)
            self._page.add_over_composer(self._chip)
        return self._chip

    @property
    def reading(self) -> bool:
        """Whether there is a picture that cannot be asked about yet."""
        return self._pasting is not None

    def attach(self, picture: QImage) -> None:
        """Has a picture read; one that was attached before stays in the library."""
        if picture.isNull():
            return
        pasting = self._pasting = object()
        self._file = self._document = self._when_read = None
        self.chip.show_picture(picture)

        def named(file: Path) -> None:
            if self._pasting is pasting:
                self._file = file
                early = self._early.pop(file, None)
                if early is not None:
                    self._read(early)

        def failed(error: ErrorReport) -> None:
            if self._pasting is pasting:
                self._end()
                self._tell_error(error)

        self._operations.run(lambda: self._api.documents.add_picture(png_of(picture)), named, failed)

    def when_read(self, then: Callable[[], None]) -> None:
        """Does something when the picture that is being read can be asked about; only the last of such wishes counts."""
        self._when_read = then

    def take(self) -> DocumentId | None:
        """The picture's document, for one question."""
        taken = self._document
        if taken is not None:
            self._end()
        return taken

    def take_off(self) -> None:
        """The question is not about it after all: it goes from the library too."""
        document = self._document
        self._end()
        if document is not None:
            self._remove(document)
        self._page.composer.edit.setFocus()

    def _end(self) -> None:
        self._pasting = self._file = self._document = self._when_read = None
        self.chip.hide()

    def _take(self, event: PictureRead) -> None:
        if self._pasting is not None and event.file.path == self._file:
            self._read(event.file)
        elif self._pasting is not None and self._file is None:
            self._early[event.file.path] = event.file

    def _read(self, report: FileReport) -> None:
        then = self._when_read
        self._early.clear()
        if not report.chunks:
            self._end()
            if report.document_id is not None:
                self._remove(report.document_id)
            self._page.banner.show_notice(self.tr("No text was found in this picture, so it cannot be asked about."))
            return
        self._pasting = self._when_read = None
        self._document = report.document_id
        self.chip.show_read()
        if then is not None:
            then()

    def _remove(self, document: DocumentId) -> None:
        self._operations.run(lambda: self._api.documents.remove(document), None, self._tell_error)


def png_of(picture: QImage) -> bytes:
    """A picture as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes the format's name as text
    buffer.close()
    return bytes(data.data())
