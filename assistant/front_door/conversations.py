"""Past conversations, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assistant.ids import ConversationId, DocumentId, FactId, MessageId
from assistant.records import (
    ConversationHit,
    ConversationSummary,
    Fact,
    ForgetAmounts,
    ForgetPlan,
    ImportReport,
    MemoryFindings,
    Message,
)


class ConversationsApi(Protocol):
    """Past conversations."""

    def list(self) -> Sequence[ConversationSummary]:
        """All conversations, newest first."""

    def messages(self, conversation: ConversationId) -> Sequence[Message]:
        """A conversation's messages in order. Raises ``NotFound``."""

    def rename(self, conversation: ConversationId, title: str) -> None:
        """Gives a title that no automatic one replaces."""

    def delete(self, conversation: ConversationId) -> None:
        """Deletes a conversation with its messages and citations."""

    def pin(self, conversation: ConversationId, pinned: bool) -> None:
        """Keeps a conversation at the top of the list, or no longer. Raises ``NotFound``."""

    def search(self, query: str) -> Sequence[ConversationHit]:
        """Conversations that hold every word of the query in their title or in one message, newest first; one hit each."""

    def branch(
        self, conversation: ConversationId, before: MessageId, without: Sequence[MessageId] = ()
    ) -> ConversationId:
        """Copies a conversation's messages with lower ids than ``before`` into a new one, and the versions of their answers, but
        none of ``without``. Raises ``NotFound``."""

    def move(self, conversation: ConversationId, folder: str) -> None:
        """Puts a conversation into a folder, which exists while it holds one; an empty name takes it out. Raises ``NotFound``."""

    def import_chats(self, file: Path) -> ImportReport:
        """Takes in chats that another assistant exported (ChatGPT, Open WebUI, Markdown, Sotto's own JSON, or a ZIP archive of
        such); what is there already is not stored twice. Raises ``InvalidInput`` for another file."""

    def delete_messages(self, conversation: ConversationId, messages: Sequence[MessageId]) -> None:
        """Deletes single messages of a conversation; unknown ones are ignored. Raises ``NotFound``."""


class MemoryApi(Protocol):
    """What is remembered of the user, and forgetting it."""

    def list(self) -> Sequence[Fact]:
        """All facts, newest first, with those that a newer one took the place of."""

    def add(self, text: str) -> Fact:
        """Remembers what the user wrote down. Raises ``InvalidInput``."""

    def edit(self, fact: FactId, text: str) -> Fact:
        """Puts a fact in other words. Raises ``InvalidInput``, ``NotFound``."""

    def search(self, query: str, count: int = 8) -> MemoryFindings:
        """Facts and messages of every conversation, by words and meaning, best first."""

    def plan_forgetting(
        self, facts: Sequence[FactId] = (), messages: Sequence[MessageId] = (), matching: str = ""
    ) -> ForgetPlan:
        """What would go with these facts, these messages of the user, and all that holds the words of ``matching``; nothing is
        changed. Raises ``NotFound``."""

    def forget(self, plan: ForgetPlan) -> None:
        """Removes what a plan names, for good: facts, words, vectors, answers, free pages and write-ahead log."""

    def forget_document(self, document: DocumentId) -> int:
        """Takes the words out of every answer that quotes a document, which stays in the library; gives how many. Before
        ``documents.remove``, so that nothing of it is left."""

    def plan_expiry(self, keep_chats: str, keep_past_facts: str) -> ForgetAmounts:
        """What would go now under these values of ``memory_keep_chats`` and ``memory_keep_past_facts``."""

    def plan_everything(self) -> ForgetAmounts:
        """What ``forget_everything`` would remove of the memory, in numbers."""

    def forget_everything(self) -> None:
        """Removes, for good: every fact and conversation, timers and alarms, what the user's own skills keep, the journal with its
        undo, how long the user pauses in speaking, and automatic backups. Documents, settings, and the files of calendar, lists and
        notes stay."""
