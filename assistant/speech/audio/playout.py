"""What is still to be played, and how much of it was. Filled from any thread, emptied by the audio callback."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable

import numpy as np

from assistant.speech.base import Samples

FADE_S = 0.008
"""Sound that begins or ends at once clicks."""
KEPT_S = 5.0
"""Of what was played, to begin again from the last word after a pause."""


@dataclasses.dataclass(slots=True)
class _Piece:
    samples: Samples
    on_first_sample: Callable[[], None] | None
    begins: int

    @property
    def ends(self) -> int:
        return self.begins + len(self.samples)


class PlayoutBuffer:
    """A queue of pieces at the device's rate, as one line of samples that begins at ``clear``."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._fade_samples = round(FADE_S * sample_rate_hz)
        self._kept_samples = round(KEPT_S * sample_rate_hz)
        self._lock = threading.Lock()
        self._pieces: list[_Piece] = []
        self._ending: Samples = np.zeros(0, dtype=np.float32)
        self._handed = 0
        self._pushed = 0
        self._paused = False
        self._fading_in = 0

    @property
    def handed(self) -> int:
        """Samples given to the device since ``clear``; less after ``resume`` from an earlier one."""
        with self._lock:
            return self._handed

    @property
    def empty(self) -> bool:
        """Whether all that was pushed was handed on."""
        with self._lock:
            return self._handed == self._pushed

    def push(self, samples: Samples, on_first_sample: Callable[[], None] | None = None) -> None:
        """Queues a piece, faded in and out. ``fill`` calls ``on_first_sample``; a piece without samples calls it at once."""
        if not len(samples):
            if on_first_sample is not None:
                on_first_sample()
            return
        faded = _faded(samples, self._fade_samples)
        with self._lock:
            self._pieces.append(_Piece(samples=faded, on_first_sample=on_first_sample, begins=self._pushed))
            self._pushed += len(faded)

    def fill(self, out: Samples) -> int:
        """Writes the next samples to ``out``, silence where there are none; returns how many of them were pushed ones."""
        out[:] = 0.0
        begun: list[Callable[[], None]] = []
        with self._lock:
            ending, self._ending = self._ending[: len(out)], self._ending[len(out) :]
            out[: len(ending)] = ending
            taken = 0 if self._paused else self._take(out[len(ending) :], begun)
        for call in begun:
            call()
        return taken

    def pause(self) -> None:
        """Plays no more, after a fade of a few milliseconds; the place is kept."""
        with self._lock:
            if not self._paused:
                self._fade_out()
                self._paused = True

    def resume(self, from_sample: int | None = None) -> None:
        """Goes on where ``pause`` came, or from an earlier sample, as far back as is kept."""
        with self._lock:
            if not self._paused:
                return
            self._paused = False
            self._ending = self._ending[:0]
            self._fading_in = self._fade_samples
            if from_sample is not None and self._pieces:
                self._handed = min(self._handed, max(from_sample, self._pieces[0].begins))

    def clear(self) -> None:
        """Drops what is queued but for a fade of a few milliseconds, and counts from 0 again. Ends a pause."""
        with self._lock:
            if not self._paused:
                self._fade_out()
            self._pieces.clear()
            self._handed = self._pushed = self._fading_in = 0
            self._paused = False

    def _take(self, out: Samples, begun: list[Callable[[], None]]) -> int:
        at = 0
        while self._pieces and self._pieces[0].ends <= self._handed - self._kept_samples:
            self._pieces.pop(0)
        for piece in self._pieces:
            if at == len(out) or piece.ends <= self._handed:
                continue
            if piece.on_first_sample is not None:
                begun.append(piece.on_first_sample)
                piece.on_first_sample = None
            first = self._handed - piece.begins
            part = piece.samples[first : first + len(out) - at]
            out[at : at + len(part)] = part
            at += len(part)
            self._handed += len(part)
        if self._fading_in:
            count = min(at, self._fading_in)
            done = self._fade_samples - self._fading_in
            out[:count] *= np.linspace(0.0, 1.0, self._fade_samples, dtype=np.float32)[done : done + count]
            self._fading_in -= count
        return at

    def _fade_out(self) -> None:
        for piece in self._pieces:
            if piece.begins < self._handed < piece.ends:
                first = self._handed - piece.begins
                ending = piece.samples[first : first + self._fade_samples]
                self._ending = ending * np.linspace(1.0, 0.0, len(ending), dtype=np.float32)


def _faded(samples: Samples, fade_samples: int) -> Samples:
    faded = samples.astype(np.float32, copy=True)
    count = min(fade_samples, len(faded) // 2)
    ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
    faded[:count] *= ramp
    faded[len(faded) - count :] *= ramp[::-1]
    return faded
