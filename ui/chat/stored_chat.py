"""Brings a stored conversation onto the screen: its messages, and the answer that is still being written in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId
from assistant.records import Message
from ui.chat.chat_page import ChatPage
from ui.chat.chosen_documents import ChosenDocuments
from ui.chat.drafts import Drafts
from ui.chat.entries import QuestionEntry, entries_of, without_streaming
from ui.chat.shown_turn import ShownTurn
from ui.chat.turns import TurnBook
from ui.operations import Operations
from ui.reading import Reading


class StoredChat(QObject):
    """Shows the conversation that ``drafts`` says is open. Messages that come when another one is open are passed over."""

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        page: ChatPage,
        drafts: Drafts,
        documents: ChosenDocuments,
        turns: TurnBook,
        shown: ShownTurn,
        tell_error: Callable[[ErrorReport], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._page, self._tell_error = api, page, tell_error
        self._messages = Reading(operations)
        self._then: tuple[ConversationId, Callable[[], None]] | None = None
        self._drafts, self._documents, self._turns, self._shown = drafts, documents, turns, shown
        self.last_question = ""
        """What was asked last, for Up in an empty box."""

    def load(self, conversation: ConversationId, then: Callable[[], None] | None = None) -> None:
        """Fetches the messages and shows them, and does something when they stand there."""

        if then is not None:
            self._then = conversation, then

        def show(messages: Sequence[Message]) -> None:
            if self._drafts.conversation == conversation:
                self._show(messages)
                # Of a reading too that was overtaken by this one.
                wanted, self._then = self._then, None
                if wanted is not None and wanted[0] == conversation:
                    wanted[1]()

        self._messages.begin(lambda: self._api.conversations.messages(conversation), show, self._tell_error)

    def _show(self, messages: Sequence[Message]) -> None:
        entries = entries_of(list(messages))
        running = self._turns.running_in(self._drafts.conversation)
        if running is not None and running.replaces is not None:
            entries = [without_streaming(entry) for entry in entries]
        elif running is not None:
            while entries and not isinstance(entries[-1], QuestionEntry):
                entries.pop()
            if entries:
                entries.pop()
        self._documents.read(messages)
        self._page.show_transcript(True)
        self._page.transcript.show_entries(entries)
        self._page.state_line.context.show_last([message.answer for message in messages if message.answer is not None])
        self.last_question = next((m.text for m in reversed(messages) if m.role == "user"), "")
        if running is not None:
            self._shown.show(running)
