"""A question that nothing remembered could answer is never embedded: most questions cost next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
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


class CountingEmbedder(HashedEmbedder):
    """Counts the questions it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def embed_query(self, text: str) -> Sequence[float]:  # type: ignore[override]  # as the protocol has it
        self.questions.append(text)
        return super().embed_query(text)


def test_general_questions_are_not_embedded(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    embedder = CountingEmbedder()
    memory = Memory(storage, SharedEmbedder(lambda: embedder), SystemClock(), Settings)
    try:
        assert memory.recall("What is my daughter allergic to?", outside=None) == ()
        assert embedder.questions == []
        memory.add("my daughter Mia is allergic to nuts")
        memory.background.wait_until_done()
        for question in ("What is the capital of France?", "How do I sort a list?", "富士山の高さは？", "Hello"):
            assert memory.recall(question, outside=None) == ()
        assert embedder.questions == []
        (line,) = memory.recall("What is my daughter allergic to?", outside=None)
        assert line.text == "my daughter Mia is allergic to nuts"
        assert embedder.questions == ["What is my daughter allergic to?"]
    finally:
        memory.background.close()
        storage.close()


def test_what_was_asked_before_or_said_in_the_same_conversation_is_no_reason_to_embed(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    embedder = CountingEmbedder()
    memory = Memory(storage, SharedEmbedder(lambda: embedder), SystemClock(), Settings)
    conversations = ConversationStore(storage, SystemClock())
    try:
        conversations.add_question(None, "When does the pharmacy in Elm Street open?")
        here, _ = conversations.add_question(None, "The pharmacy in Elm Street is closed on Sundays.")
        memory.background.wait_until_done()
        assert memory.recall("When does the pharmacy in Elm Street open?", outside=here) == ()
        assert embedder.questions == []
        (line,) = memory.recall("When is the pharmacy in Elm Street closed?", outside=None)
        assert line.text == "The pharmacy in Elm Street is closed on Sundays."
        assert len(embedder.questions) == 1
    finally:
        memory.background.close()
        storage.close()
