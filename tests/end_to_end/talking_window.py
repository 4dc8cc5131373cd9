"""The window on a screen and a sound server of the tests' own, to be talked with."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from tests.end_to_end.program import SMALL_CHAT_MODEL, Sotto
from tests.pulse import Pulse
from tests.screen import Screen

WAIT_S = 60
WAV_HEADER_BYTES = 44
LOUD = 300
"""Of 32768; the virtual speaker is silent to the bit."""


def wait_until(condition: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < ends, f"{what} did not happen"
        time.sleep(0.05)


@contextlib.contextmanager
def window(sotto: Sotto, pulse: Pulse, screen: Screen, mode: str) -> Iterator[None]:
    """The window with the keyboard, its engine ready."""
    sotto.home.mkdir(mode=0o700)
    (sotto.home / "settings.toml").write_text(f'[voice]\nmode = "{mode}"\nlanguage = "en"\n', encoding="utf-8")
    places = ["--home", str(sotto.home), "--models", str(sotto.models), "--offline", "--model", SMALL_CHAT_MODEL]
    program = subprocess.Popen(
        [str(sotto.program.with_name("sotto-gui")), *places],
        env={**sotto.environ, **pulse.environ, **screen.environ},
        start_new_session=True,
    )
    try:
        log = sotto.home / "logs" / "engine.log"
        wait_until(lambda: log.exists() and "process" in log.read_text(encoding="utf-8"), "the engine's opening")
        screen.focus("Sotto")
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait(WAIT_S)


def listeners(pulse: Pulse) -> int:
    """How many streams record from a microphone of the server, the server's own among them."""
    return len(pulse.control("list", "short", "source-outputs").splitlines())


def stored(sotto: Sotto) -> list[tuple[str, str, str, int]]:
    """Role, text, state and whether it was spoken, of every message; none while the database has no tables yet."""
    with contextlib.closing(sqlite3.connect(f"file:{sotto.home / 'sotto.db'}?mode=ro", uri=True)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'messages'").fetchall():
            return []
        return database.execute("SELECT role, text, state, spoken FROM messages ORDER BY id").fetchall()


def loud(recording: Path) -> bool:
    """Whether there is sound in a recording that is still being written."""
    pcm = np.frombuffer(recording.read_bytes()[WAV_HEADER_BYTES:], dtype=np.uint8)
    samples = pcm[: len(pcm) // 2 * 2].view("<i2")
    return bool(np.any(np.abs(samples.astype(np.int32)) > LOUD))
