"""Boxes of pages that lie on a side or on their head."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.reading.page_turn import lying_box, upright_box, upright_size
from assistant.records import Box

pytestmark = pytest.mark.unit

TURNS = (0, 90, 180, 270)
# A word at the upper left of an upright page of 200 times 100.
UPRIGHT: Box = (5.0, 80.0, 25.0, 90.0)


@pytest.mark.parametrize(
    ("turn", "lying"),
    [
        (0, (5.0, 80.0, 25.0, 90.0)),
        (90, (80.0, 175.0, 90.0, 195.0)),
        (180, (175.0, 10.0, 195.0, 20.0)),
        (270, (10.0, 5.0, 20.0, 25.0)),
    ],
)
def test_a_word_stands_where_the_turned_picture_has_it(turn: int, lying: Box) -> None:
    width, height = upright_size(turn, 200, 100)
    assert lying_box(UPRIGHT, turn, width, height) == lying
    assert upright_box(lying, turn, width, height) == UPRIGHT


@settings(max_examples=30)
@given(st.sampled_from(TURNS), st.tuples(*[st.integers(0, 500)] * 4))
def test_there_and_back_is_where_it_was(turn: int, box: tuple[int, int, int, int]) -> None:
    ordered = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    assert lying_box(upright_box(ordered, turn, 500, 700), turn, 500, 700) == ordered
