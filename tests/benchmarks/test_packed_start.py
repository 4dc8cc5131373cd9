"""How long the packed program takes to start, against the one from source, in turns. Prints Markdown rows.

``SOTTO_PROGRAM`` names the packed one, as for the tests of the installed program. Starts of the window end when its engine has
opened; the window is drawn on the offscreen platform. The files are in the system's memory after the first round, which does not
count. Each has a home of its own.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

ROUNDS = 10
LONGEST_S = 60
WAYS = {"`sotto --version`": ["--version"], "`sotto chats list`": ["--offline", "chats", "list"]}


@pytest.fixture
def programs() -> dict[str, list[str]]:
    packed = os.environ.get("SOTTO_PROGRAM")
    if not packed:
        pytest.skip("SOTTO_PROGRAM names no packed program")
    return {"packed": [packed], "source": [sys.executable, "-m", "assistant"]}


def environ(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOTTO_")}
    return {**kept, "SOTTO_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}


def command_s(command: list[str], home: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environ(home), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def window_s(command: list[str], home: Path) -> float:
    log = home / "logs" / "engine.log"
    log.unlink(missing_ok=True)
    started = time.perf_counter()
    with subprocess.Popen(command, env=environ(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as window:
        while not (log.exists() and log.stat().st_size):
            assert window.poll() is None, "the window ended"
            assert time.perf_counter() - started < LONGEST_S, "the engine did not open"
            time.sleep(0.005)
        took = time.perf_counter() - started
        window.terminate()
    return took


def told(what: str, took: dict[str, list[float]]) -> None:
    packed, source = (statistics.median(took[name][1:]) for name in ("packed", "source"))
    ratios = [ours / theirs for ours, theirs in zip(took["packed"][1:], took["source"][1:], strict=True)]
    print(
        f"| start of the packed program, {what}, {ROUNDS} alternating rounds | from source: {source * 1000:.0f} ms "
        f"| {packed * 1000:.0f} ms; ratio {packed / source:.2f}, by round {statistics.median(ratios):.2f} | at most 1.3 |"
    )


@pytest.mark.parametrize("what", WAYS)
def test_commands(what: str, programs: dict[str, list[str]], tmp_path: Path) -> None:
    took: dict[str, list[float]] = {"packed": [], "source": []}
    for _ in range(ROUNDS + 1):
        for name, program in programs.items():
            took[name].append(command_s([*program, *WAYS[what]], tmp_path / name))
    told(what, took)


def test_window(programs: dict[str, list[str]], tmp_path: Path) -> None:
    took: dict[str, list[float]] = {"packed": [], "source": []}
    for _ in range(ROUNDS + 1):
        for name, program in programs.items():
            took[name].append(window_s([*program, "--offline"], tmp_path / name))
    told("the window until its engine has opened", took)
