"""Which chats got an answer while another one was open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant.ids import ConversationId


class UnreadChats(QObject):
    """``changed`` with the ids of all of them, each time one is added or read."""

    changed = Signal(frozenset)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unread: frozenset[ConversationId] = frozenset()

    def add(self, conversation: ConversationId) -> None:
        """An answer came that is not on the screen."""
        self._tell(self._unread | {conversation})

    def read(self, conversation: ConversationId | None) -> None:
        """A chat is opened."""
        if conversation in self._unread:
            self._tell(self._unread - {conversation})

    def _tell(self, unread: frozenset[ConversationId]) -> None:
        self._unread = unread
        self.changed.emit(unread)
