"""The times of a segment, without the silence at its ends."""

from __future__ import annotations

import pytest

from assistant.speech.recognition.segment_times import stretches, within_speech

pytestmark = pytest.mark.unit

SPEECH = ((1.0, 5.0), (14.0, 20.0), (21.0, 21.3), (25.0, 30.0))


@pytest.mark.parametrize(
    ("segment", "found"),
    [
        ((1.0, 5.0), (1.0, 5.0)),
        ((0.0, 9.0), (1.0, 5.0)),
        ((0.7, 14.2), (1.0, 5.0)),
        ((4.8, 20.5), (14.0, 20.0)),
        ((3.0, 18.0), (3.0, 18.0)),
        ((19.9, 24.0), (21.0, 21.3)),
        ((20.5, 30.0), (21.0, 30.0)),
        ((4.6, 5.0), (4.6, 5.0)),
        ((14.0, 14.2), (14.0, 14.2)),
        ((6.0, 9.0), (6.0, 9.0)),
        ((0.0, 40.0), (1.0, 30.0)),
    ],
)
def test_it_is_where_somebody_speaks(segment: tuple[float, float], found: tuple[float, float]) -> None:
    assert within_speech(*segment, SPEECH) == found


def test_without_speech_it_stays() -> None:
    assert within_speech(2.0, 3.0, ()) == (2.0, 3.0)


def test_short_gaps_part_nothing() -> None:
    frames = [0.1, 0.9, 0.4, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.5]
    assert stretches(frames, 0.1) == [pytest.approx((0.1, 0.6)), pytest.approx((1.0, 1.1))]
    assert stretches([0.1, 0.2], 0.1) == []
