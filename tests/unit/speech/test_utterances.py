"""Utterances cut from a stream, and whether a microphone passes telephone quality only."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.audio.bandwidth import is_narrow_band
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.recognition.utterances import LONG_S, LONGEST_S, PAUSE_S, PRE_ROLL_S, UtteranceCutter

pytestmark = pytest.mark.unit

FRAME = 512
FRAME_S = FRAME / MICROPHONE_RATE_HZ


def _cut(*stretches: tuple[float, float]) -> list[float]:
    """Seconds of each utterance, from stretches of a probability and a length."""
    cutter = UtteranceCutter(FRAME)
    found = []
    for probability, seconds in stretches:
        for _ in range(round(seconds / FRAME_S)):
            whole = cutter.push(np.zeros(FRAME, dtype=np.float32), probability)
            if whole is not None:
                found.append(len(whole) / MICROPHONE_RATE_HZ)
    last = cutter.end()
    return [*found, *([len(last) / MICROPHONE_RATE_HZ] if last is not None else [])]


@pytest.mark.parametrize(
    ("stretches", "lengths_s"),
    [
        ([(0.0, 3.0)], []),
        ([(0.0, 1.0), (0.9, 0.05), (0.0, 2.0)], []),
        ([(0.0, 1.0), (0.9, 2.0), (0.0, 2.0)], [2.0 + PRE_ROLL_S + PAUSE_S]),
        ([(0.0, 1.0), (0.9, 1.0), (0.1, 0.5), (0.9, 1.0), (0.0, 2.0)], [2.5 + PRE_ROLL_S + PAUSE_S]),
        ([(0.0, 1.0), (0.9, 1.0), (0.0, 1.5), (0.9, 1.0)], [1.0 + PRE_ROLL_S + PAUSE_S, 1.0 + PRE_ROLL_S]),
        ([(0.0, 1.0), (0.9, LONG_S), (0.1, 0.3), (0.9, 1.0)], [LONG_S + PRE_ROLL_S + 0.25, 1.0 + 0.05]),
        ([(0.0, 1.0), (0.9, LONGEST_S + 3.0)], [LONGEST_S, 3.0 + PRE_ROLL_S]),
    ],
)
def test_utterances_end_at_pauses(stretches: list[tuple[float, float]], lengths_s: list[float]) -> None:
    assert _cut(*stretches) == pytest.approx(lengths_s, abs=0.2)


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.03, 30.0)), max_size=12))
def test_no_utterance_is_longer_than_the_recogniser_is_quick_with(stretches: list[tuple[float, float]]) -> None:
    assert all(length_s <= LONGEST_S + FRAME_S for length_s in _cut(*stretches))


def _noise(highest_hz: float) -> Samples:
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(3 * MICROPHONE_RATE_HZ))
    spectrum[int(highest_hz * 3) :] = 0.0
    return (0.1 * np.fft.irfft(spectrum)).astype(np.float32)


@pytest.mark.parametrize(("highest_hz", "narrow"), [(3_400.0, True), (7_000.0, False), (8_000.0, False)])
def test_telephone_quality_is_recognised(highest_hz: float, narrow: bool) -> None:
    assert is_narrow_band(_noise(highest_hz)) is narrow


def test_nothing_is_said_of_silence() -> None:
    assert not is_narrow_band(np.zeros(MICROPHONE_RATE_HZ, dtype=np.float32))
    assert not is_narrow_band(np.zeros(100, dtype=np.float32))
