"""The text of a document without page pictures, with the quoted part marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from ui.library.page_geometry import qt_offset, shown_text
from ui.widgets.retranslated import Retranslated

# How much larger than the text a heading of each level is.
_HEADING_SIZES = (1.5, 1.3, 1.15, 1.05)


class PageTextView(Retranslated, QPlainTextEdit):
    """Read-only; ``show_text`` marks and scrolls to a span of characters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerText")
        self.say(lambda: self.setAccessibleName(self.tr("Text of the page")))
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(16)
        self._span: tuple[int, int] | None = None

    def show_text(self, text: str, start: int = 0, end: int = 0, headings: Sequence[tuple[int, int, int]] = ()) -> None:
        """``start`` and ``end`` are characters of ``text``; equal ones mark nothing. ``headings`` are set larger by level."""
        self.setPlainText(shown_text(text))
        self._set_headings(text, headings)
        self._span = (qt_offset(text, start), qt_offset(text, end)) if end > start else None
        self._mark()
        if self._span is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._span[0])
            self.setTextCursor(cursor)
            self.centerCursor()

    def _set_headings(self, text: str, headings: Sequence[tuple[int, int, int]]) -> None:
        base = self.font().pointSizeF()
        for start, end, level in headings:
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.DemiBold)
            look.setFontPointSize(base * _HEADING_SIZES[min(level, len(_HEADING_SIZES)) - 1])
            cursor = QTextCursor(self.document())
            cursor.setPosition(qt_offset(text, start))
            cursor.setPosition(qt_offset(text, end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)

    def marked_text(self) -> str:
        """What is marked, as it is shown."""
        return "".join(self._marked_cursor().selectedText()).replace("\u2029", "\n") if self._span else ""

    def changeEvent(self, event: QEvent) -> None:
        """Follows the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _mark(self) -> None:
        marks = []
        if self._span is not None:
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(self.palette().color(QPalette.ColorRole.Shadow))
            look.setForeground(self.palette().color(QPalette.ColorRole.Text))
            mark.format = look
            mark.cursor = self._marked_cursor()
            marks.append(mark)
        self.setExtraSelections(marks)

    def _marked_cursor(self) -> QTextCursor:
        start, end = self._span or (0, 0)
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor
