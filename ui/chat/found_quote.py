"""The sentence of the documents that comes nearest to an answer: shown while the model still reads, and under a refusal."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assistant.documents.pages.shown_quote import shown_quote
from assistant.documents.reading.clock_words import clock_words
from assistant.records import Citation
from ui.widgets.excerpts import quoted, shortened
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated

_LONGEST_QUOTE = 300


class FoundQuote(Retranslated, QFrame):
    """``activated(Citation)`` when the place is clicked. ``closest`` says that it is no answer; ``says`` is yes or no, where the
    quote settles that."""

    activated = Signal(object)

    def __init__(
        self, citation: Citation, *, closest: bool = False, says: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._citation, self._closest = citation, closest
        self._says = says
        self._quote = wrapped_label()
        self._place = IconButton("document", text=" ", role=QPalette.ColorRole.Accent, look="source")
        self._place.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place.clicked.connect(lambda: self.activated.emit(citation))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(self._place, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._quote)
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """What stands there: the quote, and yes or no before it."""
        return self._quote.text()

    def _say_words(self) -> None:
        quote = quoted(shortened(shown_quote(self._citation), _LONGEST_QUOTE))
        self._quote.setText(f"{self._says} {quote}".lstrip())
        self._place.setToolTip(f"<p>{escape(self._quote.text())}</p>")
        if self._citation.page is None:
            words = self.tr("Closest, in {file}") if self._closest else self.tr("Found in {file}")
        elif self._citation.at_s is not None:
            words = self.tr("Closest, at {time} of {file}") if self._closest else self.tr("Found at {time} of {file}")
        elif self._closest:
            words = self.tr("Closest, on page {page} of {file}")
        else:
            words = self.tr("Found on page {page} of {file}")
        words = words.format(
            page=self._citation.page,
            file=self._citation.document.name,
            time=clock_words(self._citation.at_s or 0.0),
        )
        self._place.setText(words)
        self._place.setAccessibleName(words)
