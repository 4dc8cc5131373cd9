"""Rectangles: kept with their offsets, and found for a span of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.base import Run
from assistant.documents.runs import boxes_of_span, decode_runs, encode_runs

pytestmark = pytest.mark.unit

# "Heat pumps" on one line, "heat" on the next.
RUNS = (
    Run(start=0, end=4, box=(10.0, 100.0, 30.0, 110.0)),
    Run(start=5, end=10, box=(33.0, 100.0, 58.0, 110.0)),
    Run(start=11, end=15, box=(10.0, 86.0, 30.0, 96.0)),
)


def test_words_of_a_line_share_a_box_and_lines_have_their_own() -> None:
    assert boxes_of_span(RUNS, 0, 15) == ((10.0, 100.0, 58.0, 110.0), (10.0, 86.0, 30.0, 96.0))


def test_part_of_a_word_is_part_of_its_box() -> None:
    assert boxes_of_span(RUNS, 2, 4) == ((20.0, 100.0, 30.0, 110.0),)


def test_a_column_of_vertical_writing_is_cut_downwards() -> None:
    column = Run(start=0, end=4, box=(10.0, 20.0, 20.0, 60.0))
    assert boxes_of_span([column], 0, 1) == ((10.0, 50.0, 20.0, 60.0),)


def test_columns_far_apart_are_not_joined() -> None:
    left, right = Run(start=0, end=3, box=(0.0, 0.0, 20.0, 10.0)), Run(start=4, end=7, box=(200.0, 0.0, 220.0, 10.0))
    assert len(boxes_of_span([left, right], 0, 7)) == 2


def test_a_span_between_runs_has_no_box() -> None:
    assert boxes_of_span(RUNS, 4, 5) == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 9999), st.integers(0, 9999), *[st.integers(-9999, 9999).map(lambda n: n / 10)] * 4)
    )
)
def test_stored_runs_come_back(rows: list[tuple[int, int, float, float, float, float]]) -> None:
    runs = tuple(Run(start=row[0], end=row[1], box=(row[2], row[3], row[4], row[5])) for row in rows)
    assert decode_runs(encode_runs(runs)) == runs
