"""The library on one page, joined to the engine: add, watch, look into, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant.documents.reading.formats import NAME_PATTERNS
from assistant.errors import ErrorReport
from assistant.events import DocumentsForgotten, FileIndexed, IndexFinished, IndexProgress
from assistant.front_door import AssistantApi
from assistant.ids import OperationId
from assistant.records import FileReport, LibraryHealth, WatchedFolder
from ui.bridge import EngineBridge
from ui.library import library_questions
from ui.library.document_list import DocumentList
from ui.library.empty_library import EmptyLibrary
from ui.library.file_words import sum_words
from ui.library.health_sheet import HealthSheet
from ui.library.index_progress import IndexProgressLine
from ui.library.library_bar import LibraryBar
from ui.library.thumbnails import Thumbnails
from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.drop_overlay import DropOverlay
from ui.widgets.page_column import PageColumn, wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.trouble_card import TroubleCard

# Embedding goes on after reading; the sheet asks again while shares are still growing.
WATCH_MS = 2000
# Thousands of small files may come in a second; the list is made anew at most this often.
ARRIVAL_MS = 150


class LibraryPage(Retranslated, QWidget):
    """``opened(FileReport)`` when a document should be shown; ``PageViewer.open_document`` does. ``unlock_wanted`` with the locked
    documents that a password is to be asked for. ``collections_changed`` with the names of all collections, whenever the sheet
    was asked for."""

    opened = Signal(object)
    unlock_wanted = Signal(list)
    collections_changed = Signal(object)

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._api = api
        self._operations = operations
        self._files, self._health = Reading(operations), Reading(operations)
        self._operation: OperationId | None = None
        self._page = PageColumn()
        self.progress = IndexProgressLine()
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.filter = QLineEdit()
        self.list = DocumentList()
        self.thumbnails = Thumbnails(api, operations, self)
        self.list.show_thumbnails(self.thumbnails)
        self.empty = EmptyLibrary()
        self._nothing = wrapped_label(look="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._remove = self._button(lambda: self._confirm_removal(self.list.marked() or self._whole_collection()))
        self._unlock = self._button(lambda: self.unlock_wanted.emit(self._locked()))
        self._buttons = (
            self._unlock,
            self._remove,
            self._button(self.choose_folder),
            self._button(self.choose_files, "primary"),
        )
        find = QHBoxLayout()
        find.setSpacing(8)
        find.addWidget(self.filter, 1)
        for row, buttons in ((find, self._buttons[:2]), (self._page.head, self._buttons[2:])):
            for button in buttons:
                row.addWidget(button)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show_named)
        self.bar = LibraryBar()
        self.bar.collection_changed.connect(self._show_collection)
        self.bar.new_collection_wanted.connect(lambda: library_questions.ask_for_collection(self, self.bar.choose))
        self.bar.details_wanted.connect(self._show_details)
        self.sheet = HealthSheet(self)
        self.bar.pause_chosen.connect(self._set_paused)
        self.bar.unwatch_chosen.connect(self._unwatch)
        for part in (self.trouble, self.progress, self.bar, self.empty):
            self._page.column.addWidget(part)
        self._page.column.addLayout(find)
        self._page.column.addWidget(self.list, 1)
        self._page.column.addWidget(self._nothing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self.refresh)
        self._arrived: dict[tuple[Path, str], FileReport] = {}
        self._arrival = QTimer(self)
        self._arrival.setSingleShot(True)
        self._arrival.setInterval(ARRIVAL_MS)
        self._arrival.timeout.connect(self._show_arrived)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(ARRIVAL_MS)
        self._gone.timeout.connect(self.refresh)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(WATCH_MS)
        self._reading.timeout.connect(self._ask_health)
        self.trouble.again.connect(self.refresh)
        self.progress.cancel_chosen.connect(self._cancel)
        self.empty.files_chosen.connect(self.choose_files)
        self.empty.folder_chosen.connect(self.choose_folder)
        self.list.opened.connect(self.opened)
        self.list.remove_requested.connect(self._confirm_removal)
        self.list.unlock_requested.connect(self.unlock_wanted)
        self.list.marked_changed.connect(self._show_marked)
        DropOverlay(self, self._page).files_dropped.connect(self._take_dropped)
        bridge.index.connect(self._take)
        bridge.picture.connect(lambda _: self.refresh())
        self._show_reports([])
        self.say(self._say_words)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks at once for what came while nobody looked."""
        super().showEvent(event)
        if self._is_growing():
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees how shares grow, so nobody asks."""
        super().hideEvent(event)
        self._watch.stop()

    def _is_growing(self) -> bool:
        return any(report.embedded_chunks < report.chunks for report in self.list.items.reports)

    def _watch_growth(self) -> None:
        if self.isVisible() and self._is_growing():
            self._watch.start()

    def add(self, files: Sequence[Path]) -> None:
        """Reads files and folders in the background, into the collection that is shown."""
        collection = self.bar.collection or ""
        self.trouble.hide()
        self.progress.begin()
        self._operations.run(lambda: self._api.documents.add(files, collection), self._begun, self._failed_to_add)

    def follow(self, folder: Path) -> None:
        """Reads a folder and follows what happens in it."""
        collection = self.bar.collection or ""
        self.trouble.hide()
        self._operations.run(
            lambda: self._api.documents.watch(folder, collection), lambda _: self.refresh(), self.trouble.show_error
        )

    def refresh(self) -> None:
        """Asks the engine for the index sheet."""
        self._files.begin(self._api.documents.files, self._show_reports, self.trouble.show_error)
        self._ask_health()

    def _ask_health(self) -> None:
        self._health.begin(self._api.documents.health, self._show_health, self.trouble.show_error)

    def remove(self, reports: Sequence[FileReport], *, with_answers: bool = False, collection: str = "") -> None:
        """Forgets documents, without asking; with ``with_answers`` what was answered from them too. Where they are all of a
        ``collection``, folders are no longer followed for it."""
        ids = [report.document_id for report in reports if report.document_id is not None]

        def forget() -> Sequence[FileReport]:
            for folder in self._api.documents.health().watched if collection else ():
                if folder.collection == collection:
                    self._api.documents.unwatch(folder.path, collection)
            for document in ids:
                if with_answers:
                    self._api.memory.forget_document(document)
                self._api.documents.remove(document)
            return self._api.documents.files()

        def show(left: Sequence[FileReport]) -> None:
            self._show_reports(left)
            self._ask_health()

        self._operations.run(forget, show, self._failed_to_remove)

    def choose_files(self) -> None:
        """Lets the user choose files to add."""
        filters = self.tr("Documents") + f" ({NAME_PATTERNS});;" + self.tr("All files") + " (*)"
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add documents"), "", filters)
        if names:
            self.add([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Lets the user choose a folder to add."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if name:
            self.ask_to_follow(Path(name))

    def _take_dropped(self, files: Sequence[Path]) -> None:
        folder = library_questions.single_folder(files)
        if folder is None:
            self.add(files)
        else:
            self.ask_to_follow(folder)

    def ask_to_follow(self, folder: Path) -> None:
        """Adds a folder once, or follows it from now on, as the user likes."""
        library_questions.ask_to_follow(self, folder, lambda: self.follow(folder), lambda: self.add([folder]))

    def _set_paused(self, paused: bool) -> None:
        self.progress.rest()
        call = self._api.documents.pause if paused else self._api.documents.go_on
        self._operations.run(call, lambda _: self.refresh(), self.trouble.show_error)

    def _unwatch(self, folder: WatchedFolder) -> None:
        self._operations.run(
            lambda: self._api.documents.unwatch(folder.path, folder.collection),
            lambda _: self.refresh(),
            self.trouble.show_error,
        )

    def _show_details(self) -> None:
        if self.bar.health is not None:
            self.sheet.show_sheet(self.bar.health, self.list.items.reports)

    def _begun(self, operation: OperationId) -> None:
        self._operation = operation

    def _failed_to_add(self, error: ErrorReport) -> None:
        self.progress.end()
        self.trouble.show_error(error)

    def _failed_to_remove(self, error: ErrorReport) -> None:
        self.refresh()
        self.trouble.show_error(error)

    def _cancel(self) -> None:
        operation = self._operation
        if operation is not None:
            self._operations.run(lambda: self._api.documents.cancel(operation), None, self.trouble.show_error)

    def _take(self, event: FileIndexed | IndexProgress | IndexFinished | DocumentsForgotten) -> None:
        if isinstance(event, DocumentsForgotten):
            # A whole collection goes document by document.
            if not self._gone.isActive():
                self._gone.start()
            return
        self._operation = event.operation_id
        match event:
            case FileIndexed():
                self.progress.count(event.file)
                self.thumbnails.forget(event.file.document_id)
                self._arrived[event.file.path, event.file.collection] = event.file
                for timer in (self._arrival, self._reading):
                    if not timer.isActive():
                        timer.start()
            case IndexProgress():
                self.progress.show_progress(event)
            case IndexFinished():
                self._operation = None
                self._show_arrived()
                self.progress.end(event)
                if event.error is not None and event.error.kind != "interrupted":
                    self.trouble.show_error(event.error)
                self.refresh()

    def _show_reports(self, reports: Sequence[FileReport]) -> None:
        self.list.set_reports(reports)
        self.thumbnails.keep_only({report.document_id for report in reports if report.document_id is not None})
        self._show_what_there_is()
        self._watch_growth()

    def _show_health(self, health: LibraryHealth) -> None:
        self.bar.show_health(health)
        self.collections_changed.emit(health.collections)

    def _show_arrived(self) -> None:
        self._arrival.stop()
        if self._arrived:
            known = {(report.path, report.collection): report for report in self.list.items.reports} | self._arrived
            self._arrived = {}
            self.list.set_reports(list(known.values()))
            self._show_what_there_is()

    def _show_what_there_is(self) -> None:
        reports = self.list.items.reports
        self._page.set_title(self.tr("Documents"), sum_words(self.list.items.in_collection) if reports else "")
        self.empty.setVisible(not reports)
        for part in (self.bar, self.filter, *self._buttons):
            part.setVisible(bool(reports))
        shown = bool(self.list.items.rowCount())
        self.list.setVisible(bool(reports) and shown)
        self._nothing.setVisible(bool(reports) and not shown)
        self._nothing.setText(self._nothing_words())
        self._show_marked()

    def _nothing_words(self) -> str:
        if self.list.items.in_collection:
            return self.tr("No document has this in its name.")
        words = self.tr("There is nothing in “{collection}” yet. Drop files or a folder here, or add them.")
        return words.format(collection=self.bar.collection or "")

    def _show_collection(self, collection: str | None) -> None:
        self.list.items.set_collection(collection)
        self._show_what_there_is()

    def _show_named(self, words: str) -> None:
        self.list.items.set_filter(words)
        self._show_what_there_is()

    def _whole_collection(self) -> list[FileReport]:
        return self.list.items.in_collection if self.bar.collection else []

    def _say_words(self) -> None:
        words = (self.tr("Unlock …"), self.tr("Remove …"), self.tr("Add a folder"), self.tr("Add documents"))
        for button, text in zip(self._buttons, words, strict=True):
            button.setText(text)
            button.setAccessibleName(text)
        self.filter.setPlaceholderText(self.tr("Find a document"))
        self.filter.setAccessibleName(self.tr("Find a document by its name"))
        self._show_what_there_is()

    def _show_marked(self) -> None:
        removed = self.list.marked() or self._whole_collection()
        self._remove.setEnabled(any(report.document_id is not None for report in removed))
        self._unlock.setVisible(bool(self._locked()))

    def _locked(self) -> list[FileReport]:
        """The locked ones among the marked documents, or all that are locked where none of them is marked."""
        locked = [report for report in self.list.marked() if report.locked]
        return locked or [report for report in self.list.items.reports if report.locked]

    def _confirm_removal(self, reports: Sequence[FileReport]) -> None:
        known = [report for report in reports if report.document_id is not None]
        if not known:
            return
        # All that there is in a collection is the collection.
        collection = (self.bar.collection or "") if len(known) == len(self._whole_collection()) else ""

        def remove(with_answers: bool) -> None:
            if collection:
                self.bar.choose_all()
            self.remove(known, with_answers=with_answers, collection=collection)

        library_questions.ask_to_remove(self, known, remove, collection)

    def _button(self, on_click: Callable[[], None], look: str = "") -> QPushButton:
        button = QPushButton()
        if look:
            button.setProperty("look", look)
        button.clicked.connect(on_click)
        return button
