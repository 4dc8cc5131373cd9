"""A question in the transcript: a bubble at the right, as wide as its text needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.chat.entries import QuestionEntry
from ui.widgets.retranslated import Retranslated

SIDE_PX = 14
WIDEST_SHARE = 0.85


class QuestionView(Retranslated, QWidget):
    """Shows what the user asked, exactly as written."""

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(bubble)
        self.setMinimumWidth(120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the bubble as narrow as its text and never wider than most of the column."""
        super().resizeEvent(event)
        metrics = self._label.fontMetrics()
        widest = max((metrics.horizontalAdvance(line) for line in self.entry.text.splitlines()), default=0) + 4
        room = int(self.width() * WIDEST_SHARE) - 2 * SIDE_PX
        self._label.setFixedWidth(max(min(widest, room), 1))
