"""What is played, and the ring that keeps what was said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.audio.capture import KEPT_S, Capture
from assistant.speech.audio.playout import PlayoutBuffer
from assistant.testing.audio import TurnedClock

pytestmark = pytest.mark.unit


def _ones(count: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.ones(count, dtype=np.float32)


@given(lengths=st.lists(st.integers(0, 300), max_size=5), block=st.integers(1, 200))
def test_every_sample_is_handed_on_once(lengths: list[int], block: int) -> None:
    buffer = PlayoutBuffer(1000)
    begun: list[int] = []
    for number, length in enumerate(lengths):
        buffer.push(_ones(length), lambda number=number: begun.append(number))  # type: ignore[misc]
    out = np.zeros(block, dtype=np.float32)
    taken = [buffer.fill(out) for _ in range(sum(lengths) // block + 1)]
    assert sum(taken) == sum(lengths) == buffer.handed
    assert buffer.empty
    assert sorted(begun) == list(range(len(lengths)))


def test_clear_fades_out_and_plays_nothing_more() -> None:
    buffer = PlayoutBuffer(1000)
    buffer.push(_ones(500))
    out = np.zeros(100, dtype=np.float32)
    buffer.fill(out)
    buffer.clear()
    assert buffer.handed == 0
    assert buffer.fill(out) == 0
    assert out[0] == pytest.approx(1.0)
    assert np.all(np.diff(out) <= 0)
    assert not out[8:].any()


def test_a_pause_keeps_the_place() -> None:
    buffer = PlayoutBuffer(1000)
    buffer.push(np.arange(1000, dtype=np.float32) + 1000)
    out = np.zeros(100, dtype=np.float32)
    buffer.fill(out)
    buffer.pause()
    assert buffer.fill(out) == 0
    assert np.all(np.diff(out[:8]) < 0)
    assert not out[8:].any()
    assert not buffer.empty
    buffer.resume()
    assert buffer.fill(out) == 100
    assert out[0] == 0.0
    assert out[8:].tolist() == list(range(1108, 1200))


def test_a_pause_can_go_on_from_an_earlier_place() -> None:
    buffer = PlayoutBuffer(1000)
    begun: list[int] = []
    buffer.push(_ones(150), lambda: begun.append(1))
    buffer.push(_ones(150) * 2, lambda: begun.append(2))
    out = np.zeros(100, dtype=np.float32)
    buffer.fill(out)
    buffer.fill(out)
    buffer.pause()
    buffer.resume(120)
    assert buffer.handed == 120
    assert buffer.fill(out) == 100
    assert set(out[10:20].tolist()) == {1.0}
    assert set(out[60:].tolist()) == {2.0}
    assert begun == [1, 2]


def test_a_paused_queue_can_be_cleared_and_used_again() -> None:
    buffer = PlayoutBuffer(1000)
    buffer.push(_ones(500))
    out = np.zeros(100, dtype=np.float32)
    buffer.fill(out)
    buffer.pause()
    buffer.fill(out)
    buffer.clear()
    buffer.push(_ones(50))
    assert buffer.fill(out) == 50


@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("push"), st.integers(0, 300)),
            st.tuples(st.just("fill"), st.integers(1, 200)),
            st.tuples(st.just("pause"), st.just(0)),
            st.tuples(st.just("resume"), st.integers(-10, 2000)),
        ),
        max_size=40,
    )
)
def test_the_place_is_never_lost(steps: list[tuple[str, int]]) -> None:
    buffer = PlayoutBuffer(1000)
    pushed, paused = 0, False
    for what, number in steps:
        before = buffer.handed
        if what == "push":
            buffer.push(_ones(number))
            pushed += number
        elif what == "fill":
            taken = buffer.fill(np.zeros(number, dtype=np.float32))
            assert buffer.handed == before + taken
            assert taken == (0 if paused else min(number, pushed - before))
        elif what == "pause":
            buffer.pause()
            paused = True
        else:
            buffer.resume(number if number >= 0 else None)
            assert buffer.handed <= before
            assert buffer.handed >= (min(before, number) if paused and number >= 0 else before)
            paused = False
    assert buffer.empty == (buffer.handed == pushed)


def test_the_capture_keeps_the_last_while() -> None:
    clock = TurnedClock()
    capture = Capture(clock)
    for number in range(60):
        capture.append(np.full(16_000, number, dtype=np.float32))
    assert capture.end_s == 60.0
    assert capture.piece(58.0, 99.0).tolist() == [58.0] * 16_000 + [59.0] * 16_000
    assert len(capture.piece(0.0, 60.0)) == KEPT_S * 16_000
    clock.turn(0.05)
    assert capture.now_s() == pytest.approx(60.05)
    clock.turn(5.0)
    assert capture.now_s() == pytest.approx(60.1)
