"""Cooperative cancellation: one token a turn, checked between tokens, chunks and files."""

from __future__ import annotations

import threading
from collections.abc import Callable

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

    @property
    def gives_way(self) -> bool:
        """Whether the step under way is to be broken off and done again later: somebody else goes first."""
        return False

    def raise_if_cancelled(self) -> None:
        """Raises ``Interrupted`` once the work was asked to stop."""
        if self.cancelled:
            raise Interrupted("Stopped.")


class LinkedToken(CancelToken):
    """For a part of some work: it ends when it is asked to, and when the whole is."""

    __slots__ = ("_wholes",)

    def __init__(self, *wholes: CancelToken) -> None:
        super().__init__()
        self._wholes = wholes

    @property
    def cancelled(self) -> bool:
        """Whether the part or a whole that it belongs to was asked to stop."""
        return super().cancelled or any(whole.cancelled for whole in self._wholes)


class YieldingToken(CancelToken):
    """For work that stands still while others go first, and goes on afterwards."""

    __slots__ = ("others_first",)

    def __init__(self) -> None:
        super().__init__()
        self.others_first: Callable[[], bool] = lambda: False

    @property
    def gives_way(self) -> bool:
        """Whether ``others_first`` says so."""
        return self.others_first()
