"""WebRTC's echo canceller (AEC3): the one file that imports pywebrtc_audio."""

from __future__ import annotations

import numpy as np

from assistant.speech.base import MICROPHONE_RATE_HZ, Samples


class WebRtcEchoCanceller:
    """An ``EchoCanceller`` at 16 kHz; one block is 10 ms."""

    def __init__(self) -> None:
        from pywebrtc_audio import EchoCanceller

        self._canceller = EchoCanceller(sample_rate=MICROPHONE_RATE_HZ, num_channels=1)

    def process(self, near: Samples, far: Samples) -> Samples:
        """``near`` without what of it came from ``far``; both 160 samples, ``far`` no later than its echo."""
        return np.asarray(self._canceller.process(near, far), dtype=np.float32)

    def reset(self) -> None:
        """Forgets the room."""
        self._canceller.reset()
