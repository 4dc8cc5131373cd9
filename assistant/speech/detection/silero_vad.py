"""Silero VAD v6, streaming.

The graph takes 576 samples at 16 kHz, the last 64 of the frame before and 512 new ones, and carries the state of an LSTM of 128
units (``h``, ``c``). Source: github.com/snakers4/silero-vad, and the graph's own inputs.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.onnx_runtime import OnnxModel
from assistant.speech.base import Samples

FRAME_SAMPLES = 512
CONTEXT_SAMPLES = 64
STATE_SHAPE = (1, 1, 128)


class SileroVad:
    """A ``VoiceActivityDetector``; one frame is 32 ms."""

    def __init__(self, file: Path) -> None:
        """Raises ``ModelUnavailable`` when ``file`` is missing, damaged or another graph."""
        self._model = OnnxModel(file)
        if set(self._model.input_names) != {"input", "h", "c"}:
            raise ModelUnavailable(
                f"The model file {file.name} is no Silero VAD.", "Run “sotto models verify”, then fetch it again."
            )
        self.reset()

    @property
    def frame_samples(self) -> int:
        """512: the only size the graph takes."""
        return FRAME_SAMPLES

    def reset(self) -> None:
        """Forgets what it heard."""
        self._context = np.zeros(CONTEXT_SAMPLES, dtype=np.float32)
        self._h = np.zeros(STATE_SHAPE, dtype=np.float32)
        self._c = np.zeros(STATE_SHAPE, dtype=np.float32)

    def probability(self, frame: Samples) -> float:
        """Probability from 0 to 1 that ``frame`` holds speech."""
        window = np.concatenate((self._context, frame)).astype(np.float32)[np.newaxis]
        found, self._h, self._c = self._model.run({"input": window, "h": self._h, "c": self._c})
        self._context = frame[-CONTEXT_SAMPLES:]
        return float(found.reshape(-1)[0])
