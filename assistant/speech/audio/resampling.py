"""Changes of sampling rate: the one file that imports soxr."""

from __future__ import annotations

import numpy as np
import soxr

from assistant.speech.base import Samples

QUALITY = "MQ"
"""soxr's medium quality: rejects aliases by 100 dB, and delays a stream by a third of what HQ does."""


class StreamResampler:
    """Resamples mono audio that comes in blocks, without a seam between them. Equal rates pass through."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._stream = None if from_hz == to_hz else soxr.ResampleStream(from_hz, to_hz, 1, "float32", quality=QUALITY)

    def push(self, samples: Samples) -> Samples:
        """What the blocks so far give; a few milliseconds wait for the next block."""
        if self._stream is None:
            return samples
        return np.asarray(self._stream.resample_chunk(samples), dtype=np.float32)


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """``samples`` as a whole at another rate."""
    if from_hz == to_hz or not len(samples):
        return samples
    return np.asarray(soxr.resample(samples, from_hz, to_hz, quality=QUALITY), dtype=np.float32)
