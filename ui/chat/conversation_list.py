"""The side bar: past conversations by day, a filter, and a button for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from datetime import date

    from assistant.ids import ConversationId
    from assistant.records import ConversationSummary
    from ui.chat.grouping import Day

WIDEST_HINT_PX = 330
_ID = Qt.ItemDataRole.UserRole


class ConversationList(Retranslated, QFrame):
    """Takes summaries; emits what the user wants done with a conversation."""

    opened = Signal(int)
    new_requested = Signal()
    renamed = Signal(int, str)
    delete_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBar")
        self._current: ConversationId | None = None
        self._shown: tuple[Sequence[ConversationSummary], date | None] = ((), None)
        self._new = QPushButton()
        self._new.clicked.connect(self.new_requested)
        self._filter = QLineEdit()
        self._filter.textChanged.connect(self._apply_filter)
        self._list = QListWidget()
        self._list.setObjectName("conversations")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._show_menu)
        self._list.itemClicked.connect(self._open)
        self._list.itemActivated.connect(self._open)
        self._list.itemChanged.connect(self._renamed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._new)
        column.addWidget(self._filter)
        column.addWidget(self._list, 1)
        self.setMinimumWidth(180)
        self.say(self._say_words)

    def sizeHint(self) -> QSize:
        """Wide enough for a title of about thirty letters, and narrow enough to leave room when the text is large."""
        return QSize(min(self.fontMetrics().height() * 14 + 24, WIDEST_HINT_PX), 400)

    def show_conversations(self, conversations: Sequence[ConversationSummary], today: date | None = None) -> None:
        """Shows these conversations, newest first, grouped by day."""
        from ui.chat.grouping import by_day, this_day

        self._shown = (conversations, today)
        self._list.blockSignals(True)
        self._list.clear()
        for day, group in by_day(conversations, today or this_day()):
            heading = QListWidgetItem(self._day_words(day))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(heading)
            for conversation in group:
                item = QListWidgetItem(conversation.title or self.tr("New chat"))
                item.setData(_ID, int(conversation.id))
                item.setToolTip(conversation.title)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable)
                self._list.addItem(item)
        self._list.blockSignals(False)
        self._apply_filter(self._filter.text())
        self.select(self._current)

    def select(self, conversation: ConversationId | None) -> None:
        """Marks the conversation that is open; None marks none."""
        self._current = conversation
        self._list.clearSelection()
        for item in self._conversation_items():
            if conversation is not None and item.data(_ID) == int(conversation):
                self._list.setCurrentItem(item)

    def titles(self) -> list[str]:
        """The titles that are visible, headings left out."""
        return [item.text() for item in self._conversation_items() if not item.isHidden()]

    def focus_filter(self) -> None:
        """Puts the keyboard into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chat that is marked."""
        item = self._list.currentItem()
        if event.key() == Qt.Key.Key_Delete and self._list.hasFocus() and item is not None:
            self.delete_requested.emit(item.data(_ID))
            return
        super().keyPressEvent(event)

    def _say_words(self) -> None:
        self._new.setText(self.tr("New chat"))
        self._new.setAccessibleName(self.tr("New chat"))
        self._filter.setPlaceholderText(self.tr("Find a chat"))
        self._filter.setAccessibleName(self.tr("Find a chat by its title"))
        self._list.setAccessibleName(self.tr("Chats"))
        if self._shown[0]:
            self.show_conversations(*self._shown)

    def _conversation_items(self) -> list[QListWidgetItem]:
        items = [self._list.item(row) for row in range(self._list.count())]
        return [item for item in items if item.data(_ID) is not None]

    def _day_words(self, day: Day) -> str:
        from ui.chat.grouping import Day

        words = {
            Day.TODAY: self.tr("Today"),
            Day.YESTERDAY: self.tr("Yesterday"),
            Day.EARLIER: self.tr("Earlier"),
        }
        return words[day]

    def _apply_filter(self, wanted: str) -> None:
        # The button's drawing is looked for among the system's icons, which takes longer than all else in this list.
        self._filter.setClearButtonEnabled(bool(wanted))
        needle = wanted.strip().casefold()
        heading: QListWidgetItem | None = None
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(_ID) is None:
                heading = item
                heading.setHidden(True)
            else:
                item.setHidden(needle not in item.text().casefold())
                if heading is not None and not item.isHidden():
                    heading.setHidden(False)

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(_ID) is not None:
            self.opened.emit(item.data(_ID))

    def _renamed(self, item: QListWidgetItem) -> None:
        title = item.text().strip()
        if item.data(_ID) is not None and title:
            self.renamed.emit(item.data(_ID), title)

    def _show_menu(self, position: QPoint) -> None:
        item = self._list.itemAt(position)
        if item is None or item.data(_ID) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Rename"), lambda: self._list.editItem(item))
        menu.addAction(self.tr("Delete"), lambda: self.delete_requested.emit(item.data(_ID)))
        menu.popup(self._list.viewport().mapToGlobal(position))
