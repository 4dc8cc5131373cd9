"""A microphone and a speaker that stay the same while the devices behind them change."""

from __future__ import annotations

import collections
import dataclasses
import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, EchoFilter, Microphone, Samples, Speaker

FRUITLESS_TIMES = 3
"""So often in a row may a microphone be opened that gives nothing at all."""
LONGEST_GAP_S = 10.0


class Route(Protocol):
    """What opens the devices behind them, ``generation`` counting how often it has."""

    @property
    def generation(self) -> int: ...

    def reopen(self, seen: int) -> None:
        """Opens both again, unless that was done since generation ``seen``. Raises ``DeviceUnavailable`` when nothing opens."""

    def raise_if_silent(self) -> None:
        """Raises ``DeviceUnavailable`` when the speaker went."""

    def close(self) -> None:
        """Opens nothing any more."""


class SteadyMicrophone:
    """A ``Microphone`` of a ``Route``; what the speaker plays is taken out of it where there is a filter for that."""

    def __init__(self, route: Route, inner: Microphone, frame_samples: int, echo: EchoFilter | None) -> None:
        self._route = route
        self._inner = inner
        self._frame_samples = frame_samples
        self._echo = echo

    @property
    def device_name(self) -> str:
        """As the system names it."""
        return self._inner.device_name

    @property
    def latency_s(self) -> float:
        """How long ago a sample was heard when it comes out of ``frames``."""
        return self._inner.latency_s + (self._echo.delay_s if self._echo is not None else 0.0)

    def frames(self, cancel: CancelToken) -> Iterator[Samples]:
        """16 kHz frames as they come, until cancelled. Raises ``DeviceUnavailable`` when no device is to be had."""
        last_s = time.monotonic()
        fruitless = 0
        while not cancel.cancelled:
            generation = self._route.generation
            try:
                for frame in self._inner.frames(cancel):
                    last_s, fruitless = time.monotonic(), 0
                    yield frame if self._echo is None else self._echo.clean(frame, last_s - self._inner.latency_s)
                    self._route.raise_if_silent()
            except DeviceUnavailable:
                fruitless += 1
                if cancel.cancelled or fruitless > FRUITLESS_TIMES:
                    raise
                self._route.reopen(generation)
                gap_s = min(time.monotonic() - last_s, LONGEST_GAP_S)
                for _ in range(int(gap_s * MICROPHONE_RATE_HZ / self._frame_samples)):
                    yield np.zeros(self._frame_samples, dtype=np.float32)

    def move_to(self, inner: Microphone) -> None:
        """Goes on with another device."""
        self._inner = inner

    def release(self) -> None:
        """Closes the device, to open one again."""
        self._inner.close()

    def close(self) -> None:
        """Releases the device."""
        self._route.close()
        self._inner.close()


@dataclasses.dataclass(slots=True)
class _Piece:
    chunk: AudioChunk
    on_first_sample: Callable[[], None] | None

    def begin(self) -> None:
        call, self.on_first_sample = self.on_first_sample, None
        if call is not None:
            call()


class SteadySpeaker:
    """A ``Speaker`` of a ``Route``. All that is queued between two calls of ``clear`` has one rate."""

    def __init__(self, route: Route, inner: Speaker) -> None:
        self._route = route
        self._inner = inner
        self._lock = threading.RLock()
        self._pieces: collections.deque[_Piece] = collections.deque()
        self._let_go = 0
        """Samples of the pieces that were heard and are kept no more: a text that is read aloud may last for an hour."""
        self._played_before = 0
        self._released = False
        self._paused = False

    @property
    def device_name(self) -> str:
        """As the system names it."""
        return self._inner.device_name

    @property
    def latency_s(self) -> float:
        """How long after it was handed to the device a sample is heard."""
        return self._inner.latency_s

    def play(self, chunk: AudioChunk, on_first_sample: Callable[[], None] | None = None) -> None:
        """Queues audio; returns at once, but for the time that another device takes to open."""
        piece = _Piece(chunk=chunk, on_first_sample=on_first_sample)
        with self._lock:
            generation = self._route.generation
            self._forget_what_was_heard()
            self._pieces.append(piece)
            try:
                self._inner.play(chunk, piece.begin)
            except DeviceUnavailable:
                gone = True
            else:
                gone = False
        if gone:
            self._route.reopen(generation)

    def played_samples(self) -> int:
        """Samples of the queued audio that were heard since ``clear``, at the chunk's own rate."""
        with self._lock:
            return self._played_before + (0 if self._released else self._inner.played_samples())

    def pause(self) -> None:
        """Falls silent at once; the place is kept."""
        with self._lock:
            self._paused = True
            self._inner.pause()

    def resume(self, from_sample: int | None = None) -> None:
        """Goes on where ``pause`` came, or from an earlier sample, as far back as this device has played."""
        with self._lock:
            self._paused = False
            self._inner.resume(None if from_sample is None else max(0, from_sample - self._played_before))

    def wait(self, cancel: CancelToken) -> None:
        """Returns when all that was queued was heard, or when cancelled."""
        while not cancel.cancelled:
            generation, inner = self._route.generation, self._inner
            try:
                inner.wait(cancel)
            except DeviceUnavailable:
                if not cancel.cancelled:
                    self._route.reopen(generation)
                continue
            if inner is self._inner:
                return

    def clear(self) -> None:
        """Silences at once and drops what is queued; ends a pause."""
        with self._lock:
            self._pieces.clear()
            self._let_go = 0
            self._played_before = 0
            self._paused = False
            self._inner.clear()

    def raise_if_gone(self) -> None:
        """Raises ``DeviceUnavailable`` when the device went."""
        self._inner.raise_if_gone()

    def move_to(self, inner: Speaker) -> None:
        """Goes on with another device, from the sample where the one before fell silent. Raises ``DeviceUnavailable``."""
        with self._lock:
            skipped = max(0, self._played_before - self._let_go)
            if self._paused:
                inner.pause()
            for piece in self._pieces:
                rest = piece.chunk.samples[skipped:]
                skipped = max(0, skipped - len(piece.chunk.samples))
                if len(rest):
                    inner.play(AudioChunk(samples=rest, sample_rate_hz=piece.chunk.sample_rate_hz), piece.begin)
            self._inner, self._released = inner, False

    def release(self) -> None:
        """Closes the device, to open one again."""
        with self._lock:
            self._played_before, self._released = self.played_samples(), True
        self._inner.close()

    def close(self) -> None:
        """Releases the device."""
        self._route.close()
        self._inner.close()

    def _forget_what_was_heard(self) -> None:
        heard = self.played_samples()
        while self._pieces and self._let_go + len(self._pieces[0].chunk.samples) <= heard:
            self._let_go += len(self._pieces.popleft().chunk.samples)
