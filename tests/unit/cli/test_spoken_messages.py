"""Spoken answers in the JSON of the command."""

from __future__ import annotations

import pytest

from assistant.cli import shapes
from assistant.ids import ConversationId, MessageId
from assistant.records import Answer, Message, MessageState, VoiceLatency

pytestmark = pytest.mark.unit


def _message(**spoken: object) -> Message:
    answer = Answer(
        text="Cats sleep,",
        conversation=ConversationId(1),
        message=MessageId(2),
        turn=1,
        model="m",
        **spoken,  # type: ignore[arg-type]  # fields of the record
    )
    return Message(
        id=MessageId(2),
        conversation=ConversationId(1),
        role="assistant",
        text="Cats sleep,",
        created_at=1.0,
        state=MessageState.INTERRUPTED,
        answer=answer,
    )


def test_a_spoken_answer_tells_how_soon_it_began_and_what_was_not_heard() -> None:
    latency = VoiceLatency(endpoint=400.0, output=80.04, total=480.04)
    shape = shapes.message(_message(unheard=" and hunt.", voice_latency=latency))
    assert shape["unheard"] == " and hunt."
    assert shape["voice_latency_ms"]["total"] == 480.0
    assert shape["voice_latency_ms"]["endpoint"] == 400.0


def test_a_typed_answer_tells_neither() -> None:
    assert not {"unheard", "voice_latency_ms"} & shapes.message(_message()).keys()
