"""What the kernel saw: questions, documents and speech connect to nothing and send to nobody."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.program import COMMAND_TIMEOUT_S, Sotto

pytestmark = pytest.mark.end_to_end

# The C library asks the system's own cache of user names, on this machine, for the home folder.
NAME_CACHE = "/var/run/nscd/socket"
ADDRESSED = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_(?!UNSPEC)")


def addressed_calls(command: list[str], environ: dict[str, str], trace: Path) -> list[str]:
    """The calls of a command, and of all it starts, that name another end. Skips where calls cannot be watched."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    watched = [strace, "-f", "-qq", "-o", str(trace), "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
    if subprocess.run([*watched, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this system does not let strace watch a program")
    done = subprocess.run(
        [*watched, *command], env=environ, capture_output=True, text=True, timeout=COMMAND_TIMEOUT_S, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if ADDRESSED.search(line) and NAME_CACHE not in line]


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
