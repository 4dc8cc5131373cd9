"""Scales, places and offsets of the page viewer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.library.page_geometry import fit_scale, is_sharp_enough, next_zoom, qt_offset, shown_text, top_of, upright_marks

pytestmark = pytest.mark.desktop


def test_a_page_is_fitted_to_the_width() -> None:
    assert fit_scale(1190, 595.0, 1.0) == pytest.approx(2.0)
    assert fit_scale(1190, 595.0, 1.5) == pytest.approx(3.0)


def test_zoom_goes_by_rungs_and_stops_at_the_ends() -> None:
    assert next_zoom(1.0, larger=True) == 1.25
    assert next_zoom(1.0, larger=False) == 0.8
    assert next_zoom(4.0, larger=True) == 4.0
    assert next_zoom(0.5, larger=False) == 0.5


def test_a_picture_is_fetched_again_when_it_would_look_coarse_or_is_far_too_large() -> None:
    assert is_sharp_enough(2.0, 2.2)
    assert not is_sharp_enough(1.0, 2.0)
    assert not is_sharp_enough(4.0, 1.0)


def test_the_highest_mark_is_scrolled_to() -> None:
    assert top_of(((10, 100, 50, 120), (10, 700, 50, 742)), 842, 2.0) == pytest.approx(200.0)
    assert top_of((), 842, 2.0) is None


def test_marks_of_a_page_on_its_side_are_scrolled_to_where_they_stand_upright() -> None:
    # The page lies on its side: 842 wide, 595 high; its picture is upright.
    assert upright_marks([(100, 70, 112, 300)], 270, 595, 842) == [(70, 730, 300, 742)]


@given(st.text(alphabet="a\r\n賃𠮷é", max_size=30), st.integers(0, 30))
def test_offsets_count_as_qt_counts(text: str, at: int) -> None:
    # Between the two characters of one line end there is no place in what is shown.
    if text[at - 1 : at + 1] == "\r\n":
        return
    offset = qt_offset(text, min(at, len(text)))
    units = shown_text(text).encode("utf-16-le")
    assert units[: offset * 2].decode("utf-16-le") == shown_text(text[:at])
