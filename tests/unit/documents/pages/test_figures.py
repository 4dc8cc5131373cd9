"""Captions, and where what they name stands."""

from __future__ import annotations

import dataclasses

import pytest

from assistant.documents.base import Run
from assistant.documents.pages.figures import captions, region
from assistant.documents.reading.page_turn import lying_box, upright_box

pytestmark = pytest.mark.unit

WIDTH, HEIGHT = 600.0, 800.0
PROSE = "The revenue of the company rose in every region of the world again."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Figure 3: Revenue by region", [("Figure 3: Revenue by region", "3", False, True)]),
        ("Text before.\nTable 2. Staff\nby year\n\nMore.", [("Table 2. Staff", "2", True, True)]),
        ("図3：地域別の売上", [("図3：地域別の売上", "3", False, True)]),
        ("表1 従業員数", [("表1 従業員数", "1", True, False)]),
        ("Fig. 1.2 A map", [("Fig. 1.2 A map", "1.2", False, False)]),
        ("As figure 3 shows, all is well.", []),
        ("The tables 3 and 4 are large.", []),
        ("", []),
    ],
)
def test_captions(text: str, found: list[tuple[str, str, bool, bool]]) -> None:
    assert [(text[one.start : one.end], one.number, one.table, one.marked) for one in captions(text)] == found


class Page:
    """Lines of text at heights, as a reader gives them."""

    def __init__(self) -> None:
        self.text = ""
        self.runs: list[Run] = []

    def line(self, text: str, top: float, left: float = 60.0, right: float = 540.0) -> None:
        start = len(self.text)
        self.text += f"{text}\n"
        self.runs.append(Run(start=start, end=start + len(text), box=(left, top - 10, right, top)))

    def region(self, number: str) -> tuple[float, float, float, float]:
        (caption,) = (one for one in captions(self.text) if one.number == number)
        box = region(caption, self.runs, WIDTH, HEIGHT)
        assert box is not None
        return box


def test_a_figure_reaches_up_to_the_text_above_it() -> None:
    page = Page()
    page.line(PROSE, 760)
    page.line(PROSE, 745)
    page.line("Europe", 600, 100, 140)
    page.line("Figure 3: Revenue", 500, 60, 200)
    page.line(PROSE, 470)
    x0, y0, x1, y1 = page.region("3")
    assert (x0, x1) == (54.0, 546.0)
    assert y0 == pytest.approx(484.0)
    assert y1 == pytest.approx(735.0)


def test_a_figure_below_its_caption() -> None:
    page = Page()
    page.line(PROSE, 760)
    page.line("Figure 3: Revenue", 740, 60, 200)
    page.line(PROSE, 300)
    _, y0, _, y1 = page.region("3")
    assert y0 == pytest.approx(300.0)
    assert y1 == pytest.approx(746.0)


def test_a_table_ends_where_its_rows_end() -> None:
    page = Page()
    page.line(PROSE, 760)
    page.line("Table 2: Staff", 700, 60, 200)
    for number in range(4):
        for column in range(3):
            page.line("cell", 680 - 15 * number, 80 + 100 * column, 110 + 100 * column)
    page.line("A short line of the next section", 540, 60, 250)
    _, y0, _, y1 = page.region("2")
    assert y0 == pytest.approx(625.0 - 6)
    assert y1 == pytest.approx(706.0)


def test_in_two_columns_only_one_is_shown() -> None:
    page = Page()
    for left, right in ((60, 290), (310, 540)):
        page.line(PROSE, 760, left, right)
        page.line(PROSE, 300, left, right)
    page.line("Figure 1: Left", 320, 60, 150)
    x0, _, x1, _ = page.region("1")
    assert (x0, x1) == (54.0, 296.0)


def test_a_figure_of_a_page_on_its_side_is_that_of_the_upright_page() -> None:
    page = Page()
    page.line(PROSE, 760)
    page.line("Figure 3: Revenue", 740, 60, 200)
    page.line(PROSE, 300)
    upright = page.region("3")
    lying = [dataclasses.replace(run, box=lying_box(run.box, 90, HEIGHT, WIDTH)) for run in page.runs]
    (caption,) = [each for each in captions(page.text) if each.number == "3"]
    found = region(caption, lying, HEIGHT, WIDTH, 90)
    assert found is not None
    assert upright_box(found, 90, HEIGHT, WIDTH) == pytest.approx(upright)


def test_without_places_there_is_no_region() -> None:
    (caption,) = captions("Figure 1: A map")
    assert region(caption, [], WIDTH, HEIGHT) is None
