"""A text in Markdown as a column of widgets. Only the pieces that changed are rendered again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.records import SentenceSupport
from ui.chat.answer_text import AnswerText
from ui.chat.code_block import CodeBlock
from ui.chat.pieces import CITATION_SCHEME, Code, Formula, Piece, Table
from ui.chat.support_marks import with_support
from ui.widgets.retranslated import Retranslated


class MarkdownView(Retranslated, QWidget):
    """Emits ``citation_clicked(n)`` for a mark ``[n]`` and ``link_activated(QUrl)`` for any other link."""

    citation_clicked = Signal(int)
    link_activated = Signal(QUrl)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[Piece, ...] = ()
        self._views: list[AnswerText | CodeBlock] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.say(self._say_names)

    def set_text(
        self,
        markdown: str,
        citation_numbers: Collection[int] = (),
        support: Sequence[SentenceSupport] = (),
        *,
        show_unsupported: bool = False,
    ) -> None:
        """Shows a text; sentences without support are underlined and set back in colour when ``show_unsupported``."""
        from ui.chat.markdown import pieces_of

        marked = with_support(markdown, support, show_unsupported=show_unsupported)
        pieces = pieces_of(marked, citation_numbers)
        for at, piece in enumerate(pieces):
            if at < len(self._pieces) and type(self._pieces[at]) is type(piece):
                if self._pieces[at] != piece:
                    self._update(self._views[at], piece)
            else:
                self._drop_from(at)
                self._append(piece)
        self._drop_from(len(pieces))
        self._pieces = pieces

    def _append(self, piece: Piece) -> None:
        view: AnswerText | CodeBlock
        if isinstance(piece, Code):
            view = CodeBlock(piece)
        else:
            view = AnswerText(
                self.tr("Text of the answer"), wrap=not isinstance(piece, Formula), whole_words=isinstance(piece, Table)
            )
            view.setObjectName("answerText")
            view.link_activated.connect(self._route)
            view.set_page(piece.html)
        self._views.append(view)
        self._column.addWidget(view)

    @staticmethod
    def _update(view: AnswerText | CodeBlock, piece: Piece) -> None:
        if isinstance(view, CodeBlock) and isinstance(piece, Code):
            view.set_code(piece)
        elif isinstance(view, AnswerText) and not isinstance(piece, Code):
            view.set_page(piece.html)

    def _say_names(self) -> None:
        for view in self._views:
            if isinstance(view, AnswerText):
                view.setAccessibleName(self.tr("Text of the answer"))

    def _drop_from(self, at: int) -> None:
        for view in self._views[at:]:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        del self._views[at:]
        self._pieces = self._pieces[:at]

    def _route(self, url: QUrl) -> None:
        if url.scheme() == CITATION_SCHEME and url.path().isdigit():
            self.citation_clicked.emit(int(url.path()))
        else:
            self.link_activated.emit(url)
