"""The place to drop files: covers its window while files are dragged over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.retranslated import Retranslated

MARGIN_PX = 18


class DropOverlay(Retranslated, QLabel):
    """Watches the drags of its parent and reports dropped files and folders, and with ``pictures`` a picture (``QImage``) that is
    dragged out of another program and is no file."""

    files_dropped = Signal(list)
    picture_dropped = Signal(object)

    def __init__(
        self, parent: QWidget, area: QWidget, words: Callable[[], str] | None = None, *, pictures: bool = False
    ) -> None:
        """``area`` is the part of ``parent`` that is covered; files may be dropped anywhere on ``parent``."""
        super().__init__(parent)
        self._pictures, self._picture = pictures, False
        self._words = words
        self._over, self._area = parent, area
        self.setObjectName("dropOverlay")
        self.say(self._say_words)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the drags of the window that carry files."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if local_files(event.mimeData()) or self._holds_picture(event.mimeData()):
                event.acceptProposedAction()
                self._picture = not local_files(event.mimeData())
                self._say_words()
                self._cover()
            return True
        if kind == QEvent.Type.DragLeave:
            self.hide()
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            files = local_files(event.mimeData())
            if files:
                event.acceptProposedAction()
                self.files_dropped.emit(files)
            elif self._holds_picture(event.mimeData()):
                event.acceptProposedAction()
                self.picture_dropped.emit(picture_in(event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _say_words(self) -> None:
        if self._picture:
            self.setText(self.tr("Drop the picture here to ask about it"))
        else:
            self.setText(self._words() if self._words else self.tr("Drop documents here to ask about them"))

    def _holds_picture(self, mime: QMimeData) -> bool:
        return self._pictures and mime.hasImage()

    def _cover(self) -> None:
        area = QRect(self._area.mapTo(self._over, QPoint()), self._area.size())
        self.setGeometry(area.adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX))
        self.raise_()
        self.show()


def local_files(mime: QMimeData) -> list[Path]:
    """The files and folders of this machine that a drag or the clipboard holds."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture_in(mime: QMimeData) -> QImage:
    """The picture that a drag or the clipboard holds; a null one where what is held cannot be read."""
    held = mime.imageData()
    if isinstance(held, QPixmap):
        return held.toImage()
    return held if isinstance(held, QImage) else QImage()
