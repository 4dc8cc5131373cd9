"""Conversations in a real database, to be indexed, searched and forgotten."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversation.history import ConversationStore
from assistant.ids import ConversationId, MessageId
from assistant.records import Answer
from assistant.storage.database import Storage


@dataclasses.dataclass(slots=True)
class TurnedClock:
    """A clock that stands where a test puts it."""

    time: float = 1_772_000_000.0

    def now(self) -> float:
        """Unix time in seconds."""
        return self.time

    def monotonic(self) -> float:
        """As ``now``."""
        return self.time


@dataclasses.dataclass(slots=True, kw_only=True)
class Talk:
    """Says things in conversations of a real database."""

    storage: Storage
    store: ConversationStore
    clock: TurnedClock

    def say(
        self, question: str, answer: str = "I see.", conversation: ConversationId | None = None
    ) -> tuple[ConversationId, MessageId]:
        """One whole turn; the conversation and the question's message."""
        where, message = self.store.add_question(conversation, question)
        begun = self.store.begin_answer(where, message, sent=question, model="scripted")
        self.store.finish_answer(
            Answer(text=answer, conversation=where, message=begun, turn=1, model="scripted"), written=answer
        )
        return where, message


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    """An empty database to talk into."""
    storage = Storage(tmp_path / "sotto.db")
    clock = TurnedClock()
    yield Talk(storage=storage, store=ConversationStore(storage, clock), clock=clock)
    storage.close()
