"""A long life in a short time: a whole engine with a scripted chat model lives through many turns while its clock runs ahead.

Everything is the program's own but the words of the model and the time: database, memory with its embedder, documents, skills,
backups' schedule, temporary chats. After each stretch of turns it is counted what the process holds.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import psutil

from assistant import Paths, open_assistant
from assistant.cancellation import CancelToken
from assistant.events import Event, IndexFinished, TurnFinished
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId
from assistant.llm.base import ChatMessage, GenerationItem, GenerationOptions
from assistant.testing.chat_model import ScriptedChatModel

WAIT_S = 60.0
HOURS_72_S = 72 * 3600.0


class LapseClock:
    """Runs ahead by ``a_turn_s`` whenever it is told to; durations too, as if the machine had been awake all the time."""

    def __init__(self, a_turn_s: float) -> None:
        self._a_turn_s = a_turn_s
        self._ahead_s = 0.0

    def pass_a_turn(self) -> None:
        """Time goes by."""
        self._ahead_s += self._a_turn_s

    def now(self) -> float:
        """Unix time in seconds."""
        return time.time() + self._ahead_s

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic() + self._ahead_s


class ForgetfulChatModel(ScriptedChatModel):
    """Keeps no note of what it was asked: that would be the leak that is looked for."""

    def generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[GenerationItem]:
        """As of ``ScriptedChatModel``."""
        yield from super().generate(messages, options, cancel)
        for notes in (self.prompts, self.prefilled, self.weighed):
            notes.clear()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the process holds after so many turns. Memory is what it made itself: pages of the models' files, which the system maps
    as words are met for the first time and may take away again, are not counted, where the system tells them apart."""

    turns: int
    own_bytes: int
    handles: int
    threads: int


def held(turns: int) -> Held:
    """Counted now, once what Python had let go was collected."""
    gc.collect()
    process = psutil.Process()
    return Held(
        turns=turns,
        own_bytes=_own_bytes(process),
        handles=process.num_fds(),
        threads=threading.active_count(),
    )


def _own_bytes(process: psutil.Process) -> int:
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return int(process.memory_info().rss)
    (line,) = [line for line in rollup.read_text(encoding="ascii").splitlines() if line.startswith("Anonymous:")]
    return int(line.split()[1]) * 1024


def slope(counts: Sequence[Held], value: Callable[[Held], float]) -> float:
    """Growth a turn: the least-squares line through the counts."""
    xs, ys = [float(one.turns) for one in counts], [value(one) for one in counts]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread


class Life:
    """An engine that is asked one thing after the other. ``ask`` raises when a turn fails."""

    def __init__(self, api: AssistantApi, clock: LapseClock) -> None:
        self._api, self._clock = api, clock
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        api.subscribe(self._events.put)
        self._conversation: ConversationId | None = None

    def add_document(self, file: Path) -> None:
        """Waits until it is searchable by words."""
        self._api.documents.add([file])
        while not isinstance(self._events.get(timeout=WAIT_S), IndexFinished):
            pass

    def live(self, number: int) -> None:
        """One turn, of another kind from one to the next; chats begin, end, and are thrown away."""
        self._clock.pass_a_turn()
        kind = number % 10
        if number % 25 == 0:
            self._conversation = None
        question = {
            0: f"Remember that my locker number {number} is on floor {number % 7}.",
            1: f"What is {number} times 7?",
            2: "How much is the rent in the lease?",
            3: f"Set a timer for {number % 50 + 1} minutes",
            4: "Cancel all timers",
            5: f"賃料はいくらですか。{number}",
        }.get(kind, f"Tell me something about the number {number}.")
        temporary = kind == 9
        conversation = None if temporary else self._conversation
        turn = self._api.ask(question, conversation=conversation, temporary=temporary, max_tokens=40)
        while True:
            event = self._events.get(timeout=WAIT_S)
            if isinstance(event, TurnFinished) and event.turn_id == turn:
                break
        if event.error is not None:
            raise AssertionError(f"turn {number} failed: {event.error.kind}")
        if event.answer is not None and not temporary:
            self._conversation = event.answer.conversation
        if number % 200 == 199 and self._conversation is not None:
            self._api.conversations.delete(self._conversation)
            self._conversation = None


@contextlib.contextmanager
def soaked(folder: Path, models: Path, turns: int) -> Iterator[Life]:
    """A life whose ``turns`` last 72 hours."""
    clock = LapseClock(HOURS_72_S / turns)
    lease = folder / "lease.txt"
    lease.write_text("The rent is 940 euros a month.\n\nNotice is two months, in writing.\n", encoding="utf-8")
    model = ForgetfulChatModel(["It is as you say."], model_id="scripted")
    with (
        patch("assistant.wiring.SystemClock", lambda: clock),
        patch("assistant.wiring.BackEnds.chat_model", lambda _: model),
    ):
        api = open_assistant(Paths(home=folder / "home", models=models), offline=True)
        try:
            life = Life(api, clock)
            life.add_document(lease)
            yield life
        finally:
            api.close()
