"""The memory inside real turns: remembered, recalled, superseded, and forgotten to the last byte."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.runner import ConversationRunner
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.errors import InvalidInput, NotFound
from assistant.events import Event
from assistant.ids import ConversationId, FactId, MessageId
from assistant.memory.memory import Memory
from assistant.records import Answer, Basis, FactOrigin
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.embedder import HashedEmbedder
from assistant.testing.evidence import ScriptedEvidence
from assistant.workers import Worker

pytestmark = pytest.mark.integration

WAIT_S = 20.0
DAY_S = 86_400.0


@dataclasses.dataclass(slots=True)
class TurnedClock:
    """A clock that stands where a test puts it."""

    time: float = 1_772_000_000.0

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time


@dataclasses.dataclass(slots=True)
class Room:
    """A conversation with a memory over a real database."""

    folder: Path
    storage: Storage
    store: ConversationStore
    memory: Memory
    runner: ConversationRunner
    model: ScriptedChatModel
    clock: TurnedClock
    events: list[Event]
    settings: Settings
    answer: Callable[[str], str]

    def ask(self, question: str, conversation: ConversationId | None = None, *, spoken: bool = False) -> Answer:
        """One turn to its end."""
        finished = self.runner.ask(question, conversation=conversation, spoken=spoken).result(WAIT_S)
        assert finished.error is None
        assert finished.answer is not None
        self.clock.time += 60
        return finished.answer

    def prompt(self) -> str:
        """The last user message the model was given."""
        return self.model.prompts[-1][-1].content

    def holds(self, text: str) -> bool:
        """Whether any file of the data folder holds a text, in UTF-8 or UTF-16, whatever its case."""
        wanted = [text.encode("utf-8").lower(), text.encode("utf-16-le").lower()]
        return any(
            any(one in file.read_bytes().lower() for one in wanted) for file in self.folder.rglob("*") if file.is_file()
        )


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    folder = tmp_path / "home"
    folder.mkdir()
    storage = Storage(folder / "sotto.db")
    clock = TurnedClock()
    memory = Memory(storage, SharedEmbedder(HashedEmbedder), clock, lambda: made.settings)
    store = ConversationStore(storage, clock, before_delete=memory.forget_made_of)
    worker = Worker("llm")
    model = ScriptedChatModel(lambda messages: made.answer(messages[-1].content))
    holder = ChatModelHolder(lambda: model)
    events: list[Event] = []
    runner = ConversationRunner(
        holder=holder,
        worker=worker,
        store=store,
        evidence=ScriptedEvidence(),
        settings=lambda: made.settings,
        publish=events.append,
        clock=clock,
        memory=memory,
    )
    made = Room(
        folder=folder,
        storage=storage,
        store=store,
        memory=memory,
        runner=runner,
        model=model,
        clock=clock,
        events=events,
        settings=Settings(),
        answer=lambda _: "All right.",
    )
    yield made
    runner.close()
    worker.run(holder.close)
    worker.close()
    memory.background.close()
    storage.close()


def test_remember_that_is_kept_at_once_without_the_model(room: Room) -> None:
    answer = room.ask("Remember that my daughter Mia is allergic to nuts.")
    assert answer.text == "I will remember: “my daughter Mia is allergic to nuts”."
    assert answer.basis is Basis.MEMORY
    assert answer.model == ""
    assert room.model.prompts == []
    (fact,) = room.memory.list()
    assert fact.text == "my daughter Mia is allergic to nuts"
    assert fact.origin is FactOrigin.TOLD
    assert fact.source is not None
    question, reply = room.store.messages(answer.conversation)
    assert (fact.source.message, fact.source.turn) == (question.id, 1)
    assert fact.source.quote in question.text
    assert [one.fact for one in answer.remembered] == [fact.id]
    assert reply.answer == answer


def test_by_voice_and_in_japanese(room: Room) -> None:
    answer = room.ask("娘のミアはナッツアレルギーだと覚えておいてください。", spoken=True)
    assert answer.text == "覚えました：「娘のミアはナッツアレルギーだ」"
    later = room.ask("ミアが食べられないものは？ナッツは？")
    assert "娘のミアはナッツアレルギーだ" in room.prompt()
    assert later.basis is Basis.MEMORY


def test_a_fact_comes_back_in_a_new_conversation_with_its_date_and_receipt(room: Room) -> None:
    told = room.ask("Remember that my daughter Mia is allergic to nuts.")
    answer = room.ask("What is my daughter Mia allergic to?")
    assert answer.conversation != told.conversation
    assert "2026-02-25: “my daughter Mia is allergic to nuts”" in room.prompt()
    assert room.prompt().endswith("What is my daughter Mia allergic to?")
    assert answer.basis is Basis.MEMORY
    (receipt,) = answer.remembered
    assert receipt.text == "my daughter Mia is allergic to nuts"
    assert receipt.conversation == told.conversation
    assert room.store.messages(answer.conversation)[1].answer == answer


def test_the_system_prompt_never_changes(room: Room) -> None:
    room.ask("Tell me a joke.")
    before = room.model.prompts[-1][0]
    room.ask("Remember that my daughter Mia is allergic to nuts.")
    room.ask("What is my daughter Mia allergic to?")
    assert room.model.prompts[-1][0] == before


def test_what_was_only_said_comes_back_too(room: Room) -> None:
    room.ask("We parked the blue caravan behind the old windmill near Haarlem.")
    answer = room.ask("Where did we park the blue caravan?")
    assert "behind the old windmill near Haarlem" in room.prompt()
    (receipt,) = answer.remembered
    assert receipt.fact is None
    assert receipt.message is not None


def test_nothing_is_recalled_for_what_was_never_said(room: Room) -> None:
    room.ask("Remember that my daughter Mia is allergic to nuts.")
    room.ask("We parked the blue caravan behind the old windmill near Haarlem.")
    for question in (
        "What is the capital of France?",
        "Write a haiku about the sea.",
        "How many legs has a spider?",
        "What is 17 times 23?",
        "富士山の高さは？",
        "Hello!",
        "thanks",
    ):
        answer = room.ask(question)
        assert answer.remembered == ()
        assert answer.basis is Basis.GENERAL
        assert "Mia" not in room.prompt()
        assert "caravan" not in room.prompt()


@pytest.mark.parametrize("said", ["Thanks for your help!", "ありがとうございました。"])
def test_thanks_bring_no_earlier_thanks_back(room: Room, said: str) -> None:
    room.ask(said)
    assert room.ask(said).remembered == ()


def test_the_model_s_own_words_and_questions_are_not_recalled(room: Room) -> None:
    room.answer = lambda _: "The lighthouse of Skagen was built in 1858."
    room.ask("When was the lighthouse of Skagen built?")
    assert room.ask("When was the lighthouse of Skagen built again?").remembered == ()


def test_a_new_value_takes_the_place_of_the_old_which_keeps_its_dates(room: Room) -> None:
    room.ask("Remember that my phone number is 555 0100.")
    room.clock.time += 30 * DAY_S
    answer = room.ask("Remember that my phone number is 555 0199.")
    assert answer.text.endswith("Until now it was: “my phone number is 555 0100”.")
    new, old = room.memory.list()
    assert (new.text, new.until) == ("my phone number is 555 0199", None)
    assert old.until == pytest.approx(new.since, abs=60)
    room.ask("What is my phone number?")
    assert "555 0199" in room.prompt()
    assert "555 0100" not in room.prompt()
    room.ask("What was my phone number before?")
    assert "no longer true since 2026-03-27: “my phone number is 555 0100”" in room.prompt()


def test_the_same_is_not_kept_twice(room: Room) -> None:
    room.ask("Remember that I am vegan.")
    assert room.ask("Remember that I am vegan!").text == "I remember that already: “I am vegan”."
    assert len(room.memory.list()) == 1


def test_a_request_with_a_question_is_kept_and_answered(room: Room) -> None:
    room.answer = lambda _: "Lentil curry."
    answer = room.ask("Remember that I am vegan. What can I cook tonight?")
    assert answer.text == "I will remember: “I am vegan”.\n\nLentil curry."
    assert len(room.memory.list()) == 1


def test_what_do_you_know_about_me(room: Room) -> None:
    room.ask("Remember that I am vegan.")
    room.ask("Remember that my sister lives in Oslo.")
    answer = room.ask("What do you know about me?")
    assert {one.text for one in answer.remembered} == {"I am vegan", "my sister lives in Oslo"}


def test_notes_stay_within_their_budget(room: Room) -> None:
    room.settings = dataclasses.replace(Settings(), memory_tokens=50)
    for number in range(6):
        room.ask(f"Remember that the garden shed number {number} of my uncle Bertram holds tools, paint and a ladder.")
    answer = room.ask("What does the garden shed of my uncle Bertram hold?")
    assert 1 <= len(answer.remembered) < 6


def test_the_switch_turns_it_off(room: Room) -> None:
    room.ask("Remember that I am vegan.")
    room.settings = dataclasses.replace(Settings(), memory_use=False)
    assert room.ask("Am I vegan?").remembered == ()
    assert room.ask("Remember that I play chess.").text.startswith("My memory is switched off")
    assert len(room.memory.list()) == 1


def test_a_draft_that_is_discarded_keeps_nothing(room: Room) -> None:
    draft = room.runner.draft("Remember that I am vegan.", conversation=None)
    assert "".join(draft.deltas()) == "I will remember: “I am vegan”."
    draft.discard()
    assert room.memory.list() == []
    committed = room.runner.draft("Remember that I am vegan.", conversation=None)
    "".join(committed.deltas())
    assert committed.commit().result(WAIT_S).answer is not None
    assert len(room.memory.list()) == 1


# -- forgetting ----------------------------------------------------------------------------------------------------------


def repeat_notes(prompt: str) -> str:
    """A model that says again what it was given."""
    return "You told me: " + prompt if "xanthippe" in prompt.lower() else "I do not know."


def test_forgetting_a_fact_leaves_no_byte_of_it(room: Room) -> None:
    room.answer = repeat_notes
    told = room.ask("Remember that my locker code is xanthippe4711.")
    room.ask("And what did I just say about the locker?", told.conversation)
    kept = room.ask("We parked the blue caravan behind the old windmill.")
    asked = room.ask("What is my locker code?")
    assert "xanthippe4711" in asked.text
    parts = json.dumps([["Is it xanthippe4711?", 0, 3, False, "memory", []]])
    with room.storage.write() as database:
        database.table("messages").update(asked.message, {"parts": parts})
    room.memory.background.wait_until_done()
    assert room.holds("xanthippe4711")
    plan = room.memory.plan_forgetting(facts=[room.memory.list()[0].id])
    assert len(plan.messages) == 1
    assert asked.message in plan.answers
    assert room.holds("xanthippe4711")
    room.memory.forget(plan)
    assert not room.holds("xanthippe")
    assert room.holds("caravan")
    assert room.memory.list() == []
    again = room.ask("What is my locker code?")
    assert again.remembered == ()
    assert again.text == "I do not know."
    room.ask("So what is the code?", told.conversation)
    assert "xanthippe" not in str(room.model.prompts[-1])
    assert [message.text for message in room.store.messages(asked.conversation)] == [
        "What is my locker code?",
        "(forgotten)",
    ]
    assert room.store.messages(kept.conversation)[0].text.startswith("We parked")
    assert room.storage.check() == "ok"


def test_forget_by_a_sentence_takes_the_request_along(room: Room) -> None:
    room.answer = repeat_notes
    room.ask("Remember that my locker code is xanthippe4711.")
    room.ask("By the way, my locker with the code xanthippe4711 is on the third floor.")
    answer = room.ask("Forget that my locker code is xanthippe4711.")
    assert answer.text.startswith("I have forgotten it: 1 fact and 2 messages")
    assert answer.basis is Basis.MEMORY
    room.memory.background.wait_until_done()
    room.storage.leave_no_trace()
    assert not room.holds("xanthippe")
    assert room.memory.list() == []


def test_forget_in_japanese(room: Room) -> None:
    room.ask("ロッカーの番号は四七一一だと覚えておいて。")
    answer = room.ask("ロッカーの番号を忘れてください。")
    assert answer.text == "忘れました（事実1件、発言1件）。"
    room.memory.background.wait_until_done()
    room.storage.leave_no_trace()
    assert not room.holds("四七一一")


def test_forget_what_i_just_said(room: Room) -> None:
    said = room.ask("The surprise party is on the 14th at xanthippe hall.")
    room.ask("Forget what I just said.", said.conversation)
    room.memory.background.wait_until_done()
    room.storage.leave_no_trace()
    assert not room.holds("xanthippe")


def test_what_is_not_there_cannot_be_forgotten(room: Room) -> None:
    room.ask("Remember that I am vegan.")
    assert room.ask("Forget my locker code.").text == "I remember nothing about that."
    assert len(room.memory.list()) == 1


def test_everything_is_not_forgotten_at_a_word(room: Room) -> None:
    room.ask("Remember that I am vegan.")
    assert "cannot be undone" in room.ask("Forget everything you know about me.").text
    assert len(room.memory.list()) == 1
    room.memory.forget_everything()
    assert room.memory.list() == []
    assert room.store.list() == []
    assert not room.holds("vegan")
    again = room.ask("Remember that my locker code is xanthippe4711.")
    room.memory.background.wait_until_done()
    room.store.delete(again.conversation)
    assert not room.holds("xanthippe")


def test_deleting_a_conversation_takes_its_facts_and_what_repeats_them(room: Room) -> None:
    room.answer = repeat_notes
    told = room.ask("Remember that my locker code is xanthippe4711.")
    asked = room.ask("What is my locker code?")
    assert "xanthippe4711" in asked.text
    room.memory.background.wait_until_done()
    room.store.delete(told.conversation)
    assert room.memory.list() == []
    assert not room.holds("xanthippe")


def test_an_edited_fact_keeps_its_source_and_is_found_by_its_new_words(room: Room) -> None:
    room.ask("Remember that my daughter Mia is allergic to nuts.")
    (fact,) = room.memory.list()
    edited = room.memory.edit(fact.id, "my daughter Mia is allergic to shellfish")
    assert edited.source == fact.source
    assert [one.text for one in room.memory.search("shellfish").facts] == ["my daughter Mia is allergic to shellfish"]


def test_facts_by_hand(room: Room) -> None:
    fact = room.memory.add("  The spare key is   under the pot. ")
    assert (fact.text, fact.origin, fact.source) == ("The spare key is under the pot.", FactOrigin.WRITTEN, None)
    room.ask("Where is my spare key?")
    assert "under the pot" in room.prompt()
    with pytest.raises(InvalidInput):
        room.memory.add("   ")
    with pytest.raises(InvalidInput):
        room.memory.add("x" * 501)
    with pytest.raises(NotFound):
        room.memory.edit(FactId(99), "x")
    with pytest.raises(NotFound):
        room.memory.plan_forgetting(facts=[FactId(99)])
    assert room.memory.plan_forgetting(messages=[MessageId(999)]).facts == ()
    room.memory.forget(room.memory.plan_forgetting(matching="spare key"))
    assert not room.holds("under the pot")


def test_what_is_forgotten_goes_from_branches_too(room: Room) -> None:
    first = room.ask("Remember that my dentist is called Xanthippe Grau.")
    second = room.ask("What is a molar?", first.conversation)
    branch = room.store.branch(first.conversation, MessageId(second.message + 1))
    room.memory.forget(room.memory.plan_forgetting([room.memory.list()[0].id]))
    assert room.store.messages(branch)[0].text == "(forgotten)"
    room.memory.background.close()
    room.storage.close()
    assert not room.holds("xanthippe")


def test_what_is_forgotten_goes_from_what_was_asked_again_too(room: Room) -> None:
    first = room.ask("My cat is called Miso.")
    told, _ = room.store.messages(first.conversation)
    turn = room.runner.ask("My cat is called Miso.", conversation=first.conversation, again=told.id)
    turn.result(20)
    again = room.store.messages(first.conversation)[2]
    for one in (told.id, again.id):
        plan = room.memory.plan_forgetting(messages=[one])
        assert {told.id, again.id} <= set(plan.messages)


def test_a_branch_outlives_the_conversation_it_was_made_of(room: Room) -> None:
    first = room.ask("My dentist is called Xanthippe Grau.")
    second = room.ask("What is a molar?", first.conversation)
    before = [message.text for message in room.store.messages(first.conversation)]
    branch = room.store.branch(first.conversation, MessageId(second.message + 1))
    room.store.delete(first.conversation)
    assert [message.text for message in room.store.messages(branch)] == before


def test_a_branch_keeps_the_receipts_of_its_answers(room: Room) -> None:
    room.ask("Remember that my dentist is called Xanthippe Grau.")
    answer = room.ask("What is my dentist called?")
    assert answer.remembered
    branch = room.store.branch(answer.conversation, MessageId(answer.message + 1))
    copied = room.store.messages(branch)[-1].answer
    assert copied is not None
    assert copied.remembered == answer.remembered


def test_what_was_said_long_ago_does_not_replace_what_was_said_since(room: Room) -> None:
    now = room.clock.time
    facts = room.memory.facts
    facts.remember("I live in Berlin", origin=FactOrigin.TOLD)
    old, replaced = facts.remember("I live in Lyon", origin=FactOrigin.NOTICED, said_at=now - 400 * DAY_S)
    assert replaced is None
    assert (old.since, old.until) == (now - 400 * DAY_S, now)
    assert [fact.text for fact in facts.all(past=False)] == ["I live in Berlin"]
    newer, replaced = facts.remember("I live in Kyoto", origin=FactOrigin.NOTICED, said_at=now + DAY_S)
    assert newer.until is None
    assert replaced is not None
    assert (replaced.text, replaced.until) == ("I live in Berlin", now + DAY_S)
