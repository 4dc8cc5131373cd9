"""A long recording is cut at pauses, loses nothing and is never held as a whole."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.recognition.recording_pieces import LEAST_S, MOST_S, pieces, quietest

pytestmark = pytest.mark.unit

BLOCK = 4_096


class Loudness:
    """Takes for speech what is not silent."""

    frame_samples = 512

    def probability(self, frame: Samples) -> float:
        return 0.9 if float(np.abs(frame).max()) > 0.01 else 0.1

    def reset(self) -> None:
        pass


def _blocks(audio: Samples) -> Iterator[Samples]:
    for at in range(0, len(audio), BLOCK):
        yield audio[at : at + BLOCK]


def _speech(seconds: float) -> Samples:
    return np.full(round(seconds * MICROPHONE_RATE_HZ), 0.3, dtype=np.float32)


@pytest.mark.parametrize(
    ("probabilities", "place"),
    [
        ([0.9, 0.1, 0.9], 1),
        ([0.1, 0.9, 0.1, 0.1, 0.1, 0.9], 3),
        ([0.9, 0.1, 0.1, 0.1, 0.1], 2),
        ([0.9, 0.5, 0.8], 1),
        ([0.1], 0),
    ],
)
def test_the_middle_of_the_longest_pause(probabilities: list[float], place: int) -> None:
    assert quietest(probabilities) == place


def test_it_is_cut_in_the_pause() -> None:
    pause = np.zeros(MICROPHONE_RATE_HZ, dtype=np.float32)
    audio = np.concatenate((_speech(45), pause, _speech(50), pause, _speech(20)))
    found = list(pieces(_blocks(audio), Loudness()))
    assert [start_s for start_s, _ in found] == pytest.approx([0.0, 45.5, 96.5], abs=0.05)
    assert np.array_equal(np.concatenate([piece for _, piece in found]), audio)


def test_what_is_short_is_one_piece_and_nothing_is_none() -> None:
    ((start_s, piece),) = pieces(_blocks(_speech(MOST_S)), Loudness())
    assert (start_s, len(piece)) == (0.0, MOST_S * MICROPHONE_RATE_HZ)
    assert list(pieces([], Loudness())) == []


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 90)), min_size=1, max_size=4))
def test_nothing_is_lost_and_no_piece_is_too_long(parts: list[tuple[bool, int]]) -> None:
    audio = np.concatenate([_speech(seconds) if loud else 0 * _speech(seconds) for loud, seconds in parts])
    found = list(pieces(_blocks(audio), Loudness()))
    assert sum(len(piece) for _, piece in found) == len(audio)
    for number, (start_s, piece) in enumerate(found):
        assert round(start_s * MICROPHONE_RATE_HZ) == sum(len(before) for _, before in found[:number])
        assert len(piece) <= MOST_S * MICROPHONE_RATE_HZ
        assert number == len(found) - 1 or len(piece) >= LEAST_S * MICROPHONE_RATE_HZ


def test_a_quarter_of_an_hour_takes_the_memory_of_a_minute() -> None:
    minute_bytes = _speech(60).nbytes
    block = _speech(1)
    tracemalloc.start()
    try:
        length = sum(len(piece) for _, piece in pieces((block for _ in range(900)), Loudness()))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert length == 900 * MICROPHONE_RATE_HZ
    assert peak_bytes < 4 * minute_bytes
