"""Facts noticed at idle, over a real database and worker; once with a real small model under the grammar."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.conversation.model_holder import ChatModelHolder
from assistant.llm.llama_backend import LlamaChatModel
from assistant.memory.fact_store import FactStore
from assistant.memory.noticing import Noticing, judge
from assistant.records import FactOrigin
from assistant.settings import Settings
from assistant.testing.chat_model import ScriptedChatModel
from assistant.workers import Worker

pytestmark = pytest.mark.integration

WAIT_S = 20.0


@dataclasses.dataclass(slots=True)
class Reader:
    """Noticing over a talk, with what it told."""

    noticing: Noticing
    facts: FactStore
    model: ScriptedChatModel
    settings: Settings
    used: list[int]
    changed: threading.Event


@pytest.fixture
def reader(talk: Any) -> Iterator[Reader]:
    worker = Worker("llm")
    model = ScriptedChatModel(first_choice=lambda messages: 0.89 if "boss" in messages[-1].content else 0.91)
    holder = ChatModelHolder(lambda: model)
    worker.run(holder.get)
    facts = FactStore(talk.storage, talk.clock)
    used: list[int] = []
    changed = threading.Event()
    noticing = Noticing(
        holder=holder,
        worker=worker,
        storage=talk.storage,
        facts=facts,
        settings=lambda: made.settings,
        model_used=lambda: used.append(1),
        facts_changed=changed.set,
        quiet_s=0.0,
    )
    made = Reader(noticing=noticing, facts=facts, model=model, settings=Settings(), used=used, changed=changed)
    yield made
    noticing.close()
    worker.run(holder.close)
    worker.close()


def test_what_the_user_stated_becomes_a_fact_with_its_source(talk: Any, reader: Reader) -> None:
    where, message = talk.say("My daughter Mia is allergic to nuts. What can I cook?", "I live in a computer.")
    reader.noticing.turn_finished()
    assert reader.changed.wait(WAIT_S)
    (fact,) = reader.facts.all()
    assert fact.text == "My daughter Mia is allergic to nuts"
    assert fact.origin is FactOrigin.NOTICED
    assert fact.source is not None
    assert (fact.source.conversation, fact.source.message) == (where, message)
    assert fact.source.quote in talk.store.messages(where)[0].text


def test_the_model_is_asked_only_about_what_qualifies_and_once(talk: Any, reader: Reader) -> None:
    talk.say("What is the capital of France?")
    talk.say("Remember that I am vegan.")
    talk.say("My boss is angry.")
    talk.say("I live in Lyon.")
    for _ in range(2):
        reader.noticing.read(CancelToken())
    assert [prompt[-1].content for prompt in reader.model.weighed] == ["My boss is angry", "I live in Lyon"]
    assert [fact.text for fact in reader.facts.all()] == ["I live in Lyon"]
    assert reader.used == [1]


def test_a_turn_comes_first_and_the_rest_is_read_later(talk: Any, reader: Reader) -> None:
    talk.say("I live in Lyon.")
    stopped = CancelToken()
    stopped.cancel()
    reader.noticing.read(stopped)
    assert reader.facts.all() == []
    assert reader.used == []
    reader.noticing.read(CancelToken())
    assert len(reader.facts.all()) == 1


def test_the_switches_turn_it_off(talk: Any, reader: Reader) -> None:
    talk.say("I live in Lyon.")
    for off in ("memory_use", "memory_notice"):
        changed: dict[str, Any] = {off: False}
        reader.settings = dataclasses.replace(Settings(), **changed)
        reader.noticing.read(CancelToken())
    assert reader.facts.all() == []


def test_a_noticed_change_takes_the_place_of_what_was_said_before(talk: Any, reader: Reader) -> None:
    talk.say("I live in Lyon.")
    reader.noticing.read(CancelToken())
    talk.clock.time += 86_400
    talk.say("We moved to Oslo. I live in Oslo.")
    reader.noticing.read(CancelToken())
    current = [fact.text for fact in reader.facts.all(past=False)]
    assert current == ["I live in Oslo"]
    assert len(reader.facts.all()) == 2


def test_a_real_model_answers_yes_or_no_whatever_it_thinks(small_chat_file: Path) -> None:
    model = LlamaChatModel(small_chat_file, model_id="smollm", context_tokens=1024, threads=1)
    try:
        assert judge(model, "My daughter Mia is allergic to nuts", CancelToken()) in (True, False)
        stopped = CancelToken()
        stopped.cancel()
        assert judge(model, "I live in Lyon", stopped) is False
    finally:
        model.close()
