"""A real Piper voice."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelUnavailable
from assistant.paths import Paths
from assistant.speech.audio.wav_file import write_wav
from assistant.speech.base import AudioChunk
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend
from assistant.testing.audio import decode_audio_file

pytestmark = pytest.mark.integration

SENTENCE = "The quick brown fox jumps over the lazy dog."
FOLDER = Paths.choose().models / "piper-en_US-joe-medium"
GRAPH, CONFIG = FOLDER / "en_US-joe-medium.onnx", FOLDER / "en_US-joe-medium.onnx.json"


def test_a_sentence_is_spoken(voice: PiperBackend) -> None:
    spoken = voice.synthesize(SENTENCE)
    assert spoken.text == SENTENCE
    assert spoken.audio.sample_rate_hz == voice.sample_rate_hz == 22_050
    assert 1.5 < spoken.audio.duration_s < 5.0
    assert spoken.audio.samples.dtype == np.float32
    assert 0.1 < float(np.abs(spoken.audio.samples).max()) <= 1.0
    # faded in and out: no click
    assert spoken.audio.samples[0] == spoken.audio.samples[-1] == 0.0


def test_word_ends_say_how_much_was_heard(voice: PiperBackend, whisper: WhisperBackend, tmp_path: Path) -> None:
    spoken = voice.synthesize(SENTENCE)
    assert [SENTENCE[:end].split()[-1] for end, _ in spoken.word_ends] == SENTENCE.split()
    ends = [samples for _, samples in spoken.word_ends]
    assert ends == sorted(ends)
    assert ends[-1] <= len(spoken.audio.samples)
    characters, samples = spoken.word_ends[4]
    write_wav(tmp_path / "heard.wav", AudioChunk(samples=spoken.audio.samples[:samples], sample_rate_hz=22_050))
    heard = whisper.transcribe(decode_audio_file(tmp_path / "heard.wav"), language="en").text
    # A recogniser guesses at a sentence that breaks off, so most of the words are asked for, not all.
    expected = set(SENTENCE[:characters].lower().split())
    missed = expected - set(heard.lower().replace(".", " ").replace(",", " ").split())
    assert len(missed) <= 2, heard


@pytest.mark.parametrize("text", ["", "   ", "…", "?!", "🎉", "---"])
def test_nothing_to_say_is_no_sound(voice: PiperBackend, text: str) -> None:
    spoken = voice.synthesize(text)
    assert len(spoken.audio.samples) == 0
    assert spoken.word_ends == ()


def test_speed(voice: PiperBackend) -> None:
    slow, fast = (voice.synthesize(SENTENCE, speed=speed).audio.duration_s for speed in (0.7, 1.6))
    assert slow > 1.5 * fast


@pytest.mark.parametrize(
    "text", ["It costs 3.5 dollars, of course. Right?", "[[x]] marks it", "Ünïcode 日本 ok", "a" * 300]
)
def test_odd_texts_are_spoken_with_monotone_word_ends(voice: PiperBackend, text: str) -> None:
    spoken = voice.synthesize(text)
    assert spoken.audio.duration_s > 0.3
    assert list(spoken.word_ends) == sorted(spoken.word_ends)
    assert spoken.word_ends[-1][0] == len(text.rstrip())


def test_the_log_never_holds_what_is_spoken(voice: PiperBackend, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        voice.synthesize("A secret.")
    assert "secret" not in caplog.text


def test_missing_files(tmp_path: Path) -> None:
    for graph, config in ((tmp_path / "none.onnx", CONFIG), (GRAPH, tmp_path / "none.json")):
        with pytest.raises(ModelUnavailable):
            PiperBackend(graph, config, model_id="x")


def test_damaged_files(tmp_path: Path) -> None:
    graph, config = tmp_path / "v.onnx", tmp_path / "v.json"
    graph.write_bytes(GRAPH.read_bytes()[:500_000])
    with pytest.raises(ModelUnavailable):
        PiperBackend(graph, CONFIG, model_id="x")
    for content in ("", "[]", "{}", '{"audio": 3}', CONFIG.read_text()[:200]):
        config.write_text(content)
        with pytest.raises(ModelUnavailable, match="damaged"):
            PiperBackend(GRAPH, config, model_id="x")


def test_a_voice_that_would_fetch_a_dictionary_is_refused(tmp_path: Path) -> None:
    described = json.loads(CONFIG.read_text()) | {"phoneme_type": "pinyin"}
    (tmp_path / "v.json").write_text(json.dumps(described))
    with pytest.raises(ModelUnavailable, match="dictionary"):
        PiperBackend(GRAPH, tmp_path / "v.json", model_id="x")
