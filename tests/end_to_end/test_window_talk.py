"""Somebody talks with the window: a key opens the microphone, the answer stands in the chat and comes out of the speaker."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.end_to_end.program import Sotto
from tests.end_to_end.talk import spoken_question
from tests.end_to_end.talking_window import WAIT_S, listeners, loud, stored, wait_until, window
from tests.pulse import Pulse, pulse
from tests.screen import Screen, screen

__all__ = ["pulse", "screen"]

pytestmark = pytest.mark.end_to_end

TALK_KEYS = "ctrl+space"


@pytest.mark.parametrize("mode", ["click_to_talk", "hold_to_talk"])
def test_a_question_is_spoken_and_its_answer_heard(
    sotto: Sotto, pulse: Pulse, screen: Screen, tmp_path: Path, mode: str
) -> None:
    question = spoken_question(dataclasses.replace(sotto, home=tmp_path / "voice"), tmp_path / "question.wav")
    recording = tmp_path / "speaker.wav"
    hold = mode == "hold_to_talk"
    with window(sotto, pulse, screen, mode):
        others = listeners(pulse)
        screen.keys(*(("keydown", "ctrl", "keydown", "space") if hold else ("key", TALK_KEYS)))
        wait_until(lambda: listeners(pulse) > others, "the opening of the microphone")
        recorder = pulse.record_speaker(recording)
        try:
            pulse.speak_into_microphone(question).wait(WAIT_S)
            screen.keys(*(("keyup", "space", "keyup", "ctrl") if hold else ("key", TALK_KEYS)))
            wait_until(lambda: [one[2] for one in stored(sotto)] == ["complete", "complete"], "the answer")
            wait_until(lambda: loud(recording), "the answer's sound")
        finally:
            recorder.terminate()
            recorder.wait(10)
    asked, answered = stored(sotto)
    assert (asked[0], asked[3], answered[0]) == ("user", 1, "assistant")
    assert "what is the capital of japan" in asked[1].lower()
    assert answered[1].strip()
