"""PortAudio's list of devices where no sound server tells of changes: read again and again in a process of its own.

PortAudio reads the list when it is initialised, and in the process that hears and speaks that would end the sound.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from assistant.errors import DeviceUnavailable
from assistant.own_modules import module_command
from assistant.records import AudioDevice

EVERY_S = 1.5
_NICENESS = 10


class DeviceList:
    """Calls ``on_change`` on a thread of its own after the list became another, until ``close``."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._closed = False
        self._latest: tuple[AudioDevice, ...] | None = None
        self._seen_in_use: set[tuple[str, bool]] = set()
        self._process: subprocess.Popen[str] | None = None
        try:
            self._process = subprocess.Popen(
                module_command(__name__),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        except OSError:
            return
        threading.Thread(target=self._read, name="sound-devices", daemon=True).start()

    @property
    def known(self) -> bool:
        """Whether the list was read yet."""
        return self._latest is not None

    def those_with(self, in_use: Sequence[tuple[str, bool]]) -> list[AudioDevice]:
        """The devices as they were a moment ago, and those ``in_use`` that nobody else can see. Each is a name, and whether it is a
        microphone."""
        listed = self._latest or ()
        self._seen_in_use = {used for used in in_use if used in self._seen_in_use or _is_listed(listed, used)}
        return with_unseen(listed, [used for used in in_use if used not in self._seen_in_use])

    def close(self) -> None:
        """Ends the process; may be called by ``on_change`` itself."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _read(self) -> None:
        if self._process is None or self._process.stdout is None or self._process.stdin is None:
            return
        with self._process.stdin, self._process.stdout as lines:
            for line in lines:
                if self._closed:
                    return
                self._latest = tuple(AudioDevice(**each) for each in json.loads(line))
                self._on_change()


def with_unseen(listed: Sequence[AudioDevice], in_use: Sequence[tuple[str, bool]]) -> list[AudioDevice]:
    """``listed``, and those ``in_use`` that are not among them, as the defaults.

    Not every device can be opened a second time; one in use is then seen by no other process. Its stream tells when it goes.
    """
    devices = list(listed)
    for name, is_input in in_use:
        if not _is_listed(listed, (name, is_input)):
            devices = [replace(one, is_default=False) if one.is_input is is_input else one for one in devices]
            devices.append(AudioDevice(name=name, is_input=is_input, is_output=not is_input, is_default=True))
    return devices


def _is_listed(listed: Sequence[AudioDevice], used: tuple[str, bool]) -> bool:
    name, is_input = used
    return any(one.name == name and (one.is_input if is_input else one.is_output) for one in listed)


def main() -> None:
    """Writes the list as a line of JSON whenever it is another, until the standard input is closed."""
    from assistant.speech.audio.audio_device import PortAudio

    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    audio = PortAudio()
    before = ""
    while True:
        try:
            found = json.dumps([asdict(one) for one in audio.listed()])
        except DeviceUnavailable:
            found = "[]"
        if found != before:
            sys.stdout.write(f"{found}\n")
            sys.stdout.flush()
            before = found
        time.sleep(EVERY_S)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
