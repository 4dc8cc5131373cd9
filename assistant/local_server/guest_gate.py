"""Where requests of other programs wait: while the user speaks or is answered, and outside when there are too many of them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from assistant.cancellation import CancelToken, LinkedToken
from assistant.local_server.wire_format import TooManyRequests

MOST_GUESTS = 8
"""Requests of all programs that are answered or wait."""
POLL_S = 0.2
"""How soon it is noticed that a program which waits has hung up."""

StillThere = Callable[[], bool]
"""Whether the program that asked still waits for the answer. May be called from any thread, by one at a time."""


class GuestGate:
    """May be used from any thread. ``pause`` and ``resume`` nest."""

    def __init__(self, most: int = MOST_GUESTS) -> None:
        self._most = most
        self._changed = threading.Condition()
        self._guests = 0
        self._pauses = 0
        self._served = CancelToken()
        self._step = CancelToken()

    @contextlib.contextmanager
    def place(self) -> Iterator[CancelToken]:
        """For the time of one request; the token is cancelled when that is turned away. Raises ``TooManyRequests``."""
        with self._changed:
            if self._guests >= self._most:
                raise TooManyRequests("Too many requests wait for an answer. Ask again later.")
            self._guests += 1
            served = self._served
        try:
            yield served
        finally:
            with self._changed:
                self._guests -= 1

    @property
    def paused(self) -> bool:
        """Whether the user goes first now."""
        with self._changed:
            return self._pauses > 0

    def step(self, served: CancelToken, there: StillThere) -> CancelToken:
        """A token for the next, short step of a request, when the user needs nothing; the next ``pause`` cancels it.

        ``served`` is the token of the request's place. Raises ``ConnectionError`` when it was turned away or the program hung up.
        """
        while True:
            with self._changed:
                free = self._changed.wait_for(lambda: served.cancelled or not self._pauses, POLL_S)
                step = self._step
            if served.cancelled or not there():
                raise ConnectionError("nobody waits for the answer")
            if free:
                return LinkedToken(served, step)

    def pause(self) -> None:
        """Nothing is begun any more, and what is under way may be broken off."""
        with self._changed:
            self._pauses += 1
            self._step.cancel()

    def resume(self) -> None:
        """Takes back one ``pause``."""
        with self._changed:
            self._pauses = max(0, self._pauses - 1)
            if not self._pauses:
                self._step = CancelToken()
                self._changed.notify_all()

    def turn_away(self) -> None:
        """Ends the requests of now; later ones are let in."""
        with self._changed:
            self._served.cancel()
            self._served = CancelToken()
            self._changed.notify_all()
