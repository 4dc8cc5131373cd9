"""The side bar: past conversations by day, a search over all they hold, a button for a new one, and the way to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from assistant.ids import ConversationId
    from assistant.records import ConversationHit, ConversationSummary
    from ui.chat.chat_rows import ChatRows

WIDEST_HINT_PX = 330
SEARCH_DELAY_MS = 180
_PLACE_OF_LIST = 2
# Pages by the command that opens them, with their drawing.
PAGES = {"documents": "document", "memory": "memory", "calendar": "calendar", "models": "model", "settings": "settings"}


class _Filter(QLineEdit):
    """Emits ``left_downwards`` when the down key is pressed."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Part of Qt's contract."""
        # Not a shortcut: that wants a name of Qt's when it is made, and PySide makes them all, which takes longer than the window.
        if event.key() == QtCore.Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


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
        self._pages = {name: IconButton(drawing, text=" ", look="page", parent=self) for name, drawing in PAGES.items()}
        self._shown: tuple[Sequence[ConversationSummary], date | None] = ((), None)
        self._new = QPushButton(self)
        self._new.clicked.connect(self.new_requested)
        self._filter = _Filter(self)
        self._filter.textChanged.connect(self._find)
        self._filter.returnPressed.connect(self._open_first)
        self._filter.left_downwards.connect(lambda: self._rows.take_focus())
        self._looking = self._opens_first = False
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

    def mark_page(self, page: str) -> None:
        """Marks the button of the page that is open; the chat has none."""
        for name, button in self._pages.items():
            # The others are no switches: a screen reader would call them off.
            button.setCheckable(name == page)
            button.setChecked(name == page)

    @cached_property
    def _rows(self) -> ChatRows:
        """The conversations; made when they are first shown, which is after the window is on the screen."""
        from ui.chat.chat_rows import ChatRows

        rows = ChatRows()
        for told, tell in (
            (rows.opened, self.opened),
            (rows.hit_opened, self.hit_opened),
            (rows.renamed, self.renamed),
            (rows.delete_requested, self.delete_requested),
            (rows.pin_requested, self.pin_requested),
            (rows.move_requested, self.move_requested),
            (rows.new_folder_requested, self.new_folder_requested),
            (rows.export_requested, self.export_requested),
        ):
            told.connect(tell)
        self._column.takeAt(_PLACE_OF_LIST)
        self._column.insertWidget(_PLACE_OF_LIST, rows, 1)
        self.setTabOrder(self._filter, rows)
        return rows

    def sizeHint(self) -> QSize:
        """Wide enough for a title of about thirty letters, and narrow enough to leave room when the text is large."""
        return QSize(min(self.fontMetrics().height() * 14 + 24, WIDEST_HINT_PX), 400)

    def show_conversations(self, conversations: Sequence[ConversationSummary], today: date | None = None) -> None:
        """Shows these conversations, newest first, grouped by day."""
        self._shown = (conversations, today)
        wanted = self._filter.text().strip()
        if wanted and not self._looking:
            # What was found stays there, and is looked for anew.
            self.search_requested.emit(wanted)
        else:
            self._rows.show_conversations(conversations, today)

    def show_hits(self, query: str, hits: Sequence[ConversationHit]) -> None:
        """Shows what a search found, the words marked; an answer to an older question is passed over."""
        if query and query == self._filter.text().strip():
            self._rows.show_hits(hits)
            self._looking = False
            if self._opens_first:
                self._opens_first = False
                self._rows.open_first()

    def select(self, conversation: ConversationId | None) -> None:
        """Marks the conversation that is open; None marks none."""
        self._rows.select(conversation)

    def mark_running(self, running: frozenset[ConversationId]) -> None:
        """Marks the conversations in which an answer is being written."""
        self._rows.mark_running(running)

    def mark_unread(self, unread: frozenset[ConversationId]) -> None:
        """Marks the conversations that got an answer while another was open."""
        self._rows.mark_unread(unread)

    def titles(self) -> list[str]:
        """The titles that are visible, headings left out."""
        return [item.text() for item in self._rows.chats() if not item.isHidden()]

    def focus_filter(self) -> None:
        """Puts the keyboard into the filter."""
        self._filter.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _open_first(self) -> None:
        """Opens the first that was found; what is still looked for is opened when it comes."""
        if self._looking:
            self._opens_first = True
        elif self._filter.text().strip():
            self._rows.open_first()

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

    def _find(self, wanted: str) -> None:
        # The button's drawing is looked for among the system's icons, which takes longer than all else in this list.
        self._filter.setClearButtonEnabled(bool(wanted))
        # Titles are narrowed at once; what was said is looked up when the typing rests.
        self._rows.show_conversations(*self._shown)
        self._rows.narrow(wanted)
        self._looking, self._opens_first = bool(wanted.strip()), False
        self._search.start()
