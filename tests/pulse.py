"""A PulseAudio server of the tests' own, with a microphone and a speaker that exist only in it.

A pytest plugin: a conftest imports ``pulse`` to get the fixture. The tests' own process and the programs they start reach the
server through the environment; nobody else's sound is touched.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import signal
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.speech.audio.wav_file import write_wav
from assistant.speech.base import AudioChunk, Samples

MICROPHONE_SINK = "tested_microphone"
SPEAKER_SINK = "tested_speaker"
START_TIMEOUT_S = 20.0
DEVICES = (
    ("module-null-sink", f"sink_name={MICROPHONE_SINK}", "rate=48000", "norewinds=1"),
    ("module-null-sink", f"sink_name={SPEAKER_SINK}", "rate=48000", "norewinds=1"),
    ("module-remap-source", "source_name=microphone", f"master={MICROPHONE_SINK}.monitor"),
)

ALSA_FILE = "asound.conf"
_ALSA = """
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.pulse { type pulse }
ctl.pulse { type pulse }
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """The running server."""

    folder: Path
    environ: dict[str, str]
    process: int

    @contextlib.contextmanager
    def stalled(self) -> Iterator[None]:
        """The server hangs: it answers nobody and takes no sound."""
        os.kill(self.process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process, signal.SIGCONT)

    def control(self, *arguments: str) -> str:
        """Runs ``pactl``."""
        done = subprocess.run(
            ["pactl", *arguments], env=os.environ | self.environ, capture_output=True, text=True, timeout=20, check=True
        )
        return done.stdout.strip()

    def unplug(self) -> None:
        """Takes every microphone and speaker away."""
        for module in ("module-remap-source", "module-null-sink"):
            self.control("unload-module", module)

    def show_in_portaudio(self, *names: str) -> None:
        """PortAudio's own list has devices that are called so from now on, and lead to the server's speakers of that name."""
        devices = "".join(f"pcm.{name} {{ type pulse device {name} }}\n" for name in names)
        (self.folder / ALSA_FILE).write_text(_ALSA + devices, encoding="utf-8")

    def plug_in(self) -> None:
        """Gives them back after ``unplug``."""
        for module, *options in DEVICES:
            self.control("load-module", module, *options)
        self.control("set-default-source", "microphone")
        self.control("set-default-sink", SPEAKER_SINK)

    def plug_in_one(self, name: str, rate_hz: int = 48_000, channels: int = 2) -> tuple[str, str]:
        """One more speaker called ``name``, and a microphone ``nameMic`` that hears what is played into ``nameMicSink``; gives what
        ``unplug_one`` needs."""
        options = (f"rate={rate_hz}", f"channels={channels}", "norewinds=1")
        sinks = tuple(
            self.control(
                "load-module",
                "module-null-sink",
                f"sink_name={sink}",
                *options,
                f"sink_properties=device.description={sink}",
            )
            for sink in (name, f"{name}MicSink")
        )
        self.control(
            "load-module",
            "module-remap-source",
            f"source_name={name}Mic",
            f"master={name}MicSink.monitor",
            f"source_properties=device.description={name}Mic",
        )
        return sinks[0], sinks[1]

    def unplug_one(self, modules: tuple[str, str]) -> None:
        """Takes away what ``plug_in_one`` brought."""
        for module in modules:
            self.control("unload-module", module)

    @contextlib.contextmanager
    def echo(self, loudness_percent: int, delay_ms: int) -> Iterator[None]:
        """The microphone hears the speaker, so much quieter and later."""
        options = (f"source={SPEAKER_SINK}.monitor", f"sink={MICROPHONE_SINK}", f"latency_msec={delay_ms}")
        module = self.control("load-module", "module-loopback", *options)
        try:
            inputs = self.control("list", "short", "sink-inputs").splitlines()
            (number,) = (line.split()[0] for line in inputs if "module-loopback" in line)
            self.control("set-sink-input-volume", number, f"{loudness_percent}%")
            yield
        finally:
            self.control("unload-module", module)

    def speak_into_microphone(self, chunk: AudioChunk, sink: str = MICROPHONE_SINK) -> subprocess.Popen[bytes]:
        """Begins to play ``chunk`` where the virtual microphone hears it."""
        file = self.folder / "spoken.wav"
        write_wav(file, chunk)
        command = ["paplay", f"--device={sink}", str(file)]
        return subprocess.Popen(command, env=os.environ | self.environ)

    def record_speaker(self, file: Path, sink: str = SPEAKER_SINK) -> subprocess.Popen[bytes]:
        """Begins to record what the virtual speaker plays, as 16 kHz mono WAV. End it with ``terminate`` and ``wait``."""
        command = ["parecord", f"--device={sink}.monitor", "--rate=16000", "--channels=1", "--latency-msec=20"]
        return subprocess.Popen([*command, "--file-format=wav", str(file)], env=os.environ | self.environ)


def read_recording(file: Path) -> Samples:
    """The samples of a recording."""
    with wave.open(str(file)) as stream:
        pcm = np.frombuffer(stream.readframes(stream.getnframes()), dtype="<i2")
    return (pcm / 32768.0).astype(np.float32)


@pytest.fixture(scope="session")
def pulse() -> Iterator[Pulse]:
    """A server with null sinks as microphone and speaker, both the defaults, for this process and its children."""
    if shutil.which("pulseaudio") is None or shutil.which("pactl") is None:
        pytest.fail("PulseAudio is not installed; “make setup” installs it")
    folder = Path(tempfile.mkdtemp(prefix="sotto-pulse-"))
    alsa = folder / ALSA_FILE
    alsa.write_text(_ALSA, encoding="utf-8")
    environ = {
        "PULSE_SERVER": f"unix:{folder}/native",
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder / "state"),
        "PULSE_COOKIE": str(folder / "cookie"),
        "ALSA_CONFIG_PATH": f"/usr/share/alsa/alsa.conf:{alsa}",
    }
    script = folder / "server.pa"
    script.write_text(
        f"load-module module-native-protocol-unix auth-anonymous=1 socket={folder}/native\n"
        + "".join(f"load-module {' '.join(device)}\n" for device in DEVICES)
        + f"set-default-source microphone\nset-default-sink {SPEAKER_SINK}\n",
        encoding="utf-8",
    )
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, f"--file={script}"], env=os.environ | environ, stdout=log, stderr=subprocess.STDOUT
        )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        try:
            _wait_until_ready(server, environ, folder)
            yield Pulse(folder=folder, environ=environ, process=server.pid)
        finally:
            server.terminate()
            server.wait(10)
            shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(server: subprocess.Popen[bytes], environ: dict[str, str], folder: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        listed = subprocess.run(
            ["pactl", "list", "short", "sources"],
            env=os.environ | environ,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        if "microphone" in listed.stdout.replace(MICROPHONE_SINK, ""):
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail("PulseAudio did not start:\n" + (folder / "server.log").read_text(encoding="utf-8"))
