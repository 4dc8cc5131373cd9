"""A turn as a handle: its events in order, and the way to interrupt it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator

from assistant.cancellation import CancelToken
from assistant.errors import EngineStopped
from assistant.events import TurnEvent, TurnFinished
from assistant.ids import TurnId

Interrupt = Callable[[], None]
TurnSink = Callable[[TurnEvent], None]


class Turn:
    """One running turn. Whoever runs it calls ``put``; whoever asked reads ``events``. Safe between threads."""

    def __init__(
        self, turn_id: TurnId, interrupt: Interrupt | None = None, *, cancel: CancelToken | None = None
    ) -> None:
        """Without ``interrupt`` the turn is stopped through its ``cancel`` token alone."""
        self.id = turn_id
        self.cancel = cancel or CancelToken()
        self._interrupt = interrupt
        self._events: queue.SimpleQueue[TurnEvent] = queue.SimpleQueue()
        self._finished: TurnFinished | None = None

    def interrupt(self) -> None:
        """Asks the turn to stop computing; ``TurnFinished`` follows. May be called at any time, more than once."""
        self.cancel.cancel()
        if self._interrupt is not None:
            self._interrupt()

    def put(self, event: TurnEvent) -> None:
        """Hands an event to the reader; nothing is accepted after ``TurnFinished``."""
        if self._finished is not None:
            return
        if isinstance(event, TurnFinished):
            self._finished = event
        self._events.put(event)

    @property
    def finished(self) -> bool:
        """Whether ``TurnFinished`` was put."""
        return self._finished is not None

    def events(self, timeout_s: float | None = None) -> Iterator[TurnEvent]:
        """The turn's events until ``TurnFinished``, that one included. Read them once.

        Raises ``EngineStopped`` when nothing happens for ``timeout_s``.
        """
        while True:
            try:
                event = self._events.get(timeout=timeout_s)
            except queue.Empty:
                raise EngineStopped("The answer does not go on.", "Stop it and ask again.") from None
            yield event
            if isinstance(event, TurnFinished):
                return

    def result(self, timeout_s: float | None = None) -> TurnFinished:
        """Reads the events that are left and returns the last."""
        for event in self.events(timeout_s):
            if isinstance(event, TurnFinished):
                return event
        raise EngineStopped("The answer ended without a result.", "Ask again.")
