"""The window as a program: its engine beside it, one a home, no network, and what is left when it is killed."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from assistant.storage.database import Storage
from tests.end_to_end.program import Sotto

pytestmark = pytest.mark.end_to_end

WAIT_S = 60
INFERENCE = ("libllama", "libggml", "onnxruntime", "ctranslate2", "llama_cpp")


def wait_until(condition: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < ends, f"{what} did not happen"
        time.sleep(0.05)


@contextlib.contextmanager
def window(sotto: Sotto, *options: str, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """An open window without a screen, and its engine ready."""
    program = subprocess.Popen(
        [str(sotto.program), "--home", str(sotto.home), "--models", str(sotto.models), *options],
        env={**sotto.environ, "QT_QPA_PLATFORM": "offscreen", **environ},
        start_new_session=True,
    )
    try:
        wait_until(lambda: program.poll() is None and bool(engines(program)), "the start of the engine")
        log = sotto.home / "logs" / "engine.log"
        number = engines(program)[0].pid
        wait_until(
            lambda: log.exists() and f"process {number}" in log.read_text(encoding="utf-8"), "the engine's opening"
        )
        yield program
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait(WAIT_S)


def engines(program: subprocess.Popen[bytes]) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        children = psutil.Process(program.pid).children(recursive=True)
        return [child for child in children if "assistant.engine_process" in child.cmdline()]
    return []


def mapped(process_id: int) -> str:
    return Path(f"/proc/{process_id}/maps").read_text(encoding="utf-8")


def test_the_window_loads_no_inference_and_its_files_are_private(sotto: Sotto) -> None:
    with window(sotto) as program:
        assert not [name for name in INFERENCE if name in mapped(program.pid)]
        wait_until((sotto.home / "sotto.db-shm").exists, "the opening of the database")
        files = [path for path in sotto.home.rglob("*") if path.is_file()]
        assert {path.name for path in files} >= {
            "sotto.db",
            "sotto.db-wal",
            "sotto.db-shm",
            "window.ini",
            "window.lock",
        }
        assert [path.name for path in files if path.stat().st_mode & 0o077] == []
        folders = [sotto.home, *(path for path in sotto.home.rglob("*") if path.is_dir())]
        assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_a_second_window_gives_way_to_the_first(sotto: Sotto) -> None:
    with window(sotto) as program:
        second = subprocess.run(
            [str(sotto.program), "--home", str(sotto.home), "--models", str(sotto.models)],
            env={**sotto.environ, "QT_QPA_PLATFORM": "offscreen"},
            timeout=WAIT_S,
            check=False,
        )
        assert second.returncode == 0
        assert program.poll() is None
        assert len(engines(program)) == 1


@pytest.mark.parametrize(("options", "environ"), [(["--offline"], {}), ([], {"SOTTO_OFFLINE": "1"})])
def test_refusing_the_network_reaches_the_engine(sotto: Sotto, options: list[str], environ: dict[str, str]) -> None:
    with window(sotto, *options, **environ) as program:
        (engine,) = engines(program)
        assert "--offline" in engine.cmdline()


def test_a_killed_window_takes_its_engine_along_and_opens_again(sotto: Sotto) -> None:
    with window(sotto) as program:
        (engine,) = engines(program)
        program.kill()
        program.wait(WAIT_S)
        gone, _alive = psutil.wait_procs([engine], timeout=WAIT_S)
        assert gone
    with window(sotto) as again:
        assert again.poll() is None


def test_suspended_with_all_its_family_it_goes_on(sotto: Sotto) -> None:
    """As when the lid is closed, at any moment of its first seconds; its engine is the same after it, and it answers."""
    chance = random.Random(15)
    with window(sotto) as program:
        family = [psutil.Process(program.pid), *psutil.Process(program.pid).children(recursive=True)]
        (engine,) = engines(program)
        for _ in range(4):
            time.sleep(chance.random() / 2)
            for member in chance.sample(family, len(family)):
                member.suspend()
            time.sleep(chance.random() * 2)
            for member in chance.sample(family, len(family)):
                member.resume()
        second = subprocess.run(
            [str(sotto.program), "--home", str(sotto.home), "--models", str(sotto.models)],
            env={**sotto.environ, "QT_QPA_PLATFORM": "offscreen"},
            timeout=WAIT_S,
            check=False,
        )
        assert second.returncode == 0, "the window took the call of a second one"
        assert program.poll() is None
        assert [one.pid for one in engines(program)] == [engine.pid]


def test_killed_at_random_moments_of_its_start_it_opens_the_next_time(sotto: Sotto) -> None:
    chance = random.Random(14)
    command = [str(sotto.program), "--home", str(sotto.home), "--models", str(sotto.models)]
    for _ in range(6):
        program = subprocess.Popen(
            command, env={**sotto.environ, "QT_QPA_PLATFORM": "offscreen"}, start_new_session=True
        )
        time.sleep(chance.random() * 2.5)
        family = [psutil.Process(program.pid), *engines(program)]
        program.kill()
        program.wait(WAIT_S)
        # An engine whose window is gone ends by itself.
        _, alive = psutil.wait_procs(family, timeout=WAIT_S)
        assert not alive
    with window(sotto) as again:
        assert again.poll() is None
    storage = Storage(sotto.home / "sotto.db")
    assert storage.check() == "ok"
    storage.close()


def test_neither_window_nor_engine_opens_a_connection(sotto: Sotto) -> None:
    with window(sotto) as program:
        for process in (psutil.Process(program.pid), *engines(program)):
            assert process.net_connections(kind="inet") == []
