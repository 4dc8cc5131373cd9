"""A microphone and a speaker that keep real time without any device, and note when something was said and heard."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from assistant.cancellation import CancelToken
from assistant.records import AudioDevice
from assistant.speech.audio.playout import PlayoutBuffer
from assistant.speech.audio.resampling import resample
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, OnPlayed, Samples

BLOCK_S = 0.01
NOISE = 3e-4
"""Of a quiet room: digital silence is nothing that a microphone gives."""
AUDIBLE = 0.003
POLL_S = 0.01
_LEVEL_S = 0.02
_SPEECH_SHARE = 0.05
_BEFORE_SPEECH_S = 0.3


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """Speech at 16 kHz, and the sample where it ends: after the last 20 ms that reach a twentieth of the loudest."""

    samples: Samples
    end_sample: int


def clip_of(samples: Samples) -> Clip:
    """A recording without the silence before its speech, but for 0.3 s."""
    size = round(_LEVEL_S * MICROPHONE_RATE_HZ)
    blocks = samples[: len(samples) // size * size].reshape(-1, size)
    level = np.sqrt(np.mean(np.square(blocks), axis=1))
    loud = np.flatnonzero(level > _SPEECH_SHARE * level.max())
    begin = max(0, int(loud[0]) * size - round(_BEFORE_SPEECH_S * MICROPHONE_RATE_HZ))
    return Clip(samples=samples[begin:], end_sample=(int(loud[-1]) + 1) * size - begin)


class RealTimeMicrophone:
    """Quiet but for what ``say`` is given."""

    device_name = "real-time microphone"
    latency_s = 0.0

    def __init__(self, frame_samples: int) -> None:
        self._frame_samples = frame_samples
        self._lock = threading.Lock()
        self._waiting: Samples = np.zeros(0, dtype=np.float32)
        self._end_in = 0
        self._noise = np.random.default_rng(0)
        self.ended = threading.Event()
        self.ended_at = 0.0

    def say(self, clip: Clip) -> None:
        """Says it; where its speech ends ``ended`` is set, and ``ended_at`` says when that was."""
        with self._lock:
            self.ended.clear()
            self._waiting, self._end_in = clip.samples, clip.end_sample

    def frames(self, cancel: CancelToken) -> Iterator[Samples]:
        """A frame whenever its time has come."""
        due = time.monotonic()
        while not cancel.cancelled:
            due += self._frame_samples / MICROPHONE_RATE_HZ
            time.sleep(max(0.0, due - time.monotonic()))
            yield self._next(due)

    def close(self) -> None:
        """There is nothing to release."""

    def _next(self, due: float) -> Samples:
        size = self._frame_samples
        frame = self._noise.normal(0.0, NOISE, size).astype(np.float32)
        with self._lock:
            part, self._waiting = self._waiting[:size], self._waiting[size:]
            frame[: len(part)] += part
            before, self._end_in = self._end_in, self._end_in - size
            if before > 0 >= self._end_in:
                self.ended_at = due + self._end_in / MICROPHONE_RATE_HZ
                self.ended.set()
        return frame


class RealTimeSpeaker:
    """Plays into nothing, ten milliseconds at a time; ``began_at`` is when the first audible sample since ``listen`` was due."""

    device_name = "real-time speaker"
    latency_s = 0.0

    def __init__(self) -> None:
        self._buffer = PlayoutBuffer(MICROPHONE_RATE_HZ)
        self._chunk_rate_hz = MICROPHONE_RATE_HZ
        self._closed = threading.Event()
        self.began = threading.Event()
        self.began_at = 0.0

    def start(self) -> None:
        """Begins to play."""
        threading.Thread(target=self._run, name="real-time-speaker", daemon=True).start()

    def listen(self) -> None:
        """Waits for the next sound."""
        self.began.clear()

    def play(self, chunk: AudioChunk, on_first_sample: Callable[[], None] | None = None) -> None:
        """Queues audio."""
        self._chunk_rate_hz = chunk.sample_rate_hz
        self._buffer.push(resample(chunk.samples, chunk.sample_rate_hz, MICROPHONE_RATE_HZ), on_first_sample)

    def played_samples(self) -> int:
        """Samples played since ``clear``, at the chunk's own rate."""
        return self._buffer.handed * self._chunk_rate_hz // MICROPHONE_RATE_HZ

    def pause(self) -> None:
        """Falls silent and keeps the place."""
        self._buffer.pause()

    def resume(self, from_sample: int | None = None) -> None:
        """Goes on."""
        ours = None if from_sample is None else from_sample * MICROPHONE_RATE_HZ // self._chunk_rate_hz
        self._buffer.resume(ours)

    def wait(self, cancel: CancelToken) -> None:
        """Returns when all was played, or when cancelled."""
        while not cancel.cancelled and not self._buffer.empty:
            time.sleep(POLL_S)

    def clear(self) -> None:
        """Drops what is queued."""
        self._buffer.clear()

    def raise_if_gone(self) -> None:
        """It never goes."""

    def close(self) -> None:
        """Stops."""
        self._closed.set()

    def _run(self) -> None:
        due = time.monotonic()
        block = np.zeros(int(BLOCK_S * MICROPHONE_RATE_HZ), dtype=np.float32)
        while not self._closed.is_set():
            self._buffer.fill(block)
            audible = np.flatnonzero(np.abs(block) > AUDIBLE)
            if len(audible) and not self.began.is_set():
                self.began_at = max(due, time.monotonic() - BLOCK_S) + int(audible[0]) / MICROPHONE_RATE_HZ
                self.began.set()
            due += BLOCK_S
            time.sleep(max(0.0, due - time.monotonic()))


class RealTimeAudio:
    """An ``AudioSystem`` of one of each; the last ones opened are at hand."""

    def __init__(self) -> None:
        self.microphone = RealTimeMicrophone(512)
        self.speaker = RealTimeSpeaker()

    def devices(self) -> Sequence[AudioDevice]:
        """Both."""
        names = ((self.microphone.device_name, True), (self.speaker.device_name, False))
        return [AudioDevice(name=name, is_input=mic, is_output=not mic, is_default=True) for name, mic in names]

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Nothing is ever plugged in or out."""
        del on_change
        return _nothing

    def open_microphone(self, name: str, frame_samples: int) -> RealTimeMicrophone:
        """A new one."""
        del name
        self.microphone = RealTimeMicrophone(frame_samples)
        return self.microphone

    def open_speaker(self, name: str, on_played: OnPlayed | None = None) -> RealTimeSpeaker:
        """A new one."""
        del name, on_played
        self.speaker = RealTimeSpeaker()
        self.speaker.start()
        return self.speaker


def _nothing() -> None:
    pass
