"""The sentence of the documents that comes nearest to an answer: shown while the model still reads, and under a refusal."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assistant.records import Citation
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label

_LONGEST_QUOTE = 300


class FoundQuote(QFrame):
    """``activated(Citation)`` when the place is clicked. ``closest`` says that it is no answer."""

    activated = Signal(object)

    def __init__(self, citation: Citation, *, closest: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "quote")
        name = citation.document.name
        if citation.page is None:
            words = self.tr("Closest, in {file}") if closest else self.tr("Found in {file}")
        else:
            words = (
                self.tr("Closest, on page {page} of {file}") if closest else self.tr("Found on page {page} of {file}")
            )
        words = words.format(page=citation.page, file=name)
        quote = " ".join(citation.quote.split())
        shown = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
        self._quote = wrapped_label(self.tr("“{quote}”").format(quote=shown))
        place = IconButton("document", words, text=words, role=QPalette.ColorRole.Accent, look="source")
        place.setToolTip(f"<p>{escape(self._quote.text())}</p>")
        place.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        place.clicked.connect(lambda: self.activated.emit(citation))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(place, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._quote)

    @property
    def words(self) -> str:
        """The quote as it stands there."""
        return self._quote.text()
