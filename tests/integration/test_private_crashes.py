"""What a process of Sotto leaves behind when it breaks off: no core file, and no words of the user on standard error."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from models.store import default_root

pytestmark = pytest.mark.integration

WAIT_S = 60
NEEDS_CORES = pytest.mark.skipif(
    resource.getrlimit(resource.RLIMIT_CORE)[1] == 0
    or Path("/proc/sys/kernel/core_pattern").read_text(encoding="ascii").startswith(("|", "/")),
    reason="this system writes no core files into the working folder",
)


def wants_cores() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def begin(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    """A program that may leave a core file in ``folder``, as far as the system goes."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=wants_cores,
    )


def aborted(program: subprocess.Popen[bytes]) -> bool:
    """Whether a child that is aborted leaves a core file."""
    program.send_signal(signal.SIGABRT)
    _, status = os.waitpid(program.pid, 0)
    program.returncode = -os.WTERMSIG(status)
    assert program.returncode == -signal.SIGABRT
    assert program.stdin is not None
    program.stdin.close()
    return os.WCOREDUMP(status)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where they run; core files are told by name."""
    place = tmp_path / "here"
    place.mkdir()
    return place


@NEEDS_CORES
def test_a_program_without_that_care_would_leave_one(folder: Path) -> None:
    program = begin(folder, "-c", "import time; time.sleep(60)")
    time.sleep(0.2)
    assert aborted(program)
    assert [file.name[:4] for file in folder.iterdir()] == ["core"]


@NEEDS_CORES
@pytest.mark.parametrize(
    "module", [["-m", "assistant.engine_process"], ["-m", "ui"], ["-m", "assistant", "serve", "--port", "0"]]
)
def test_engine_window_and_command_leave_no_core_file(folder: Path, tmp_path: Path, module: Sequence[str]) -> None:
    home, models = str(tmp_path / "home"), str(default_root())
    program = begin(folder, *module, "--home", home, "--models", models)
    log = tmp_path / "home" / "logs" / "engine.log"
    ends = time.monotonic() + WAIT_S
    while not (log.exists() and "opened by process" in log.read_text(encoding="utf-8")):
        assert program.poll() is None
        assert time.monotonic() < ends
        time.sleep(0.05)
    family = psutil.Process(program.pid).children(recursive=True)
    for child in family:  # the engine of the window, and the readers
        child.send_signal(signal.SIGABRT)
    psutil.wait_procs(family, timeout=WAIT_S)
    assert not aborted(program)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the limits of another process")
def test_a_reader_of_documents_may_leave_none_either(folder: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(8):
        (papers / f"{number}.txt").write_text(f"Paper {number}. " * 2_000, encoding="utf-8")
    command = ["-m", "assistant", "--home", str(tmp_path / "home"), "--models", str(default_root()), "docs", "add"]
    program = begin(folder, *command, str(papers))
    ends = time.monotonic() + WAIT_S
    readers: list[psutil.Process] = []
    try:
        while not readers:
            assert program.poll() is None
            assert time.monotonic() < ends
            family = psutil.Process(program.pid).children(recursive=True)
            readers = [one for one in family if "assistant.documents.reading.reader_worker" in one.cmdline()]
        while (
            limit := readers[0].rlimit(resource.RLIMIT_CORE)[1]
        ) > 1 or limit < 0:  # of bytes; without one it is below 0
            assert time.monotonic() < ends, "the reader may leave a core file"
        readers[0].send_signal(signal.SIGABRT)
        psutil.wait_procs(readers[:1], timeout=WAIT_S)
    finally:
        program.kill()
        program.wait(WAIT_S)
        assert program.stdin is not None
        program.stdin.close()
    assert list(folder.iterdir()) == []


BUGS = """
import gc, logging, sys, threading
from assistant.private_crashes import keep_crashes_private, quieten_libraries
keep_crashes_private()
quieten_libraries()
logging.getLogger("library").error("Zarquonia in a library")
class Noisy:
    def __del__(self):
        raise ValueError("Zarquonia in an object")
def fail():
    raise KeyError("Zarquonia in a thread")
thread = threading.Thread(target=fail); thread.start(); thread.join()
Noisy(); gc.collect()
raise RuntimeError("Zarquonia at the end")
"""


def test_bugs_are_told_by_kind_and_place_and_not_by_their_words() -> None:
    done = subprocess.run([sys.executable, "-c", BUGS], capture_output=True, text=True, timeout=WAIT_S, check=False)
    assert done.returncode == 1
    assert "Zarquonia" not in done.stderr
    for kind in ("builtins.KeyError", "builtins.ValueError", "builtins.RuntimeError"):
        assert kind in done.stderr
    assert done.stderr.count("<string>:") >= 3
