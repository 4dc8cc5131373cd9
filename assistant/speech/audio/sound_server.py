"""The desktop's sound server (PulseAudio, or PipeWire in its place), asked through ``pactl``: what is plugged in, by the names
people know, and what changes.

PortAudio reads its list once and shows the whole server as one device. Which of the server's devices that one stands for is chosen
by the variables ``PULSE_SINK`` and ``PULSE_SOURCE``, which libpulse reads when a stream connects.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.records import AudioDevice
from assistant.speech.audio.device_kinds import is_bluetooth_name, is_built_in_name

PCM = "pulse"
"""What ALSA, and so PortAudio, calls the server."""
ASK_TIMEOUT_S = 2.0
_RELEVANT = re.compile(r"'(?:new|remove)' on (?:sink|source) #|'change' on server")
_RATE = re.compile(r"(\d+)\s*Hz")
_INTERNAL_BUSES = ("pci", "isa", "platform")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ServerDevice:
    """A device with the name that the server knows it by."""

    key: str
    device: AudioDevice


def server_devices() -> list[ServerDevice]:
    """Microphones and speakers of the server; empty where there is no server, or no ``pactl``."""
    try:
        info = _ask("info")
        found = [(kind, each) for kind in ("sinks", "sources") for each in _ask("list", kind)]
    except (OSError, subprocess.SubprocessError, ValueError):
        return []
    return named_devices(info, found)


def named_devices(info: Mapping[str, Any], found: Sequence[tuple[str, Mapping[str, Any]]]) -> list[ServerDevice]:
    """What ``pactl``'s JSON says, ``found`` being pairs of ``sinks`` or ``sources`` and one of them. Names are made different."""
    real = [(kind, each) for kind, each in found if not _is_monitor(kind, each)]
    counts = Counter((kind, str(each.get("description"))) for kind, each in real)
    return [_named(kind, each, info, unique=counts[kind, str(each.get("description"))] == 1) for kind, each in real]


def find(devices: Sequence[ServerDevice], name: str, *, is_input: bool) -> ServerDevice | None:
    """The device called ``name``, or the server's default for an empty one."""
    fitting = [one for one in devices if one.device.is_input is is_input]
    if not name:
        return next((one for one in fitting if one.device.is_default), None)
    return next((one for one in fitting if name in (one.device.name, one.key)), None)


@contextlib.contextmanager
def chosen(device: ServerDevice | None) -> Iterator[None]:
    """Streams of the ``PCM`` that are opened meanwhile lead to ``device``. One at a time."""
    if device is None:
        yield
        return
    variable = "PULSE_SOURCE" if device.device.is_input else "PULSE_SINK"
    before = os.environ.get(variable)
    os.environ[variable] = device.key
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(variable, None)
        else:
            os.environ[variable] = before


class DeviceWatch:
    """Calls ``on_change`` on a thread of its own after devices came, went or became the default, until ``close``."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._closed = False
        self._process: subprocess.Popen[str] | None = None
        program = shutil.which("pactl")
        if program is None:
            return
        try:
            self._process = subprocess.Popen(
                [program, "subscribe"],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        except OSError:
            return
        self._thread = threading.Thread(target=self._read, name="sound-devices", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Watches no more; may be called by ``on_change`` itself."""
        self._closed = True
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def _read(self) -> None:
        if self._process is None or self._process.stdout is None:
            return
        with self._process.stdout as lines:
            for line in lines:
                if self._closed:
                    return
                if _RELEVANT.search(line):
                    self._on_change()


def _ask(*arguments: str) -> Any:
    program = shutil.which("pactl")
    if program is None:
        raise FileNotFoundError
    done = subprocess.run(
        [program, "--format=json", *arguments],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=ASK_TIMEOUT_S,
        check=True,
    )
    return json.loads(done.stdout.decode("utf-8", "replace"))


def _environment() -> dict[str, str]:
    """What it prints follows the language otherwise."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _is_monitor(kind: str, each: Mapping[str, Any]) -> bool:
    return kind == "sources" and (
        str(each.get("name", "")).endswith(".monitor") or _property(each, "device.class") == "monitor"
    )


def _named(kind: str, each: Mapping[str, Any], info: Mapping[str, Any], *, unique: bool) -> ServerDevice:
    key = str(each.get("name", ""))
    description = str(each.get("description") or key)
    default = info.get("default_sink_name" if kind == "sinks" else "default_source_name")
    bus, form = _property(each, "device.bus"), _property(each, "device.form_factor")
    bluetooth = bus == "bluetooth" or key.startswith("bluez") or is_bluetooth_name(description)
    rate = _RATE.search(str(each.get("sample_specification", "")))
    return ServerDevice(
        key=key,
        device=AudioDevice(
            name=description if unique else f"{description} ({key})",
            is_input=kind == "sources",
            is_output=kind == "sinks",
            is_default=key == default,
            sample_rate_hz=int(rate.group(1)) if rate else 0,
            is_bluetooth=bluetooth,
            is_built_in=not bluetooth
            and (form == "internal" or bus in _INTERNAL_BUSES or is_built_in_name(description)),
        ),
    )


def _property(each: Mapping[str, Any], name: str) -> str:
    properties = each.get("properties")
    return str(properties.get(name, "")) if isinstance(properties, dict) else ""
