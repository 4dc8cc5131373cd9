"""An engine that hangs, or says what nobody understands: the window closes all the same, and waits for nothing for ever."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from assistant import Paths, remote
from assistant.errors import BugReported, EngineStopped, UserFacingError
from assistant.events import EngineDied, EngineStarted, Event
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


def test_none_is_started_while_the_home_is_being_replaced(engine: Engine) -> None:
    """The engine dies, and before another is started somebody takes the home for himself."""
    taken, over, given_back = (threading.Event() for _ in range(3))

    def replace() -> None:
        with engine.api.without_engine():
            taken.set()
            over.wait(WAIT_S)
        given_back.set()

    def heard(event: Event) -> None:
        if isinstance(event, EngineDied):
            threading.Thread(target=replace, daemon=True).start()
            taken.wait(WAIT_S)

    engine.api.subscribe(heard)
    burying = next(thread for thread in threading.enumerate() if thread.name == "engine-reader")
    process = engine.api.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    assert isinstance(engine.next(), EngineDied)
    assert taken.wait(WAIT_S)
    burying.join(WAIT_S)
    meanwhile = engine.api.process_id
    over.set()
    assert given_back.wait(WAIT_S)
    assert meanwhile is None
    assert isinstance(engine.next(), EngineStarted)


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(Paths(home=tmp_path / "home", models=tmp_path / "models"), module="tests.integration.odd_engine")
    made.next()
    yield made
    made.api.close()


def test_a_result_that_no_pipe_takes_is_told_as_a_bug(odd: Engine) -> None:
    with pytest.raises(BugReported):
        in_time(lambda: odd.api.set_setting("odd_function", 1))
    assert odd.api.status().process_id == odd.api.process_id


def test_an_engine_of_a_newer_version_is_ended_and_started_again(odd: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(EngineStopped):
        in_time(lambda: odd.api.set_setting("odd_newer", 1))
    assert [record.name for record in caplog.records if record.levelname == "ERROR"] == ["assistant.remote"]
    caplog.clear()
    assert isinstance(odd.next(), EngineDied)
    assert isinstance(odd.next(), EngineStarted)
    assert odd.api.status().process_id == odd.api.process_id


def in_time(call: Callable[[], object]) -> object:
    """What a call gives, which must not wait for ever."""
    future: concurrent.futures.Future[object] = concurrent.futures.Future()

    def run() -> None:
        try:
            future.set_result(call())
        except UserFacingError as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result(WAIT_S)


def _waits_in_the_pipe(thread: threading.Thread) -> bool:
    assert thread.ident is not None
    frame = sys._current_frames().get(thread.ident)
    while frame is not None:
        if frame.f_code.co_filename.endswith("frames.py") and frame.f_code.co_name == "write":
            return "data" in frame.f_locals  # what is sent is packed
        frame = frame.f_back
    return False
