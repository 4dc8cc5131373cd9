"""The pictures that a question was asked about, small, in its bubble."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from assistant.ids import DocumentId
from ui.widgets.flow_layout import FlowLayout, Lines
from ui.widgets.retranslated import Retranslated

HEIGHT_PX, WIDEST_PX = 96, 320
_ROUND_PX = 8.0


class QuestionPicture(Retranslated, QAbstractButton):
    """One picture; a click opens it. Its height is kept free until it has come."""

    def __init__(self, document: DocumentId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # As all buttons of messages, it takes the keyboard by Tab alone: a click leaves it in the composer.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(self._say_words)

    @property
    def image(self) -> QImage:
        """What it shows; null until it has come."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Shows the picture."""
        self._image = image
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Of the picture's shape, within its bounds."""
        if self._image.isNull():
            return QSize(HEIGHT_PX, HEIGHT_PX)
        wide = round(self._image.width() * HEIGHT_PX / self._image.height())
        return QSize(max(min(wide, WIDEST_PX), HEIGHT_PX // 2), HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Its middle where it is longer than its place, with a fine frame."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(area, _ROUND_PX, _ROUND_PX)
        painter.setClipPath(shape)
        if not self._image.isNull():
            scale = max(area.width() / self._image.width(), area.height() / self._image.height())
            size = QSize(round(self._image.width() * scale), round(self._image.height() * scale))
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawImage(place, self._image)
        painter.setClipping(False)
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 2 if self.hasFocus() else 1))
        painter.drawPath(shape)

    def _say_words(self) -> None:
        words = self.tr("Open what this question is about")
        self.setAccessibleName(words)
        self.setToolTip(words)


class QuestionPictureRow(QWidget):
    """Emits ``activated(DocumentId)``."""

    activated = Signal(object)

    def __init__(self, documents: Sequence[DocumentId], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, 6, lines=Lines.RIGHT)
        self.pictures: list[QuestionPicture] = []
        for document in documents:
            picture = QuestionPicture(document)
            picture.clicked.connect(lambda _=False, document=document: self.activated.emit(document))
            self.pictures.append(picture)
            self._row.addWidget(picture)

    def show_image(self, document: DocumentId, image: QImage) -> None:
        """Shows the picture of a document; a null one takes its place away."""
        for picture in [one for one in self.pictures if one.document == document]:
            if image.isNull():
                self.pictures.remove(picture)
                self._row.removeWidget(picture)
                picture.hide()
                picture.deleteLater()
            else:
                picture.show_image(image)
        self.setVisible(bool(self.pictures))
        self.updateGeometry()
