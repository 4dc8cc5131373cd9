"""What the window reads again and again. Each call of the engine has a thread of its own, so two outcomes may come in the
other order than they were asked for: what is newer must not be painted over by what is older."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from assistant.errors import ErrorReport
from ui.operations import Operations

Result = TypeVar("Result")


class Reading:
    """One thing that is read. Of its outcomes those are dropped that come after the outcome of a later reading."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations
        self._begun = 0
        self._told = 0

    def begin(
        self,
        read: Callable[[], Result],
        on_done: Callable[[Result], object],
        on_error: Callable[[ErrorReport], object] | None = None,
    ) -> None:
        """Calls ``read`` on another thread, then ``on_done`` or ``on_error`` on this one, or neither."""
        self._begun += 1
        number = self._begun

        def done(result: Result) -> None:
            if self._is_news(number):
                on_done(result)

        def failed(error: ErrorReport) -> None:
            if self._is_news(number) and on_error is not None:
                on_error(error)

        self._operations.run(read, done, failed)

    def told_otherwise(self) -> None:
        """What is known now came another way, as by an event of the engine: whatever is under way is older."""
        self._told = self._begun

    def _is_news(self, number: int) -> bool:
        if number <= self._told:
            return False
        self._told = number
        return True
