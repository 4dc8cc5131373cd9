"""What the kernel saw: a typed question connects to nothing and sends to nobody."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.program import COMMAND_TIMEOUT_S, Sotto

pytestmark = pytest.mark.end_to_end

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
    return [line for line in trace.read_text(encoding="utf-8", errors="replace").splitlines() if ADDRESSED.search(line)]


def test_a_typed_question_reaches_for_nothing(sotto: Sotto, tmp_path: Path) -> None:
    command = sotto.command("ask", "What is jam?", "--max-tokens", "8")
    assert addressed_calls(command, dict(sotto.environ), tmp_path / "trace") == []


def test_a_connection_would_have_been_seen(sotto: Sotto, tmp_path: Path) -> None:
    reaching = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))"
    calls = addressed_calls([sys.executable, "-c", reaching], dict(sotto.environ), tmp_path / "trace")
    assert len(calls) == 1
