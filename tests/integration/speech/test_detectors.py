"""Silero and Smart Turn on a synthesized sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from faster_whisper.feature_extractor import FeatureExtractor

from assistant.errors import ModelUnavailable
from assistant.paths import Paths
from assistant.speech.audio.resampling import resample
from assistant.speech.base import Samples
from assistant.speech.detection.log_mel import log_mel
from assistant.speech.detection.silero_vad import SileroVad
from assistant.speech.detection.smart_turn import SmartTurn
from assistant.speech.synthesis.piper_backend import PiperBackend

pytestmark = pytest.mark.integration

VAD = Paths.choose().models / "silero-vad-v6-faster-whisper" / "silero_vad_v6.onnx"
SMART_TURN = Paths.choose().models / "smart-turn-v3.2-cpu" / "smart-turn-v3.2-cpu.onnx"


@pytest.fixture(scope="module")
def sentence(voice: PiperBackend) -> Samples:
    audio = voice.synthesize("Could you tell me what the weather will be like tomorrow?").audio
    return resample(audio.samples, audio.sample_rate_hz, 16_000)


def test_speech_is_told_from_silence(sentence: Samples) -> None:
    detector = SileroVad(VAD)
    quiet = np.zeros(16_000, dtype=np.float32)
    audio = np.concatenate((quiet, sentence, quiet))
    size = detector.frame_samples
    found = [detector.probability(audio[at : at + size]) for at in range(0, len(audio) - size + 1, size)]
    speech = np.flatnonzero(np.array(found) > 0.5) * size / 16_000
    assert speech[0] == pytest.approx(1.0, abs=0.2)
    assert speech[-1] == pytest.approx(1.0 + len(sentence) / 16_000, abs=0.4)
    detector.reset()
    assert detector.probability(audio[:size]) == found[0]


def test_a_whole_question_sounds_more_final_than_half_of_it(sentence: Samples) -> None:
    scorer = SmartTurn(SMART_TURN)
    pause = np.zeros(3_200, dtype=np.float32)
    whole = scorer.probability(np.concatenate((sentence, pause)))
    half = scorer.probability(np.concatenate((sentence[: len(sentence) // 2], pause)))
    assert 0.0 <= half < whole <= 1.0
    assert whole > 0.5


def test_the_spectrogram_is_whispers() -> None:
    noise = (0.1 * np.random.default_rng(0).normal(size=8 * 16_000)).astype(np.float32)
    theirs = FeatureExtractor(chunk_length=8)(noise, padding=0)
    assert np.allclose(log_mel(noise), theirs[:, :800], atol=1e-5)


@pytest.mark.parametrize(("model", "other"), [(SileroVad, SMART_TURN), (SmartTurn, VAD)])
def test_another_graph_is_refused(model: type[SileroVad] | type[SmartTurn], other: Path) -> None:
    with pytest.raises(ModelUnavailable):
        model(other)
