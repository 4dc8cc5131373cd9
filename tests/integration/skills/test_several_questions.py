"""Several questions in one message: all answered exactly, or none."""

from __future__ import annotations

import pytest

from assistant.skills.room import SkillRoom

pytestmark = pytest.mark.integration


def said(room: SkillRoom, message: str) -> str | None:
    proposal = room.propose(message, conversation=None, previous=())
    return proposal.sentence if proposal is not None else None


def test_each_is_answered_exactly(calendar_room: SkillRoom) -> None:
    answer = said(calendar_room, "what is 17 percent of 2480, and how many feet are 3 metres?")
    assert answer is not None
    first, second = answer.split("\n\n")
    assert first == "17 percent of 2480 = 421.6"
    assert second.startswith("3 metres") and "9.84" in second  # noqa: PT018 - one sentence


@pytest.mark.parametrize(
    "message",
    ["what is 12 * 12 and what is love", "what is 12 * 12, and what's the weather in Ghent?"],
)
def test_what_is_not_wholly_understood_is_left_to_the_model(calendar_room: SkillRoom, message: str) -> None:
    assert said(calendar_room, message) is None


def test_nothing_is_done_for_a_part_of_a_message(calendar_room: SkillRoom) -> None:
    assert said(calendar_room, "what is 12 * 12 and what day is it in three weeks?") is not None
    proposal = calendar_room.propose("set a timer for 5 minutes", conversation=None, previous=())
    assert proposal is not None
    assert proposal.deed is not None
