"""What ``sotto talk`` writes for a person."""

from __future__ import annotations

import pytest

from assistant.cli.voice_events import BLUETOOTH_ADVICE, words_of
from assistant.events import TranscriptReady, VoiceCommandObeyed, VoiceReady
from assistant.ids import TurnId

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("microphone", "advised"),
    [("Built-in Audio Analog Stereo", False), ("WH-1000XM4 Hands-Free", True), ("bluez_input.00_11_22", True)],
)
def test_a_bluetooth_microphone_comes_with_advice(microphone: str, advised: bool) -> None:
    said = words_of(VoiceReady(t_s=0.0, input_device=microphone, output_device="Speakers"))
    assert said is not None
    assert said.startswith(f"Listening on {microphone}, speaking on Speakers.")
    assert said.endswith(BLUETOOTH_ADVICE) is advised


def test_a_command_for_the_voice_ends_its_line() -> None:
    said = TranscriptReady(t_s=0.0, text="Repeat that.", language="en")
    obeyed = VoiceCommandObeyed(t_s=0.0, command="repeat", turn_id=TurnId("a"))
    assert [words_of(said), words_of(obeyed)] == ["You: Repeat that.\nSotto: ", "(repeat)\n"]
