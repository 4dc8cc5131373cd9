"""Short texts are spoken once and kept."""

from __future__ import annotations

import pytest

from assistant.speech.base import TextToSpeech
from assistant.speech.synthesis.kept_openings import LONGEST_KEPT, MOST_KEPT, KeptOpenings
from assistant.testing.speech import ScriptedTextToSpeech

pytestmark = pytest.mark.unit


@pytest.fixture
def scripted() -> ScriptedTextToSpeech:
    return ScriptedTextToSpeech()


@pytest.fixture
def voice(scripted: ScriptedTextToSpeech) -> TextToSpeech:
    return KeptOpenings(scripted)


def test_an_opening_is_made_once_for_each_speed(voice: TextToSpeech, scripted: ScriptedTextToSpeech) -> None:
    first = voice.synthesize("Sure,")
    slow = voice.synthesize("Sure,", speed=0.5)
    assert voice.synthesize("Sure,") is first
    assert len(slow.audio.samples) > len(first.audio.samples)
    assert scripted.spoken == ["Sure,", "Sure,"]


def test_long_texts_are_made_anew(voice: TextToSpeech, scripted: ScriptedTextToSpeech) -> None:
    text = "a" * (LONGEST_KEPT + 1)
    voice.synthesize(text)
    voice.synthesize(text)
    assert scripted.spoken == [text, text]


def test_what_was_not_said_for_long_is_forgotten(voice: TextToSpeech, scripted: ScriptedTextToSpeech) -> None:
    voice.synthesize("Yes,")
    for number in range(MOST_KEPT):
        voice.synthesize(f"Number {number}.")
        if number == 0 or number % 10 == 0:
            voice.synthesize("Sure,")
    voice.synthesize("Yes,")
    voice.synthesize("Sure,")
    assert scripted.spoken.count("Yes,") == 2
    assert scripted.spoken.count("Sure,") == 1
