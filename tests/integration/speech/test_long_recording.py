"""A recording of minutes through the real detector and the real recogniser: every sentence, at its time."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from assistant.paths import Paths
from assistant.speech.audio.wav_file import write_wav
from assistant.speech.base import AudioChunk
from assistant.speech.detection.silero_vad import SileroVad
from assistant.speech.recognition.recordings import RecordingTranscriber
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend
from assistant.workers import Worker

pytestmark = pytest.mark.integration

VAD = Paths.choose().models / "silero-vad-v6-faster-whisper" / "silero_vad_v6.onnx"
SENTENCES = (
    "The weather is very nice today, and we are going to walk in the park.",
    "My sister bought a green bicycle from the shop around the corner.",
    "Please remember to close the window before you leave the house.",
)
PAUSES_S = (0.6, 9.0, 1.5, 0.8, 4.0, 0.7)
NUMBER = 10


def test_every_sentence_is_found_at_its_time(whisper: WhisperBackend, voice: PiperBackend, tmp_path: Path) -> None:
    spoken = [voice.synthesize(text).audio for text in SENTENCES]
    rate_hz = spoken[0].sample_rate_hz
    parts, starts_s, length = [], [], 0
    for number in range(NUMBER):
        pause = np.zeros(round(PAUSES_S[number % len(PAUSES_S)] * rate_hz), dtype=np.float32)
        starts_s.append((length + len(pause)) / rate_hz)
        parts += [pause, spoken[number % len(SENTENCES)].samples]
        length += len(parts[-1]) + len(pause)
    file = tmp_path / "long.wav"
    write_wav(file, AudioChunk(samples=np.concatenate(parts), sample_rate_hz=rate_hz))
    progress: list[object] = []
    worker = Worker("recogniser")
    transcriber = RecordingTranscriber(
        recogniser=lambda: whisper, worker=worker, detector=lambda: SileroVad(VAD), publish=progress.append
    )
    found = transcriber.transcribe(file, "auto")
    worker.close()
    assert found.language == "en"
    assert found.duration_s == pytest.approx(length / rate_hz, abs=0.01)
    assert len(progress) >= 1
    said = re.findall(r"[a-z]+", " ".join(SENTENCES[number % 3] for number in range(NUMBER)).lower())
    heard = re.findall(r"[a-z]+", found.text.lower())
    assert heard == said
    # A segment may hold several sentences; it begins where one does and ends where one does.
    ends_s = [begin_s + spoken[at % 3].duration_s for at, begin_s in enumerate(starts_s)]
    for begin_s, end_s, _ in found.segments:
        assert min(abs(begin_s - start_s) for start_s in starts_s) < 0.6
        assert min(abs(end_s - last_s) for last_s in ends_s) < 0.6
    for start_s in starts_s:
        assert any(begin_s - 0.6 < start_s < end_s for begin_s, end_s, _ in found.segments)
    begins_s = [begin_s for begin_s, _, _ in found.segments]
    assert begins_s == sorted(begins_s)
