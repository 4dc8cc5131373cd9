"""The sources under an answer: one button a citation, with file, page and the quote."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from assistant.documents.file_names import shown_name
from assistant.documents.pages.shown_quote import shown_quote
from assistant.documents.reading.clock_words import clock_words
from assistant.records import Citation
from ui.widgets.excerpts import quoted, shortened_within
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton

LONGEST_NAME = 34


class SourceRow(QWidget):
    """Emits ``citation_activated(Citation)`` when a source is clicked."""

    citation_activated = Signal(object)

    def __init__(self, citations: Sequence[Citation], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = [(self._source(citation), citation) for citation in citations]
        row = FlowLayout(self)
        for button, _ in self._buttons:
            row.addWidget(button)
        self.say_words()

    def has_focus(self) -> bool:
        """Whether the keyboard is on one of the sources."""
        return any(button.hasFocus() for button, _ in self._buttons)

    def take_focus(self) -> None:
        """Puts the keyboard on the first source."""
        self._buttons[0][0].setFocus()

    def say_words(self) -> None:
        """Names the sources in the window's language."""
        for button, citation in self._buttons:
            label = f"{citation.n}  {shortened_within(shown_name(citation.document.name), LONGEST_NAME)}"
            name = self.tr("Source {number}: {file}").format(number=citation.n, file=shown_name(citation.document.name))
            if citation.page is not None:
                words = self.tr("page {page}") if citation.at_s is None else self.tr("at {time}")
                place = words.format(page=citation.page, time=clock_words(citation.at_s or 0.0))
                label, name = f"{label}, {place}", f"{name}, {place}"
            if citation.stale:
                changed = self.tr("deleted since") if citation.gone else self.tr("changed since")
                label, name = f"{label} ({changed})", f"{name} ({changed})"
            button.setText(label)
            button.setAccessibleName(name)
            button.setToolTip(f"<p>{escape(quoted(shown_quote(citation)))}</p>")

    def _source(self, citation: Citation) -> IconButton:
        button = IconButton(
            "warning" if citation.stale else "document", text=" ", role=QPalette.ColorRole.Accent, look="source"
        )
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.citation_activated.emit(citation))
        return button
