"""Named one-thread workers: each native runtime is used from one thread only."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)


class Worker:
    """Runs what it is given on one thread of its own, in order.

    ``name`` shows in debuggers and in ``/proc``. ``close`` waits for what was begun and drops what was not.
    """

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._name = name
        self._thread_id: int | None = None

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queues a call; exceptions are the future's."""

        def call() -> T:
            self._thread_id = threading.get_ident()
            return function(*args, **kwargs)

        return self._executor.submit(call)

    def post(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Queues a call nobody waits for; an exception is a bug and is logged with its type."""

        def report(future: Future[object]) -> None:
            error = None if future.cancelled() else future.exception()
            if error is not None:
                _log.error("worker %s: %s", self._name, type(error).__name__, exc_info=error)

        self.submit(function, *args, **kwargs).add_done_callback(report)

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a call on the worker's thread and waits for it; a call from that thread itself runs at once."""
        if threading.get_ident() == self._thread_id:
            return function(*args, **kwargs)
        return self.submit(function, *args, **kwargs).result()

    def close(self) -> None:
        """Waits for the call under way, drops the others."""
        self._executor.shutdown(wait=True, cancel_futures=True)
