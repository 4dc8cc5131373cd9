"""Temporary conversations: they go on as others do, and nothing of them reaches the disk or the memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.clock import SystemClock
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.runner import ConversationRunner
from assistant.conversation.temporary import AllConversations, is_temporary
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.errors import NotFound
from assistant.ids import ConversationId
from assistant.memory.memory import Memory
from assistant.records import Answer, VoiceLatency
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.evidence import ScriptedEvidence
from assistant.workers import Worker

pytestmark = pytest.mark.integration

WAIT_S = 20.0


class Room:
    """A runner over both kinds of conversations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.storage = Storage(folder / "sotto.db")
        clock = SystemClock()
        self.memory = Memory(self.storage, SharedEmbedder(lambda: None), clock, Settings)
        self.store = AllConversations(self.storage, clock, before_delete=self.memory.forget_made_of)
        self.model = ScriptedChatModel(["I see, Xanthippe."])
        self.worker = Worker("llm")
        self.holder = ChatModelHolder(lambda: self.model)
        self.runner = ConversationRunner(
            holder=self.holder,
            worker=self.worker,
            store=self.store,
            evidence=ScriptedEvidence(),
            settings=Settings,
            publish=lambda _: None,
            clock=clock,
            memory=self.memory,
        )

    def ask(self, question: str, conversation: ConversationId | None = None, *, temporary: bool = False) -> Answer:
        answer = self.runner.ask(question, conversation=conversation, temporary=temporary).result(WAIT_S).answer
        assert answer is not None
        return answer

    def close(self) -> None:
        self.runner.close()
        self.worker.run(self.holder.close)
        self.worker.close()
        self.memory.background.close()
        self.storage.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def test_a_temporary_conversation_goes_on_and_leaves_no_byte(room: Room) -> None:
    first = room.ask("My name is Xanthippe.", temporary=True)
    assert is_temporary(first.conversation)
    second = room.ask("What is my name?", first.conversation)
    assert second.turn == 2
    assert [message.text for message in room.store.messages(first.conversation)] == [
        "My name is Xanthippe.",
        "I see, Xanthippe.",
        "What is my name?",
        "I see, Xanthippe.",
    ]
    assert "My name is Xanthippe." in room.model.prompts[-1][1].content
    assert room.store.list() == []
    room.memory.background.wait_until_done()
    for file in room.folder.rglob("*"):
        assert b"xanthippe" not in file.read_bytes().lower()
    room.store.delete(first.conversation)
    with pytest.raises(NotFound):
        room.store.messages(first.conversation)
    assert room.runner.ask("Stored?").result(WAIT_S).answer is not None
    assert len(room.store.list()) == 1


def test_it_neither_reads_nor_changes_the_memory(room: Room) -> None:
    room.ask("Remember that I am vegan.")
    answer = room.ask("Remember that I play chess.", temporary=True)
    assert answer.text.startswith("This chat is temporary")
    assert room.ask("これは覚えて：私は猫が好き", answer.conversation).text
    assert room.ask("Forget that I am vegan.", answer.conversation).text.startswith("This chat is temporary")
    assert room.ask("Am I vegan?", answer.conversation).remembered == ()
    assert [fact.text for fact in room.memory.list()] == ["I am vegan"]


def test_a_draft_in_a_temporary_conversation_knows_its_history(room: Room) -> None:
    first = room.ask("My name is Xanthippe.", temporary=True)
    draft = room.runner.draft("What is my name?", conversation=first.conversation)
    turn = draft.commit()
    assert turn.result(WAIT_S).answer is not None
    assert "My name is Xanthippe." in room.model.prompts[-1][1].content
    assert room.store.list() == []


def test_what_was_heard_of_a_temporary_answer_is_kept_in_memory_alone(room: Room) -> None:
    first = room.ask("My name is Xanthippe.", temporary=True)
    spoken = room.store.spoken_answers
    spoken.keep_latency(first.message, VoiceLatency(total=700.0))
    spoken.keep_heard(first.message, "I see,", " Xanthippe.")
    assert spoken.broken_off(first.conversation) == (first.message, "I see,", " Xanthippe.")
    answer = room.store.messages(first.conversation)[1].answer
    assert answer is not None
    assert (answer.text, answer.unheard) == ("I see,", " Xanthippe.")
    assert answer.voice_latency == VoiceLatency(total=700.0)
    room.ask("What is my name?", first.conversation)
    assert room.model.prompts[-1][2].content == "I see,"
    assert room.storage.rows("SELECT * FROM spoken_answers") == []
    room.store.delete(first.conversation)
    spoken.keep_heard(first.message, "I", " see")
