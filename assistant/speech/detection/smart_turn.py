"""Smart Turn v3: whether the user has finished, from how it sounded.

Takes the last 8 s of 16 kHz audio, silence in front of less, brought to zero mean and unit variance, as Whisper's log-mel.
Source: github.com/pipecat-ai/smart-turn (inference), which calls the graph's output a probability already.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.onnx_runtime import OnnxModel
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.detection.log_mel import log_mel

WINDOW_S = 8
WINDOW_SAMPLES = WINDOW_S * MICROPHONE_RATE_HZ
_VARIANCE_FLOOR = 1e-7


class SmartTurn:
    """An ``EndOfTurnDetector``."""

    def __init__(self, file: Path) -> None:
        """Raises ``ModelUnavailable`` when ``file`` is missing, damaged or another graph."""
        self._model = OnnxModel(file)
        if self._model.input_names != ("input_features",):
            raise ModelUnavailable(
                f"The model file {file.name} is no Smart Turn.", "Run “sotto models verify”, then fetch it again."
            )

    def probability(self, audio: Samples) -> float:
        """Probability from 0 to 1 that the turn is over after ``audio`` (16 kHz; the last 8 s count)."""
        recent = audio[-WINDOW_SAMPLES:]
        window = np.pad(recent, (WINDOW_SAMPLES - len(recent), 0)).astype(np.float32)
        normal = (window - window.mean()) / np.sqrt(window.var() + _VARIANCE_FLOOR)
        (found,) = self._model.run({"input_features": log_mel(normal)[np.newaxis]})
        return float(found.reshape(-1)[0])
