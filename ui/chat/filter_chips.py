"""Where the question that is being typed says to look: one chip for each filter that the engine reads in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.records import DocumentFilter
from ui.chat.chat_page import ChatPage
from ui.operations import Operations
from ui.widgets.counts import documents
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

PAUSE_MS = 300
"""Without a key for so long, the question is read."""
_SHORTEST = 5


class FilterChips(Retranslated, QWidget):
    """Emits ``removed`` when one is clicked: the question is to be searched everywhere."""

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[tuple[IconButton, DocumentFilter]] = []
        self._row = FlowLayout(self)
        self.hide()
        self.say(self._say_words)

    @property
    def chips(self) -> tuple[IconButton, ...]:
        """The buttons, in the order of the question."""
        return tuple(chip for chip, _ in self._chips)

    def show_filters(self, filters: Sequence[DocumentFilter]) -> None:
        """Shows these in place of those before."""
        if [one for _, one in self._chips] == list(filters):
            return
        for chip, _ in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = [(self._chip(), one) for one in filters]
        for chip, _ in self._chips:
            self._row.addWidget(chip)
        self._say_words()
        self.setVisible(bool(filters))

    def _chip(self) -> IconButton:
        chip = IconButton("close", text=" ", role=QPalette.ColorRole.Accent, look="source")
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(self.removed)
        return chip

    def _say_words(self) -> None:
        for chip, one in self._chips:
            counted = documents(one.documents) if one.documents else self.tr("no document")
            chip.setText(f"{one.words} · {counted}")
            chip.set_name(
                self.tr("Only {words} ({documents}); press to search everywhere").format(
                    words=one.words, documents=counted
                )
            )


class FilterWatch(QObject):
    """Has the engine read the question while it is typed, and keeps whether its filters were taken off."""

    def __init__(
        self, api: AssistantApi, operations: Operations, page: ChatPage, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._page = api, operations, page
        self._off = False
        self._document: tuple[DocumentId, str] | None = None
        self._chips: FilterChips | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._read)
        page.composer.text_changed.connect(self._typed)

    @property
    def chips(self) -> FilterChips:
        """The row over the composer; made when it is first needed."""
        if self._chips is None:
            self._chips = FilterChips()
            self._chips.removed.connect(self._take_off)
            self._page.add_over_composer(self._chips)
        return self._chips

    def follows(self, question: str) -> bool:
        """Whether a question is to be searched where it says; ask before the composer is emptied."""
        return not (self._off and self._page.composer.text.strip() == question)

    def narrow(self, document: DocumentId, name: str) -> None:
        """Has the next question look into one document alone, until its chip is removed."""
        self._document = (document, name)
        self._show(())

    def take_document(self) -> tuple[DocumentId, str] | None:
        """The document that the next question looks into, with its name; it holds for one question."""
        taken, self._document = self._document, None
        self._show(())
        return taken

    def _typed(self, text: str) -> None:
        if len(text.strip()) >= _SHORTEST and not self._off:
            self._pause.start()
            return
        self._pause.stop()
        if not text.strip():
            self._off = False
        self._show(())

    def _read(self) -> None:
        composer = self._page.composer
        text, collection = composer.text.strip(), composer.search_in.collection
        if composer.use_documents == "never":
            return self._show(())

        def show(filters: Sequence[DocumentFilter]) -> None:
            if composer.text.strip() == text and not self._off:
                self._show(filters)

        self._operations.run(lambda: self._api.documents.filters(text, collection), show, _untold)
        return None

    def _show(self, filters: Sequence[DocumentFilter]) -> None:
        if self._document is not None:
            filters = (DocumentFilter(words=self._document[1], documents=1),)
        if filters or self._chips is not None:
            self.chips.show_filters(filters)

    def _take_off(self) -> None:
        if self._document is not None:
            self._document = None
            self._typed(self._page.composer.text)
        else:
            self._off = True
        self._show(())
        self._page.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _untold(_: ErrorReport) -> None:
    """Chips are a preview: what goes wrong is told when the question is asked."""
