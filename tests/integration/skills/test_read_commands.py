"""Commands in the user's own words, read by a model: done, asked back, or left alone when it is not sure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.ids import ConversationId
from assistant.llm.base import ChatMessage, GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.records import Answer, Basis
from assistant.skills.commands.command_reading import slot_grammar, slot_messages
from assistant.skills.commands.command_topics import topic_of
from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.skills.timers.timer_watch import STORE, timer_of
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    def skills(storage: Storage, clock: Clock) -> SkillRoom:
        timers = ValueStore(storage, STORE)
        return SkillRoom(
            built_in_skills(
                lambda: [timer_of(value) for value in timers.all().values()],
                lambda: tmp_path,
                lambda: tmp_path / "calendar.ics",
                Mixer(),
            ),
            ActionJournal(storage, {STORE: timers, FILES: FileStore()}, clock),
            clock=clock,
            zone=lambda: datetime.UTC,
            publish=lambda _event: None,
            acted=lambda: None,
        )

    with open_conversation_room(tmp_path / "sotto.db", skills=skills) as opened:
        yield opened


def _asked(room: ConversationRoom, message: str, conversation: ConversationId | None = None) -> Answer:
    finished = room.runner.ask(message, conversation=conversation).result(60)
    assert finished.error is None
    assert finished.answer is not None
    return finished.answer


def test_what_the_model_is_sure_of_is_done(room: ConversationRoom) -> None:
    model = ScriptedChatModel()
    room.load = lambda: model
    answer = _asked(room, "I would like a wake up alarm at seven am tomorrow")
    assert answer.basis is Basis.SKILL
    assert [action.skill for action in answer.actions] == ["alarm.set"]
    assert answer.text == "Alarm set for tomorrow at 7:00."
    # The day and the hour are our own reading's: the model wrote nothing.
    assert (len(model.weighed), model.prompts) == (1, [])
    undone = _asked(room, "undo that", answer.conversation)
    assert undone.text.startswith("Undone")


def test_the_slots_are_words_of_the_sentence(room: ConversationRoom, tmp_path: Path) -> None:
    model = ScriptedChatModel(['{"what": "bread", "list": "shopping list"}'])
    room.load = lambda: model
    answer = _asked(room, "No bread left, shopping list")
    assert answer.basis is Basis.SKILL
    assert [action.skill for action in answer.actions] == ["list.add"]
    assert any("bread" in file.read_text(encoding="utf-8") for file in tmp_path.glob("**/*.md"))


def test_what_is_missing_is_asked_for(room: ConversationRoom) -> None:
    asked = _asked(room, "I would like a wake up alarm")
    assert (asked.basis, asked.actions) == (Basis.SKILL, ())
    assert asked.text.endswith("?")
    answer = _asked(room, "at 6:30 am tomorrow", asked.conversation)
    assert [action.skill for action in answer.actions] == ["alarm.set"]


def test_an_unsure_model_says_nothing_of_it(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["An ordinary answer."], first_choice=0.5)
    room.load = lambda: model
    answer = _asked(room, "I would like a wake up alarm at seven am tomorrow")
    assert (answer.text, answer.actions) == ("An ordinary answer.", ())
    assert answer.basis is Basis.GENERAL


@pytest.mark.parametrize(
    "message",
    [
        "What is the capital of France?",
        "How do alarms work?",
        "> wake up alarm at seven",
        "My alarm is broken",
        "Hello",
    ],
)
def test_ordinary_questions_do_not_wait_for_it(room: ConversationRoom, message: str) -> None:
    model = ScriptedChatModel()
    room.load = lambda: model
    assert _asked(room, message).basis is Basis.GENERAL
    assert model.weighed == []


def test_a_real_model_fills_the_slots_under_the_grammar(small_chat_file: Path) -> None:
    words = "牛乳がない、買い物リストにお願い"
    topic = topic_of(words)
    assert topic is not None
    meaning = topic.meanings[0]
    model = LlamaChatModel(small_chat_file, model_id="smollm2", context_tokens=2048, threads=2)
    options = GenerationOptions(
        max_tokens=80, temperature=0.0, repeat_penalty=1.0, grammar=slot_grammar(meaning, words)
    )
    try:
        items = model.generate(slot_messages(topic, meaning, words), options, CancelToken())
        text = "".join(item.text for item in items if isinstance(item, TextDelta))
        again = "".join(
            item.text
            for item in model.generate([ChatMessage(role="user", content="Hello")], options, CancelToken())
            if isinstance(item, TextDelta)
        )
    finally:
        model.close()
    for written in (text, again):
        assert written.startswith('{"what": "')
        value = written.removeprefix('{"what": "').partition('"')[0]
        assert value in words
