"""The local server and its user, asked side by side: shared by tests and benchmarks."""

from __future__ import annotations

import queue
import time
from typing import Any

from assistant.events import AnswerDelta, Event, TurnFinished
from assistant.front_door import AssistantApi

WAIT_S = 60.0
SMALL = "smollm2-135m-instruct-q4_1"
QUESTION_OF_USER = "Tell me something about a lighthouse."


class Asking:
    """The user's own questions, and how long each waits for its first word."""

    def __init__(self, engine: AssistantApi) -> None:
        self._engine = engine
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.close = engine.subscribe(self._events.put)

    def first_word_s(self, question: str) -> float:
        """Waits for the end of the answer too."""
        began_s = time.monotonic()
        first_s = 0.0
        turn = self._engine.ask(question, max_tokens=8)
        while not isinstance(event := self._events.get(timeout=WAIT_S), TurnFinished) or event.turn_id != turn:
            if isinstance(event, AnswerDelta) and event.turn_id == turn and not first_s:
                first_s = time.monotonic() - began_s
        assert event.error is None
        return first_s


LONG_STORY: dict[str, Any] = {
    "model": SMALL,
    "messages": [{"role": "user", "content": "Tell a very long story about the sea. " * 20}],
    "max_tokens": 300,
    "temperature": 0,
    "stream": True,
}
