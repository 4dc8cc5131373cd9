"""Tables among the lines of a page, and a PDF's own table of contents put to its places."""

from __future__ import annotations

import pytest

from assistant.documents.base import Heading
from assistant.documents.readers.layout_tables import cell_count, find_tables
from assistant.documents.readers.pdf_outline import OutlineEntry, outlined_headings
from assistant.records import Box

pytestmark = pytest.mark.unit


def boxes(*words: tuple[float, int]) -> list[Box | None]:
    """Letters five wide, words as ``(left, letters)`` with a space after each."""
    found: list[Box | None] = []
    for left, letters in words:
        found.extend((left + 5 * n, 0.0, left + 5 * n + 5, 10.0) for n in range(letters))
        found.append(None)
    return found


def test_cells_are_what_stands_far_apart() -> None:
    assert cell_count(boxes((0, 4), (25, 6), (60, 3)), 10) == 1
    assert cell_count(boxes((0, 4), (100, 6), (200, 3)), 10) == 3
    # A line that is spread to the margin has wide spaces and no cells.
    assert cell_count(boxes((0, 4), (30, 6), (70, 3)), 10) == 1
    assert cell_count([], 10) == 0


def spans(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def test_three_rows_are_a_table_and_the_first_names_its_columns() -> None:
    text = "Sales by region\nRegion 2023 2022\nEurope\nNorth 12 11\nSouth 8 9\nAll figures are in millions."
    (table,) = find_tables(text, spans(text), [1, 3, 1, 3, 3, 1])
    assert text[table.start : table.end] == "Region 2023 2022\nEurope\nNorth 12 11\nSouth 8 9"
    assert table.header == "Region 2023 2022"
    assert find_tables(text, spans(text), [1, 3, 1, 1, 3, 1]) == ()
    assert find_tables(text, spans(text), [1, 1, 1, 3, 3, 1]) == ()
    # Two lines of words end it, whatever stands below them.
    assert find_tables(text, spans(text), [3, 3, 1, 1, 3, 3]) == ()


def test_the_names_of_columns_have_a_limit() -> None:
    text = "\n".join(["Region and its offices " * 40] * 3)
    (table,) = find_tables(text, spans(text), [3, 3, 3])
    assert (table.end, len(table.header)) == (len(text), 300)


def test_entries_stand_where_their_titles_do() -> None:
    text = (
        "Contents\nThe lease\n1 Terms\nIt ends in May.\nNotice\nThree months.\nCOSTS AND CHARGES OF THE\nHOUSE\nNone."
    )
    entries = [
        OutlineEntry(level=1, title="Terms"),
        OutlineEntry(level=2, title="1.2 Notice"),
        OutlineEntry(level=1, title="Costs and charges of the house"),
    ]
    seen = [Heading(start=0, level=1, text="Contents"), Heading(start=text.index("1 Terms"), level=1, text="1 Terms")]
    headings = outlined_headings(text, entries, seen)
    assert [(text[each.start :].split("\n")[0], each.level) for each in headings] == [
        ("Contents", 11),
        ("1 Terms", 1),
        ("Notice", 2),
        ("COSTS AND CHARGES OF THE", 1),
    ]


def test_an_entry_whose_title_is_not_on_its_page_opens_at_the_page() -> None:
    (heading,) = outlined_headings("It ends in May.", [OutlineEntry(level=3, title="終わり")], [])
    assert (heading.start, heading.level, heading.text) == (0, 3, "終わり")


def test_a_title_that_stands_twice_is_the_one_below_the_entry_before_it() -> None:
    text = "Notice\nsee below\nTerms\nIt ends in May.\nNotice\nThree months."
    entries = [OutlineEntry(level=1, title="Terms"), OutlineEntry(level=2, title="Notice")]
    headings = outlined_headings(text, entries, [])
    assert [heading.start for heading in headings] == [text.index("Terms"), text.rindex("Notice")]


def test_what_the_outline_names_elsewhere_is_no_heading_twice() -> None:
    text = "THE\nTerms\nIt ends in May."
    seen = [Heading(start=0, level=1, text="1 Terms"), Heading(start=4, level=1, text="Terms")]
    (heading,) = outlined_headings(text, [OutlineEntry(level=1, title="1 Terms")], seen)
    assert (text[heading.start :].split("\n")[0], heading.text) == ("Terms", "1 Terms")
