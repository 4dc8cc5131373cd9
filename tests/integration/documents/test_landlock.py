"""What the kernel refuses a process that gave up writing and others, whatever Python would let it do."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.documents.reading.landlock import TCP_VERSION, landlock_version
from assistant.kernel_seal import MACHINES

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


ALONE = """
import os, socket, sys, threading
from assistant.kernel_seal import refuse_others
what, kept = sys.argv[1:3]
if "free" not in sys.argv:
    assert refuse_others()
counted = []
thread = threading.Thread(target=lambda: counted.append(open(kept).read()))
thread.start()
thread.join()
assert counted == ["kept"]
try:
    if what == "session bus":
        socket.socket(socket.AF_UNIX)
    elif what == "fork":
        os.fork() or os._exit(0)
    elif what == "program":
        os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})
    elif what == "rights":
        os.chmod(kept, 0o666)
    elif what == "times":
        os.utime(kept, (1, 1))
except PermissionError:
    sys.exit(13)
"""


@pytest.mark.skipif(platform.machine() not in MACHINES, reason="there is no filter for this processor")
@pytest.mark.parametrize("what", ["session bus", "fork", "program", "rights", "times"])
def test_the_kernel_keeps_it_from_others(what: str, kept: Path) -> None:
    def tried(*more: str) -> int:
        return subprocess.run([sys.executable, "-c", ALONE, what, str(kept), *more], check=False, timeout=60).returncode

    before = kept.stat()
    assert tried() == 13
    assert (kept.stat().st_mode, kept.stat().st_mtime) == (before.st_mode, before.st_mtime)
    assert tried("free") == 0, "the trial fails without the filter too and shows nothing"
