"""A picture that goes with the next question: small, over the composer, with what becomes of it in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

THUMBNAIL = QSize(72, 40)


class AttachmentChip(Retranslated, QFrame):
    """Emits ``removed`` when the picture is taken off again. Hidden without one."""

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._reading = True
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._close = IconButton("close")
        self._close.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()
        self.say(self._say_words)

    @property
    def text(self) -> str:
        """What it says of the picture; empty while there is none."""
        return self._words.text() if not self.isHidden() else ""

    def show_picture(self, picture: QImage) -> None:
        """Shows a picture that is being read."""
        ratio = self.devicePixelRatioF()
        small = picture.scaled(
            THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(small))
        self._reading = True
        self._say_words()
        self.show()

    def show_read(self) -> None:
        """Says that the picture can be asked about."""
        self._reading = False
        self._say_words()

    def _say_words(self) -> None:
        words = self.tr("Reading the picture …") if self._reading else self.tr("Your question is about this picture.")
        self._words.setText(words)
        self.setAccessibleName(words)
        self._picture.setAccessibleName(self.tr("Picture of your question"))
        self._close.set_name(self.tr("Take the picture off"))
