"""Work that comes round: some time after the start, and again and again, on a thread of its own."""

from __future__ import annotations

import logging
import threading
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
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins to wait for the first call."""
        self._thread.start()

    def close(self) -> None:
        """Calls no more."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        wait_s = self._first_after_s
        while not self._closed.wait(wait_s):
            try:
                self._work()
            except UserFacingError as error:
                _log.info("%s: %s", self._name, error.kind)
            wait_s = self._again_after_s
