"""What is still to be played, and how much of it was. Filled from any thread, emptied by the audio callback."""

from __future__ import annotations

import collections
import dataclasses
import threading
from collections.abc import Callable

import numpy as np

from assistant.speech.base import Samples

FADE_S = 0.008
"""Sound that begins or ends at once clicks."""


@dataclasses.dataclass(slots=True)
class _Piece:
    samples: Samples
    on_first_sample: Callable[[], None] | None
    position: int = 0


class PlayoutBuffer:
    """A queue of pieces at the device's rate. ``handed`` samples of them were given to the device since ``clear``."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._fade_samples = round(FADE_S * sample_rate_hz)
        self._lock = threading.Lock()
        self._pieces: collections.deque[_Piece] = collections.deque()
        self._ending: Samples = np.zeros(0, dtype=np.float32)
        self._handed = 0

    @property
    def handed(self) -> int:
        """Samples given to the device since ``clear``."""
        with self._lock:
            return self._handed

    @property
    def empty(self) -> bool:
        """Whether all that was pushed was handed on."""
        with self._lock:
            return not self._pieces

    def push(self, samples: Samples, on_first_sample: Callable[[], None] | None = None) -> None:
        """Queues a piece, faded in and out. ``on_first_sample`` is called by ``fill``; a piece without samples calls it at once."""
        if not len(samples):
            if on_first_sample is not None:
                on_first_sample()
            return
        piece = _Piece(samples=_faded(samples, self._fade_samples), on_first_sample=on_first_sample)
        with self._lock:
            self._pieces.append(piece)

    def fill(self, out: Samples) -> int:
        """Writes the next samples to ``out``, silence where there are none; returns how many of them were pushed ones."""
        out[:] = 0.0
        begun: list[Callable[[], None]] = []
        with self._lock:
            ending, self._ending = self._ending[: len(out)], self._ending[len(out) :]
            out[: len(ending)] = ending
            at = len(ending)
            taken = 0
            while at < len(out) and self._pieces:
                piece = self._pieces[0]
                if piece.position == 0 and piece.on_first_sample is not None:
                    begun.append(piece.on_first_sample)
                part = piece.samples[piece.position : piece.position + len(out) - at]
                out[at : at + len(part)] = part
                piece.position += len(part)
                at += len(part)
                taken += len(part)
                if piece.position == len(piece.samples):
                    self._pieces.popleft()
            self._handed += taken
        for call in begun:
            call()
        return taken

    def clear(self) -> None:
        """Drops what is queued but for a fade of a few milliseconds, and counts from 0 again."""
        with self._lock:
            if self._pieces and self._pieces[0].position:
                piece = self._pieces[0]
                ending = piece.samples[piece.position : piece.position + self._fade_samples]
                self._ending = ending * np.linspace(1.0, 0.0, len(ending), dtype=np.float32)
            self._pieces.clear()
            self._handed = 0


def _faded(samples: Samples, fade_samples: int) -> Samples:
    faded = samples.astype(np.float32, copy=True)
    count = min(fade_samples, len(faded) // 2)
    ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
    faded[:count] *= ramp
    faded[len(faded) - count :] *= ramp[::-1]
    return faded
