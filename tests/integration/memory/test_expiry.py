"""Rules for how long things are kept: carried out as true forgetting, and never by a clock that jumps."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversation.history import ConversationStore
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.ids import ConversationId
from assistant.memory.expiry import DAY_S, Expiry
from assistant.memory.memory import Memory
from assistant.records import FactOrigin, ForgetAmounts
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder

pytestmark = pytest.mark.integration


@dataclasses.dataclass(slots=True)
class TwoClocks:
    """A wall clock that can be turned apart from the time that passes."""

    wall: float = 1_772_000_000.0
    passed: float = 0.0

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.passed

    def wait(self, seconds: float) -> None:
        self.wall += seconds
        self.passed += seconds


class Room:
    """Conversations and facts of several ages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.storage = Storage(folder / "sotto.db")
        self.clock = TwoClocks()
        self.settings = Settings(memory_keep_chats="90_days")
        self.memory = Memory(self.storage, SharedEmbedder(HashedEmbedder), self.clock, lambda: self.settings)
        self.store = ConversationStore(self.storage, self.clock, before_delete=self.memory.forget_made_of)
        self.expiry = Expiry(
            self.storage,
            self.clock,
            lambda: self.settings,
            self.store.delete,
            lambda facts: self.memory.forget(self.memory.plan_forgetting(facts)),
        )

    def say(self, text: str, conversation: ConversationId | None = None) -> ConversationId:
        number, message = self.store.add_question(conversation, text)
        self.memory.facts.remember(text, origin=FactOrigin.TOLD, message=message, quote=text)
        return number

    def titles(self) -> list[str]:
        return sorted(one.title for one in self.store.list())

    def holds(self, text: str) -> bool:
        wanted = text.encode()
        return any(wanted in file.read_bytes() for file in self.folder.rglob("*") if file.is_file())


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.memory.background.close()
    made.storage.close()


def test_only_what_is_old_enough_goes_and_with_it_all_that_was_made_of_it(room: Room) -> None:
    room.say("My dentist is called Xanthippe Grau")
    pinned = room.say("My cat is called Miso")
    room.store.pin(pinned, True)
    going_on = room.say("I live in Lyon")
    room.clock.wait(60 * DAY_S)
    room.say("I work as a nurse", going_on)
    room.clock.wait(31 * DAY_S)
    assert room.memory.plan_expiry("90_days", "forever") == ForgetAmounts(conversations=1, messages=1, facts=1)
    assert room.memory.plan_expiry("forever", "forever") == ForgetAmounts()
    assert room.memory.plan_expiry("30_days", "forever") == ForgetAmounts(conversations=2, messages=3, facts=3)
    assert room.expiry.apply() == 1
    assert room.titles() == ["I live in Lyon", "My cat is called Miso"]
    assert [fact.text for fact in room.memory.list()] == [
        "I work as a nurse",
        "I live in Lyon",
        "My cat is called Miso",
    ]
    room.memory.background.close()
    room.storage.close()
    assert not room.holds("Xanthippe")


def test_what_was_told_for_a_while_is_forgotten_when_it_is_over(room: Room) -> None:
    question = "Remember for two days that my bicycle stands at Xanthippe's"
    conversation, message = room.store.add_question(None, question)
    deed = room.memory.deed(question, conversation=conversation, before=message)
    assert deed is not None
    assert deed.forget_at == room.clock.wall + 2 * DAY_S
    assert deed.sentence.startswith("I will remember until ")
    room.memory.carry_out(deed, message)
    (fact,) = room.memory.list()
    assert (fact.text, fact.forget_at) == ("my bicycle stands at Xanthippe's", deed.forget_at)
    room.clock.wait(DAY_S)
    assert room.expiry.apply() == 0
    room.clock.wait(DAY_S + 1)
    # At once no more recalled, and gone for good at the next round.
    assert room.memory.list() == []
    assert room.memory.recall("Where is my bicycle?", outside=None) == ()
    assert room.expiry.apply() == 1
    room.memory.background.close()
    room.storage.close()
    assert not room.holds("Xanthippe")


def test_told_again_it_stays_as_long_as_was_said_last(room: Room) -> None:
    for question in ("Remember for two days that my car is red", "Remember that my car is red"):
        conversation, message = room.store.add_question(None, question)
        deed = room.memory.deed(question, conversation=conversation, before=message)
        assert deed is not None
        room.memory.carry_out(deed, message)
    (fact,) = room.memory.list()
    assert fact.forget_at is None


def test_an_end_that_cannot_be_is_asked_about(room: Room) -> None:
    question = "Remember until 30 February that my car is red"
    conversation, message = room.store.add_question(None, question)
    deed = room.memory.deed(question, conversation=conversation, before=message)
    assert deed is not None
    assert (deed.remember, deed.sentence[:18]) == ("", "I cannot tell when")


def test_facts_that_are_no_longer_true_go_when_they_were_past_long_enough(room: Room) -> None:
    room.settings = Settings(memory_keep_past_facts="30_days")
    room.say("I live in Lyon")
    room.clock.wait(DAY_S)
    room.say("I live in Kyoto")
    room.clock.wait(29 * DAY_S)
    assert room.expiry.apply() == 0
    room.clock.wait(2 * DAY_S)
    assert room.expiry.apply() == 1
    assert [fact.text for fact in room.memory.list()] == ["I live in Kyoto"]
    room.memory.background.close()
    room.storage.close()
    assert not room.holds("Lyon")


def test_nothing_goes_without_a_rule(room: Room) -> None:
    room.settings = Settings()
    room.say("I live in Lyon")
    room.clock.wait(4000 * DAY_S)
    assert room.expiry.apply() == 0
    assert room.titles() == ["I live in Lyon"]


def test_a_clock_that_jumps_empties_nothing(room: Room) -> None:
    room.say("I live in Lyon")
    room.clock.wall += 3650 * DAY_S
    assert room.expiry.apply() == 0
    room.clock.wall -= 3650 * DAY_S
    assert room.expiry.apply() == 0
    room.clock.wait(60.0)
    assert room.expiry.apply() == 0
    assert room.titles() == ["I live in Lyon"]


def test_everything_is_told_in_numbers(room: Room) -> None:
    room.say("I work as a nurse", room.say("I live in Lyon"))
    assert room.memory.plan_everything() == ForgetAmounts(conversations=1, messages=2, facts=2)
