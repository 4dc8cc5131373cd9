"""The side bar: past conversations by day, a search over all they hold, a button for a new one, and the way to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.icons import icon
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QListWidget, QListWidgetItem

    from assistant.ids import ConversationId
    from assistant.records import ConversationHit, ConversationSummary
    from ui.chat.grouping import Day

WIDEST_HINT_PX = 330
# Qt.ItemDataRole.UserRole; to name it here would make all of Qt's enums before the first paint.
_ID = 0x0100
_PINNED = _ID + 2
_MARK = _ID + 3
SEARCH_DELAY_MS = 180
_PLACE_OF_LIST = 2
# Pages by the command that opens them, with their drawing.
PAGES = {"documents": "document", "memory": "memory", "calendar": "calendar", "models": "model", "settings": "settings"}


class ConversationList(Retranslated, QFrame):
    """Takes summaries; emits what the user wants done with a conversation."""

    opened = Signal(int)
    hit_opened = Signal(int, object)
    new_requested = Signal()
    renamed = Signal(int, str)
    delete_requested = Signal(int)
    pin_requested = Signal(int, bool)
    move_requested = Signal(int, str)
    new_folder_requested = Signal(int)
    export_requested = Signal(int)
    search_requested = Signal(str)
    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBar")
        self._current: ConversationId | None = None
        self._running: frozenset[ConversationId] = frozenset()
        self._unread: frozenset[ConversationId] = frozenset()
        self._pages = {name: IconButton(drawing, text=" ", look="page", parent=self) for name, drawing in PAGES.items()}
        self._shown: tuple[Sequence[ConversationSummary], date | None] = ((), None)
        # What the list is of; None while it shows something else.
        self._listed: tuple[Sequence[ConversationSummary], date] | None = None
        self._new = QPushButton(self)
        self._new.clicked.connect(self.new_requested)
        self._filter = QLineEdit(self)
        self._filter.textChanged.connect(self._find)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_DELAY_MS)
        self._search.timeout.connect(lambda: self.search_requested.emit(self._filter.text().strip()))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._new)
        column.addWidget(self._filter)
        # The place of the list, which looks like the side bar itself while it is empty.
        column.addStretch(1)
        line = QFrame(self)
        line.setObjectName("hairLine")
        line.setFixedHeight(1)
        column.addWidget(line)
        pages = QVBoxLayout()
        pages.setSpacing(0)
        for name, button in self._pages.items():
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, name=name: self.page_requested.emit(name))
            pages.addWidget(button)
        column.addLayout(pages)
        self.setMinimumWidth(180)
        self.say(self._say_words)

    @cached_property
    def _list(self) -> QListWidget:
        """The conversations; made when they are first shown, which is after the window is on the screen."""
        found = QtWidgets.QListWidget()
        found.setObjectName("conversations")
        found.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.setVerticalScrollMode(QtWidgets.QListWidget.ScrollMode.ScrollPerPixel)
        found.setTextElideMode(QtCore.Qt.TextElideMode.ElideRight)
        found.setEditTriggers(QtWidgets.QListWidget.EditTrigger.EditKeyPressed)
        found.setContextMenuPolicy(QtCore.Qt.ContextMenuPolicy.CustomContextMenu)
        found.customContextMenuRequested.connect(self._show_menu)
        found.itemClicked.connect(self._open)
        found.itemActivated.connect(self._open)
        found.itemChanged.connect(self._renamed)
        self._column.takeAt(_PLACE_OF_LIST)
        self._column.insertWidget(_PLACE_OF_LIST, found, 1)
        self.setTabOrder(self._filter, found)
        self.say(lambda: found.setAccessibleName(self.tr("Chats")))
        return found

    def sizeHint(self) -> QSize:
        """Wide enough for a title of about thirty letters, and narrow enough to leave room when the text is large."""
        return QSize(min(self.fontMetrics().height() * 14 + 24, WIDEST_HINT_PX), 400)

    def show_conversations(self, conversations: Sequence[ConversationSummary], today: date | None = None) -> None:
        """Shows these conversations, newest first, grouped by day."""
        from ui.chat.grouping import Day, grouped, this_day

        flag = QtCore.Qt.ItemFlag
        self._shown = (conversations, today)
        day = today or this_day()
        if self._listed == (conversations, day):
            # A list of a thousand takes 20 ms to be made, and nothing of it changed.
            return
        self._listed = (conversations, day)
        self._list.blockSignals(True)
        self._list.clear()
        for name, group in grouped(conversations, day):
            heading = QtWidgets.QListWidgetItem(self._day_words(name) if isinstance(name, Day) else name)
            heading.setFlags(flag.NoItemFlags)
            self._list.addItem(heading)
            for conversation in group:
                item = QtWidgets.QListWidgetItem(conversation.title or self.tr("New chat"))
                item.setData(_ID, int(conversation.id))
                item.setToolTip(conversation.title)
                item.setData(_PINNED, conversation.pinned)
                item.setFlags(flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsEditable)
                self._list.addItem(item)
        self._list.blockSignals(False)
        self._apply_filter(self._filter.text())
        self.select(self._current)
        self._mark()

    def show_hits(self, query: str, hits: Sequence[ConversationHit]) -> None:
        """Shows what a search found, the words marked; an answer to an older question is passed over."""
        if not query or query != self._filter.text().strip():
            return
        from ui.chat.hit_delegate import HIT_ROLE, HitDelegate

        if not isinstance(self._list.itemDelegate(), HitDelegate):
            self._list.setItemDelegate(HitDelegate(self._list))
        self._listed = None
        self._list.blockSignals(True)
        self._list.clear()
        if not hits:
            nothing = QtWidgets.QListWidgetItem(self.tr("No chat holds that."))
            nothing.setFlags(QtCore.Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        for hit in hits:
            item = QtWidgets.QListWidgetItem(hit.title)
            item.setData(_ID, int(hit.conversation))
            item.setData(HIT_ROLE, hit)
            item.setData(QtCore.Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}. {hit.text}")
            item.setToolTip(hit.text or hit.title)
            item.setFlags(QtCore.Qt.ItemFlag.ItemIsEnabled | QtCore.Qt.ItemFlag.ItemIsSelectable)
            self._list.addItem(item)
        self._list.blockSignals(False)
        self.select(self._current)

    def select(self, conversation: ConversationId | None) -> None:
        """Marks the conversation that is open; None marks none."""
        self._current = conversation
        self._list.clearSelection()
        for item in self._conversation_items():
            if conversation is not None and item.data(_ID) == int(conversation):
                self._list.setCurrentItem(item)

    def mark_running(self, running: frozenset[ConversationId]) -> None:
        """Marks the conversations in which an answer is being written."""
        self._running = running
        self._mark()

    def mark_unread(self, unread: frozenset[ConversationId]) -> None:
        """Marks the conversations that got an answer while another was open."""
        self._unread = unread
        self._mark()

    def _mark(self) -> None:
        role = QtCore.Qt.ItemDataRole
        marks = {
            "running": self.tr("{title}: an answer is being written"),
            "done": self.tr("{title}: there is a new answer"),
        }
        self._list.blockSignals(True)
        for item in self._conversation_items():
            number = item.data(_ID)
            mark = "running" if number in self._running else "done" if number in self._unread else None
            if mark == item.data(_MARK) or not item.flags() & QtCore.Qt.ItemFlag.ItemIsEditable:
                continue
            words = marks[mark].format(title=item.text()) if mark is not None else None
            item.setData(_MARK, mark)
            item.setData(role.AccessibleTextRole, words)
            item.setToolTip(words or item.text())
            font = item.font()
            font.setBold(mark == "done")
            item.setFont(font)
            colour = self.palette().color(QPalette.ColorRole.Accent)
            item.setIcon(icon(mark, colour, self.devicePixelRatioF()) if mark is not None else QIcon())
        self._list.blockSignals(False)

    def titles(self) -> list[str]:
        """The titles that are visible, headings left out."""
        return [item.text() for item in self._conversation_items() if not item.isHidden()]

    def focus_filter(self) -> None:
        """Puts the keyboard into the filter."""
        self._filter.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chat that is marked."""
        item = self._list.currentItem()
        if event.key() == QtCore.Qt.Key.Key_Delete and self._list.hasFocus() and item is not None:
            self.delete_requested.emit(item.data(_ID))
            return
        super().keyPressEvent(event)

    def _say_words(self) -> None:
        self._new.setText(self.tr("New chat"))
        self._new.setAccessibleName(self.tr("New chat"))
        self._filter.setPlaceholderText(self.tr("Find a chat"))
        self._filter.setAccessibleName(self.tr("Find a chat by what was said in it"))
        for name, words in (
            ("documents", self.tr("Documents")),
            ("memory", self.tr("Memory")),
            ("calendar", self.tr("Calendar")),
            ("models", self.tr("Models")),
            ("settings", self.tr("Settings")),
        ):
            self._pages[name].set_name(words)
            self._pages[name].setText(words)
        if self._shown[0]:
            self._listed = None
            self.show_conversations(*self._shown)

    def _conversation_items(self) -> list[QListWidgetItem]:
        items = [self._list.item(row) for row in range(self._list.count())]
        return [item for item in items if item.data(_ID) is not None]

    def _day_words(self, day: Day) -> str:
        from ui.chat.grouping import Day

        words = {
            Day.PINNED: self.tr("Pinned"),
            Day.TODAY: self.tr("Today"),
            Day.YESTERDAY: self.tr("Yesterday"),
            Day.EARLIER: self.tr("Earlier"),
        }
        return words[day]

    def _find(self, wanted: str) -> None:
        # Titles are narrowed at once; what was said is looked up when the typing rests.
        self.show_conversations(*self._shown)
        self._search.start()
        self._apply_filter(wanted)

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
        if item.data(_ID) is None:
            return
        from ui.chat.hit_delegate import HIT_ROLE

        hit = item.data(HIT_ROLE)
        if hit is None or hit.message is None:
            self.opened.emit(item.data(_ID))
        else:
            self.hit_opened.emit(item.data(_ID), hit.message)

    def _renamed(self, item: QListWidgetItem) -> None:
        title = item.text().strip()
        if item.data(_ID) is not None and title:
            self.renamed.emit(item.data(_ID), title)

    def _add_folders(self, menu: QMenu, number: int) -> None:
        there = next((one.folder for one in self._shown[0] if int(one.id) == number), "")
        folders = menu.addMenu(self.tr("Move to a folder"))
        for name in sorted({one.folder for one in self._shown[0]} - {"", there}, key=str.casefold):
            self._add_folder(folders, number, name)
        folders.addAction(self.tr("New folder …"), lambda: self.new_folder_requested.emit(number))
        if there:
            folders.addAction(self.tr("Out of its folder"), lambda: self.move_requested.emit(number, ""))

    def _add_folder(self, folders: QMenu, number: int, name: str) -> None:
        folders.addAction(name, lambda: self.move_requested.emit(number, name))

    def _show_menu(self, position: QPoint) -> None:
        item = self._list.itemAt(position)
        if item is None or item.data(_ID) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        number, pinned = item.data(_ID), bool(item.data(_PINNED))
        if item.flags() & QtCore.Qt.ItemFlag.ItemIsEditable:
            menu.addAction(self.tr("Rename"), lambda: self._list.editItem(item))
            pin_words = self.tr("Unpin") if pinned else self.tr("Pin to the top")
            menu.addAction(pin_words, lambda: self.pin_requested.emit(number, not pinned))
            self._add_folders(menu, number)
        menu.addAction(self.tr("Save as a file …"), lambda: self.export_requested.emit(number))
        menu.addAction(self.tr("Delete"), lambda: self.delete_requested.emit(number))
        menu.popup(self._list.viewport().mapToGlobal(position))
