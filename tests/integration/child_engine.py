"""The engine of a home in a process of its own, as the window runs it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator

import pytest

from assistant import Paths, RemoteAssistant
from assistant.events import EngineDied, EngineStarted, Event
from assistant.remote import ENGINE_MODULE

WAIT_S = 60.0


class Engine:
    """A home's engine in a child process, and what it says of itself."""

    def __init__(self, paths: Paths, module: str = ENGINE_MODULE) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.api = RemoteAssistant(paths, offline=True, module=module)
        self.api.subscribe(self.events.put)
        self.api.start()

    def next(self) -> EngineStarted | EngineDied:
        while True:
            event = self.events.get(timeout=WAIT_S)
            if isinstance(event, EngineStarted | EngineDied):
                return event

    def facts(self) -> list[str]:
        return [fact.text for fact in self.api.memory.list()]


@pytest.fixture
def start() -> Iterator[Callable[[Paths], Engine]]:
    started: list[Engine] = []

    def begin(paths: Paths) -> Engine:
        started.append(Engine(paths))
        return started[-1]

    yield begin
    for engine in started:
        engine.api.close()
