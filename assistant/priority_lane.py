"""Who goes first where cores are few: recognition of what was said, then the first words of the answer, then the rest of it.

Three libraries at once on two cores hold each other up: what takes 0.2 s alone took 0.5 s beside a language model that generates.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

LONGEST_WAIT_S = 1.0


class PriorityLane:
    """May be used from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._urgent = 0

    @contextlib.contextmanager
    def urgent(self) -> Iterator[None]:
        """While work is done that the user waits for."""
        with self._changed:
            self._urgent += 1
        try:
            yield
        finally:
            with self._changed:
                self._urgent -= 1
                self._changed.notify_all()

    @property
    def busy(self) -> bool:
        """Whether anything urgent is being done now."""
        with self._changed:
            return self._urgent > 0

    def give_way(self) -> None:
        """Between two steps of other work: returns when nothing urgent is being done, at the latest after ``LONGEST_WAIT_S``."""
        with self._changed:
            self._changed.wait_for(lambda: not self._urgent, LONGEST_WAIT_S)
