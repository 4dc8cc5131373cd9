"""The picture of a page, stretched to the size it is given, in an area that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.widgets.retranslated import Retranslated

_MARGIN_PX = 12
# How far below the upper edge a mark comes to stand, in shares of the visible height.
_MARK_FROM_TOP = 0.3


class PageSheet(QWidget):
    """Paints one image over its whole area."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()

    def set_image(self, image: QImage) -> None:
        """Shows another image."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Smoothly, whatever the screen's pixel ratio."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PagePicture(Retranslated, QScrollArea):
    """Takes a PNG and a size; emits ``width_changed`` when there is another width to fit."""

    width_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageArea")
        self.say(lambda: self.setAccessibleName(self.tr("Picture of the page")))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        # A bar that comes and goes would change the width it is fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._sheet = PageSheet()
        self._frame = QWidget()
        self._sheet.setParent(self._frame)
        self.setWidget(self._frame)

    @property
    def room_px(self) -> int:
        """Width there is for the page, in screen pixels."""
        return self.viewport().width() - 2 * _MARGIN_PX

    @property
    def page_size(self) -> QSize:
        """Size at which the page is shown."""
        return self._sheet.size()

    def show_png(self, png: bytes) -> bool:
        """Shows a picture; False when it is none."""
        image = QImage.fromData(png)
        self._sheet.set_image(image)
        return not image.isNull()

    def set_page_size(self, size: QSize) -> None:
        """Stretches the page to this size; the same part of it stays at the top."""
        share = self.verticalScrollBar().value() / max(self._sheet.height(), 1)
        self._sheet.setGeometry(_MARGIN_PX, _MARGIN_PX, size.width(), size.height())
        self._frame.resize(size.width() + 2 * _MARGIN_PX, size.height() + 2 * _MARGIN_PX)
        self.verticalScrollBar().setValue(round(share * size.height()))

    def scroll_to(self, y_px: float | None) -> None:
        """Brings this height of the page into view; None is the top."""
        below = 0.0 if y_px is None else y_px + _MARGIN_PX - self.viewport().height() * _MARK_FROM_TOP
        self.verticalScrollBar().setValue(max(0, round(below)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reports the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()
