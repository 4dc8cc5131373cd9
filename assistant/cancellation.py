"""Cooperative cancellation: one token a turn, checked between tokens, chunks and files."""

from __future__ import annotations

import threading

from assistant.errors import Interrupted


class CancelToken:
    """Set once, by anyone; checked often, by whoever works. Safe from any thread."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Asks the work to stop. May be called more than once."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raises ``Interrupted`` once the work was asked to stop."""
        if self.cancelled:
            raise Interrupted("Stopped.")
