"""One line of what was understood. When it is too long its newest words stay in view, and the line never moves the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class UnderstoodLabel(QLabel):
    """Shortens its text at the front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "muted")

    @property
    def whole(self) -> str:
        """All of the text."""
        return self._whole

    def set_words(self, words: str) -> None:
        """Shows ``words``; line breaks become spaces."""
        self._whole = " ".join(words.split())
        self.setAccessibleName(self._whole)
        self._shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shortens again."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideLeft, self.width()))
