"""The echo canceller between a loudspeaker and a microphone in a simulated room."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.paths import Paths
from assistant.speech.audio.echo_canceller import WebRtcEchoCanceller
from assistant.speech.audio.echo_path import EchoPath
from assistant.speech.audio.resampling import resample
from assistant.speech.base import Samples
from assistant.speech.detection.silero_vad import SileroVad
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend

pytestmark = pytest.mark.integration

RATE_HZ = 16_000
FRAME = 512
BLOCK = 480
OUTPUT_DELAY_S = 0.09
WAY_S = 0.004
"""From the loudspeaker to the microphone: 1.4 m."""
VAD = Paths.choose().models / "silero-vad-v6-faster-whisper" / "silero_vad_v6.onnx"
ANSWER = (
    "The weather is very nice today, and we are going to walk in the park. Afterwards we could have a cup of tea by the "
    "river, if you like. The shops close at six, so there is plenty of time for bread and milk on the way home. "
)


@pytest.fixture(scope="module")
def answer(voice: PiperBackend) -> Samples:
    audio = voice.synthesize(ANSWER).audio
    return 0.5 * resample(audio.samples, audio.sample_rate_hz, RATE_HZ)


@pytest.fixture(scope="module")
def question(voice: PiperBackend) -> Samples:
    audio = voice.synthesize("What is the capital of France?").audio
    return resample(audio.samples, audio.sample_rate_hz, RATE_HZ)


def _echo_of(played: Samples) -> Samples:
    """As a room with a reverberation time of 0.3 s gives it back, half as loud."""
    time_s = np.arange(int(0.3 * RATE_HZ)) / RATE_HZ
    tail = np.random.default_rng(0).normal(0.0, 1.0, len(time_s)) * 10.0 ** (-3.0 * time_s / 0.3)
    response = np.concatenate((np.zeros(int(WAY_S * RATE_HZ)), [1.0], 0.1 * tail))
    response *= 0.5 / np.sqrt(np.sum(response**2))
    return np.convolve(played, response)[: len(played)].astype(np.float32)


def _through(played: Samples, heard: Samples) -> tuple[EchoPath, Samples]:
    path = EchoPath(WebRtcEchoCanceller())
    cleaned = []
    handed = 0
    for first in range(0, len(heard) - FRAME + 1, FRAME):
        now_s = (first + FRAME) / RATE_HZ
        while handed / RATE_HZ <= now_s + OUTPUT_DELAY_S:
            block = played[handed : handed + BLOCK]
            path.played(np.pad(block, (0, BLOCK - len(block))), RATE_HZ, handed / RATE_HZ)
            handed += BLOCK
        cleaned.append(path.clean(heard[first : first + FRAME], now_s))
    return path, np.concatenate(cleaned)


def _speech_share(samples: Samples) -> float:
    vad = SileroVad(VAD)
    found = [vad.probability(samples[at : at + FRAME]) for at in range(0, len(samples) - FRAME + 1, FRAME)]
    return float(np.mean(np.array(found) >= 0.5))


def test_sotto_does_not_hear_itself_once_the_room_is_learnt(answer: Samples) -> None:
    noise = np.random.default_rng(1).normal(0.0, 3e-4, len(answer)).astype(np.float32)
    heard = _echo_of(answer) + noise
    path, cleaned = _through(answer, heard)
    learnt = 3 * RATE_HZ
    before, after = _speech_share(heard[learnt:]), _speech_share(cleaned[learnt:])
    print(f"frames of echo taken for speech: {before:.3f} before, {after:.3f} after")
    assert before > 0.6
    assert after < 0.05
    assert path.converged


def test_the_users_words_are_kept_when_sotto_falls_silent(
    answer: Samples, question: Samples, whisper: WhisperBackend
) -> None:
    # Playback pauses about 0.1 s after the user begins, as in a conversation.
    begin = int(6.0 * RATE_HZ)
    played = answer[: begin + len(question) + RATE_HZ].copy()
    played[begin + RATE_HZ // 10 :] = 0.0
    heard = _echo_of(played)
    heard[begin : begin + len(question)] += question
    _, cleaned = _through(played, heard)
    words = whisper.transcribe(cleaned[begin - RATE_HZ // 5 :], language="en").text.lower()
    assert "capital of france" in words
