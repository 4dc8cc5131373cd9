"""Read-only rich text as tall as its content. Loads nothing from anywhere and opens no link by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from ui.theme.document_style import document_style

LIST_INDENT_PX = 24


class RichTextView(QTextBrowser):
    """A piece of HTML in Qt's subset; ``wrap`` False scrolls sideways instead of breaking lines, ``whole_words`` instead of
    breaking words, as in a table."""

    link_activated = Signal(QUrl)

    def __init__(
        self, name: str = "", *, wrap: bool = True, whole_words: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._html = ""
        self._by_key = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if whole_words:
            self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        elif wrap:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            self.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(LIST_INDENT_PX)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self.link_activated)
        # All of the text is in view: what the keyboard or a selection scrolls to would move it out of its widget.
        self.verticalScrollBar().valueChanged.connect(self._stay_at_top)

    def _stay_at_top(self, _: int) -> None:
        self.verticalScrollBar().setValue(0)

    def set_html(self, html: str) -> None:
        """Shows ``html``; the same again costs nothing."""
        if html != self._html:
            self._html = html
            self._render()

    def set_plain(self, text: str) -> None:
        """Shows ``text`` as it is written."""
        self._html = ""
        self.setPlainText(text)
        self._fit()

    def fit_to(self, width_px: int) -> None:
        """Takes a width, and at once the height of the text in it, which Qt would tell only when the view was laid out: what holds
        it is then painted in another shape before."""
        self.setFixedWidth(width_px)
        self.document().setTextWidth(width_px)
        self._take_height(0)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ARG002 - Qt's signature
        """Nothing is ever loaded: an answer may name any picture or page."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copies as plain text: the colours of the window are nobody's business elsewhere."""
        mime = QMimeData()
        mime.setText(self.textCursor().selection().toPlainText())
        return mime

    def changeEvent(self, event: QEvent) -> None:
        """Follows colours and text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            if self._html:
                self._render()
            else:
                self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the height to the new width."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Notes whether the keyboard came by a key: then a frame shows where it is, as a button's does."""
        super().focusInEvent(event)
        self._by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the frame away."""
        super().focusOutEvent(event)
        self._by_key = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the frame over it."""
        super().paintEvent(event)
        if self._by_key:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves scrolling up and down to the page."""
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if sideways and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """As tall as the text."""
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the page wants."""
        return QSize(0, 0)

    def _render(self) -> None:
        self.document().setDefaultStyleSheet(document_style(self.palette()))
        self.setHtml(self._html)
        self._fit()

    def _fit(self) -> None:
        document = self.document()
        if self.lineWrapMode() != QTextBrowser.LineWrapMode.NoWrap:
            document.setTextWidth(self.viewport().width())
        bar = self.horizontalScrollBar()
        self._take_height(bar.sizeHint().height() if bar.maximum() > 0 else 0)

    def _take_height(self, extra: int) -> None:
        height = int(self.document().size().height() - self._spare_px() + 0.999) + extra
        if height != self.height():
            self.setFixedHeight(height)

    def _spare_px(self) -> float:
        """Of the room below the last line: what follows keeps its own distance. A last paragraph's margin is not always in the
        height of its document, and no line may be cut."""
        document = self.document()
        last = document.lastBlock()
        below = document.size().height() - document.documentLayout().blockBoundingRect(last).bottom()
        return max(0.0, min(last.blockFormat().bottomMargin(), below))
