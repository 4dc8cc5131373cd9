"""A microphone and a speaker as PortAudio streams.

A stream calls back every 30 ms on PortAudio's thread; the callbacks copy and return. A stream that no longer calls back is dead.
"""

from __future__ import annotations

import collections
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.speech.audio.playout import PlayoutBuffer
from assistant.speech.audio.resampling import StreamResampler, resample
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, OnPlayed, Samples

_log = logging.getLogger(__name__)

BLOCK_S = 0.03
OUTPUT_LATENCY_S = 0.08
"""Less, and a busy machine is heard as crackle."""
DEAD_AFTER_S = 0.4
"""Without a block. Whoever waits looks a moment later, and it is noticed within half a second."""
FIRST_BLOCK_WITHIN_S = 3.0
CLOSE_WITHIN_S = 1.0
POLL_S = 0.02
WAIT_S = 0.08


class PortAudioMicrophone:
    """A ``Microphone``. ``on_close`` is called once, when it is closed."""

    def __init__(self, sounddevice: Any, device: Any, rate_hz: int, channels: int, frame_samples: int) -> None:
        """Raises PortAudio's error when the device does not take ``rate_hz`` or ``channels``, or is busy."""
        self.on_close: Callable[[], None] = _nothing
        self._name = str(device["name"])
        self._frame_samples = frame_samples
        self._resampler = StreamResampler(rate_hz, MICROPHONE_RATE_HZ)
        self._blocks: queue.SimpleQueue[Samples] = queue.SimpleQueue()
        self._stream = sounddevice.InputStream(
            samplerate=rate_hz,
            blocksize=round(BLOCK_S * rate_hz),
            device=device["index"],
            channels=channels,
            dtype="float32",
            latency="low",
            callback=self._hear,
        )
        _start(self._stream)
        self._closing = _Closing(self._stream, lambda: self.on_close())

    @property
    def device_name(self) -> str:
        """As the system names it."""
        return self._name

    @property
    def latency_s(self) -> float:
        """How long ago a sample was heard when it comes out of ``frames``: a block and what PortAudio says."""
        return float(self._stream.latency)

    def frames(self, cancel: CancelToken) -> Iterator[Samples]:
        """16 kHz frames as they come, until cancelled. Raises ``DeviceUnavailable`` when the device goes."""
        waiting = np.zeros(0, dtype=np.float32)
        patience_s = FIRST_BLOCK_WITHIN_S
        silent_s = 0.0
        while not cancel.cancelled:
            try:
                block = self._blocks.get(timeout=WAIT_S)
            except queue.Empty:
                # Counted in waits: on a machine so busy that a wait takes long, the device's own thread comes late as well.
                silent_s += WAIT_S
                if silent_s >= patience_s or self._closing.begun:
                    raise _gone("microphone", self._name) from None
                continue
            patience_s, silent_s = DEAD_AFTER_S, 0.0
            waiting = np.concatenate((waiting, self._resampler.push(block)))
            while len(waiting) >= self._frame_samples:
                frame, waiting = waiting[: self._frame_samples], waiting[self._frame_samples :]
                yield frame

    def close(self) -> None:
        """Releases the device; one that does not answer is left to itself after a second."""
        self._closing.close()

    def _hear(self, block: Any, frames: int, times: Any, status: Any) -> None:
        del frames, times, status
        self._blocks.put(block.mean(axis=1))


class PortAudioSpeaker:
    """A ``Speaker``: one stream that plays silence between answers. ``on_close`` is called once, when it is closed.

    ``times_dry`` is how often the device waited in vain for samples, because the machine was too busy; each is heard as a click.
    """

    def __init__(self, sounddevice: Any, device: Any, channels: int, on_played: OnPlayed | None) -> None:
        """Raises PortAudio's error when the device does not take ``channels`` or is busy."""
        self.on_close: Callable[[], None] = _nothing
        self._name = str(device["name"])
        self._on_played = on_played
        self._rate_hz = int(device["default_samplerate"])
        self._buffer = PlayoutBuffer(self._rate_hz)
        self._chunk_rate_hz = self._rate_hz
        self.times_dry = 0
        # Sound servers take the first blocks at once, then none for up to two seconds while they start.
        self._settled_s = self._last_block_s = time.monotonic() + FIRST_BLOCK_WITHIN_S
        self._blocks: collections.deque[tuple[float, int]] = collections.deque(maxlen=64)
        """When each of the last blocks begins to be heard, and how many samples of the queue it holds."""
        self._stream = sounddevice.OutputStream(
            samplerate=self._rate_hz,
            blocksize=round(BLOCK_S * self._rate_hz),
            device=device["index"],
            channels=channels,
            dtype="float32",
            latency=OUTPUT_LATENCY_S,
            callback=self._fill,
        )
        _start(self._stream)
        self._closing = _Closing(self._stream, lambda: self.on_close())

    @property
    def device_name(self) -> str:
        """As the system names it."""
        return self._name

    @property
    def latency_s(self) -> float:
        """How long after it was handed to the device a sample is heard, as PortAudio says."""
        return float(self._stream.latency)

    def play(self, chunk: AudioChunk, on_first_sample: Callable[[], None] | None = None) -> None:
        """Queues audio; returns at once. Raises ``DeviceUnavailable`` when the device went."""
        self.raise_if_gone()
        self._chunk_rate_hz = chunk.sample_rate_hz
        self._buffer.push(resample(chunk.samples, chunk.sample_rate_hz, self._rate_hz), on_first_sample)

    def played_samples(self) -> int:
        """Samples heard since ``clear``, at the chunk's own rate: those handed to the device less those still under way."""
        now_s = time.monotonic()
        heard = float(self._buffer.handed)
        for begins_s, count in tuple(self._blocks):
            heard_share = min(1.0, max(0.0, (now_s - begins_s) / BLOCK_S))
            heard -= count * (1.0 - heard_share)
        return max(0, int(heard * self._chunk_rate_hz / self._rate_hz))

    def pause(self) -> None:
        """Falls silent at once, with a short fade; the place is kept."""
        self._buffer.pause()

    def resume(self, from_sample: int | None = None) -> None:
        """Goes on where ``pause`` came, or from an earlier sample."""
        rate = self._rate_hz / self._chunk_rate_hz
        self._buffer.resume(None if from_sample is None else round(from_sample * rate))

    def wait(self, cancel: CancelToken) -> None:
        """Returns when all that was queued was heard, or when cancelled. Raises ``DeviceUnavailable`` when the device went."""
        while not cancel.cancelled:
            self.raise_if_gone()
            if self._buffer.empty and all(
                time.monotonic() > begins_s + BLOCK_S for begins_s, count in tuple(self._blocks) if count
            ):
                return
            time.sleep(POLL_S)

    def clear(self) -> None:
        """Silences at once, with a short fade, and drops what is queued."""
        self._buffer.clear()
        self._blocks.clear()

    def raise_if_gone(self) -> None:
        """Raises ``DeviceUnavailable`` when the device takes no more blocks, or the stream was closed."""
        last_s = max(self._last_block_s, self._settled_s)
        if self._closing.begun or time.monotonic() - last_s > DEAD_AFTER_S + BLOCK_S:
            raise _gone("speaker", self._name)

    def close(self) -> None:
        """Releases the device; one that does not answer is left to itself after a second."""
        if self.times_dry and not self._closing.begun:
            _log.info("the speaker ran dry %d times", self.times_dry)
        self._closing.close()

    def _fill(self, out: Any, frames: int, times: Any, status: Any) -> None:
        del frames, times
        self.times_dry += bool(status.output_underflow)
        now_s = time.monotonic()
        self._last_block_s = now_s
        begins_s = now_s + self.latency_s
        self._blocks.append((begins_s, self._buffer.fill(out[:, 0])))
        out[:, 1:] = out[:, :1]
        if self._on_played is not None:
            self._on_played(out[:, 0].copy(), self._rate_hz, begins_s)


class _Closing:
    """Closes a stream once. Where a sound server hangs, that call hangs with it, on a thread of its own."""

    def __init__(self, stream: Any, then: Callable[[], None]) -> None:
        self._stream = stream
        self._then = then
        self._lock = threading.Lock()
        self.begun = False

    def close(self) -> None:
        """Returns when it is closed, or after ``CLOSE_WITHIN_S``."""
        with self._lock:
            if self.begun:
                return
            self.begun = True
        thread = threading.Thread(target=self._close, name="sound-closing", daemon=True)
        thread.start()
        thread.join(CLOSE_WITHIN_S)

    def _close(self) -> None:
        self._stream.close(ignore_errors=True)
        self._then()


def _start(stream: Any) -> None:
    try:
        stream.start()
    except BaseException:
        stream.close(ignore_errors=True)
        raise


def _gone(kind: str, name: str) -> DeviceUnavailable:
    return DeviceUnavailable(
        f"The {kind} {name} stopped.", f"Plug it in again or choose another {kind}, then start talking again."
    )


def _nothing() -> None:
    pass
