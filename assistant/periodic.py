"""Work that comes round: some time after the start, and again and again, on a thread of its own."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable

from assistant.errors import UserFacingError

_log = logging.getLogger(__name__)


class Periodic:
    """Calls ``work`` until ``close``, which waits for the call under way. What the world fails at is logged, and tried again."""

    def __init__(self, name: str, work: Callable[[], object], *, first_after_s: float, again_after_s: float) -> None:
        self._name = name
        self._work = work
        self._first_after_s = first_after_s
        self._again_after_s = again_after_s
        self._state = threading.Condition()
        self._due_s = math.inf
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins to wait for the first call."""
        self.call_soon()
        self._thread.start()

    def call_soon(self) -> None:
        """Calls as long from now as after the start, where it would be later."""
        self.call_within(self._first_after_s)

    def call_within(self, seconds: float) -> None:
        """Calls as long from now, where it would be later."""
        with self._state:
            self._due_s = min(self._due_s, time.monotonic() + seconds)
            self._state.notify_all()

    def close(self) -> None:
        """Calls no more."""
        with self._state:
            self._closed = True
            self._state.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _wait(self) -> bool:
        """Waits until a call is due; False when there is to be none."""
        with self._state:
            while not self._closed and (left_s := self._due_s - time.monotonic()) > 0:
                self._state.wait(left_s if left_s < math.inf else None)
            self._due_s = math.inf
            return not self._closed

    def _run(self) -> None:
        while self._wait():
            try:
                self._work()
            except UserFacingError as error:
                _log.info("%s: %s", self._name, error.kind)
            self.call_within(self._again_after_s)
