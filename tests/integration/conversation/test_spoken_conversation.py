"""A spoken conversation on scripted sound over the real conversation room and a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversation.spoken_answers import SpokenAnswers
from assistant.events import (
    SpeakingEnded,
    SpeakingStarted,
    TurnStarted,
    VoiceInterrupted,
    VoiceMode,
    VoiceStopped,
    VoiceTurnFinished,
)
from assistant.records import MessageState
from assistant.settings import Settings
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room
from tests.spoken_conversation import Rig

pytestmark = pytest.mark.integration

ANSWER = "Cats sleep a lot, and they like it. They also hunt mice at night. Dogs do not."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        yield opened


def spoken(room: ConversationRoom, speech: list[tuple[int, int]], texts: list[tuple[int, str]]) -> Rig:
    return Rig(
        speech=speech,
        texts=texts,
        answers=[],
        settings=Settings(voice_route="headphones"),
        turns=room.runner,
        record=SpokenAnswers(room.storage),
    )


def test_the_model_is_told_what_was_heard_and_no_more(room: ConversationRoom) -> None:
    model = ScriptedChatModel([ANSWER, "All right."])
    room.load = lambda: model
    rig = spoken(
        room,
        [(10, 40), (100, 125)],
        [(0, "Tell me about cats."), (70, "No, tell me"), (112, "No, tell me about dogs.")],
    )
    rig.hold[70] = lambda: rig.sounds
    rig.hold[150] = lambda: rig.speaker.queued or len(rig.all_of(SpeakingStarted)) == 2
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished, 2)
    rig.service.stop()
    (interrupted,) = rig.all_of(VoiceInterrupted)
    (conversation,) = room.store.list()
    asked, answered, _, again = room.store.messages(conversation.id)
    assert asked.text == "Tell me about cats."
    assert answered.text == interrupted.heard_text
    assert answered.state is MessageState.INTERRUPTED
    assert answered.answer is not None
    assert answered.text + answered.answer.unheard == ANSWER
    told = [message.content for message in model.prompts[-1] if message.role == "assistant"]
    assert told == [interrupted.heard_text]
    assert again.answer is not None
    assert again.answer.voice_latency is not None
    assert again.answer.voice_latency.total > 0


def test_when_its_chat_is_deleted_a_spoken_conversation_goes_on_in_a_new_one(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["Hello.", "Cats sleep.", "Cats sleep.", "Dogs do not."])
    room.load = lambda: model
    first = room.runner.ask("Hi").result(20.0)
    assert first.answer is not None
    rig = spoken(room, [(10, 40), (150, 175)], [(0, "Tell me about cats."), (170, "And about dogs?")])
    rig.hold[120] = lambda: len(rig.all_of(VoiceTurnFinished)) == 1
    rig.service.start(VoiceMode.HANDS_FREE, first.answer.conversation)
    room.store.delete(first.answer.conversation)
    rig.wait_for(VoiceTurnFinished, 2)
    rig.service.stop()
    (conversation,) = room.store.list()
    assert [message.text for message in room.store.messages(conversation.id)] == [
        "Tell me about cats.",
        "Cats sleep.",
        "And about dogs?",
        "Dogs do not.",
    ]
    assert [event.spoken_text for event in rig.all_of(SpeakingEnded)] == ["Cats sleep.", "Dogs do not."]
    (stopped,) = rig.all_of(VoiceStopped)
    assert stopped.error is None


def test_a_draft_that_was_thrown_away_leaves_no_trace(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["Cats sleep.", "Both sleep."])
    room.load = lambda: model
    rig = spoken(
        room,
        [(10, 40), (52, 80)],
        [(0, "Tell me about cats."), (81, "Tell me about cats and dogs.")],
    )
    rig.hold[50] = lambda: bool(rig.voice.spoken)
    rig.hold[110] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    (conversation,) = room.store.list()
    assert [message.text for message in room.store.messages(conversation.id)] == [
        "Tell me about cats and dogs.",
        "Both sleep.",
    ]
    assert [event.question for event in room.events if isinstance(event, TurnStarted)] == [
        "Tell me about cats and dogs."
    ]
    assert [event.spoken_text for event in rig.all_of(SpeakingEnded)] == ["Both sleep."]
    assert len(model.prompts) >= 2
