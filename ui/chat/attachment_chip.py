"""Pictures that go with the next question: small, over the composer, with what becomes of each in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

THUMBNAIL = QSize(56, 36)


class AttachmentChip(Retranslated, QFrame):
    """One picture. Emits ``removed`` when it is taken off again."""

    removed = Signal()

    def __init__(self, picture: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._reading = True
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._close = IconButton("close")
        self._close.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(6)
        row.addWidget(self._picture)
        row.addWidget(self._words)
        row.addWidget(self._close)
        self._show(picture)
        self.say(self._say_words)

    @property
    def text(self) -> str:
        """What it says of the picture, shown or not."""
        return self.accessibleName()

    def show_read(self) -> None:
        """Says that the picture can be asked about."""
        self._reading = False
        self._say_words()

    def show_words(self, shown: bool) -> None:
        """Whether there is room for words; a screen reader and the tooltip say them all the same."""
        self._words.setVisible(shown)

    def _show(self, picture: QImage) -> None:
        ratio = self.devicePixelRatioF()
        small = picture.scaled(
            THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(small))

    def _say_words(self) -> None:
        words = self.tr("Reading the picture …") if self._reading else self.tr("Your question is about this picture.")
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._picture.setAccessibleName(self.tr("Picture of your question"))
        # Half as bright while it cannot be asked about yet.
        self._picture.setEnabled(not self._reading)
        self._close.set_name(self.tr("Take the picture off"))


class AttachmentRow(QWidget):
    """The chips in a row; one alone has its words beside it. Hidden without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[AttachmentChip] = []
        self._row = FlowLayout(self, 8)
        self.hide()

    def add(self, picture: QImage) -> AttachmentChip:
        """Shows a picture that is being read, behind the others."""
        chip = AttachmentChip(picture)
        self.chips.append(chip)
        self._row.addWidget(chip)
        self._settle()
        return chip

    def drop(self, chip: AttachmentChip) -> None:
        """Takes one out."""
        self.chips.remove(chip)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._settle()

    def _settle(self) -> None:
        for chip in self.chips:
            chip.show_words(len(self.chips) == 1)
        self.setVisible(bool(self.chips))
