"""Where events are published and heard."""

from __future__ import annotations

import logging
import threading

from assistant.events import Event
from assistant.front_door import Listener, Unsubscribe

_log = logging.getLogger(__name__)


class EventHub:
    """Calls every listener with every event, in the order of publication, on the publisher's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Adds a listener; call the result to take it away again."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tells every listener. A listener that fails is a bug of its own; the others still hear the event."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception as error:  # noqa: BLE001 - one listener's bug must not silence the others
                _log.error("a listener failed on %s: %s", type(event).__name__, type(error).__name__)
