"""A figure or table under an answer: the part of the page that was asked for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.documents.pages.shown_quote import shown_quote
from assistant.documents.reading.page_turn import upright_box, upright_size
from assistant.records import Box, Citation, PageImage
from ui.widgets.retranslated import Retranslated

PIXELS_PER_POINT = 2.0
_TALLEST_PX = 420


class FigurePicture(Retranslated, QWidget):
    """``activated(Citation)`` when it is clicked. Stretched down to the width there is, never up."""

    activated = Signal(object)

    def __init__(self, citation: Citation, page: PageImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._citation = citation
        whole = QImage.fromData(page.png)
        self._image = whole.copy(part_px(citation.boxes[0], page).intersected(whole.rect()))
        self._image.setDevicePixelRatio(PIXELS_PER_POINT)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(self._say_words)

    @property
    def image(self) -> QImage:
        """The part of the page."""
        return self._image

    def sizeHint(self) -> QSize:
        """As wide as the figure is on its page."""
        size = self._image.deviceIndependentSize().toSize()
        return QSize(size.width(), self.heightForWidth(size.width()))

    def heightForWidth(self, width: int) -> int:
        """Keeps the shape."""
        return self._shown(width).height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """On paper, whatever the theme, with a frame."""
        area = QRect(QPoint(0, 0), self._shown(self.width()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self._image)
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(self.palette().color(role))
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the page."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.activated.emit(self._citation)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the page, as a button would."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit(self._citation)
        else:
            super().keyPressEvent(event)

    def _shown(self, width: int) -> QSize:
        size = self._image.deviceIndependentSize()
        scale = min(1.0, width / max(size.width(), 1.0), _TALLEST_PX / max(size.height(), 1.0))
        return QSize(max(round(size.width() * scale), 1), max(round(size.height() * scale), 1))

    def _say_words(self) -> None:
        caption = shown_quote(self._citation)
        self.setAccessibleName(self.tr("Picture of “{caption}”").format(caption=caption))
        self.setToolTip(caption)


def part_px(box: Box, page: PageImage) -> QRect:
    """A box in points from the lower left corner of the page as it lies, as pixels of its picture from the upper left."""
    scale = page.pixels_per_point
    lying = upright_size(page.turn, page.width_px / scale, page.height_px / scale)
    box = upright_box(box, page.turn, *lying)
    left, right = round(box[0] * scale), round(box[2] * scale)
    top, bottom = page.height_px - round(box[3] * scale), page.height_px - round(box[1] * scale)
    return QRect(left, top, right - left, bottom - top)
