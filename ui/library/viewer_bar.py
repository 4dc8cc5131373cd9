"""The head of the page viewer: file name, quote, page, and buttons to turn, zoom and close."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assistant.documents.file_names import shown_name
from assistant.documents.pages.one_line import one_line
from assistant.documents.reading.clock_words import clock_words
from ui.widgets.excerpts import shortened
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated

_LONGEST_QUOTE = 220
_LONGEST_NAME = 30


class ViewerBar(Retranslated, QWidget):
    """Takes words; emits what the buttons ask for."""

    previous_chosen = Signal()
    next_chosen = Signal()
    larger_chosen = Signal()
    smaller_chosen = Signal()
    fit_chosen = Signal()
    close_chosen = Signal()
    transcript_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = wrapped_label(look="heading")
        self._quote = wrapped_label(look="muted")
        self._shown_page: tuple[int | None, int] = (None, 0)
        self._at_s: float | None = None
        self._within = ""
        self._page = QLabel()
        self._page.setProperty("look", "muted")
        self._previous = IconButton("left")
        self._next = IconButton("right")
        self._smaller = IconButton("smaller")
        self._larger = IconButton("larger")
        self._fit = IconButton("fit_width")
        self.transcript = IconButton("document")
        self.transcript.hide()
        self._close = IconButton("close")
        for button, signal in (
            (self._previous, self.previous_chosen),
            (self._next, self.next_chosen),
            (self._smaller, self.smaller_chosen),
            (self._larger, self.larger_chosen),
            (self._fit, self.fit_chosen),
            (self.transcript, self.transcript_chosen),
            (self._close, self.close_chosen),
        ):
            button.clicked.connect(signal)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._close)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        for part in (self._previous, self._page, self._next):
            tools.addWidget(part)
        tools.addStretch(1)
        for part in (self.transcript, self._smaller, self._larger, self._fit):
            tools.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 10)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._quote)
        column.addLayout(tools)
        self.say(self._say_words)

    @property
    def page_words(self) -> str:
        """What it says about the page."""
        return self._page.text()

    @property
    def quote_words(self) -> str:
        """The quote as it stands there."""
        return self._quote.text()

    def show_document(self, name: str, quote: str, *, gone: bool = False) -> None:
        """Names the file and gives the quote as it is shown, cut where it is long; ``gone`` says that it no longer stands there."""
        name = shown_name(name)
        self._name.setText(name)
        self._name.setToolTip(name)
        cut = shortened(one_line(quote), _LONGEST_QUOTE)
        words = self.tr("“{quote}” no longer stands in this document.") if gone else self.tr("“{quote}”")
        self._quote.setText(words.format(quote=cut) if cut else "")
        self._quote.setVisible(bool(cut))

    def show_page(
        self, page: int | None, page_count: int, *, zoomable: bool, at_s: float | None = None, within: str = ""
    ) -> None:
        """Says which page of how many; without a page the turning buttons go away, without ``zoomable`` the zoom. ``at_s`` is when
        a page of a recording begins; ``within`` names what a page of a mailbox or archive is from."""
        self._within = one_line(within)
        paged = page is not None and page_count > 0
        self._shown_page, self._at_s = (page, page_count), at_s
        self._say_words()
        for part in (self._previous, self._page, self._next):
            part.setVisible(paged)
        if page is not None:
            self._previous.setEnabled(page > 1)
            self._next.setEnabled(page < page_count)
        for part in (self._smaller, self._larger, self._fit):
            part.setVisible(zoomable)
        self.transcript.setVisible(at_s is not None)

    def _say_words(self) -> None:
        self._previous.set_name(self.tr("Previous page"))
        self._next.set_name(self.tr("Next page"))
        self._smaller.set_name(self.tr("Smaller"))
        self._larger.set_name(self.tr("Larger"))
        self._fit.set_name(self.tr("Fit the width"))
        self.transcript.set_name(self.tr("Transcript with times …"))
        self._close.set_name(self.tr("Close the page"))
        page, count = self._shown_page
        paged = page is not None and count > 0
        if self._at_s is not None:
            self._page.setText(self.tr("from {time}").format(time=clock_words(self._at_s)))
        else:
            words = self.tr("page {page} of {count}").format(page=page, count=count) if paged else ""
            # Of a long path the last name tells most; the whole is in the tip.
            name = self._within
            if len(name) > _LONGEST_NAME:
                name = f"… › {name.rpartition(' › ')[2][-_LONGEST_NAME:]}"
            self._page.setText(" · ".join(part for part in (words, name) if part))
        self._page.setToolTip(self._within)
