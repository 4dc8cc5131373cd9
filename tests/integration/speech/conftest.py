"""The starter speech models, loaded once. ``make models`` fetches them; without them these tests fail."""

from __future__ import annotations

import pytest

from assistant.paths import Paths
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend

WHISPER = "faster-whisper-base-fp16"
VOICE = "piper-en_US-joe-medium"


@pytest.fixture(scope="session")
def whisper() -> WhisperBackend:
    """Whisper base on one thread."""
    return WhisperBackend(Paths.choose().models / WHISPER, model_id=WHISPER)


@pytest.fixture(scope="session")
def voice() -> PiperBackend:
    """An American English voice."""
    folder = Paths.choose().models / VOICE
    backend = PiperBackend(folder / "en_US-joe-medium.onnx", folder / "en_US-joe-medium.onnx.json", model_id=VOICE)
    # Without the noise of its sampling the voice says a text the same way each time.
    backend._voice.config.noise_scale = 0.0
    backend._voice.config.noise_w_scale = 0.0
    return backend
