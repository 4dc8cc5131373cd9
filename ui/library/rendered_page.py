"""A page of a flowing format as it reads best: headings, lists, tables and code set as such, with the quoted part marked."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui.library.page_blocks import Block, Kind, Piece, blocks_of
from ui.theme.marked_text import marked_text
from ui.widgets.retranslated import Retranslated
from ui.widgets.text_units import units

HEADING_SIZES = (1.5, 1.3, 1.15, 1.05)
"""How much larger than the text a heading of each level is."""
_SPACE_PX = 7.0
_INDENT_PX = 22.0
_ITEM_MARKS = {"-": "•", "*": "•", "+": "•"}


class RenderedPage(Retranslated, QTextEdit):
    """Read-only. Knows where in its document each shown character of the text stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerText")
        self.say(lambda: self.setAccessibleName(self.tr("Text of the page")))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._text = ""
        self._places: list[tuple[int, int, int]] = []
        self._span: tuple[int, int] | None = None

    def show_text(
        self,
        text: str,
        start: int,
        end: int,
        headings: Sequence[tuple[int, int, int]],
        *,
        markdown: bool,
        emphasis: Sequence[tuple[int, int, bool, bool]] = (),
    ) -> None:
        """As ``PageTextView.show_text``."""
        self._text, self._places = text, []
        self._span = (start, end) if end > start else None
        self.clear()
        self.document().setDocumentMargin(16)
        self.document().setIndentWidth(_INDENT_PX)
        self.setUpdatesEnabled(False)
        cursor = QTextCursor(self.document())
        first = True
        for block in blocks_of(text, headings, markdown=markdown, emphasis=emphasis):
            if block.kind is Kind.TABLE:
                self._add_table(cursor, block)
            else:
                self._add_block(cursor, block, first=first)
            first = False
        self.setUpdatesEnabled(True)
        self._mark()
        place = self._place(start) if self._span is not None else 0
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if self._span is not None:
            self._centre(cursor)

    def marked_text(self) -> str:
        """What is marked, as it is shown; blocks and cells apart by line ends."""
        return "\n".join(one.cursor.selectedText() for one in self.extraSelections())

    def changeEvent(self, event: QEvent) -> None:
        """Follows the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _centre(self, cursor: QTextCursor) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).center().y() - self.viewport().height() // 2)

    def _add_block(self, cursor: QTextCursor, block: Block, *, first: bool) -> None:
        look = QTextBlockFormat()
        look.setBottomMargin(0.0 if block.kind is Kind.CODE else _SPACE_PX)
        look.setTopMargin(2 * _SPACE_PX if block.kind is Kind.HEADING and not first else 0.0)
        if block.kind is Kind.HEADING:
            look.setHeadingLevel(min(block.level, 6))
        if block.kind is Kind.ITEM:
            look.setIndent(block.level + 1)
            look.setTextIndent(-self.fontMetrics().horizontalAdvance("•  "))
        if first:
            cursor.setBlockFormat(look)
        else:
            cursor.insertBlock(look, QTextCharFormat())
        for piece in block.pieces:
            self._add_piece(cursor, piece, block)

    def _add_table(self, cursor: QTextCursor, block: Block) -> None:
        look = QTextTableFormat()
        look.setBorderCollapse(True)
        look.setBorder(1.0)
        look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        look.setCellSpacing(0.0)
        look.setTopMargin(_SPACE_PX)
        look.setBorderBrush(self.palette().color(QPalette.ColorRole.Mid))
        look.setCellPadding(4.0)
        look.setBottomMargin(_SPACE_PX)
        look.setHeaderRowCount(1)
        look.setWidth(QTextLength(QTextLength.Type.VariableLength, 0.0))
        columns = max(len(row) for row in block.rows)
        table = cursor.insertTable(len(block.rows), max(columns, 1), look)
        for number, row in enumerate(block.rows):
            for column, cell in enumerate(row):
                inside = table.cellAt(number, column).firstCursorPosition()
                for piece in cell:
                    self._add_piece(inside, piece, block, head=number == 0)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _add_piece(self, cursor: QTextCursor, piece: Piece, block: Block, *, head: bool = False) -> None:
        words = " " if piece.joint else self._text[piece.start : piece.end]
        if not piece.joint:
            self._places.append((piece.start, piece.end, cursor.position()))
        if piece.look == "mark":
            words = _ITEM_MARKS.get(words, words)
        cursor.insertText(words, self._look(piece, block, head=head))
        if piece.look == "mark":
            cursor.insertText("  ", QTextCharFormat())

    def _look(self, piece: Piece, block: Block, *, head: bool) -> QTextCharFormat:
        look = QTextCharFormat()
        if block.kind is Kind.HEADING:
            look.setFontPointSize(self.font().pointSizeF() * HEADING_SIZES[min(block.level, len(HEADING_SIZES)) - 1])
        if head or "bold" in piece.look or block.kind is Kind.HEADING:
            look.setFontWeight(QFont.Weight.DemiBold)
        if "italic" in piece.look:
            look.setFontItalic(True)
        if piece.look == "code" or block.kind is Kind.CODE:
            look.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        return look

    def _place(self, offset: int) -> int:
        """The position in the document of a character of the text, or of the next one that is shown."""
        at = bisect.bisect_right(self._places, (offset, len(self._text) + 1, 0)) - 1
        if at >= 0 and offset < self._places[at][1]:
            start, _, position = self._places[at]
            return position + units(self._text[start:offset])
        return self._places[at + 1][2] if at + 1 < len(self._places) else self.document().characterCount() - 1

    def _mark(self) -> None:
        marks = []
        first, last = self._span or (0, 0)
        for start, end, position in self._places:
            shared_start, shared_end = max(start, first), min(end, last)
            if shared_start >= shared_end:
                continue
            mark = QTextEdit.ExtraSelection()
            mark.format = marked_text(self.palette())
            cursor = QTextCursor(self.document())
            begin = position + units(self._text[start:shared_start])
            cursor.setPosition(begin)
            cursor.setPosition(begin + units(self._text[shared_start:shared_end]), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.setExtraSelections(marks)
