"""A piece of an answer's text: rich text with formulas."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from ui.chat.formula_drawing import FormulaDrawing
from ui.chat.formula_set import formulas
from ui.chat.formula_source import FormulaSource, with_formulas
from ui.widgets.rich_text_view import RichTextView

FORMULA_BEGINS = 'class="formula"'
OBJECT = "\ufffc"
"""What stands in a document's text where a formula is drawn."""


class AnswerText(RichTextView):
    """Shows each formula by its source until it is set in type, and for good where it cannot be. Copies sources."""

    def __init__(
        self, name: str = "", *, wrap: bool = True, whole_words: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, wrap=wrap, whole_words=whole_words, parent=parent)
        self._page = ""
        self._has_drawings = False
        self._formulas = formulas()
        self._apart = breaks = wrap and not whole_words
        self._drawing = FormulaDrawing(
            self._formulas.known, self.document(), lambda: self.viewport().width() if breaks else 0.0
        )
        self._formulas.changed.connect(self._show)

    def set_page(self, page: str) -> None:
        """Shows HTML with placeholders for formulas (``ui.chat.formula_source``)."""
        self._page = page
        if FORMULA_BEGINS in page:
            self._formulas.get_ready()
        self._show()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text, formulas as LaTeX."""
        mime = QMimeData()
        mime.setText(with_sources(self.textCursor()))
        return mime

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measures drawings anew: how large they are may depend on the room there is."""
        if self._has_drawings and event.size().width() != event.oldSize().width():
            self.document().markContentsDirty(0, self.document().characterCount())
        super().resizeEvent(event)

    def _spare_px(self) -> float:
        """None where a formula may hang into it."""
        return 0.0 if self._has_drawings else super()._spare_px()

    def _show(self) -> None:
        html = with_formulas(self._page, partial(self._formulas.html, apart=self._apart))
        if html != self._html:
            self._has_drawings = "<img " in html
            self.set_html(html)
            # A screen reader finds no words in a drawing.
            self.setAccessibleDescription(words_of(self.document()) if self._has_drawings else "")


def words_of(document: QTextDocument) -> str:
    """The text of a document, formulas as LaTeX."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    return with_sources(cursor)


def with_sources(cursor: QTextCursor) -> str:
    """The selected text, formulas as LaTeX."""
    text = cursor.selection().toPlainText()
    if OBJECT not in text:
        return text
    sources = iter(_sources(cursor))
    return re.sub(OBJECT, lambda _: next(sources, ""), text)


def _sources(cursor: QTextCursor) -> list[str]:
    """The formulas of a selection, in order."""
    written: list[str] = []
    found = QTextCursor(cursor.document())
    found.setPosition(cursor.selectionStart())
    while found.position() < cursor.selectionEnd() and found.movePosition(QTextCursor.MoveOperation.NextCharacter):
        form = found.charFormat()
        if form.isImageFormat():
            source = FormulaSource.of_address(form.toImageFormat().name())
            written.append(source.written if source is not None else "")
    return written
