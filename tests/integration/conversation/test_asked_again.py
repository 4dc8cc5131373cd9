"""A question that is asked once more: its answer is another version, on a real database and a real worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import NotFound
from assistant.ids import ConversationId, MessageId
from assistant.records import Message
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

WAIT_S = 20.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        yield opened


def _ask(
    room: ConversationRoom,
    question: str,
    conversation: ConversationId | None = None,
    again: MessageId | None = None,
    *,
    temporary: bool = False,
) -> ConversationId:
    turn = room.runner.ask(question, conversation=conversation, again=again, temporary=temporary)
    answer = turn.result(WAIT_S).answer
    assert answer is not None
    return answer.conversation


def _said(model: ScriptedChatModel) -> list[str]:
    """What the last prompt holds of the conversation."""
    return [one.content.split("\n")[-1].strip() for one in model.prompts[-1] if one.role != "system"]


def _versions(messages: list[Message]) -> list[tuple[str, MessageId | None]]:
    return [(one.text, one.again_of) for one in messages]


@pytest.mark.parametrize("temporary", [False, True])
def test_it_is_written_from_what_came_before_it_and_later_ones_go_on_from_it(
    room: ConversationRoom, temporary: bool
) -> None:
    model = ScriptedChatModel(["Red.", "Blue.", "Green.", "Grey.", "End."])
    room.load = lambda: model
    chat = _ask(room, "first", temporary=temporary)
    _ask(room, "second", chat)
    first, _, second, _ = room.store.messages(chat)
    _ask(room, "second", chat, again=second.id)
    assert _said(model) == ["first", "Red.", "second"], "the old version is not shown to the model"
    _ask(room, "first", chat, again=first.id)
    assert _said(model) == ["first"]
    _ask(room, "third", chat)
    assert _said(model) == ["first", "Grey.", "second", "Green.", "third"]
    messages = list(room.store.messages(chat))
    assert _versions(messages) == [
        ("first", None),
        ("Red.", None),
        ("second", None),
        ("Blue.", None),
        ("second", second.id),
        ("Green.", second.id),
        ("first", first.id),
        ("Grey.", first.id),
        ("third", None),
        ("End.", None),
    ]
    assert [one.answer.turn for one in messages if one.answer is not None] == [1, 2, 2, 1, 3]


def test_a_version_that_is_asked_again_is_one_more_of_the_first(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel(["Red.", "Blue.", "Green."])
    chat = _ask(room, "first")
    question = room.store.messages(chat)[0].id
    _ask(room, "first", chat, again=question)
    _ask(room, "first", chat, again=room.store.messages(chat)[2].id)
    assert [one.again_of for one in room.store.messages(chat)] == [None, None, *[question] * 4]


def test_what_is_no_question_of_the_conversation_is_refused_and_nothing_is_stored(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel(["Red.", "Blue."])
    chat, other = _ask(room, "first"), _ask(room, "other")
    answer, elsewhere = room.store.messages(chat)[1].id, room.store.messages(other)[0].id
    for wrong in (answer, elsewhere, MessageId(9999)):
        with pytest.raises(NotFound):
            room.runner.ask("first", conversation=chat, again=wrong)
    assert len(room.store.messages(chat)) == len(room.store.messages(other)) == 2


def test_a_branch_takes_every_version_of_the_turns_up_to_there(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel(["Red.", "Blue.", "Green."])
    chat = _ask(room, "first")
    _ask(room, "second", chat)
    first, _, second, _ = room.store.messages(chat)
    _ask(room, "first", chat, again=first.id)
    copied = list(room.store.messages(room.store.branch(chat, second.id)))
    assert _versions(copied) == [
        ("first", None),
        ("Red.", None),
        ("first", copied[0].id),
        ("Green.", copied[0].id),
    ]


def test_a_branch_goes_on_from_the_version_it_was_made_of(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["Red.", "Blue.", "Green.", "Grey.", "End."])
    room.load = lambda: model
    chat = _ask(room, "first")
    _ask(room, "second", chat)
    first, _, second, _ = room.store.messages(chat)
    _ask(room, "first", chat, again=first.id)
    _ask(room, "first", chat, again=first.id)
    later = [one.id for one in list(room.store.messages(chat))[-2:]]
    branch = room.store.branch(chat, second.id, later)
    assert [one.text for one in room.store.messages(branch)] == ["first", "Red.", "first", "Green."]
    _ask(room, "third", branch)
    assert _said(model) == ["first", "Green.", "third"]


def test_versions_outlive_the_first_as_a_turn_of_their_own(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel(["Red.", "Blue."])
    chat = _ask(room, "first")
    question, answer = room.store.messages(chat)
    _ask(room, "first", chat, again=question.id)
    room.store.delete_messages(chat, [question.id, answer.id])
    assert _versions(list(room.store.messages(chat))) == [("first", None), ("Blue.", None)]
