"""Reading order of what was recognised, and where each word stands on the page as it is, however it is turned."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.readers.pdf_layout import LetterSizes
from assistant.documents.readers.reading_order import reading_order
from assistant.documents.readers.recognised_page import (
    RecognisedLine,
    RecognisedPicture,
    lay_out_lines,
    recognised_picture,
)
from assistant.records import Box

pytestmark = pytest.mark.unit

boxes = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(5, 400), st.integers(8, 40)).map(
        lambda each: (float(each[0]), float(each[1]), float(each[0] + each[2]), float(each[1] + each[3]))
    ),
    max_size=40,
)


def column(left: float, right: float, top: float, lines: int, step: float = 30) -> list[Box]:
    return [(left, top + step * n, right, top + step * n + 20) for n in range(lines)]


@given(boxes)
def test_every_box_is_read_once(found: list[Box]) -> None:
    order = reading_order(found)
    assert sorted(index for row in order for index in row) == list(range(len(found)))


def test_columns_are_read_one_after_the_other_below_their_title() -> None:
    title: list[Box] = [(100, 0, 900, 40)]
    left, right = column(0, 480, 60, 6), column(520, 1000, 60, 6)
    footer: list[Box] = [(300, 300, 700, 320)]
    mixed = [box for pair in zip(right, left, strict=True) for box in pair]
    found = title + mixed + footer
    order = [found[index] for row in reading_order(found) for index in row]
    assert order == title + left + right + footer


def test_rows_of_a_table_stay_together() -> None:
    cells = [
        box for n in range(8) for box in ((500.0, 30.0 * n, 560.0, 30.0 * n + 20), (0.0, 30.0 * n, 90.0, 30.0 * n + 20))
    ]
    assert [len(row) for row in reading_order(cells)] == [2] * 8
    assert all(cells[row[0]][0] < cells[row[1]][0] for row in reading_order(cells))


def line(text: str, box: Box) -> RecognisedLine:
    return RecognisedLine(text=text, box=box, score=0.99)


def picture(lines: Sequence[RecognisedLine], turn: int, width: float, height: float) -> RecognisedPicture:
    """Of an upright picture of ``width`` times ``height``."""
    return recognised_picture(lines, turn, width, height)


def sloping(text: str, box: Box, degrees: float, width: float, height: float) -> RecognisedLine:
    """A line as it lies in a picture that was turned about its middle; ``degrees`` falls to the right."""
    angle = math.radians(degrees)
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])):
        dx, dy = x - width / 2, y - height / 2
        corners.append(
            (
                width / 2 + dx * math.cos(angle) - dy * math.sin(angle),
                height / 2 + dx * math.sin(angle) + dy * math.cos(angle),
            )
        )
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return RecognisedLine(text=text, box=(min(xs), min(ys), max(xs), max(ys)), score=0.99, corners=tuple(corners))


@pytest.mark.parametrize("degrees", [3.0, -2.0])
def test_a_page_that_lies_askew_is_read_as_a_level_one_and_marks_slope_with_its_lines(degrees: float) -> None:
    level = [
        line("The tenant pays the rent on the first of every month.", (100, 200, 900, 224)),
        line("The boiler is serviced every autumn by the engineer.", (100, 235, 900, 259)),
        line("Attic", (100, 300, 160, 324)),
        line("410", (840, 300, 880, 324)),
    ]
    askew = [sloping(each.text, each.box, degrees, 1000, 1400) for each in level]
    layout = lay_out_lines(picture(askew, 0, 1000, 1400), 1.0, LetterSizes())
    straight = lay_out_lines(picture(level, 0, 1000, 1400), 1.0, LetterSizes())
    assert layout.text == straight.text
    assert "Attic 410" in layout.text
    boxes = {layout.text[run.start : run.end]: run.box for run in layout.runs}
    fall = math.tan(math.radians(degrees))
    (x0, y0, x1, y1), (left_x0, left_y0, left_x1, left_y1) = boxes["410"], boxes["Attic"]
    assert (left_y0 + left_y1 - y0 - y1) / (x0 + x1 - left_x0 - left_x1) == pytest.approx(fall, abs=1e-6)
    # The middle of the level cell, turned with the page.
    (corner, _, opposite, _) = askew[3].corners
    assert (x0 + x1) / 2 == pytest.approx((corner[0] + opposite[0]) / 2, abs=0.5)
    assert 1400 - (y0 + y1) / 2 == pytest.approx((corner[1] + opposite[1]) / 2, abs=0.5)


def test_little_lines_and_level_ones_tell_no_slope() -> None:
    short = [sloping("ok", (100, 100, 130, 124), 9, 1000, 1400)]
    level = [sloping("The tenant pays the rent on the first.", (100, 200, 900, 224), 0.2, 1000, 1400)]
    assert recognised_picture(short, 0, 1000, 1400).skew == 0
    assert recognised_picture(level, 0, 1000, 1400).skew == 0
    assert recognised_picture([], 0, 1000, 1400).lines == ()


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        # "ab" is 20 wide and 10 high, 5 from the upright picture's left and 40 from its top; that is 100 by 200.
        (0, (5.0, 151.0, 25.0, 159.0)),
        (180, (75.0, 41.0, 95.0, 49.0)),
    ],
)
def test_boxes_come_back_to_the_page_as_it_is(turn: int, expected: Box) -> None:
    layout = lay_out_lines(picture([line("ab", (5, 40, 25, 50))], turn, 100, 200), 1.0, LetterSizes())
    (run,) = layout.runs
    assert layout.text == "ab"
    assert run.box == pytest.approx(expected)


@pytest.mark.parametrize(("turn", "edge"), [(90, "left"), (270, "right")])
def test_a_sideways_page_has_its_top_where_it_was(turn: int, edge: str) -> None:
    # The page is 100 wide and 200 high; turned by 90 or 270 degrees it is 200 wide. A line at the upright picture's top.
    (run,) = lay_out_lines(picture([line("ab", (90, 2, 110, 12))], turn, 200, 100), 1.0, LetterSizes()).runs
    x0, y0, x1, y1 = run.box
    # Turned 90 degrees counter-clockwise, the right side of the page comes up.
    assert (x0 > 85) if edge == "left" else (x1 < 15)
    assert y0 == pytest.approx(90, abs=1)
    assert y1 == pytest.approx(110, abs=1)


def test_cells_of_a_row_stand_on_a_line_and_broken_words_are_joined() -> None:
    lines = [
        line("Price", (300, 0, 400, 20)),
        line("Boiler", (0, 0, 100, 20)),
        line("The serv-", (0, 27, 200, 47)),
        line("ice is due.", (0, 54, 200, 74)),
    ]
    layout = lay_out_lines(picture(lines, 0, 600, 200), 2.0, LetterSizes())
    text, runs = layout.text, layout.runs
    assert text == "Boiler Price\nThe service is due."
    assert [text[run.start : run.end] for run in runs] == ["Boiler", "Price", "The", "serv", "ice", "is", "due."]
    assert runs[0].box[0] == 0
    assert runs[1].box[2] == pytest.approx(200)
