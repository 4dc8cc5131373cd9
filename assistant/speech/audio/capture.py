"""The last half minute of the microphone, and the audio clock that it counts."""

from __future__ import annotations

import threading

import numpy as np

from assistant.clock import Clock
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples

KEPT_S = 40.0
"""The longest utterance, its pre-roll and some pause."""
MAX_EXTRAPOLATION_S = 0.1


class Capture:
    """Frames go in on one thread; pieces and the time come out on any. The clock reads 0 at the first sample."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._ring: Samples = np.zeros(int(KEPT_S * MICROPHONE_RATE_HZ), dtype=np.float32)
        self._count = 0
        self._last_frame_at = clock.monotonic()

    @property
    def end_s(self) -> float:
        """Audio time of the end of the last frame."""
        with self._lock:
            return self._count / MICROPHONE_RATE_HZ

    def now_s(self) -> float:
        """Audio time now: the last frame's end and what has passed since, within reason."""
        with self._lock:
            passed_s = self._clock.monotonic() - self._last_frame_at
            return self._count / MICROPHONE_RATE_HZ + min(max(passed_s, 0.0), MAX_EXTRAPOLATION_S)

    def append(self, frame: Samples) -> None:
        """Takes the next frame in."""
        with self._lock:
            places = (self._count + np.arange(len(frame))) % len(self._ring)
            self._ring[places] = frame
            self._count += len(frame)
            self._last_frame_at = self._clock.monotonic()

    def piece(self, from_s: float, to_s: float) -> Samples:
        """A copy of the audio between two times, as far as it came in and is still kept."""
        with self._lock:
            oldest = max(0, self._count - len(self._ring))
            first = min(max(round(from_s * MICROPHONE_RATE_HZ), oldest), self._count)
            last = min(max(round(to_s * MICROPHONE_RATE_HZ), first), self._count)
            piece: Samples = self._ring[np.arange(first, last) % len(self._ring)]
            return piece
