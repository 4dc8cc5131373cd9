"""The right-hand pane: a page of a document with the quoted passage marked.

Pictures come from the engine, fitted to the width; a document that has none is shown as text. An answer of the engine that
comes after another page was asked for is dropped.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from assistant.documents.pages.shown_quote import shown_quote
from assistant.documents.reading.formats import is_flowing, is_markdown
from assistant.errors import DocumentUnreadable, ErrorReport, NotFound
from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.records import Box, Citation, PageImage, PageText
from ui.library.page_geometry import USUAL_WIDTH_PT, fit_scale, is_sharp_enough, next_zoom, top_of, upright_marks
from ui.library.page_picture import PagePicture
from ui.library.page_text_view import PageTextView
from ui.library.places_bar import PlacesBar
from ui.library.quote_reference import quote_with_place
from ui.library.viewer_bar import ViewerBar
from ui.library.viewer_keys import is_viewer_key
from ui.operations import Operations
from ui.widgets.engine_words import error_words
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated

# A pane that is being made wider stretches its picture at once and asks for a sharp one after this.
SETTLE_MS = 180
SEARCH_MS = 200
USUAL_ZOOM = 1.0


class PageViewer(Retranslated, QWidget):
    """Shows a ``Citation``, or a document from its first page; ``closed`` when the user is done."""

    closed = Signal()

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say(lambda: self.setAccessibleName(self.tr("Page of a document")))
        self.setMinimumWidth(260)
        self._api = api
        self._operations = operations
        self._asked = 0
        self._document: DocumentId | None = None
        self._path: Path | None = None
        self._citation: Citation | None = None
        self._place: Citation | None = None
        self._page: int | None = None
        self._zoom = USUAL_ZOOM
        self._asked_scale = 1.0
        self._image: PageImage | None = None
        self._text_pages = 0
        self.bar = ViewerBar()
        self.places = PlacesBar()
        self._stops: tuple[Citation, ...] = ()
        self._cited: tuple[Citation, ...] = ()
        self._searching = False
        self._before_search: Citation | None = None
        self.picture = PagePicture()
        self.text = PageTextView()
        self._message = wrapped_label(look="muted")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(24)
        self._stack = QStackedWidget()
        for part in (self._message, self.picture, self.text):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.places)
        column.addWidget(self._stack, 1)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_MS)
        self._search.timeout.connect(self._find_places)
        self.places.search_changed.connect(lambda: self._search.start())
        self.places.stepped.connect(self.step)
        self.places.copy_chosen.connect(self.copy_quote)
        self.places.open_chosen.connect(self._open_outside)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._sharpen)
        self.picture.width_changed.connect(self._fit)
        self.bar.previous_chosen.connect(lambda: self.turn(-1))
        self.bar.next_chosen.connect(lambda: self.turn(1))
        self.bar.larger_chosen.connect(lambda: self._set_zoom(next_zoom(self._zoom, larger=True)))
        self.bar.smaller_chosen.connect(lambda: self._set_zoom(next_zoom(self._zoom, larger=False)))
        self.bar.fit_chosen.connect(lambda: self._set_zoom(USUAL_ZOOM))
        self.bar.close_chosen.connect(self.closed)
        self.bar.transcript_chosen.connect(self._show_transcript)

    @property
    def message(self) -> str:
        """The sentence in place of a page; empty while a page is shown."""
        return self._message.text() if self._stack.currentWidget() is self._message else ""

    def open(self, citation: Citation, others: Sequence[Citation] = ()) -> None:
        """Shows the page of a citation with its quote marked. ``others`` are all citations of its answer, to step through."""
        self._cited = tuple(others) or (citation,)
        self._forget_search()
        self._stops = self._cited
        self._show_stop(citation)

    def open_document(self, document: DocumentId, path: Path) -> None:
        """Shows a document from its first page."""
        self._cited = self._stops = ()
        self._citation = self._place = None
        self._forget_search()
        self._show_places()
        self._begin(document, path, 1, "")

    def forget(self) -> None:
        """Shows nothing; what is under way is passed over."""
        self._asked += 1
        self._cited = self._stops = ()
        self._citation = self._place = self._document = self._path = self._page = self._image = None
        self._forget_search()
        self._say("")

    def step(self, places: int) -> None:
        """Goes some places on, or back, and round at the end."""
        if self._stops:
            at = self._stops.index(self._citation) if self._citation in self._stops else -min(places, 0)
            self._show_stop(self._stops[(at + places) % len(self._stops)])

    def copy_quote(self) -> None:
        """Puts the quote and where it stands on the clipboard."""
        if self._citation is None:
            return
        QGuiApplication.clipboard().setText(quote_with_place(self._citation))

    def turn(self, pages: int) -> None:
        """Goes some pages on, or back."""
        count = self._image.page_count if self._image is not None else self._text_pages
        if self._page is not None and 1 <= self._page + pages <= count:
            self._page += pages
            self._fetch()

    def event(self, event: QEvent) -> bool:
        """Takes Esc before the window's own command for it, while the keyboard is in here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_viewer_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, plus and minus zoom, 0 fits, Ctrl+PgUp and Ctrl+PgDn turn the page, Ctrl+F searches, F3 and Shift+F3 step."""
        if not is_viewer_key(event):
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_F3:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Escape: self.closed.emit,
            Qt.Key.Key_Plus: lambda: self._set_zoom(next_zoom(self._zoom, larger=True)),
            Qt.Key.Key_Minus: lambda: self._set_zoom(next_zoom(self._zoom, larger=False)),
            Qt.Key.Key_0: lambda: self._set_zoom(USUAL_ZOOM),
            Qt.Key.Key_PageDown: lambda: self.turn(1),
            Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_F: self.places.search.setFocus,
        }
        actions[event.key()]()

    def _show_stop(self, citation: Citation) -> None:
        self._citation = citation
        self._show_places()
        if citation.gone:
            self._show_gone(citation)
        elif citation.stale:
            self._look_for(citation)
        else:
            self._show_place(citation)

    def _show_place(self, place: Citation, *, gone: bool = False) -> None:
        self._place = place
        self._begin(place.document_id, place.document, place.page, shown_quote(place), gone=gone)

    def _look_for(self, citation: Citation) -> None:
        """Shows where the words of a citation stand in a document that has changed since; where they do not, its page without a
        mark."""
        api = self._api
        unmarked = dataclasses.replace(citation, boxes=(), start=0, end=0)

        def show(found: Sequence[Citation]) -> None:
            if citation is self._citation:
                here = min(found, key=lambda one: abs((one.page or 0) - (citation.page or 0)), default=unmarked)
                self._show_place(here, gone=not found)

        self._operations.run(
            lambda: api.documents.find_text(citation.document_id, citation.quote), show, lambda _: show(())
        )

    def _show_gone(self, citation: Citation) -> None:
        """Says that there is no such document any more; its quote is shown as the answer had it."""
        self._asked += 1
        self._document, self._path, self._page, self._place = None, citation.document, None, None
        self._image, self._text_pages = None, 0
        self.bar.show_document(citation.document.name, shown_quote(citation))
        self.bar.show_page(None, 0, zoomable=False)
        self._say(
            self.tr("This document is no longer in your library. Its words are those that the answer was given from.")
        )

    def _show_places(self) -> None:
        at = self._stops.index(self._citation) if self._citation in self._stops else 0
        self.places.show_places(at, len(self._stops), searched=bool(self.places.search.text().strip()))
        self.places.allow_copy(self._citation is not None)

    def _forget_search(self) -> None:
        self.places.search.clear()
        self._search.stop()
        self._searching = False

    def _find_places(self) -> None:
        """Looks the words up; an empty search goes back to the citation that was shown before, or leaves the page unmarked."""
        words, document, api = self.places.search.text().strip(), self._document, self._api
        if document is None:
            return
        if not words:
            self._end_search()
            return
        if not self._searching:
            self._searching, self._before_search = True, self._citation

        def show(found: Sequence[Citation]) -> None:
            if words == self.places.search.text().strip() and document == self._document:
                self._stops = tuple(found)
                if found:
                    here = next((one for one in found if (one.page or 0) >= (self._page or 0)), found[0])
                    self._show_stop(here)
                else:
                    self._show_unmarked()

        self._operations.run(lambda: api.documents.find_text(document, words), show, self._show_error)

    def _end_search(self) -> None:
        if not self._searching:
            return
        self._searching, self._stops = False, self._cited
        if self._before_search is not None:
            self._show_stop(self._before_search)
        else:
            self._show_unmarked()

    def _show_unmarked(self) -> None:
        self._citation = self._place = None
        self._show_places()
        if self._path is not None:
            self.bar.show_document(self._path.name, "")
            self._fetch()

    def _open_outside(self) -> None:
        if self._path is None:
            return
        if not self._path.exists():
            self._say(self.tr("This file is no longer where it was."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path))):
            self._say(self.tr("No program on this computer opens this file."))

    def _show_transcript(self) -> None:
        if self._document is not None and self._path is not None:
            from ui.library.transcript_dialog import TranscriptDialog

            TranscriptDialog(self._api, self._operations, self._document, self._path, self).open()

    def _begin(self, document: DocumentId, path: Path, page: int | None, quote: str, *, gone: bool = False) -> None:
        if document != self._document:
            self._set_zoom(USUAL_ZOOM)
        self._document, self._path, self._page = document, path, page
        self._image, self._text_pages = None, 0
        self.bar.show_document(path.name, quote, gone=gone)
        self.bar.show_page(None, 0, zoomable=False)
        self._say(self.tr("Opening the page …"))
        self._fetch()

    def _fetch(self) -> None:
        """Asks for the page as it should look now, as a picture where there is one, else as text."""
        self._asked += 1
        asked, api, document, page, marks = self._asked, self._api, self._document, self._page, self._marks()
        if document is None:
            return
        self._asked_scale = wanted = self._wanted_scale()

        def load() -> PageImage | PageText:
            if page is None:
                return api.documents.page_text(document, None)
            try:
                return api.documents.page_image(document, page, wanted, marks)
            except (NotFound, DocumentUnreadable):
                return api.documents.page_text(document, page)

        self._operations.run(
            load,
            lambda result: self._show(result) if asked == self._asked else None,
            lambda error: self._show_error(error) if asked == self._asked else None,
        )

    def _show(self, result: PageImage | PageText) -> None:
        if isinstance(result, PageText):
            self._show_text(result)
            return
        another = self._image is None or self._image.page != result.page
        self._image, self._page = result, result.page
        if not self.picture.show_png(result.png):
            self._say(self.tr("The picture of this page cannot be shown."))
            return
        self._stack.setCurrentWidget(self.picture)
        self.bar.show_page(result.page, result.page_count, zoomable=True)
        self.picture.setAccessibleDescription(self.bar.page_words)
        self._fit()
        if another:
            marks = upright_marks(self._marks(), result.turn, self._width_pt(), self._height_pt())
            self.picture.scroll_to(top_of(marks, self._height_pt(), self._scale()))

    def _show_text(self, page: PageText) -> None:
        self._image, self._page, self._text_pages = None, page.page, page.page_count
        cited = self._place if self._is_cited(page.page) else None
        start, end = (cited.start, cited.end) if cited is not None else (0, 0)
        self._stack.setCurrentWidget(self.text)
        self.bar.show_page(page.page, page.page_count, zoomable=True, at_s=page.at_s, within=page.within)
        name = self._path.name if self._path is not None else ""
        flowing, markdown = is_flowing(name), is_markdown(name)
        self.text.show_text(
            page.text, start, end, page.headings, flowing=flowing, markdown=markdown, emphasis=page.emphasis
        )

    def _show_error(self, error: ErrorReport) -> None:
        self._say(error_words(error))

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setAccessibleName(words)
        self._stack.setCurrentWidget(self._message)

    def _set_zoom(self, zoom: float) -> None:
        if zoom != self._zoom:
            self._zoom = zoom
            self.text.set_zoom(zoom)
            self._fit()

    def _fit(self) -> None:
        if self._image is None:
            return
        scale = self._scale()
        self.picture.set_page_size(QSize(round(self._width_pt() * scale), round(self._height_pt() * scale)))
        if not is_sharp_enough(self._asked_scale, self._wanted_scale()):
            self._settle.start()

    def _sharpen(self) -> None:
        # What was asked for counts: the engine may give less than that for a huge page, and always will.
        if self._image is not None and not is_sharp_enough(self._asked_scale, self._wanted_scale()):
            self._fetch()

    def _scale(self) -> float:
        room = (
            self.picture.room_px
            if self._image is not None
            else self.width() - 2 * self.picture.verticalScrollBar().sizeHint().width()
        )
        return fit_scale(room, self._width_pt(), self._zoom)

    def _wanted_scale(self) -> float:
        return self._scale() * self.devicePixelRatioF()

    def _width_pt(self) -> float:
        return self._image.width_px / self._image.pixels_per_point if self._image is not None else USUAL_WIDTH_PT

    def _height_pt(self) -> float:
        return self._image.height_px / self._image.pixels_per_point if self._image is not None else 0.0

    def _marks(self) -> tuple[Box, ...]:
        return self._place.boxes if self._place is not None and self._is_cited(self._page) else ()

    def _is_cited(self, page: int | None) -> bool:
        return self._place is not None and page == self._place.page
