"""Other programs' requests: after the user, in turn, no more than there is room for, and gone when their program is."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from assistant.cancellation import CancelToken
from assistant.conversation.model_holder import ChatModelHolder
from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatMessage, ChatModel, GenerationOptions, TextDelta
from assistant.local_server import guest_generations
from assistant.local_server.guest_gate import GuestGate
from assistant.local_server.guest_generations import GuestGenerations
from assistant.local_server.wire_format import TooManyRequests
from assistant.priority_lane import PriorityLane
from assistant.testing.chat_model import ScriptedChatModel
from assistant.workers import Worker

pytestmark = pytest.mark.unit

WAIT_S = 20.0
STORY = "Once there was a lamp on a rock and a cat below it."
QUESTION = [ChatMessage(role="user", content="Tell me a story.")]


class Pace:
    """A gate of a scripted model: a token passes for each ``let_pass``."""

    def __init__(self) -> None:
        self._tokens = threading.Semaphore(0)

    def let_pass(self, tokens: int) -> None:
        self._tokens.release(tokens)

    def wait(self, timeout_s: float) -> bool:
        return self._tokens.acquire(timeout=timeout_s)


class Room:
    def __init__(self) -> None:
        self.pace = Pace()
        self.asked = threading.Semaphore(0)
        self.model = ScriptedChatModel(self._story, gate=self.pace)  # type: ignore[arg-type]  # waits as an event does
        self.load: Callable[[], ChatModel] = lambda: self.model
        self.holder = ChatModelHolder(lambda: self.load())
        self.worker = Worker("llm")
        self.gate = GuestGate(most=3)
        self.guests = GuestGenerations(self.holder, self.worker, self.gate, PriorityLane())
        self.programs = ThreadPoolExecutor(4)

    def asks(self, take: Callable[[str], object], there: Callable[[], bool] = lambda: True) -> Future[None]:
        """A program asks, and gives each word to ``take``."""

        def read() -> None:
            for item in self.guests.generate(QUESTION, GenerationOptions(), there):
                if isinstance(item, TextDelta):
                    take(item.text)

        return self.programs.submit(read)

    def _story(self, _: Sequence[ChatMessage]) -> str:
        self.asked.release()
        return STORY


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    yield made
    made.pace.let_pass(1000)
    made.guests.stop()
    made.programs.shutdown()
    made.worker.close()


def test_the_user_goes_first_and_no_word_is_lost_or_doubled(room: Room) -> None:
    taken: list[str] = []
    answer = room.asks(taken.append)
    for _ in range(5):
        room.pace.let_pass(2)
        users = room.worker.submit(lambda: room.model.take_up(room.model.keep_view(0), CancelToken()))
        room.pace.let_pass(1)
        assert users.result(WAIT_S)
    room.pace.let_pass(100)
    answer.result(WAIT_S)
    assert "".join(taken) == STORY


def test_the_users_view_is_there_again_when_a_program_was_answered(room: Room) -> None:
    room.pace.let_pass(1000)
    mine = [ChatMessage(role="user", content="Where is my key?")]
    room.worker.run(lambda: room.model.prefill(mine, CancelToken()))
    before = room.worker.run(lambda: room.model.keep_view(10_000).state)
    assert before
    room.asks(lambda _: None).result(WAIT_S)
    assert room.worker.run(lambda: room.model.keep_view(10_000).state) == before


def test_programs_take_turns(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guest_generations, "SLICE_S", 0.0)
    taken: queue.SimpleQueue[str] = queue.SimpleQueue()
    # Both are there before the first is answered: one that came in the middle would wait for a token that is held back.
    room.gate.pause()
    answers = [room.asks(lambda _: taken.put("one")), room.asks(lambda _: taken.put("other"))]
    while len(room.guests._waiting) < len(answers):
        room.worker.run(lambda: None)
    room.gate.resume()
    room.guests.go_on()
    room.pace.let_pass(11)
    words = [taken.get(timeout=WAIT_S) for _ in range(11)]
    assert {words.count("one"), words.count("other")} == {5, 6}
    room.pace.let_pass(1000)
    for answer in answers:
        answer.result(WAIT_S)


def test_while_the_user_speaks_nothing_is_written(room: Room) -> None:
    room.pace.let_pass(1000)
    room.gate.pause()
    taken: list[str] = []
    answer = room.asks(taken.append)
    room.worker.run(lambda: None)
    assert taken == []
    room.gate.resume()
    room.guests.go_on()
    answer.result(WAIT_S)
    assert "".join(taken) == STORY


def test_one_who_hangs_up_is_forgotten_at_once(room: Room) -> None:
    gone = threading.Event()
    room.gate.pause()
    answer = room.asks(lambda _: None, lambda: not gone.is_set())
    gone.set()
    with pytest.raises(ConnectionError):
        answer.result(WAIT_S)
    assert not room.guests._running
    room.gate.resume()
    room.guests.go_on()
    room.worker.run(lambda: None)
    assert room.model.prompts == []


def test_a_model_that_was_changed_in_the_middle_is_said(room: Room) -> None:
    answer = room.asks(lambda _: None)
    assert room.asked.acquire(timeout=WAIT_S)
    another = ScriptedChatModel(["Another story."])
    room.load = lambda: another
    room.holder.reload()
    other = room.worker.submit(room.holder.get)
    room.pace.let_pass(1)
    with pytest.raises(ModelUnavailable):
        answer.result(WAIT_S)
    assert room.model.closed
    assert other.result(WAIT_S) is another


def test_no_more_come_in_than_there_are_places() -> None:
    gate = GuestGate(most=2)
    with gate.place():
        with gate.place(), pytest.raises(TooManyRequests), gate.place():
            pytest.fail("there was no place")
        with gate.place():
            pass


def test_a_step_is_broken_off_by_a_pause_and_waits_for_its_end() -> None:
    gate = GuestGate()
    with gate.place() as served:
        token = gate.step(served, lambda: True)
        gate.pause()
        gate.pause()
        assert token.cancelled
        gate.resume()
        assert gate.paused
        with pytest.raises(ConnectionError):
            gate.step(served, lambda: False)
        gate.resume()
        assert not gate.step(served, lambda: True).cancelled


def test_switched_off_nobody_waits_any_more() -> None:
    gate = GuestGate()
    gate.pause()
    with ThreadPoolExecutor(1) as program, gate.place() as served:
        waits = program.submit(gate.step, served, lambda: True)
        gate.turn_away()
        with pytest.raises(ConnectionError):
            waits.result(WAIT_S)
        gate.resume()
        with gate.place() as later:
            assert not gate.step(later, lambda: True).cancelled
