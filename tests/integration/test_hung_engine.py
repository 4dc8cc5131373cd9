"""An engine that hangs: the window closes all the same, and waits for nothing for ever."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from assistant import Paths, RemoteAssistant, remote
from assistant.errors import EngineStopped
from tests.integration.child_engine import Engine

pytestmark = pytest.mark.integration

WAIT_S = 60.0
MORE_THAN_A_PIPE_HOLDS = "word " * 100_000


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(Paths(home=tmp_path / "home", models=tmp_path / "models"))
    made.next()
    yield made
    made.api.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_one_that_hangs_while_a_long_question_is_sent_is_ended_with_the_window(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "CLOSE_TIMEOUT_S", 0.5)
    process = engine.api.process_id
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    failed: list[Exception] = []

    def ask() -> None:
        try:
            engine.api.ask(MORE_THAN_A_PIPE_HOLDS)
        except EngineStopped as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    closing = threading.Thread(target=engine.api.close, daemon=True)
    try:
        ends = time.monotonic() + WAIT_S
        while not _waits_in_the_pipe(asking):
            assert time.monotonic() < ends
            time.sleep(0.01)
        closing.start()
        closing.join(WAIT_S)
        closed = not closing.is_alive()
        asking.join(WAIT_S)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    assert closed
    assert [str(error)[:18] for error in failed] == ["The engine stopped"]
    assert not psutil.pid_exists(process)


def _waits_in_the_pipe(thread: threading.Thread) -> bool:
    assert thread.ident is not None
    frame = sys._current_frames().get(thread.ident)
    while frame is not None:
        if frame.f_code.co_filename.endswith("frames.py") and frame.f_code.co_name == "write":
            return "data" in frame.f_locals  # what is sent is packed
        frame = frame.f_back
    return False
