"""Steps that give way to whoever asks something: broken off then, and begun anew afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from assistant.cancellation import CancelToken
from assistant.errors import Interrupted

T = TypeVar("T")


class Undisturbed:
    """``run`` belongs to one thread at a time; the others may be called from any."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._pauses = 0
        self._stopped = False
        self._step = CancelToken()

    def pause(self) -> None:
        """Breaks off the step under way, which comes again after ``resume``."""
        with self._changed:
            self._pauses += 1
            self._step.cancel()

    def resume(self) -> None:
        """Takes one ``pause`` back."""
        with self._changed:
            self._pauses -= 1
            self._changed.notify_all()

    def allow(self) -> None:
        """Takes ``stop`` back."""
        with self._changed:
            self._stopped = False

    def stop(self) -> None:
        """Breaks off the step under way, and every later one until ``allow``."""
        with self._changed:
            self._stopped = True
            self._step.cancel()
            self._changed.notify_all()

    def run(self, step: Callable[[CancelToken], T]) -> T:
        """What ``step`` gives, which raises ``Interrupted`` once its token is cancelled. Raises ``Interrupted`` after ``stop``."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pauses <= 0 or self._stopped)
                if self._stopped:
                    raise Interrupted("Stopped.")
                cancel = self._step = CancelToken()
            try:
                return step(cancel)
            except Interrupted:
                if not cancel.cancelled:
                    raise
