"""Pictures pasted or dropped into a question: handed to the engine, read there, and given to the question that is asked next."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImage

from assistant.errors import ErrorReport
from assistant.events import FileIndexed, PictureRead
from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.records import FileReport
from ui.bridge import EngineBridge
from ui.chat.attachment_chip import AttachmentChip, AttachmentRow
from ui.chat.chat_page import ChatPage
from ui.operations import Operations

MOST = 6
"""Pictures of one question: the first part of each fits into what a model with the usual context keeps in view."""


@dataclasses.dataclass(slots=True, eq=False)
class _Attached:
    """A picture with its chip. Its file is known when the engine has stored it, its document when it was read."""

    chip: AttachmentChip
    file: Path | None = None
    document: DocumentId | None = None


class PastedPictures(QObject):
    """The pictures of the question that is being written. What was read before its file was named waits for it."""

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
        self._row: AttachmentRow | None = None
        self._attached: list[_Attached] = []
        self._early: dict[Path, FileReport] = {}
        self._when_read: Callable[[], None] | None = None
        bridge.picture.connect(self._take)
        # What was not read when an engine ended is read by the next one with all that waits.
        bridge.index.connect(lambda event: self._take(event) if isinstance(event, FileIndexed) else None)

    @property
    def row(self) -> AttachmentRow:
        """The row over the composer; made when it is first needed."""
        if self._row is None:
            self._row = AttachmentRow()
            self._page.add_over_composer(self._row)
        return self._row

    @property
    def reading(self) -> bool:
        """Whether there is a picture that cannot be asked about yet."""
        return any(one.document is None for one in self._attached)

    def attach(self, picture: QImage) -> None:
        """Has a picture read, beside those that are attached already; says so where it is a null one."""
        if picture.isNull():
            self._page.banner.show_notice(
                self.tr("This picture cannot be taken: it is damaged, or too large. Save it as a file and add that.")
            )
            return
        if len(self._attached) == MOST:
            words = self.tr("A question can be about {count} pictures at most. Take one off first.")
            self._page.banner.show_notice(words.format(count=MOST))
            return
        one = _Attached(self.row.add(picture))
        one.chip.removed.connect(lambda: self.take_off(one.chip))
        self._attached.append(one)

        def named(file: Path) -> None:
            if one not in self._attached:
                return
            if any(other.file == file for other in self._attached):
                # The same picture once more.
                self._drop(one)
                self._all_read()
                return
            one.file = file
            early = self._early.pop(file, None)
            if early is not None:
                self._read(one, early)

        def failed(error: ErrorReport) -> None:
            if one in self._attached:
                self._drop(one)
                self._tell_error(error)

        self._operations.run(lambda: self._api.documents.add_picture(png_of(picture)), named, failed)

    def when_read(self, then: Callable[[], None]) -> None:
        """Does something when the pictures that are being read can be asked about; only the last of such wishes counts."""
        self._when_read = then

    def take(self) -> tuple[DocumentId, ...]:
        """The pictures' documents in the order in which they were attached, for one question."""
        taken = tuple(one.document for one in self._attached if one.document is not None)
        for one in list(self._attached):
            self._drop(one)
        self._when_read = None
        return taken

    def take_off(self, chip: AttachmentChip) -> None:
        """The question is not about a picture after all: it goes from the library too."""
        for one in [one for one in self._attached if one.chip is chip]:
            self._drop(one)
            if one.document is not None:
                self._remove(one.document)
        self._all_read()
        self._page.composer.edit.setFocus()

    def _drop(self, one: _Attached) -> None:
        self._attached.remove(one)
        self.row.drop(one.chip)

    def _take(self, event: PictureRead | FileIndexed) -> None:
        one = next((one for one in self._attached if one.file == event.file.path), None)
        if one is not None:
            self._read(one, event.file)
        elif isinstance(event, PictureRead) and any(one.file is None for one in self._attached):
            self._early[event.file.path] = event.file

    def _read(self, one: _Attached, report: FileReport) -> None:
        if report.chunks:
            one.document = report.document_id
            one.chip.show_read()
        else:
            self._drop(one)
            # The question was meant to be about it: it is not sent without being looked at again.
            self._when_read = None
            if report.document_id is not None:
                self._remove(report.document_id)
            self._page.banner.show_notice(self.tr("No text was found in this picture, so it cannot be asked about."))
        self._all_read()

    def _all_read(self) -> None:
        if self.reading:
            return
        self._early.clear()
        then, self._when_read = self._when_read, None
        if then is not None and self._attached:
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
