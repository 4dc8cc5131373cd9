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
import threading
import time
from collections.abc import Callable, Sequence

from assistant.errors import DeviceUnavailable
from assistant.records import AudioDevice
from assistant.speech.audio.steady_devices import SteadyMicrophone, SteadySpeaker
from assistant.speech.base import AudioSystem, EchoFilter, Microphone, Speaker

TRIES = 20
TRY_EVERY_S = 0.25
GIVE_UP_AFTER_S = 6.0
"""A try alone takes seconds where the sound server hangs."""


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

    def raise_if_silent(self) -> None:
        """Raises ``DeviceUnavailable`` when the speaker went."""
        self.speaker.raise_if_gone()

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


def wanted_name(devices: Sequence[AudioDevice], wished: str, *, is_input: bool) -> str:
    """The device to use now: the wished one where it is plugged in, else the system's own; empty where there is none."""
    names = {one.name: one.is_default for one in devices if (one.is_input if is_input else one.is_output)}
    if wished in names:
        return wished
    return next((name for name, is_default in names.items() if is_default), "")


def _nothing() -> None:
    pass
