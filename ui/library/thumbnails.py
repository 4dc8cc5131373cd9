"""Small pictures of documents' first pages: fetched for the rows that are seen, one at a time, and kept in memory alone."""

from __future__ import annotations

import collections

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap

from assistant.documents.reading.formats import may_have_page_images
from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.records import FileReport, PageImage
from ui.operations import Operations

WIDTH_PX, HEIGHT_PX = 30, 40
MOST_KEPT = 300
MOST_WANTED = 40
# A page of A4 is 101 pixels high then.
_PIXELS_PER_POINT = 0.12


class Thumbnails(QObject):
    """``arrived`` when there is a new one. The rows seen last are fetched first."""

    arrived = Signal()

    def __init__(self, api: AssistantApi, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._api, self._operations = api, operations
        self._kept: collections.OrderedDict[DocumentId, QPixmap] = collections.OrderedDict()
        self._wanted: collections.OrderedDict[DocumentId, float] = collections.OrderedDict()
        self._fetching: DocumentId | None = None
        self._outdated = False  # what is being fetched: its document changed or went meanwhile

    def of(self, report: FileReport, pixel_ratio: float) -> QPixmap | None:
        """A document's thumbnail for a screen of so many pixels a point; None where there is none, or none yet."""
        document = report.document_id
        if document is None or not report.chunks or not may_have_page_images(report.path.name):
            return None
        kept = self._kept.get(document)
        if kept is None and document == self._fetching:
            return None
        if kept is None:
            self._wanted[document] = pixel_ratio
            self._wanted.move_to_end(document)
            while len(self._wanted) > MOST_WANTED:
                self._wanted.popitem(last=False)
            self._fetch()
            return None
        self._kept.move_to_end(document)
        return None if kept.isNull() else kept

    def forget(self, document: DocumentId | None) -> None:
        """Drops one: its document has changed."""
        if document is not None:
            self._kept.pop(document, None)
            self._outdated |= document == self._fetching

    def keep_only(self, documents: set[DocumentId]) -> None:
        """Drops those of documents that are gone."""
        for held in (self._kept, self._wanted):
            for document in held.keys() - documents:
                del held[document]
        self._outdated |= self._fetching is not None and self._fetching not in documents

    def __len__(self) -> int:
        return len(self._kept)

    def _fetch(self) -> None:
        if self._fetching is not None or not self._wanted:
            return
        document, pixel_ratio = self._wanted.popitem()
        self._fetching, self._outdated = document, False

        def show(image: PageImage) -> None:
            self._put(document, _fitted(image.png, pixel_ratio))

        def fail(error: ErrorReport) -> None:
            del error  # locked, moved or damaged: the row has its icon
            self._put(document, QPixmap())

        scale = _PIXELS_PER_POINT * pixel_ratio
        self._operations.run(lambda: self._api.documents.page_image(document, 1, scale), show, fail)

    def _put(self, document: DocumentId, picture: QPixmap) -> None:
        self._fetching = None
        if not self._outdated:
            self._kept[document] = picture
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        if self._outdated or not picture.isNull():
            # Rows that are seen ask again for what was dropped.
            self.arrived.emit()
        self._fetch()


def _fitted(png: bytes, pixel_ratio: float) -> QPixmap:
    picture = QPixmap()
    if not picture.loadFromData(png):
        return QPixmap()
    size = (round(WIDTH_PX * pixel_ratio), round(HEIGHT_PX * pixel_ratio))
    smooth = Qt.TransformationMode.SmoothTransformation
    picture = picture.scaled(*size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    picture.setDevicePixelRatio(pixel_ratio)
    return picture
