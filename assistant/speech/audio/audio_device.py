"""Microphones and speakers through PortAudio: the one file that imports sounddevice.

On a desktop with a sound server the server is asked what there is (``sound_server.py``), and its devices are opened by their own
names; elsewhere PortAudio's list counts.

The library is loaded on first use, since the import fails where PortAudio is missing. PortAudio reads the device list once, when it
is initialised, so it is initialised again before each look while no stream is open. A sound server that hangs makes its calls hang:
they are given up after ``OPEN_WITHIN_S``.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from assistant.errors import DeviceUnavailable
from assistant.records import AudioDevice
from assistant.speech.audio.audio_streams import PortAudioMicrophone, PortAudioSpeaker
from assistant.speech.audio.device_kinds import is_bluetooth_name, is_built_in_name
from assistant.speech.audio.device_list import DeviceList
from assistant.speech.audio.sound_server import PCM, DeviceWatch, ServerDevice, chosen, find, server_devices
from assistant.speech.base import MICROPHONE_RATE_HZ, OnPlayed

OPEN_WITHIN_S = 6.0
"""A Bluetooth headset takes some seconds."""


class _Closable(Protocol):
    def close(self) -> None: ...


Stream = TypeVar("Stream", bound=_Closable)


class PortAudio:
    """The ``AudioSystem`` of this machine. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._in_use: list[tuple[str, bool]] = []
        """The name of each open device, and whether it is a microphone."""
        self._watched: DeviceList | None = None

    def devices(self) -> Sequence[AudioDevice]:
        """What is plugged in now; while a stream is open and nobody tells or watches, what was when it was opened."""
        _library()
        if served := server_devices():
            return [one.device for one in served]
        watched = self._watched
        if watched is not None and watched.known and self._in_use:
            return watched.those_with(tuple(self._in_use))
        return self.listed()

    def listed(self) -> Sequence[AudioDevice]:
        """PortAudio's own list."""
        sounddevice = _library()
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
        """Calls ``on_change`` after devices changed: as the sound server tells, or else as PortAudio's list shows."""
        if server_devices():
            return DeviceWatch(on_change).close
        watched = self._watched = DeviceList(on_change)

        def close() -> None:
            self._watched = None
            watched.close()

        return close

    def open_microphone(self, name: str, frame_samples: int) -> PortAudioMicrophone:
        """At 16 kHz, else at the device's own rate, else with all of its channels. Raises ``DeviceUnavailable``."""
        return _answered(lambda: self._open_microphone(name, frame_samples))

    def open_speaker(self, name: str, on_played: OnPlayed | None = None) -> PortAudioSpeaker:
        """At the device's own rate, on one channel, else on all of them. Raises ``DeviceUnavailable``."""
        return _answered(lambda: self._open_speaker(name, on_played))

    def _open_microphone(self, name: str, frame_samples: int) -> PortAudioMicrophone:
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
            microphone.on_close = self._use(microphone.device_name, is_input=True)
        return microphone

    def _open_speaker(self, name: str, on_played: OnPlayed | None) -> PortAudioSpeaker:
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
            speaker.on_close = self._use(speaker.device_name, is_input=False)
        return speaker

    def _use(self, name: str, *, is_input: bool) -> Callable[[], None]:
        """Notes an open device; gives what notes that it was closed."""
        used = (name, is_input)
        self._in_use.append(used)

        def closed() -> None:
            with self._lock:
                self._in_use.remove(used)

        return closed

    def _refresh(self, sounddevice: Any) -> None:
        if self._in_use:
            return
        try:
            sounddevice._terminate()  # noqa: SLF001 - sounddevice's documented way; it has no public one
            sounddevice._initialize()  # noqa: SLF001
        except sounddevice.PortAudioError as error:
            raise DeviceUnavailable(
                "The computer's sound does not start.", "Check that a sound server is running, then try again."
            ) from error


def _answered(opening: Callable[[], Stream]) -> Stream:
    """What ``opening`` gives. Raises ``DeviceUnavailable`` where it does not return; what it opens after that is closed."""
    found: concurrent.futures.Future[Stream] = concurrent.futures.Future()

    def run() -> None:
        try:
            found.set_result(opening())
        except BaseException as error:  # noqa: BLE001 - the caller's, which waits for it
            found.set_exception(error)

    threading.Thread(target=run, name="sound-opening", daemon=True).start()
    try:
        return found.result(OPEN_WITHIN_S)
    except concurrent.futures.TimeoutError as error:
        if found.done():
            raise
        found.add_done_callback(_close_what_came_late)
        raise DeviceUnavailable(
            "The computer's sound does not answer.",
            "Wait until other programs can play again, or restart the sound server.",
        ) from error


def _close_what_came_late(found: concurrent.futures.Future[Any]) -> None:
    if found.exception() is None:
        found.result().close()


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
