"""What the kernel saw: questions, documents and speech connect to nothing and send to nobody; a conversation reaches the sound
server, the window the screen and the session bus, all of this machine, and neither reaches anything else."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.end_to_end.program import COMMAND_TIMEOUT_S, Sotto
from tests.end_to_end.talk import Talk, spoken_question
from tests.end_to_end.talking_window import listeners, stored, wait_until, window
from tests.pulse import Pulse, pulse
from tests.screen import Screen, screen
from tests.session_bus import NAMED_IN, session_bus

__all__ = ["pulse", "screen"]

pytestmark = pytest.mark.end_to_end

# The C library asks the system's own cache of user names, on this machine, for the home folder.
NAME_CACHE = "/var/run/nscd/socket"
# PortAudio looks whether a JACK server runs on this machine; in these tests none does.
JACK = "/dev/shm/jack_default_0_0"
ADDRESSED = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_(?!UNSPEC)")
LOCAL_SOCKET = re.compile(r'sa_family=AF_UNIX, sun_path=@?"([^"]*)"')


def watching(trace: Path) -> list[str]:
    """What a command line begins with to have its calls, and those of all it starts, in ``trace``. The command stays the caller's
    own child, the watcher is not. Skips where calls cannot be watched."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    watched = [strace, "-DD", "-f", "-qq", "-o", str(trace), "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
    if subprocess.run([*watched, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this system does not let strace watch a program")
    ended(trace)
    return watched


def ended(trace: Path) -> None:
    """Waits for the watcher, which ends after what it watches and writes its last lines then."""
    watchers = [one for one in psutil.process_iter(["cmdline"]) if str(trace) in (one.info["cmdline"] or ())]
    _, alive = psutil.wait_procs(watchers, timeout=COMMAND_TIMEOUT_S)
    assert alive == []


def addressed(trace: Path) -> list[str]:
    """The calls that named another end, but for the cache of names."""
    ended(trace)
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if ADDRESSED.search(line) and NAME_CACHE not in line]


def local_sockets(calls: list[str]) -> set[str]:
    """The sockets of this machine that calls named. Fails on a call that named anything else."""
    found = [LOCAL_SOCKET.search(call) for call in calls]
    assert all(found), calls
    return {one[1] for one in found if one is not None}


def addressed_calls(command: list[str], environ: dict[str, str], trace: Path) -> list[str]:
    """The calls of a command, run to its end, and of all it starts, that name another end."""
    watched = [*watching(trace), *command]
    done = subprocess.run(watched, env=environ, capture_output=True, text=True, timeout=COMMAND_TIMEOUT_S, check=False)
    assert done.returncode == 0, done.stderr
    return addressed(trace)


def test_a_typed_question_reaches_for_nothing(sotto: Sotto, tmp_path: Path) -> None:
    command = sotto.command("ask", "What is jam?", "--max-tokens", "8")
    assert addressed_calls(command, dict(sotto.environ), tmp_path / "trace") == []


def test_documents_and_speech_reach_for_nothing(sotto: Sotto, tmp_path: Path) -> None:
    paper, sound = tmp_path / "paper.txt", tmp_path / "sound.wav"
    paper.write_text("The quince jam costs eleven euros.", encoding="utf-8")
    for number, arguments in enumerate(
        (
            ("docs", "add", str(paper)),
            ("ask", "--docs", "What does the quince jam cost?", "--max-tokens", "8"),
            ("say", "The jam is sweet.", "--out", str(sound)),
            ("transcribe", str(sound)),
        )
    ):
        command = sotto.command(*arguments)
        assert addressed_calls(command, dict(sotto.environ), tmp_path / f"trace{number}") == [], arguments[0]


def test_a_connection_would_have_been_seen(sotto: Sotto, tmp_path: Path) -> None:
    reaching = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))"
    calls = addressed_calls([sys.executable, "-c", reaching], dict(sotto.environ), tmp_path / "trace")
    assert len(calls) == 1


def test_a_spoken_conversation_reaches_the_sound_server_alone(sotto: Sotto, pulse: Pulse, tmp_path: Path) -> None:
    question = spoken_question(sotto, tmp_path / "question.wav")
    trace = tmp_path / "trace"
    talk = Talk(sotto, pulse, before=watching(trace))
    try:
        talk.until("ready")
        pulse.speak_into_microphone(question).wait(COMMAND_TIMEOUT_S)
        talk.until("turn_finished")
        talk.process.send_signal(signal.SIGINT)
        assert talk.process.wait(COMMAND_TIMEOUT_S) == 130
    finally:
        talk.close()
    assert {"transcript", "speaking_ended"} <= set(talk.names())
    sound_server = pulse.environ["PULSE_SERVER"].removeprefix("unix:")
    reached = local_sockets(addressed(trace))
    assert sound_server in reached
    assert reached <= {sound_server, JACK}


def test_the_window_reaches_the_desktop_of_this_machine_alone(
    sotto: Sotto, pulse: Pulse, screen: Screen, tmp_path: Path
) -> None:
    question = spoken_question(sotto, tmp_path / "question.wav")
    trace, beside = tmp_path / "trace", tmp_path / "beside"
    beside.mkdir()
    command = [*watching(trace), str(sotto.program.with_name("sotto-gui"))]
    (beside / "sotto-gui").write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    (beside / "sotto-gui").chmod(0o700)
    with session_bus() as (_, bus):
        environ = {**sotto.environ, NAMED_IN: bus}
        watched = Sotto(program=beside / "sotto", home=tmp_path / "window", models=sotto.models, environ=environ)
        with window(watched, pulse, screen, "hold_to_talk"):
            screen.keys("type", "What is jam?")
            screen.keys("key", "Return")
            wait_until(lambda: answered(watched, 1), "the answer")
            others = listeners(pulse)
            screen.keys("keydown", "ctrl", "keydown", "space")
            wait_until(lambda: listeners(pulse) > others, "the opening of the microphone")
            pulse.speak_into_microphone(question).wait(COMMAND_TIMEOUT_S)
            screen.keys("keyup", "space", "keyup", "ctrl")
            wait_until(lambda: answered(watched, 2), "the answer to what was said")
        reached = local_sockets(addressed(trace))
    sound_server = pulse.environ["PULSE_SERVER"].removeprefix("unix:")
    display = f"/tmp/.X11-unix/X{screen.environ['DISPLAY'].removeprefix(':')}"
    session = bus.removeprefix("unix:path=").partition(",")[0]
    assert {sound_server, display, session} <= reached
    assert reached <= {sound_server, display, session, JACK}


def answered(sotto: Sotto, questions: int) -> bool:
    """Whether so many questions have their whole answers."""
    return [state for _, _, state, _ in stored(sotto)] == ["complete"] * 2 * questions
