"""Microphones and speakers through PortAudio: the one file that imports sounddevice.

On a desktop with a sound server the server is asked what there is (``sound_server.py``), and its devices are opened by their own
names; elsewhere PortAudio's list counts.

A stream calls back every 30 ms on PortAudio's thread; the callbacks copy and return. The library is loaded on first use, since
the import fails where PortAudio is missing. PortAudio reads the device list once, when it is initialised, so it is initialised
again before each look while no stream is open.
"""

from __future__ import annotations

import collections
import contextlib
import functools
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.records import AudioDevice
from assistant.speech.audio.device_kinds import is_bluetooth_name, is_built_in_name
from assistant.speech.audio.playout import PlayoutBuffer
from assistant.speech.audio.resampling import StreamResampler, resample
from assistant.speech.audio.sound_server import PCM, DeviceWatch, ServerDevice, chosen, find, server_devices
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, OnPlayed, Samples

BLOCK_S = 0.03
OUTPUT_LATENCY_S = 0.08
"""Less, and a busy machine is heard as crackle."""
DEAD_AFTER_S = 0.5
FIRST_BLOCK_WITHIN_S = 3.0
POLL_S = 0.02
WAIT_S = 0.08

Stream = TypeVar("Stream")


class PortAudio:
    """The ``AudioSystem`` of this machine. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0

    def devices(self) -> Sequence[AudioDevice]:
        """What is plugged in now; without a sound server and while a stream is open, what was when it was opened."""
        sounddevice = _library()
        if served := server_devices():
            return [one.device for one in served]
        with self._lock:
            self._refresh(sounddevice)
            try:
                found = list(sounddevice.query_devices())
                defaults = tuple(sounddevice.default.device)
            except sounddevice.PortAudioError as error:
                raise DeviceUnavailable("The sound devices cannot be read.", "Restart the computer's sound.") from error
        return [
            AudioDevice(
                name=str(device["name"]),
                is_input=device["max_input_channels"] > 0,
                is_output=device["max_output_channels"] > 0,
                is_default=index in defaults,
                sample_rate_hz=int(device["default_samplerate"]),
                is_bluetooth=is_bluetooth_name(str(device["name"])),
                is_built_in=is_built_in_name(str(device["name"])),
            )
            for index, device in enumerate(found)
        ]

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Calls ``on_change`` after devices changed, where there is a sound server that tells."""
        return DeviceWatch(on_change).close

    def open_microphone(self, name: str, frame_samples: int) -> PortAudioMicrophone:
        """At 16 kHz, else at the device's own rate, else with all of its channels. Raises ``DeviceUnavailable``."""
        sounddevice = _library()
        with self._lock:
            self._refresh(sounddevice)
            served, device = _find(sounddevice, name, "input")
            own_hz, channels = int(device["default_samplerate"]), int(device["max_input_channels"])
            ways = dict.fromkeys(((MICROPHONE_RATE_HZ, 1), (own_hz, 1), (own_hz, channels)))
            with chosen(served):
                microphone = _first_that_opens(
                    sounddevice,
                    [
                        functools.partial(PortAudioMicrophone, sounddevice, device, rate_hz, count, frame_samples)
                        for rate_hz, count in ways
                    ],
                    "microphone",
                    str(device["name"]),
                )
            self._open += 1
        microphone.on_close = self._closed
        return microphone

    def open_speaker(self, name: str, on_played: OnPlayed | None = None) -> PortAudioSpeaker:
        """At the device's own rate, on one channel, else on all of them. Raises ``DeviceUnavailable``."""
        sounddevice = _library()
        with self._lock:
            self._refresh(sounddevice)
            served, device = _find(sounddevice, name, "output")
            with chosen(served):
                speaker = _first_that_opens(
                    sounddevice,
                    [
                        functools.partial(PortAudioSpeaker, sounddevice, device, count, on_played)
                        for count in dict.fromkeys((1, int(device["max_output_channels"])))
                    ],
                    "speaker",
                    str(device["name"]),
                )
            self._open += 1
        speaker.on_close = self._closed
        return speaker

    def _closed(self) -> None:
        with self._lock:
            self._open -= 1

    def _refresh(self, sounddevice: Any) -> None:
        if self._open:
            return
        try:
            sounddevice._terminate()  # noqa: SLF001 - sounddevice's documented way; it has no public one
            sounddevice._initialize()  # noqa: SLF001
        except sounddevice.PortAudioError as error:
            raise DeviceUnavailable(
                "The computer's sound does not start.", "Check that a sound server is running, then try again."
            ) from error


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
                if silent_s >= patience_s or self._stream.closed:
                    raise _gone("microphone", self._name) from None
                continue
            patience_s, silent_s = DEAD_AFTER_S, 0.0
            waiting = np.concatenate((waiting, self._resampler.push(block)))
            while len(waiting) >= self._frame_samples:
                frame, waiting = waiting[: self._frame_samples], waiting[self._frame_samples :]
                yield frame

    def close(self) -> None:
        """Releases the device."""
        if not self._stream.closed:
            self._stream.close(ignore_errors=True)
            self.on_close()

    def _hear(self, block: Any, frames: int, times: Any, status: Any) -> None:
        del frames, times, status
        self._blocks.put(block.mean(axis=1))


class PortAudioSpeaker:
    """A ``Speaker``: one stream that plays silence between answers. ``on_close`` is called once, when it is closed."""

    def __init__(self, sounddevice: Any, device: Any, channels: int, on_played: OnPlayed | None) -> None:
        """Raises PortAudio's error when the device does not take ``channels`` or is busy."""
        self.on_close: Callable[[], None] = _nothing
        self._name = str(device["name"])
        self._on_played = on_played
        self._rate_hz = int(device["default_samplerate"])
        self._buffer = PlayoutBuffer(self._rate_hz)
        self._chunk_rate_hz = self._rate_hz
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
        if self._stream.closed or time.monotonic() - last_s > DEAD_AFTER_S:
            raise _gone("speaker", self._name)

    def close(self) -> None:
        """Releases the device."""
        if not self._stream.closed:
            self._stream.close(ignore_errors=True)
            self.on_close()

    def _fill(self, out: Any, frames: int, times: Any, status: Any) -> None:
        del frames, times, status
        now_s = time.monotonic()
        self._last_block_s = now_s
        begins_s = now_s + self.latency_s
        self._blocks.append((begins_s, self._buffer.fill(out[:, 0])))
        out[:, 1:] = out[:, :1]
        if self._on_played is not None:
            self._on_played(out[:, 0].copy(), self._rate_hz, begins_s)


def _library() -> Any:
    try:
        import sounddevice
    except OSError as error:
        raise DeviceUnavailable(
            "The sound library PortAudio is missing.", "Install libportaudio2 (on Debian: apt install libportaudio2)."
        ) from error
    return sounddevice


def _find(sounddevice: Any, name: str, kind: str) -> tuple[ServerDevice | None, Any]:
    """PortAudio's device, and the one of the sound server that it is to stand for."""
    words = "microphone" if kind == "input" else "speaker"
    served = find(server_devices(), name, is_input=kind == "input")
    if served is not None:
        with contextlib.suppress(sounddevice.PortAudioError, ValueError):
            device = dict(sounddevice.query_devices(PCM, kind))
            return served, device | {"name": served.device.name}
    try:
        return None, sounddevice.query_devices(name or None, kind)
    except (sounddevice.PortAudioError, ValueError) as error:
        if name:
            raise DeviceUnavailable(
                f"There is no {words} called {name}.", f"Plug it in, or choose another {words} in the settings."
            ) from error
        raise DeviceUnavailable(f"There is no {words}.", f"Plug in or switch on a {words}, then try again.") from error


def _first_that_opens(sounddevice: Any, attempts: Sequence[Callable[[], Stream]], kind: str, name: str) -> Stream:
    cause: Exception | None = None
    for attempt in attempts:
        try:
            return attempt()
        except (sounddevice.PortAudioError, ValueError) as error:
            cause = error
    raise DeviceUnavailable(
        f"The {kind} {name} cannot be opened.",
        f"Close the program that uses it, or choose another {kind} in the settings.",
    ) from cause


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
