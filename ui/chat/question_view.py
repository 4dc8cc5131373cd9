"""A question in the transcript: a bubble at the right, as wide as its text needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.chat.entries import QuestionEntry


class QuestionView(QWidget):
    """Shows what the user asked, exactly as written."""

    def __init__(self, entry: QuestionEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._label = QLabel(entry.text)
        self._label.setObjectName("questionText")
        self._label.setAccessibleName(self.tr("Your question"))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        bubble = QFrame()
        bubble.setObjectName("bubble")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(14, 9, 14, 9)
        inside.addWidget(self._label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(bubble, 6 if self._is_long() else 0)

    def _is_long(self) -> bool:
        """Whether the text needs the whole width; a short one keeps its bubble short."""
        metrics = self._label.fontMetrics()
        widest = max((metrics.horizontalAdvance(line) for line in self.entry.text.splitlines()), default=0)
        fits = metrics.averageCharWidth() * 62
        self._label.setWordWrap(widest > fits)
        return widest > fits
