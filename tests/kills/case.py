"""One kill: a process of the program, while the engine is at something, at a moment that a seed chooses."""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

from assistant import Paths
from assistant.system_keyring import SystemKeyring
from tests.file_keyring import NAME, VARIABLE, FileKeyring
from tests.file_server import Fault, FileServer
from tests.kills.engine import CATALOG
from tests.kills.stages import Stage, afterwards, between, prepare, write_catalog
from tests.kills.window import CHAT

ROOT = Path(__file__).parents[2]
WAIT_S = 120.0
MODEL_BYTES = 3_000_000


class Victim(enum.StrEnum):
    """The process that is killed."""

    WINDOW = "window"
    ENGINE = "engine"
    READER = "reader"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """``inside`` says that it was killed before the stage was at its end; without ``found`` there was nothing to kill."""

    inside: bool
    found: bool


class Window:
    """A window's process, and what it says."""

    def __init__(
        self, stage: Stage, paths: Paths, work: Path, *, options: Sequence[str], environ: dict[str, str]
    ) -> None:
        command = [
            sys.executable,
            "-m",
            "tests.kills.window",
            str(stage),
            str(paths.home),
            str(paths.models),
            str(work),
        ]
        self.process = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self.ended = threading.Event()
        self.begun = threading.Event()
        self.gone = threading.Event()
        self.errors: dict[str, str] = {}
        self.streamed = ""
        self.done: list[str] = []
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if not line.endswith(b"}\n"):
                continue
            told: dict[str, Any] = json.loads(line)
            self.streamed += told.get("text", "")
            self.done += [told["done"]] if "done" in told else []
            if "part" in told:
                self.errors[told["part"]] = told["error"]
            if "begun" in told:
                self.begun.set()
            if "ended" in told:
                self.ended.set()
        self.gone.set()

    def wait_until(self, event: threading.Event, what: str) -> None:
        """Fails when the process ends or the time is over before that."""
        ends = time.monotonic() + WAIT_S
        while not event.wait(0.05):
            assert not self.gone.is_set(), f"the window ended and had not {what}"
            assert time.monotonic() < ends, f"it never {what}"

    def family(self) -> list[psutil.Process]:
        """The processes it started, and theirs."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def close(self) -> None:
        """As a user does; nothing of it may be left running."""
        family = self.family()
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(WAIT_S) == 0
        self.all_gone(family)

    def all_gone(self, family: list[psutil.Process]) -> None:
        """Whatever the window started ends with it."""
        _, alive = psutil.wait_procs(family, timeout=WAIT_S)
        assert alive == []
        self._listening.join(WAIT_S)

    def sweep(self) -> None:
        """Leaves nothing behind, also of a test that failed."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(WAIT_S)
        self._listening.join(WAIT_S)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def run(victim: Victim, stage: Stage, seed: int, folder: Path) -> Outcome:
    """Kills, starts again, does all of it to its end. Raises ``AssertionError`` where something was lost or is half there."""
    chance = random.Random(f"{victim} {stage} {seed}")
    paths = Paths(home=folder / "home", models=folder / "models")
    work = folder / "work"
    work.mkdir(parents=True)
    model = random.Random(seed).randbytes(MODEL_BYTES)
    prepare(paths, work, stage)
    with _server(work, model, stage) as server:
        environ = _environ(folder, work)
        reading = ["reading"] if victim is Victim.READER else []
        # Qt takes seconds of processor time, and only its own death is another's with it.
        bare = [] if victim is Victim.WINDOW else ["bare"]
        window = Window(stage, paths, work, options=[*reading, *bare], environ=environ)
        try:
            outcome = _kill(victim, stage, window, chance)
        finally:
            window.sweep()
        between(paths, work, stage, model)
        server.faults.clear()
        again = Window(stage, paths, work, options=[*reading, "bare"], environ=environ)
        try:
            again.wait_until(again.ended, "came to the end again")
            again.close()
        finally:
            again.sweep()
    assert set(again.errors.values()) <= {""}, again.errors
    keyring = SystemKeyring(FileKeyring(Path(environ[VARIABLE])))
    afterwards(paths, work, stage, model, keyring, window.streamed, window.done)
    return outcome


def _kill(victim: Victim, stage: Stage, window: Window, chance: random.Random) -> Outcome:
    window.wait_until(window.begun, "begun")
    # Early moments are the likelier ones: much happens at the beginning.
    time.sleep(chance.random() ** 2 * stage.span_s)
    inside = not window.ended.is_set()
    family = window.family()
    if victim is Victim.WINDOW:
        window.process.kill()
        window.all_gone([*family, psutil.Process(window.process.pid)] if window.process.poll() is None else family)
        return Outcome(inside=inside, found=True)
    killed = _victim(victim, window)
    if killed is not None:
        with contextlib.suppress(psutil.NoSuchProcess):
            killed.kill()
    # What was begun is seen to end, whatever died under it; and the window lives.
    window.wait_until(window.ended, "was told of the end")
    window.close()
    return Outcome(inside=inside, found=killed is not None)


def _victim(victim: Victim, window: Window) -> psutil.Process | None:
    """The process to be killed. A reader is waited for as long as anything is to be read."""
    while True:
        for process in window.family():
            with contextlib.suppress(psutil.Error):
                is_reader = "reader_worker" in " ".join(process.cmdline())
                if is_reader == (victim is Victim.READER) and (is_reader or process.ppid() == window.process.pid):
                    return process
        if window.ended.wait(0.005):
            return None


@contextlib.contextmanager
def _server(work: Path, model: bytes, stage: Stage) -> Iterator[FileServer]:
    with FileServer() as server:
        source = server.hub_source({"model.gguf": model})
        write_catalog(work, model, source.urls["model.gguf"])
        if stage is Stage.FETCHING:
            server.faults[server.path("model.gguf")] = [Fault(kind="slow", seconds=0.005)] * 9
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()


def _environ(folder: Path, work: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOTTO_") or name == CHAT}
    return kept | {
        "QT_QPA_PLATFORM": "offscreen",
        CATALOG: str(work / "catalog.json"),
        VARIABLE: str(folder / "keyring.json"),
        "PYTHON_KEYRING_BACKEND": NAME,
    }
