"""What the kernel refuses a process that gave up writing, whatever Python would let it do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.documents.reading.landlock import TCP_VERSION, landlock_version

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not landlock_version(), reason="this kernel has no Landlock; the reader has its other limits"),
]

TRIAL = """
import os, socket, sys
from assistant.documents.reading.landlock import give_up_writing
what, kept, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
if "free" not in sys.argv:
    assert give_up_writing()
try:
    if what == "read":
        open(kept).read()
    elif what == "write":
        open(kept, "a").close()
    elif what == "make":
        open(kept + ".new", "w").close()
    elif what == "remove":
        os.remove(kept)
    elif what == "connect":
        socket.create_connection(("127.0.0.1", port)).close()
    elif what == "program":
        os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})
except PermissionError:
    sys.exit(13)
"""
REFUSED = ("write", "make", "remove", "program")


def outcome(what: str, file: Path, port: int, *more: str) -> int:
    command = [sys.executable, "-c", TRIAL, what, str(file), str(port), *more]
    return subprocess.run(command, env={**os.environ}, check=False, timeout=60).returncode


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "kept.txt"
    file.write_text("kept")
    return file


def test_reading_stays(kept: Path) -> None:
    assert outcome("read", kept, 0) == 0


@pytest.mark.parametrize("what", REFUSED)
def test_the_kernel_refuses(what: str, kept: Path) -> None:
    assert outcome(what, kept, 0) == 13
    assert [file.read_text() for file in kept.parent.iterdir()] == ["kept"]
    assert outcome(what, kept, 0, "free") == 0, "the trial fails without Landlock too and shows nothing"


@pytest.mark.skipif(landlock_version() < TCP_VERSION, reason="this kernel's Landlock does not limit TCP")
def test_the_kernel_refuses_to_connect(kept: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert outcome("connect", kept, port) == 13
        assert outcome("connect", kept, port, "free") == 0
