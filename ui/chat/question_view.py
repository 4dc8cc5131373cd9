"""A question in the transcript: a bubble at the right, as wide as its text needs, under the pictures it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant.ids import DocumentId
from ui.chat.entries import QuestionEntry
from ui.chat.question_picture import QuestionPictureRow
from ui.widgets.excerpts import shortened
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated
from ui.widgets.rich_text_view import RichTextView

SIDE_PX = 14
WIDEST_SHARE = 0.85
LONGEST_SHOWN = 2000
"""Characters of a question that are shown at once. To lay out twenty thousand takes a second, each time the width changes."""
# More letters than any line has room for.
_MEASURED = 300


class QuestionView(Retranslated, QWidget):
    """Shows what the user asked, exactly as written, the beginning of it where it is long. Emits ``edit_requested(entry)`` and
    ``document_activated(id)``."""

    edit_requested = Signal(object)
    document_activated = Signal(object)

    def __init__(self, entry: QuestionEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        # Not a label, which cuts a long address off instead of breaking it.
        self._text = RichTextView()
        self._text.setObjectName("questionText")
        self.say(lambda: self._text.setAccessibleName(self.tr("Your question")))
        self.whole = QPushButton()
        self.whole.setProperty("look", "plain")
        self.whole.clicked.connect(self._show_whole)
        bubble = QFrame()
        bubble.setObjectName("bubble")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(SIDE_PX, 9, SIDE_PX, 9)
        inside.addWidget(self._text)
        inside.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
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
        self._shown = ""
        self._show(shortened(entry.text, LONGEST_SHOWN))

    @property
    def text(self) -> str:
        """What is seen of the question."""
        return self._shown

    def show_picture(self, document: DocumentId, image: QImage) -> None:
        """Shows what the question is about; a null picture takes its place away."""
        self._pictures.show_image(document, image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the bubble as narrow as its text and never wider than most of the column."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, text: str) -> None:
        self._shown = text
        self._text.set_plain(text)
        self.whole.setVisible(text != self.entry.text)
        self._fit()

    def _show_whole(self) -> None:
        had_keyboard = self.whole is self.window().focusWidget()
        self._show(self.entry.text)
        if had_keyboard:
            self._copy.setFocus()

    def _fit(self) -> None:
        metrics = self._text.fontMetrics()
        widest = max((metrics.horizontalAdvance(line[:_MEASURED]) for line in self._shown.splitlines()), default=0) + 4
        room = int(self.width() * WIDEST_SHARE) - 2 * SIDE_PX
        self._text.fit_to(max(min(widest, room), 1))

    def _say_words(self) -> None:
        self.whole.setText(self.tr("Show the whole question"))
        self.whole.setAccessibleName(self.whole.text())
        self._copy.set_name(self.tr("Copy this question"))
        self._edit.set_name(self.tr("Write this question anew"))
