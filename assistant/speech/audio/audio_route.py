"""A microphone and a speaker that outlive their devices.

When either device stops, both are closed and opened again: the ones that were wished for, else the system's own. PortAudio only
sees what was plugged in meanwhile when nothing is open. Whoever notices first opens them; the others find that it was done. What an
answer still had to say goes on at the new speaker, and the time without a microphone counts as silence, so that the audio clock
keeps its pace.

Where the system tells of changes, a device that was wished for is returned to when it is plugged in again, and the system's own is
followed when that becomes another.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.records import AudioDevice
from assistant.speech.base import (
    MICROPHONE_RATE_HZ,
    AudioChunk,
    AudioSystem,
    EchoFilter,
    Microphone,
    Samples,
    Speaker,
)

TRIES = 20
TRY_EVERY_S = 0.25
GIVE_UP_AFTER_S = 6.0
"""A try alone takes seconds where the sound server hangs."""
FRUITLESS_TIMES = 3
"""So often in a row may a microphone be opened that gives nothing at all."""
LONGEST_GAP_S = 10.0


class AudioRoute:
    """``microphone`` and ``speaker`` are the two; ``on_change`` is called after both were opened again, on any thread."""

    def __init__(
        self,
        system: AudioSystem,
        *,
        input_name: str,
        output_name: str,
        frame_samples: int,
        echo: EchoFilter | None = None,
    ) -> None:
        """Opens both. Raises ``DeviceUnavailable``."""
        self._system = system
        self._input_name = input_name
        self._output_name = output_name
        self._frame_samples = frame_samples
        self._echo = echo
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self.generation = 0
        self.on_change: Callable[[], None] = _nothing
        speaker = self._open_speaker(output_name)
        try:
            microphone = system.open_microphone(input_name, frame_samples)
        except BaseException:
            speaker.close()
            raise
        self.speaker = SteadySpeaker(self, speaker)
        self.microphone = SteadyMicrophone(self, microphone, frame_samples, echo)
        self._stop_watching = system.watch(self._devices_changed)

    def reopen(self, seen: int) -> None:
        """Opens both again, unless that was done since generation ``seen``. Raises ``DeviceUnavailable`` when nothing opens."""
        with self._lock:
            if self.generation != seen:
                return
            if self._closed.is_set():
                raise DeviceUnavailable("The microphone and the speaker were closed.", "Start talking again.")
            self.microphone.release()
            self.speaker.release()
            self._open_patiently()
            self.generation += 1
        self.on_change()

    def close(self) -> None:
        """Ends a reopening under way, and returns when it has ended: what is open then is all that is to be closed."""
        if self._closed.is_set():
            return
        self._closed.set()
        with self._lock:
            self._stop_watching()

    def _devices_changed(self) -> None:
        generation = self.generation
        if self._closed.is_set():
            return
        with contextlib.suppress(DeviceUnavailable):
            devices = self._system.devices()
            better = (
                wanted_name(devices, self._input_name, is_input=True) not in ("", self.microphone.device_name),
                wanted_name(devices, self._output_name, is_input=False) not in ("", self.speaker.device_name),
            )
            # What has gone is noticed by the stream itself; here it is gone over to what came.
            if any(better):
                self.reopen(generation)

    def _open_patiently(self) -> None:
        began_s = time.monotonic()
        for left in reversed(range(TRIES)):
            try:
                self._open_again()
            except DeviceUnavailable:
                late = time.monotonic() - began_s > GIVE_UP_AFTER_S
                if not left or late or self._closed.wait(TRY_EVERY_S):
                    raise
            else:
                return

    def _open_again(self) -> None:
        try:
            speaker = self._open_speaker(self._output_name)
        except DeviceUnavailable:
            if not self._output_name:
                raise
            speaker = self._open_speaker("")
        try:
            microphone = self._open_microphone()
            self.speaker.move_to(speaker)
        except BaseException:
            speaker.close()
            raise
        self.microphone.move_to(microphone)
        if self._echo is not None:
            self._echo.reset()

    def _open_microphone(self) -> Microphone:
        try:
            return self._system.open_microphone(self._input_name, self._frame_samples)
        except DeviceUnavailable:
            if not self._input_name:
                raise
            return self._system.open_microphone("", self._frame_samples)

    def _open_speaker(self, name: str) -> Speaker:
        return self._system.open_speaker(name, self._echo.played if self._echo is not None else None)


class SteadyMicrophone:
    """A ``Microphone`` of an ``AudioRoute``; what the speaker plays is taken out of it where there is a filter for that."""

    def __init__(self, route: AudioRoute, inner: Microphone, frame_samples: int, echo: EchoFilter | None) -> None:
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
                    self._route.speaker.raise_if_gone()
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
    """A ``Speaker`` of an ``AudioRoute``. All that is queued between two calls of ``clear`` has one rate."""

    def __init__(self, route: AudioRoute, inner: Speaker) -> None:
        self._route = route
        self._inner = inner
        self._lock = threading.RLock()
        self._pieces: list[_Piece] = []
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
            self._played_before = 0
            self._paused = False
            self._inner.clear()

    def raise_if_gone(self) -> None:
        """Raises ``DeviceUnavailable`` when the device went."""
        self._inner.raise_if_gone()

    def move_to(self, inner: Speaker) -> None:
        """Goes on with another device, from the sample where the one before fell silent. Raises ``DeviceUnavailable``."""
        with self._lock:
            skipped = self._played_before
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


def wanted_name(devices: Sequence[AudioDevice], wished: str, *, is_input: bool) -> str:
    """The device to use now: the wished one where it is plugged in, else the system's own; empty where there is none."""
    names = {one.name: one.is_default for one in devices if (one.is_input if is_input else one.is_output)}
    if wished in names:
        return wished
    return next((name for name, is_default in names.items() if is_default), "")


def _nothing() -> None:
    pass
