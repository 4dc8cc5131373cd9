"""Named one-thread workers: each native runtime is used from one thread only."""

from __future__ import annotations

import contextlib
import enum
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from assistant.cancellation import CancelToken

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)


def lower_thread_priority(niceness: int) -> None:
    """Lets other threads go first, those it starts from now on included. On Linux a thread has a niceness of its own; elsewhere
    small steps have to do."""
    with contextlib.suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


class IdleRank(enum.IntEnum):
    """What goes first when nothing is queued."""

    READING_AHEAD = 0
    GUEST = 1
    """Other programs."""
    LEISURE = 2


class Worker:
    """Runs what it is given on one thread of its own, in order; what is given to ``post_idle`` when there is nothing else to do.

    ``name`` shows in debuggers and in ``/proc``. ``close`` waits for what was begun and drops what was not.
    """

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._name = name
        self._thread_id: int | None = None
        self._lock = threading.Condition()
        self._unfinished = 0
        self._closed = False
        self._idle_calls: dict[IdleRank, Callable[[CancelToken], object]] = {}
        self._idle_running: tuple[IdleRank, CancelToken] | None = None

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queues a call and ends an idle one; exceptions are the future's."""

        def call() -> T:
            self._thread_id = threading.get_ident()
            return function(*args, **kwargs)

        with self._lock:
            self._unfinished += 1
            if self._idle_running is not None:
                self._idle_running[1].cancel()
        try:
            future = self._executor.submit(call)
        except BaseException:
            self._one_finished()
            raise
        future.add_done_callback(lambda _: self._one_finished())
        return future

    def post(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Queues a call nobody waits for; an exception is a bug and is logged with its type."""
        self.submit(function, *args, **kwargs).add_done_callback(self._report)

    def post_idle(self, function: Callable[[CancelToken], object], rank: IdleRank = IdleRank.READING_AHEAD) -> None:
        """Runs a call once nothing else is queued; its token is cancelled as soon as anything is, or a call of an earlier rank.

        One of a rank waits at most: a newer one takes its place. The one that runs goes on to its end.
        """
        with self._lock:
            self._idle_calls[rank] = function
            if self._idle_running is not None and rank < self._idle_running[0]:
                self._idle_running[1].cancel()
        self._start_idle()

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a call on the worker's thread and waits for it; a call from that thread itself runs at once."""
        if threading.get_ident() == self._thread_id:
            return function(*args, **kwargs)
        return self.submit(function, *args, **kwargs).result()

    def close(self, timeout_s: float | None = None) -> bool:
        """Waits for the call under way, at most for ``timeout_s`` where that is given, and drops the others.

        False when the call still runs. It cannot be ended from outside, and Python waits for it before the process exits.
        """
        with self._lock:
            self._closed = True
            if self._idle_running is not None:
                self._idle_running[1].cancel()
        self._executor.shutdown(wait=timeout_s is None, cancel_futures=True)
        with self._lock:
            return self._lock.wait_for(lambda: not self._unfinished, timeout_s)

    def _one_finished(self) -> None:
        with self._lock:
            self._unfinished -= 1
            self._lock.notify_all()
        self._start_idle()

    def _start_idle(self) -> None:
        with self._lock:
            if self._closed or self._unfinished or not self._idle_calls:
                return
            self._executor.submit(self._run_idle).add_done_callback(self._report)

    def _run_idle(self) -> None:
        with self._lock:
            if self._closed or self._unfinished or not self._idle_calls:
                return
            rank = min(self._idle_calls)
            call, cancel = self._idle_calls.pop(rank), CancelToken()
            self._idle_running = rank, cancel
        self._thread_id = threading.get_ident()
        try:
            call(cancel)
        finally:
            with self._lock:
                self._idle_running = None
            self._start_idle()

    def _report(self, future: Future[Any]) -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            _log.error("worker %s: %s", self._name, type(error).__name__, exc_info=error)


def started_worker(name: str) -> Worker:
    """A worker whose thread is there already."""
    worker = Worker(name)
    worker.run(threading.get_ident)
    return worker
