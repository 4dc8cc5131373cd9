"""How many programs may be connected with the local server, and how long one may take to say who it is.

Loopback is open to every user and program of the machine, and to pages in a browser. What has no key must cost little: each
connection has a thread and a descriptor, of which the engine has a thousand for its files, devices and database.
"""

from __future__ import annotations

import io
import time
from typing import Any, Protocol

IDLE_TIMEOUT_S = 120.0
KEYLESS_S = 10.0
"""From the connection to the end of the first request's head."""
MOST_CONNECTIONS = 64


class Connection(Protocol):
    """What is used of a socket."""

    def settimeout(self, seconds: float, /) -> None:
        """How long what follows may take."""

    def recv_into(self, buffer: Any, /) -> int:
        """Waits for something, and puts it into ``buffer``. Returns how much."""


class InTime(io.RawIOBase):
    """What comes through a connection, as long as it comes before ``until``, a moment of the monotonic clock. Raises
    ``TimeoutError``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.until = time.monotonic() + KEYLESS_S

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As the base class."""
        left_s = self.until - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the request took too long")
        self._connection.settimeout(min(IDLE_TIMEOUT_S, left_s))
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(IDLE_TIMEOUT_S)
