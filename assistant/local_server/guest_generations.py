"""Answers that other programs asked the user's model for: written while the user needs it for nothing, in turn among each other.

A generation stands still between two tokens, or within the reading of its prompt. What the model had in view is kept meanwhile, the
user's and each program's own, so that going on costs a copy in memory and no token is lost, doubled or chosen anew.
"""

from __future__ import annotations

import collections
import dataclasses
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from assistant.cancellation import CancelToken, YieldingToken
from assistant.conversation.model_holder import ChatModelHolder
from assistant.errors import ModelUnavailable
from assistant.llm.base import (
    ChatMessage,
    ChatModel,
    GenerationEnd,
    GenerationItem,
    GenerationOptions,
    KeptView,
    PromptProgress,
)
from assistant.local_server.guest_gate import POLL_S, GuestGate, StillThere
from assistant.priority_lane import PriorityLane
from assistant.workers import IdleRank, Worker

SLICE_S = 1.0
"""How long one program's answer is written while another's waits."""
VIEW_BYTES = 256 * 1024 * 1024
"""Memory for the views of all programs together, and for the user's. One that has no room there is read again."""
LAST_VIEW_BYTES = 64 * 1024 * 1024
LONGEST_TURNS = 3.0
TURN_POLL_S = 0.05


@dataclasses.dataclass(slots=True, kw_only=True, eq=False)
class _Guest:
    messages: Sequence[ChatMessage]
    options: GenerationOptions
    token: YieldingToken = dataclasses.field(default_factory=YieldingToken)
    items: queue.SimpleQueue[GenerationItem | BaseException] = dataclasses.field(default_factory=queue.SimpleQueue)
    model: ChatModel | None = None
    generation: Iterator[GenerationItem] | None = None
    view: KeptView = dataclasses.field(default_factory=KeptView)


class GuestGenerations:
    """``generate`` comes from any thread; the model is used on ``worker``'s, when that has nothing of the user's to do."""

    def __init__(self, holder: ChatModelHolder, worker: Worker, gate: GuestGate, lane: PriorityLane) -> None:
        self._holder = holder
        self._worker = worker
        self._gate = gate
        self._lane = lane
        self._lock = threading.Lock()
        self._waiting: collections.deque[_Guest] = collections.deque()
        self._running: set[_Guest] = set()
        self._written_s = 0.0
        # What a program asks next mostly begins with what it asked before.
        self._last_model: ChatModel | None = None
        self._last_view = KeptView()

    def generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, there: StillThere
    ) -> Iterator[GenerationItem]:
        """Streams an answer, as ``ChatModel.generate`` does. Raises ``ConnectionError`` when the program hung up."""
        guest = _Guest(messages=messages, options=options)
        with self._lock:
            self._running.add(guest)
            self._waiting.append(guest)
        self.go_on()
        try:
            while True:
                try:
                    item = guest.items.get(timeout=POLL_S)
                except queue.Empty:
                    if guest.token.cancelled or not there():
                        raise ConnectionError("nobody waits for the answer") from None
                    continue
                if isinstance(item, BaseException):
                    raise item
                yield item
                if isinstance(item, GenerationEnd):
                    return
        finally:
            guest.token.cancel()
            with self._lock:
                self._running.discard(guest)
            self.go_on()  # what it held is freed

    def go_on(self) -> None:
        """There is something to write, or the user is served. May be called from any thread, at any time."""
        with self._lock:
            if not self._waiting:
                return
        self._worker.post_idle(self._serve, IdleRank.GUEST)

    def let_write(self, time_s: float, cancel: CancelToken) -> None:
        """Waits until the programs that ask have had the model for so long, in turn with work of the user's that nobody waits for
        and which took as long. Returns at once where none asks, and at last after ``LONGEST_TURNS`` times that, when the model had
        something else to do. Raises ``Interrupted`` once cancelled."""
        with self._lock:
            until_s = self._written_s + time_s
        ends_s = time.monotonic() + LONGEST_TURNS * time_s
        while time.monotonic() < ends_s:
            cancel.raise_if_cancelled()
            with self._lock:
                if not self._running or self._written_s >= until_s:
                    return
            time.sleep(TURN_POLL_S)

    def stop(self) -> None:
        """Ends the answers under way."""
        with self._lock:
            for guest in self._running:
                guest.token.cancel()
        self.go_on()

    # -- on the model's thread -----------------------------------------------------------------------------------------

    def _serve(self, others: CancelToken) -> None:
        """Writes until ``others`` are first, and leaves the model as it was."""

        def others_first() -> bool:
            return others.cancelled or self._gate.paused

        model: ChatModel | None = None
        users = KeptView()
        try:
            while not others_first() and (guest := self._next()) is not None:
                try:
                    if model is None:
                        model = self._holder.get()
                        users = model.keep_view(VIEW_BYTES)
                    ended = self._slice(guest, model, others_first)
                except BaseException as error:  # noqa: BLE001 - whoever waits for the answer gets it
                    guest.items.put(error)
                    ended = True
                if not ended:
                    self._put_back(guest, first=others_first())
        finally:
            if model is not None:
                model.take_up(users, others)
        if not self._gate.paused:
            self.go_on()

    def _slice(self, guest: _Guest, model: ChatModel, others_first: Callable[[], bool]) -> bool:
        """Goes on with an answer; whether it is at its end."""
        if guest.generation is None:
            guest.model, guest.view = model, self._last_view if self._last_model is model else KeptView()
            guest.generation = model.generate(guest.messages, guest.options, guest.token)
        elif guest.model is not model:
            raise ModelUnavailable("Another model was chosen in the middle of the answer.", "Ask again.")
        guest.token.others_first = others_first
        if not model.take_up(guest.view, guest.token):
            return False
        guest.view = KeptView()
        begun_s = time.monotonic()
        ends_s = begun_s + SLICE_S
        for item in guest.generation:
            now_s = time.monotonic()
            with self._lock:
                self._written_s += now_s - begun_s
            begun_s = now_s
            if not isinstance(item, PromptProgress):
                guest.items.put(item)
            if isinstance(item, GenerationEnd):
                self._last_model, self._last_view = model, model.keep_view(LAST_VIEW_BYTES)
                return True
            self._lane.give_way()
            if others_first() or (self._waiting and time.monotonic() > ends_s):
                break
        with self._lock:
            taken = sum(one.view.size_bytes for one in self._waiting)
        guest.view = model.keep_view(VIEW_BYTES - taken)
        return False

    def _next(self) -> _Guest | None:
        """The one whose turn it is. Those whose program is gone are forgotten."""
        with self._lock:
            while self._waiting:
                guest = self._waiting.popleft()
                if not guest.token.cancelled:
                    return guest
        return None

    def _put_back(self, guest: _Guest, *, first: bool) -> None:
        with self._lock:
            if first:
                self._waiting.appendleft(guest)
            else:
                self._waiting.append(guest)
