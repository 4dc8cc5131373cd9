"""Tables on paper, cell by cell: which are certain, and which go on over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.documents.readers.layout_lines import Glyph
from assistant.documents.readers.pdf_layout import Layout, LetterSizes, lay_out
from assistant.documents.readers.pdf_tables import PdfTables
from assistant.documents.tables.table_rows import TablePlace, TableRows, TableSink

pytestmark = pytest.mark.unit

COLUMNS = (72, 172, 272)
NAMES = ("Region", "Product", "Sold")
BODY = [("Osaka", "Tea", "12"), ("Tokyo", "Rice", "7"), ("Kobe", "Salt", "5")]


def written(text: str, left: float, top: float, size: float = 10) -> list[Glyph]:
    glyphs = []
    for at, character in enumerate(text):
        x = left + at * size / 2
        box = None if character == " " else (x, top - size, x + size / 2, top)
        glyphs.append(Glyph(ord(character), box))
    return glyphs


def page(rows: Sequence[Sequence[str] | str], top: float = 760, columns: Sequence[float] = COLUMNS) -> Layout:
    """A page of lines: a text stands at the left, a row cell by cell in its columns."""
    glyphs: list[Glyph] = []
    for number, row in enumerate(rows):
        cells = [(row, columns[0])] if isinstance(row, str) else zip(row, columns, strict=True)
        for text, left in cells:
            glyphs.extend([*written(text, left, top - 14 * number), Glyph(0x20, None)])
        glyphs.append(Glyph(0x0A, None))
    return lay_out(glyphs, LetterSizes())


def read(*pages: Layout) -> list[TableRows]:
    sent: list[TableRows] = []
    tables = PdfTables(TableSink(sent.append))
    for number, layout in enumerate(pages, start=1):
        tables.take(number, layout)
    tables.finish()
    return sent


def test_a_table_in_plain_columns_is_read_with_its_caption() -> None:
    layout = page(["Words before it, of no use to anybody.", "Table 1: Sales", NAMES, *BODY])
    (table,) = read(layout)
    assert table.name == "Table 1: Sales"
    assert [column.name for column in table.columns] == list(NAMES)
    assert table.rows == (("Osaka", "Tea", 12), ("Tokyo", "Rice", 7), ("Kobe", "Salt", 5))
    assert layout.text[table.start :].startswith("Region Product Sold")


def test_an_empty_cell_stays_empty() -> None:
    (table,) = read(page([NAMES, BODY[0], ("Tokyo", "", "7"), BODY[2]]))
    assert table.rows[1] == ("Tokyo", None, 7)


@pytest.mark.parametrize(
    "rows",
    [
        [
            NAMES,
            *BODY,
            "Some words that go on below the table and into columns",
            ("Nara", "Oil", "3"),
        ],  # a row that is none
        [NAMES, ("Osaka", "Tea that is sold over there", "12"), *BODY],  # a cell that reaches into the next column
        [NAMES, *BODY, ("Sub-total", "", "24"), ("Nara", "Oil", "3")],
        [("", "", "Pieces"), ("Region", "Product", "(sold)"), *BODY],
    ],
)
def test_what_is_not_certain_is_no_table(rows: list[Sequence[str] | str]) -> None:
    assert read(page(rows)) == []


def test_a_table_goes_on_over_the_end_of_its_page() -> None:
    repeated = read(page(["Sales", "of the year", "and more", "and more", NAMES, *BODY]), page([NAMES, *BODY]))
    bare = read(page([NAMES, *BODY]), page([*BODY, "Words after it."]))
    for (table,), start in ((repeated, len("Region Product Sold\n")), (bare, 0)):
        assert len(table.rows) == 6
        assert table.goes_on == (TablePlace(page=2, start=start, first_row=4),)


def test_where_rows_may_stand_on_the_next_page_the_first_ones_are_not_counted() -> None:
    assert read(page([NAMES, *BODY]), page([("Nara", "Oil", "3"), "Words after it."])) == []


def test_another_table_is_not_a_part_of_the_first() -> None:
    other = page(["Table 2: Other", ("Branch", "Head", "Staff"), *BODY])
    assert [len(table.rows) for table in read(page([NAMES, *BODY]), other)] == [3, 3]
