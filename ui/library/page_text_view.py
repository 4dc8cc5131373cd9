"""The text of a document without page pictures, with the quoted part marked: as a rendered page, or line by line as written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QTextEdit, QWidget

from ui.library.page_geometry import qt_offset, shown_text
from ui.library.rendered_page import HEADING_SIZES, RenderedPage
from ui.theme.marked_text import marked_text
from ui.widgets.retranslated import Retranslated

# Some 100 pages, which are laid out within the 300 ms of a first picture; longer ones would take seconds.
_MOST_RENDERED = 350_000


class PageTextView(QStackedWidget):
    """``show_text`` marks and scrolls to a span of characters. Flowing formats are rendered, all others shown as written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written, self._rendered = WrittenPage(), RenderedPage()
        self.addWidget(self._written)
        self.addWidget(self._rendered)
        self.setFocusProxy(self._written)
        self._zoom = 1.0
        self._text = ""
        self._show_again: Callable[[], None] = lambda: None

    @property
    def shown(self) -> WrittenPage | RenderedPage:
        """The view that shows the page."""
        return self._rendered if self.currentWidget() is self._rendered else self._written

    def show_text(
        self,
        text: str,
        start: int = 0,
        end: int = 0,
        headings: Sequence[tuple[int, int, int]] = (),
        *,
        flowing: bool = False,
        markdown: bool = False,
        emphasis: Sequence[tuple[int, int, bool, bool]] = (),
    ) -> None:
        """``start`` and ``end`` are characters of ``text``; equal ones mark nothing. ``headings`` are set larger by level. The
        marks of ``markdown`` are hidden in a ``flowing`` text, and ``emphasis`` (as in ``PageText``) is shown."""
        # A text whose mark goes, as when a search ends, stays where it is read.
        stays = start >= end and text == self._text
        at = self.shown.verticalScrollBar().value()
        self._text = text
        rendered = flowing and len(text) <= _MOST_RENDERED
        self.setCurrentWidget(self._rendered if rendered else self._written)
        self.setFocusProxy(self.shown)

        def show() -> None:
            if rendered:
                self._rendered.show_text(text, start, end, headings, markdown=markdown, emphasis=emphasis)
            else:
                self._written.show_text(text, start, end, headings)

        self._show_again = show
        show()
        if stays:
            self.shown.verticalScrollBar().setValue(at)

    def set_zoom(self, zoom: float) -> None:
        """Sets the letters ``zoom`` times as large as usual; what is in view stays so."""
        self._zoom = zoom
        self._size_letters()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_letters()

    def _size_letters(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * self._zoom)
        if font == self.shown.font():
            return
        bar = self.shown.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        for view in (self._written, self._rendered):
            view.setFont(font)
        self._show_again()
        bar.setValue(round(share * bar.maximum()))

    def marked_text(self) -> str:
        """What is marked, as it is shown."""
        return self.shown.marked_text()


class WrittenPage(Retranslated, QPlainTextEdit):
    """Read-only. Lays out what is seen alone, so that a text of millions of lines is shown at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerText")
        self.say(lambda: self.setAccessibleName(self.tr("Text of the page")))
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(16)
        self._span: tuple[int, int] | None = None

    def show_text(self, text: str, start: int = 0, end: int = 0, headings: Sequence[tuple[int, int, int]] = ()) -> None:
        """As ``PageTextView.show_text``."""
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
            look.setFontPointSize(base * HEADING_SIZES[min(level, len(HEADING_SIZES)) - 1])
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
            mark.format = marked_text(self.palette())
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
