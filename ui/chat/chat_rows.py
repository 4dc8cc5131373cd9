"""The rows of the list of chats: by day or as hits of a search, with their marks, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemDelegate, QListWidget, QListWidgetItem, QMenu, QWidget

from assistant.ids import ConversationId
from assistant.records import ConversationHit, ConversationSummary
from ui.chat.grouping import Day, grouped, this_day
from ui.chat.hit_delegate import HIT_ROLE, HitDelegate
from ui.theme.icons import icon
from ui.widgets.list_rows import add_row
from ui.widgets.retranslated import Retranslated
from ui.widgets.text_direction import runs_leftwards

_ID = Qt.ItemDataRole.UserRole
# Not ``HIT_ROLE``, which is the next.
_PINNED = _ID + 2
_MARK = _ID + 3


class ChatRows(Retranslated, QListWidget):
    """Takes summaries or hits; emits what the user wants done with a conversation."""

    opened = Signal(int)
    hit_opened = Signal(int, object)
    renamed = Signal(int, str)
    delete_requested = Signal(int)
    pin_requested = Signal(int, bool)
    move_requested = Signal(int, str)
    new_folder_requested = Signal(int)
    export_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversations")
        self._current: ConversationId | None = None
        self._running: frozenset[ConversationId] = frozenset()
        self._unread: frozenset[ConversationId] = frozenset()
        self._conversations: Sequence[ConversationSummary] = ()
        # What the rows are of; None while they show something else.
        self._listed: tuple[Sequence[ConversationSummary], date] | None = None
        self._wanted = ""
        # What is to be shown once the name that is being typed is done with; else it would be lost.
        self._waiting = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemClicked.connect(self.open_item)
        self.itemActivated.connect(self.open_item)
        self.itemChanged.connect(self._renamed)
        self.say(self._say_words)

    def show_conversations(self, conversations: Sequence[ConversationSummary], today: date | None = None) -> None:
        """Shows these conversations, newest first, grouped by day."""
        self._conversations = conversations
        if self._naming:
            self._waiting = True
            return
        day = today or this_day()
        if self._listed == (conversations, day):
            # A list of a thousand takes 20 ms to be made, and nothing of it changed.
            return
        self._listed = (conversations, day)
        place = self._place_of_keyboard()
        if any(runs_leftwards(conversation.title) for conversation in conversations):
            self._paint_own()
        flag = Qt.ItemFlag
        self.blockSignals(True)
        self.clear()
        for name, group in grouped(conversations, day):
            add_row(self, self._day_words(name) if isinstance(name, Day) else name, flags=flag.NoItemFlags)
            for conversation in group:
                add_row(
                    self,
                    conversation.title or self.tr("New chat"),
                    {
                        _ID: int(conversation.id),
                        Qt.ItemDataRole.ToolTipRole: conversation.title,
                        _PINNED: conversation.pinned,
                    },
                    flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsEditable,
                )
        self.blockSignals(False)
        self.narrow(self._wanted)
        self.select(self._current)
        self._mark()
        if place is not None:
            self._put_keyboard(*place)

    def _place_of_keyboard(self) -> tuple[int, int] | None:
        """The chat that the keyboard is on, and how many stand above it; None while it is elsewhere."""
        item = self.currentItem()
        if item is None or item.data(_ID) is None or self.window().focusWidget() is not self:
            return None
        numbers = [one.data(_ID) for one in self.chats()]
        return item.data(_ID), numbers.index(item.data(_ID))

    def _put_keyboard(self, number: int, above: int) -> None:
        """Puts it on that chat again, or on the one in its place; the chat that is open stays marked."""
        seen = [one for one in self.chats() if not one.isHidden()]
        again = [one for one in seen if one.data(_ID) == number] or seen[min(above, len(seen) - 1) :][:1]
        for item in again:
            self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.NoUpdate)

    def show_hits(self, hits: Sequence[ConversationHit]) -> None:
        """Shows what a search found, the words marked."""
        self._paint_own()
        self._listed = None
        self.blockSignals(True)
        self.clear()
        if not hits:
            add_row(self, self.tr("No chat holds that."), flags=Qt.ItemFlag.NoItemFlags)
        for hit in hits:
            add_row(
                self,
                hit.title,
                {
                    _ID: int(hit.conversation),
                    HIT_ROLE: hit,
                    Qt.ItemDataRole.AccessibleTextRole: f"{hit.title}. {hit.text}",
                    Qt.ItemDataRole.ToolTipRole: hit.text or hit.title,
                },
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable,
            )
        self.blockSignals(False)
        self.select(self._current)

    def _paint_own(self) -> None:
        """From now on. Not from the first: lines that run rightwards are painted faster by the style alone."""
        if not isinstance(self.itemDelegate(), HitDelegate):
            self.setItemDelegate(HitDelegate(self))

    def narrow(self, wanted: str) -> None:
        """Hides the rows whose titles do not hold ``wanted``, and headings that nothing is left under."""
        self._wanted = wanted
        needle = wanted.strip().casefold()
        heading: QListWidgetItem | None = None
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_ID) is None:
                heading = item
                heading.setHidden(True)
            else:
                item.setHidden(needle not in item.text().casefold())
                if heading is not None and not item.isHidden():
                    heading.setHidden(False)

    def select(self, conversation: ConversationId | None) -> None:
        """Marks the conversation that is open; None marks none."""
        self._current = conversation
        self.clearSelection()
        for item in self.chats():
            if conversation is not None and item.data(_ID) == int(conversation):
                self.setCurrentItem(item)

    def mark_running(self, running: frozenset[ConversationId]) -> None:
        """Marks the conversations in which an answer is being written."""
        self._running = running
        self._mark()

    def mark_unread(self, unread: frozenset[ConversationId]) -> None:
        """Marks the conversations that got an answer while another was open."""
        self._unread = unread
        self._mark()

    def chats(self) -> list[QListWidgetItem]:
        """The rows without their headings, also those that are hidden."""
        items = [self.item(row) for row in range(self.count())]
        return [item for item in items if item.data(_ID) is not None]

    def open_item(self, item: QListWidgetItem) -> None:
        """Opens a row's conversation, a hit at its message."""
        if item.data(_ID) is None:
            return
        hit = item.data(HIT_ROLE)
        if hit is None or hit.message is None:
            self.opened.emit(item.data(_ID))
        else:
            self.hit_opened.emit(item.data(_ID), hit.message)

    def open_first(self) -> None:
        """Opens the first of the rows that are seen."""
        item = next((one for one in self.chats() if not one.isHidden()), None)
        if item is not None:
            self.open_item(item)

    def take_focus(self) -> None:
        """Gives the keyboard to the first of the rows that are seen."""
        item = next((one for one in self.chats() if not one.isHidden()), None)
        if item is not None:
            self.setCurrentItem(item)
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chat that is marked; another key may ask for its new name."""
        self._paint_own()
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            # One that a search has hidden is marked all the same; nobody sees that it would go.
            if not item.isHidden():
                self.delete_requested.emit(item.data(_ID))
            return
        super().keyPressEvent(event)

    @property
    def _naming(self) -> bool:
        return self.state() is QListWidget.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Shows what came while a name was typed."""
        super().closeEditor(editor, hint)
        if self._waiting:
            self._waiting = False
            self.show_conversations(self._conversations)
            self._mark()

    def _mark(self) -> None:
        if self._naming:
            self._waiting = True
            return
        role = Qt.ItemDataRole
        marks = {
            "running": self.tr("{title}: an answer is being written"),
            "done": self.tr("{title}: there is a new answer"),
        }
        self.blockSignals(True)
        for item in self.chats():
            number = item.data(_ID)
            mark = "running" if number in self._running else "done" if number in self._unread else None
            if mark == item.data(_MARK) or not item.flags() & Qt.ItemFlag.ItemIsEditable:
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
        self.blockSignals(False)

    def _say_words(self) -> None:
        self.setAccessibleName(self.tr("Chats"))
        if self._listed is not None:
            conversations, day = self._listed
            self._listed = None
            self.show_conversations(conversations, day)

    def _day_words(self, day: Day) -> str:
        words = {
            Day.PINNED: self.tr("Pinned"),
            Day.TODAY: self.tr("Today"),
            Day.YESTERDAY: self.tr("Yesterday"),
            Day.EARLIER: self.tr("Earlier"),
        }
        return words[day]

    def _name(self, number: int) -> None:
        """Lets the user type a name; the list may have been made anew since its menu was opened."""
        self._paint_own()
        for item in self.chats():
            if item.data(_ID) == number:
                self.setCurrentItem(item)
                self.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        self._listed = None
        title = item.text().strip()
        if item.data(_ID) is not None and title:
            self.renamed.emit(item.data(_ID), title)
        else:
            self._waiting = True  # the old name

    def _add_folders(self, menu: QMenu, number: int) -> None:
        there = next((one.folder for one in self._conversations if int(one.id) == number), "")
        folders = menu.addMenu(self.tr("Move to a folder"))
        for name in sorted({one.folder for one in self._conversations} - {"", there}, key=str.casefold):
            self._add_folder(folders, number, name)
        folders.addAction(self.tr("New folder …"), lambda: self.new_folder_requested.emit(number))
        if there:
            folders.addAction(self.tr("Out of its folder"), lambda: self.move_requested.emit(number, ""))

    def _add_folder(self, folders: QMenu, number: int, name: str) -> None:
        folders.addAction(name, lambda: self.move_requested.emit(number, name))

    def _show_menu(self, position: QPoint) -> None:
        item = self.itemAt(position)
        if item is None or item.data(_ID) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number, pinned = item.data(_ID), bool(item.data(_PINNED))
        if item.flags() & Qt.ItemFlag.ItemIsEditable:
            menu.addAction(self.tr("Rename"), lambda: self._name(number))
            pin_words = self.tr("Unpin") if pinned else self.tr("Pin to the top")
            menu.addAction(pin_words, lambda: self.pin_requested.emit(number, not pinned))
            self._add_folders(menu, number)
        menu.addAction(self.tr("Save as a file …"), lambda: self.export_requested.emit(number))
        menu.addAction(self.tr("Delete"), lambda: self.delete_requested.emit(number))
        menu.popup(self.viewport().mapToGlobal(position))
