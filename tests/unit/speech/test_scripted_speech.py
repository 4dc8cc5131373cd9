"""The public fakes."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.errors import Interrupted
from assistant.speech.base import SpeechToText, TextToSpeech
from assistant.testing.speech import ScriptedSpeechToText, ScriptedTextToSpeech

pytestmark = pytest.mark.unit


def test_texts_come_in_order_and_then_silence() -> None:
    scripted = ScriptedSpeechToText(["one", "two"])
    recogniser: SpeechToText = scripted
    second = np.zeros(16_000, dtype=np.float32)
    texts = [recogniser.transcribe(second, final=final, prompt="Ada").text for final in (False, True, True)]
    assert texts == ["one", "two", ""]
    assert [(call.duration_s, call.final, call.prompt) for call in scripted.calls][:2] == [
        (1.0, False, "Ada"),
        (1.0, True, "Ada"),
    ]


def test_a_cancelled_turn_hears_nothing() -> None:
    cancel = CancelToken()
    cancel.cancel()
    scripted = ScriptedSpeechToText(["one"])
    with pytest.raises(Interrupted):
        scripted.transcribe(np.zeros(10, dtype=np.float32), cancel=cancel)
    assert scripted.transcribe(np.zeros(10, dtype=np.float32)).text == "one"


def test_beeps_are_as_long_as_the_text() -> None:
    voice: TextToSpeech = ScriptedTextToSpeech(sample_rate_hz=1000)
    spoken = voice.synthesize("Hi there.")
    assert spoken.audio.duration_s == pytest.approx(0.54)
    assert spoken.word_ends == ((2, 120), (9, 540))
    assert voice.synthesize("Hi there.", speed=2.0).audio.duration_s == pytest.approx(0.27)
    assert not len(voice.synthesize("…").audio.samples)
