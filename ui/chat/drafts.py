"""What is typed and not sent, by conversation, with the questions that wait: kept on the disk, and put back into the composer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ids import ConversationId
from ui.chat.chat_page import ChatPage
from ui.window_state import WindowState


class Drafts:
    """Of a temporary conversation nothing is kept."""

    def __init__(self, page: ChatPage, state: WindowState) -> None:
        self._page, self._state = page, state
        self.conversation: ConversationId | None = None
        self.temporary = False
        page.composer.set_text(state.draft(None))

    def save(self, text: str | None = None) -> None:
        """Keeps what is typed, or another text, for the open conversation."""
        if self.temporary:
            return
        typed = self._page.composer.text if text is None else text
        self._state.save_draft(self.conversation, _joined((self._page.queue.text, typed)))

    def write_on(self, waiting: Sequence[str]) -> None:
        """Puts questions that waited back before what is typed."""
        if waiting:
            self._page.composer.set_text(_joined((*waiting, self._page.composer.text)))

    def change_to(self, conversation: ConversationId | None, *, temporary: bool = False) -> None:
        """Keeps the draft of the conversation that is left, and shows that of the one that is opened."""
        self.write_on(self._page.queue.take_all())
        self.save()
        self.conversation, self.temporary = conversation, temporary
        self._page.composer.set_text(self._state.draft(conversation))

    def stored_as(self, conversation: ConversationId) -> None:
        """The new conversation was stored: what is typed goes on with it."""
        self._state.save_draft(None, "")
        self.conversation = conversation
        self.save()

    def forget(self, conversation: ConversationId) -> None:
        """Drops the draft of a conversation."""
        self._state.save_draft(conversation, "")


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)
