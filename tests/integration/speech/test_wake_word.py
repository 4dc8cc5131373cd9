"""The wake words' own models, on a synthesized voice."""

from __future__ import annotations

import re
import sys

import numpy as np
import pytest

from assistant.errors import ModelUnavailable
from assistant.events import PartialTranscript, TranscriptReady, VoiceMode, WakeChanged
from assistant.settings import WAKE_WORDS, Settings
from assistant.speech.audio.resampling import resample
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.detection.wake_word import MicroWakeWordDetector
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend
from tests.integration.speech.test_audio_route import ANSWER
from tests.integration.speech.test_interrupted_answer import Real
from tests.spoken_conversation import Rig

pytestmark = pytest.mark.integration

WORDS = WAKE_WORDS[1:]
FRAME = 512


def _said(voice: PiperBackend, text: str) -> Samples:
    quiet = np.zeros(MICROPHONE_RATE_HZ, dtype=np.float32)
    audio = voice.synthesize(text).audio
    return np.concatenate((quiet, resample(audio.samples, audio.sample_rate_hz, MICROPHONE_RATE_HZ), quiet))


def _heard_s(detector: MicroWakeWordDetector, audio: Samples) -> list[float]:
    return [at / MICROPHONE_RATE_HZ for at in range(0, len(audio), FRAME) if detector.hears(audio[at : at + FRAME])]


@pytest.mark.parametrize("name", WORDS)
def test_each_word_is_heard_once_each_time_and_no_other(voice: PiperBackend, name: str) -> None:
    detector = MicroWakeWordDetector(name)
    other = [word.replace("_", " ") for word in WORDS if word != name]
    speech = _said(voice, f"{detector.word}, what time is it?")
    assert len(_heard_s(detector, np.concatenate((speech, speech)))) == 2
    for text in [*other, "What is the capital of France, and who lives there? Okay, nobody knows."]:
        assert _heard_s(detector, _said(voice, text)) == []


def test_sotto_does_not_wake_itself(voice: PiperBackend) -> None:
    """While it speaks over loudspeakers the word alone interrupts it."""
    answer = np.concatenate([_said(voice, sentence) for sentence in ANSWER])
    assert [_heard_s(MicroWakeWordDetector(name), answer) for name in WORDS] == [[] for _ in WORDS]


def test_it_is_heard_soon_after_its_end(voice: PiperBackend) -> None:
    audio = _said(voice, "Okay Nabu.")
    end_s = np.flatnonzero(np.abs(audio) > 0.01)[-1] / MICROPHONE_RATE_HZ
    (heard_s,) = _heard_s(MicroWakeWordDetector("okay_nabu"), audio)
    assert heard_s == pytest.approx(end_s, abs=0.3)


def test_where_it_is_not_installed_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymicro_wakeword", None)
    with pytest.raises(ModelUnavailable, match="not available"):
        MicroWakeWordDetector("okay_nabu")


def test_what_is_asked_is_what_follows_the_word(whisper: WhisperBackend, voice: PiperBackend) -> None:
    quiet = np.zeros(MICROPHONE_RATE_HZ, dtype=np.float32)
    private, asked = _said(voice, "Where did you put the keys?"), _said(voice, "Okay Nabu, what is the weather?")
    sound = np.concatenate((private, quiet, asked, quiet, quiet, quiet))
    rig = Rig(
        speech=[],
        texts=[],
        answers=[["It rains."]],
        frames=len(sound) // FRAME,
        settings=Settings(voice_wake_word="okay_nabu", voice_route="headphones", voice_language="en"),
        back_ends=Real(whisper, voice),
        sound=sound,
    )
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(TranscriptReady)
    rig.service.stop()
    assert [event.awake for event in rig.all_of(WakeChanged)] == [False, True]
    assert rig.all_of(WakeChanged)[0].word == "Okay Nabu"
    (heard,) = rig.all_of(TranscriptReady)
    assert re.findall(r"[a-z]+", heard.text.lower()) == ["what", "is", "the", "weather"]
    assert all("keys" not in event.text for event in rig.all_of(PartialTranscript))
