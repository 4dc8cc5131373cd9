"""The index sheet: every document with its state, a filter, and what can be done with the marked ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from assistant.records import FileReport
from ui.library.document_delegate import DocumentDelegate
from ui.library.document_item_model import REPORT_ROLE, DocumentItemModel
from ui.library.thumbnails import Thumbnails
from ui.widgets.retranslated import Retranslated


class DocumentList(Retranslated, QListView):
    """Emits ``opened(FileReport)``, and ``remove_requested`` and ``unlock_requested`` with a list of ``FileReport``."""

    opened = Signal(object)
    remove_requested = Signal(list)
    unlock_requested = Signal(list)
    marked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentList")
        self.say(lambda: self.setAccessibleName(self.tr("Documents")))
        self.items = DocumentItemModel(self)
        self.setModel(self.items)
        self._delegate = DocumentDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumHeight(160)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.activated.connect(lambda index: self._open(index.data(REPORT_ROLE)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.marked_changed.emit())
        self.items.modelReset.connect(self.marked_changed)

    def show_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Shows first pages in place of icons."""
        self._delegate.thumbnails = thumbnails
        thumbnails.arrived.connect(self.viewport().update)

    def set_reports(self, reports: Sequence[FileReport]) -> None:
        """Shows these files; marked ones stay marked, the keyboard stays on its file, and what is read stays in its place while
        files come in above it."""
        marked = self.marked()
        current: FileReport | None = self.currentIndex().data(REPORT_ROLE)
        at, first = self.verticalScrollBar().value(), self.indexAt(QPoint(self.viewport().width() // 2, 0))
        anchor: FileReport | None = first.data(REPORT_ROLE) if at > 0 else None
        above_px = self.visualRect(first).top()
        self.items.set_reports(reports)
        for report in marked:
            index = self.items.index_of(report)
            if index.isValid():
                self.selectionModel().select(index, self.selectionModel().SelectionFlag.Select)
        if current is not None:
            self.selectionModel().setCurrentIndex(
                self.items.index_of(current), self.selectionModel().SelectionFlag.NoUpdate
            )
        place = self.items.index_of(anchor) if anchor is not None else self.items.index(-1)
        if place.isValid():
            self.scrollTo(place, QAbstractItemView.ScrollHint.PositionAtTop)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - above_px)
        else:
            self.verticalScrollBar().setValue(at)

    def marked(self) -> list[FileReport]:
        """The files that are marked, from top to bottom."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [index.data(REPORT_ROLE) for index in rows]

    def names(self) -> list[str]:
        """The names in the list, from top to bottom."""
        return [str(self.items.index(row).data()) for row in range(self.items.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to remove what is marked."""
        if event.key() == Qt.Key.Key_Delete and self.marked():
            self.remove_requested.emit(self.marked())
            return
        super().keyPressEvent(event)

    def _open(self, report: FileReport) -> None:
        if report.document_id is not None and report.chunks:
            self.opened.emit(report)
        elif report.locked:
            self.unlock_requested.emit([report])

    def _show_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if not index.isValid():
            return
        # Files may come and go while it is open: what it does is done to those it was opened for.
        report: FileReport = index.data(REPORT_ROLE)
        marked = self.marked()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_action = menu.addAction(self.tr("Open"), lambda: self._open(report))
        open_action.setEnabled(bool(report.chunks))
        if any(one.locked for one in marked):
            menu.addAction(self.tr("Unlock …"), lambda: self.unlock_requested.emit(marked))
        menu.addAction(self.tr("Remove …"), lambda: self.remove_requested.emit(marked))
        menu.popup(self.viewport().mapToGlobal(position))
