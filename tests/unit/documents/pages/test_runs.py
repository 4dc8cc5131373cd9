"""Rectangles: kept with their offsets, and found for a span of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.base import Run
from assistant.documents.pages.runs import boxes_of_span, decode_runs, encode_runs, runs_between
from assistant.documents.reading.page_turn import lying_box, upright_box

pytestmark = pytest.mark.unit

# "Heat pumps" on one line, "heat" on the next.
RUNS = (
    Run(start=0, end=4, box=(10.0, 100.0, 30.0, 110.0)),
    Run(start=5, end=10, box=(33.0, 100.0, 58.0, 110.0)),
    Run(start=11, end=15, box=(10.0, 86.0, 30.0, 96.0)),
)


def test_words_of_a_line_share_a_box_and_lines_have_their_own() -> None:
    assert boxes_of_span(RUNS, 0, 15) == ((10.0, 100.0, 58.0, 110.0), (10.0, 86.0, 30.0, 96.0))


@pytest.mark.parametrize("start", range(16))
def test_the_runs_of_a_span_are_found_without_the_others(start: int) -> None:
    for end in range(start + 1, 17):
        assert boxes_of_span(runs_between(RUNS, start, end), start, end) == boxes_of_span(RUNS, start, end)
    assert runs_between(RUNS, 6, 8) == RUNS[1:2]


def test_part_of_a_word_is_part_of_its_box() -> None:
    assert boxes_of_span(RUNS, 2, 4) == ((20.0, 100.0, 30.0, 110.0),)


def test_a_column_of_vertical_writing_is_cut_downwards() -> None:
    column = Run(start=0, end=4, box=(10.0, 20.0, 20.0, 60.0))
    assert boxes_of_span([column], 0, 1) == ((10.0, 50.0, 20.0, 60.0),)


def test_columns_far_apart_are_not_joined() -> None:
    left, right = Run(start=0, end=3, box=(0.0, 0.0, 20.0, 10.0)), Run(start=4, end=7, box=(200.0, 0.0, 220.0, 10.0))
    assert len(boxes_of_span([left, right], 0, 7)) == 2


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_lines_of_a_page_on_its_side_or_head_are_lines_and_parts_of_words_their_parts(turn: int) -> None:
    lying = [Run(start=run.start, end=run.end, box=lying_box(run.box, turn, 300, 200)) for run in RUNS]
    whole, part = boxes_of_span(lying, 0, 15, turn), boxes_of_span(lying, 2, 4, turn)
    assert [upright_box(box, turn, 300, 200) for box in whole] == list(boxes_of_span(RUNS, 0, 15))
    assert [upright_box(box, turn, 300, 200) for box in part] == list(boxes_of_span(RUNS, 2, 4))


def test_a_line_that_slopes_has_several_boxes_and_raised_figures_have_none_of_their_own() -> None:
    sloping = [
        Run(start=6 * n, end=6 * n + 5, box=(60.0 * n, 100 - 3.0 * n, 60.0 * n + 50, 112 - 3.0 * n)) for n in range(6)
    ]
    boxes = boxes_of_span(sloping, 0, 40)
    assert len(boxes) == 3
    assert all(box[3] - box[1] < 17 for box in boxes)
    raised = [Run(start=0, end=5, box=(0.0, 100.0, 50.0, 112.0)), Run(start=5, end=6, box=(50.0, 105.0, 55.0, 114.0))]
    assert boxes_of_span(raised, 0, 6) == ((0.0, 100.0, 55.0, 114.0),)


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
