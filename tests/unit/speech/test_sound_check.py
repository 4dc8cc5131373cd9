"""A microphone and a speaker tried out on scripted sound."""

from __future__ import annotations

import threading
from typing import NoReturn

import numpy as np
import pytest

from assistant.errors import DeviceUnavailable, InvalidInput, ModelUnavailable
from assistant.events import Event, SoundCheckEnded, SoundCheckLevel
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk
from assistant.speech.sound_check import FRAME_SAMPLES, LONGEST_S, SoundCheck
from assistant.testing.audio import ScriptedAudio, ScriptedMicrophone, ScriptedSpeaker, TurnedClock
from assistant.testing.speech import ScriptedSpeechToText

pytestmark = pytest.mark.unit

TIMEOUT_S = 10.0
ENDLESS = 10**9
TONE = (0.5 * np.sin(np.arange(400 * FRAME_SAMPLES) * 0.3)).astype(np.float32)


class Tried:
    """A sound check over one microphone of ``frames`` frames, with what it published."""

    def __init__(self, *texts: str, frames: int = ENDLESS) -> None:
        self.speaker = ScriptedSpeaker()
        self.microphone = ScriptedMicrophone(frames, clock=TurnedClock(), speaker=self.speaker, sound=TONE)
        self.changed = threading.Condition()
        self.events: list[Event] = []
        recogniser = ScriptedSpeechToText(texts)

        self.check = SoundCheck(
            audio=lambda: ScriptedAudio(self.microphone, self.speaker),
            understand=recogniser.transcribe,
            speak=lambda _text: [AudioChunk(samples=TONE[:1600], sample_rate_hz=MICROPHONE_RATE_HZ)],
            publish=self._publish,
        )

    def _publish(self, event: Event) -> None:
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def wait_for(self, kind: type[Event]) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: any(isinstance(event, kind) for event in self.events), TIMEOUT_S)


def test_the_level_is_told_and_what_was_said_is_understood() -> None:
    tried = Tried("hello there")
    assert tried.check.listen("") == "scripted microphone"
    tried.wait_for(SoundCheckLevel)
    sample = tried.check.record(1.0)
    tried.check.close()
    assert (sample.text, sample.language) == ("hello there", "en")
    assert sample.duration_s == pytest.approx(1.0, abs=0.04)
    assert 0.0 <= sample.peak <= 0.5
    assert tried.microphone.closed


def test_what_was_recorded_is_played_back_and_then_forgotten() -> None:
    tried = Tried("hello")
    with pytest.raises(InvalidInput, match="not open"):
        tried.check.record(1.0)
    tried.check.listen("")
    with pytest.raises(InvalidInput, match="Nothing was recorded"):
        tried.check.play_back("")
    tried.check.record(0.2)
    tried.check.play_back("")
    assert tried.speaker.closed
    tried.check.close()
    with pytest.raises(InvalidInput, match="Nothing was recorded"):
        tried.check.play_back("")


def test_before_there_are_models_both_can_be_tried() -> None:
    speaker = ScriptedSpeaker()
    microphone = ScriptedMicrophone(ENDLESS, clock=TurnedClock(), speaker=speaker, sound=TONE)

    def missing(_: object) -> NoReturn:
        raise ModelUnavailable("There is none.", "Fetch it.")

    check = SoundCheck(
        audio=lambda: ScriptedAudio(microphone, speaker), understand=missing, speak=missing, publish=lambda _: None
    )
    check.listen("")
    sample = check.record(0.2)
    assert (sample.text, sample.transcribed) == ("", False)
    assert sample.peak > 0.4
    check.play_back("")
    heard = len(speaker.heard)
    check.say("One two three.", "")
    assert len(speaker.heard) > heard
    check.close()


def test_a_test_sentence_ends_when_it_is_silenced() -> None:
    tried = Tried(frames=0)
    playing = threading.Thread(target=tried.check.say, args=("One two three.", ""))
    playing.start()
    tried.speaker.wait_until_queued(TIMEOUT_S)
    assert playing.is_alive()
    tried.check.silence()
    playing.join(TIMEOUT_S)
    assert not playing.is_alive()
    assert tried.speaker.heard == []


def test_a_microphone_that_goes_says_so_once_and_ends_the_recording() -> None:
    tried = Tried(frames=5)
    tried.check.listen("")
    tried.wait_for(SoundCheckEnded)
    with pytest.raises(DeviceUnavailable):
        tried.check.record(LONGEST_S)
    tried.check.close()
    assert [type(event) for event in tried.events].count(SoundCheckEnded) == 1
    assert tried.microphone.closed
