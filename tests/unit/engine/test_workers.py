"""One thread, in order; idle work only when there is nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from assistant.cancellation import CancelToken
from assistant.workers import IdleRank, Worker

pytestmark = pytest.mark.unit

WAIT_S = 20.0


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("test")
    yield made
    made.close()


def _settle(worker: Worker) -> None:
    """Waits until the worker has nothing to do: the last idle call sets the event."""
    done = threading.Event()
    worker.post_idle(lambda _: done.set())
    assert done.wait(WAIT_S)


def test_calls_run_in_order_and_a_nested_one_at_once(worker: Worker) -> None:
    order: list[int] = []
    for n in range(5):
        worker.post(order.append, n)
    assert worker.run(lambda: worker.run(lambda: tuple(order))) == (0, 1, 2, 3, 4)


def test_idle_work_waits_for_all_that_is_queued(worker: Worker) -> None:
    order: list[str] = []
    gate = threading.Event()
    worker.post(gate.wait, WAIT_S)
    done = threading.Event()

    def idle(cancel: CancelToken) -> None:
        order.append("idle")
        done.set()

    worker.post_idle(idle)
    worker.post(order.append, "first")
    worker.post(order.append, "second")
    gate.set()
    assert done.wait(WAIT_S)
    assert order == ["first", "second", "idle"]


def test_the_newest_idle_call_replaces_the_one_that_waits(worker: Worker) -> None:
    seen: list[int] = []
    gate = threading.Event()
    worker.post(gate.wait, WAIT_S)
    for n in range(4):
        worker.post_idle(lambda _, n=n: seen.append(n))  # type: ignore[misc]
    done = threading.Event()
    worker.post_idle(lambda _: done.set())
    gate.set()
    assert done.wait(WAIT_S)
    assert seen == []


def test_any_work_ends_the_idle_call_that_runs_and_a_newer_idle_call_does_not(worker: Worker) -> None:
    began, cancelled = threading.Event(), threading.Event()
    tokens: list[CancelToken] = []

    def read(cancel: CancelToken) -> None:
        tokens.append(cancel)
        began.set()
        while not cancel.cancelled:
            pass
        cancelled.set()

    worker.post_idle(read)
    assert began.wait(WAIT_S)
    worker.post_idle(lambda _: None)
    assert not tokens[0].cancelled
    assert worker.run(lambda: cancelled.is_set())
    _settle(worker)


def test_idle_work_of_an_earlier_rank_goes_first_and_ends_that_of_a_later_one(worker: Worker) -> None:
    order: list[str] = []
    gate, began, done = threading.Event(), threading.Event(), threading.Event()

    def leisure(cancel: CancelToken) -> None:
        began.set()
        while not cancel.cancelled:
            pass
        order.append("leisure")

    worker.post_idle(leisure, IdleRank.LEISURE)
    assert began.wait(WAIT_S)
    worker.post(gate.wait, WAIT_S)
    worker.post_idle(lambda _: done.set(), IdleRank.LEISURE)
    worker.post_idle(lambda _: order.append("guest"), IdleRank.GUEST)
    worker.post_idle(lambda _: order.append("ahead"))
    gate.set()
    assert done.wait(WAIT_S)
    assert order == ["leisure", "ahead", "guest"]


def test_idle_work_is_ended_by_that_of_an_earlier_rank_alone(worker: Worker) -> None:
    began = threading.Event()
    tokens: list[CancelToken] = []

    def write(cancel: CancelToken) -> None:
        tokens.append(cancel)
        began.set()
        while not cancel.cancelled:
            pass

    worker.post_idle(write, IdleRank.GUEST)
    assert began.wait(WAIT_S)
    worker.post_idle(lambda _: None, IdleRank.LEISURE)
    seen = [tokens[0].cancelled]
    worker.post_idle(lambda _: None, IdleRank.READING_AHEAD)
    assert [*seen, tokens[0].cancelled] == [False, True]
    _settle(worker)


def test_a_cancelled_call_does_not_keep_idle_work_waiting(worker: Worker) -> None:
    gate = threading.Event()
    worker.post(gate.wait, WAIT_S)
    future = worker.submit(lambda: None)
    assert future.cancel()
    gate.set()
    _settle(worker)


def test_an_idle_call_that_fails_is_logged_and_the_next_runs(worker: Worker, caplog: pytest.LogCaptureFixture) -> None:
    failed = threading.Event()

    def fail(_: CancelToken) -> None:
        failed.set()
        raise RuntimeError

    worker.post_idle(fail)
    assert failed.wait(WAIT_S)
    _settle(worker)
    assert "RuntimeError" in caplog.text
    caplog.clear()


def test_closing_ends_idle_work_and_drops_what_waits(worker: Worker) -> None:
    began = threading.Event()

    def read(cancel: CancelToken) -> None:
        began.set()
        while not cancel.cancelled:
            pass

    worker.post_idle(read)
    assert began.wait(WAIT_S)
    worker.post_idle(lambda _: pytest.fail("it was dropped"))
    worker.close()


def test_closing_waits_no_longer_than_it_may() -> None:
    worker = Worker("stubborn")
    began, gate = threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        assert gate.wait(WAIT_S)

    call = worker.submit(work)
    waiting = worker.submit(lambda: None)
    assert began.wait(WAIT_S)
    assert not worker.close(0.01)
    assert waiting.cancelled()
    gate.set()
    call.result(WAIT_S)
    assert worker.close(WAIT_S)
