"""Whisper on speech that Piper made, on silence, on noise and on damaged files."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.errors import DocumentUnreadable, Interrupted, InvalidInput, ModelUnavailable
from assistant.paths import Paths
from assistant.speech.audio.resampling import resample
from assistant.speech.audio.wav_file import write_wav
from assistant.speech.base import AudioChunk, Samples
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend
from assistant.testing.audio import decode_audio_file

pytestmark = pytest.mark.integration

SENTENCE = "The weather is very nice today, and we are going to walk in the park."
MODEL_FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


@pytest.fixture(scope="module")
def speech(voice: PiperBackend, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    file = tmp_path_factory.mktemp("speech") / "sentence.wav"
    write_wav(file, voice.synthesize(SENTENCE).audio)
    return decode_audio_file(file)


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """A folder with links to the real model, to take apart."""
    real = Paths.choose().models / "faster-whisper-base-fp16"
    for name in MODEL_FILES:
        (tmp_path / name).symlink_to(real / name)
    return tmp_path


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("language", ["auto", "en"])
def test_what_the_voice_says_is_understood(
    whisper: WhisperBackend, speech: Samples, final: bool, language: str
) -> None:
    heard = whisper.transcribe(speech, language=language, final=final)
    assert words(heard.text) == words(SENTENCE)
    assert heard.language == "en"
    assert heard.segments[0].end_s == pytest.approx(len(speech) / 16_000)


def test_the_margin_loses_nothing_at_the_end(whisper: WhisperBackend, voice: PiperBackend, tmp_path: Path) -> None:
    file = tmp_path / "short.wav"
    write_wav(file, voice.synthesize("Stop the music.").audio)
    assert words(whisper.transcribe(decode_audio_file(file), language="en").text) == ["stop", "the", "music"]


NAMES = "Szymon Kowalczyk, Wrocław, Aoife, Yuki Tanaka, 田中, ジェニファー, lease agreement."
"""Without a guard, each silence here comes out as the first two of them."""


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.5, 5.0, 25.0])
@pytest.mark.parametrize("level", [0.0, 0.0001, 0.02])
@pytest.mark.parametrize("prompt", ["", NAMES])
def test_silence_and_noise_say_nothing(whisper: WhisperBackend, seconds: float, level: float, prompt: str) -> None:
    noise = np.random.default_rng(7).normal(0.0, 1.0, int(seconds * 16_000)).astype(np.float32) * np.float32(level)
    heard = whisper.transcribe(noise, prompt=prompt)
    assert heard.text == ""
    assert heard.segments == ()


def test_a_long_recording_has_segments_with_times(whisper: WhisperBackend, speech: Samples) -> None:
    pause = np.zeros(16_000 * 12, dtype=np.float32)
    recording = np.concatenate([speech, pause, speech, pause[: 16_000 * 2]])
    heard = whisper.transcribe(recording, language="en")
    assert words(heard.text) == words(SENTENCE) * 2
    second_start_s = (len(speech) + len(pause)) / 16_000
    assert heard.segments[0].start_s < 1.0
    assert any(abs(segment.start_s - second_start_s) < 1.0 for segment in heard.segments)
    assert heard.segments[-1].end_s <= len(recording) / 16_000


def test_what_loops_in_the_short_window_is_heard_in_the_full_one(
    whisper: WhisperBackend, speech: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.speech.recognition.whisper_backend.token_limit", lambda _duration_s: 4)
    monkeypatch.setattr("assistant.speech.recognition.loop_guard.token_limit", lambda _duration_s: 4)
    assert words(whisper.transcribe(speech, language="en").text) == words(SENTENCE)


@pytest.mark.parametrize("noise", [0.0, 0.001])
@pytest.mark.parametrize("said", ["Stop.", "Wait.", "Repeat that.", "Go on.", "Louder."])
def test_a_short_command_is_heard_once(whisper: WhisperBackend, voice: PiperBackend, said: str, noise: float) -> None:
    """In the short window most of them come out two to seven times."""
    spoken = voice.synthesize(said).audio
    quiet = np.zeros(12_800, dtype=np.float32)
    audio = np.concatenate((quiet, resample(spoken.samples, spoken.sample_rate_hz, 16_000), quiet[:3_200]))
    audio += np.random.default_rng(0).normal(0.0, 1.0, len(audio)).astype(np.float32) * np.float32(noise)
    for final in (False, True):
        assert words(whisper.transcribe(audio, language="en", final=final).text) == words(said)


def test_names_to_expect_are_spelled_as_asked(whisper: WhisperBackend, voice: PiperBackend, tmp_path: Path) -> None:
    file = tmp_path / "name.wav"
    write_wav(file, voice.synthesize("Please send a message to Sarah and Jon.").audio)
    audio = decode_audio_file(file)
    assert "Sahra" not in whisper.transcribe(audio, language="en").text
    assert "Sahra" in whisper.transcribe(audio, language="en", prompt="Sahra, Jon").text


def test_a_name_that_is_all_that_was_said_is_understood(whisper: WhisperBackend, voice: PiperBackend) -> None:
    said = voice.synthesize("Tanaka.").audio
    audio = resample(said.samples, said.sample_rate_hz, 16_000)
    assert words(whisper.transcribe(audio, language="en", prompt=NAMES).text) == ["tanaka"]


def test_a_cancelled_turn_is_not_transcribed(whisper: WhisperBackend, speech: Samples) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Interrupted):
        whisper.transcribe(speech, cancel=cancel)


class _CancelledWhileItWrites:
    """Whisper whose words nobody waits for any more as soon as it begins to write them."""

    def __init__(self, model: Any, cancel: CancelToken) -> None:
        self._model = model
        self._cancel = cancel
        self.begun: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def generate(self, *arguments: Any, **options: Any) -> Any:
        self.begun = self._model.generate(*arguments, **options)
        self._cancel.cancel()
        return self.begun


def test_a_long_window_is_left_at_once_and_the_model_stays_whole(
    whisper: WhisperBackend, speech: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = np.tile(speech, 7)
    cancel = CancelToken()
    writing = _CancelledWhileItWrites(whisper._cancellable._model, cancel)
    with monkeypatch.context() as patch:
        patch.setattr(whisper._cancellable, "_model", writing)
        with pytest.raises(Interrupted):
            whisper.transcribe(recording, language="en", cancel=cancel)
    assert not writing.begun[0].done()
    assert words(whisper.transcribe(recording, language="en").text) == words(SENTENCE) * 7
    assert writing.begun[0].done()


def test_an_unknown_language_is_refused(whisper: WhisperBackend, speech: Samples) -> None:
    with pytest.raises(InvalidInput, match="klingon"):
        whisper.transcribe(speech, language="klingon")
    assert whisper.transcribe(speech, language="en_GB").language == "en"


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json"])
def test_a_missing_file_is_named(model_folder: Path, name: str) -> None:
    (model_folder / name).unlink()
    with pytest.raises(ModelUnavailable, match=re.escape(name)):
        WhisperBackend(model_folder, model_id="x")


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json"])
def test_a_damaged_file_is_a_damaged_model(model_folder: Path, name: str) -> None:
    start = (model_folder / name).read_bytes()[:1000]
    (model_folder / name).unlink()
    (model_folder / name).write_bytes(start[:-7])
    with pytest.raises(ModelUnavailable, match="damaged"):
        WhisperBackend(model_folder, model_id="x")


def test_the_library_is_kept_from_the_network(whisper: WhisperBackend) -> None:
    import huggingface_hub.constants

    assert whisper.model_id
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert huggingface_hub.constants.HF_HUB_OFFLINE


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no audio"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00", "holds no audio"),
        (bytes(range(256)) * 20, "holds no audio"),
        (b"#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n", "holds no sound"),
        (b"Dear diary, today", "holds no sound"),
    ],
)
def test_what_is_no_audio_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "strange.wav"
    file.write_bytes(content)
    with pytest.raises(DocumentUnreadable, match=says):
        decode_audio_file(file)


def test_a_wav_without_samples_and_a_cut_one(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    write_wav(file, AudioChunk(samples=np.zeros(0, dtype=np.float32), sample_rate_hz=16_000))
    with pytest.raises(DocumentUnreadable):
        decode_audio_file(file)
    write_wav(file, AudioChunk(samples=np.full(16_000, 0.5, dtype=np.float32), sample_rate_hz=16_000))
    file.write_bytes(file.read_bytes()[:16_044])
    samples = decode_audio_file(file)
    assert len(samples) == pytest.approx(8_000, abs=10)
    assert samples.dtype == np.float32
    assert float(samples.max()) == pytest.approx(0.5, abs=0.01)


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="no file"):
        decode_audio_file(tmp_path / "none.wav")
    with pytest.raises(DocumentUnreadable, match="folder"):
        decode_audio_file(tmp_path)
    shutil.rmtree(tmp_path)
