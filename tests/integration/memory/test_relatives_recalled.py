"""What was said of one relative is not recalled for a question about another."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.clock import SystemClock
from assistant.conversation.history import ConversationStore
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.memory.memory import Memory
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder

pytestmark = pytest.mark.integration


def test_only_the_relative_that_is_asked_of_is_recalled(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    memory = Memory(storage, SharedEmbedder(HashedEmbedder), SystemClock(), Settings)
    conversations = ConversationStore(storage, SystemClock())
    try:
        memory.add("My sister Elke's birthday is 4 May.")
        memory.add("My brother Jan's birthday is 9 July.")
        conversations.add_question(None, "My father's birthday is always celebrated in the garden of the old mill.")
        memory.background.wait_until_done()

        def recalled(question: str) -> list[str]:
            return [line.text for line in memory.recall(question, outside=None)]

        assert recalled("When is my sister's birthday?") == ["My sister Elke's birthday is 4 May."]
        assert recalled("When is my mother's birthday?") == []
        assert recalled("Is my mother's birthday celebrated in the garden of the old mill?") == []
        assert len(recalled("Is my father's birthday celebrated in the garden of the old mill?")) == 1
    finally:
        memory.background.close()
        storage.close()
