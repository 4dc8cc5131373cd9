"""Background work rests while the user speaks and while a turn runs."""

from __future__ import annotations

import pytest

from assistant.background_pauses import BackgroundPauses
from assistant.events import Event, SpeechEnded, SpeechStarted, TurnFinished, TurnStarted, VoiceReady, VoiceStopped
from assistant.ids import ConversationId, MessageId, TurnId

pytestmark = pytest.mark.unit

TURN = TurnId("turn")
SPEAKS = SpeechStarted(t_s=1.0)
SPOKE = SpeechEnded(t_s=2.0, speech_end_s=1.5)
STARTED = TurnStarted(
    turn_id=TURN, conversation_id=ConversationId(1), question_id=MessageId(1), question="Why?", spoken=True
)
FINISHED = TurnFinished(turn_id=TURN, answer=None)
STOPPED = VoiceStopped(t_s=3.0)


@pytest.mark.parametrize(
    ("events", "paused"),
    [
        ([VoiceReady(t_s=0.0, input_device="a", output_device="b")], 0),
        ([SPEAKS], 1),
        ([SPEAKS, SPEAKS], 1),
        ([SPEAKS, SPOKE], 0),
        ([SPEAKS, STOPPED], 0),
        ([SPEAKS, SPOKE, STOPPED], 0),
        ([SPEAKS, SPOKE, STARTED], 1),
        ([STARTED, SPEAKS], 2),
        ([STARTED, SPEAKS, SPOKE, FINISHED], 0),
    ],
)
def test_each_pause_is_taken_back_once(events: list[Event], paused: int) -> None:
    calls: list[int] = []
    pauses = BackgroundPauses([lambda: calls.append(1)], [lambda: calls.append(-1)])
    for event in events:
        pauses.on_event(event)
    assert sum(calls) == paused
