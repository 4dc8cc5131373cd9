"""A question in the transcript: a bubble at the right, as wide as its text needs, under the pictures it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assistant.ids import DocumentId
from ui.chat.entries import QuestionEntry
from ui.chat.question_picture import QuestionPictureRow
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

SIDE_PX = 14
WIDEST_SHARE = 0.85


class QuestionView(Retranslated, QWidget):
    """Shows what the user asked, exactly as written. Emits ``edit_requested(entry)`` and ``document_activated(id)``."""

    edit_requested = Signal(object)
    document_activated = Signal(object)

    def __init__(self, entry: QuestionEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._label = QLabel(entry.text)
        self._label.setObjectName("questionText")
        self.say(lambda: self._label.setAccessibleName(self.tr("Your question")))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        bubble = QFrame()
        bubble.setObjectName("bubble")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(SIDE_PX, 9, SIDE_PX, 9)
        inside.addWidget(self._label)
        self._copy = IconButton("copy")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.entry.text))
        self._edit = IconButton("edit")
        self._edit.clicked.connect(lambda: self.edit_requested.emit(self.entry))
        self.say(self._say_words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(bubble)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addStretch(1)
        for button in (self._copy, self._edit):
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._pictures = QuestionPictureRow(entry.documents)
        self._pictures.setVisible(bool(entry.documents))
        self._pictures.activated.connect(self.document_activated)
        column.addWidget(self._pictures)
        column.addLayout(row)
        column.addLayout(tools)
        self.setMinimumWidth(120)

    def show_picture(self, document: DocumentId, image: QImage) -> None:
        """Shows what the question is about; a null picture takes its place away."""
        self._pictures.show_image(document, image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the bubble as narrow as its text and never wider than most of the column."""
        super().resizeEvent(event)
        metrics = self._label.fontMetrics()
        widest = max((metrics.horizontalAdvance(line) for line in self.entry.text.splitlines()), default=0) + 4
        room = int(self.width() * WIDEST_SHARE) - 2 * SIDE_PX
        self._label.setFixedWidth(max(min(widest, room), 1))

    def _say_words(self) -> None:
        self._copy.set_name(self.tr("Copy this question"))
        self._edit.set_name(self.tr("Write this question anew"))
