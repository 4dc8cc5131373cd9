"""Which tables of a text are counted and summed, and which are left alone."""

from __future__ import annotations

import pytest

from assistant.documents.tables.column_typing import shape_of
from assistant.documents.tables.table_rows import TableRows, TableSink
from assistant.documents.tables.written_tables import decimal_comma, sure_rows

pytestmark = pytest.mark.unit

NAMES = ["Region", "Sold"]
BODY = [["Osaka", "12"], ["Tokyo", "7"]]


@pytest.mark.parametrize(
    ("rows", "named", "sure"),
    [
        ([NAMES, *BODY], False, True),
        ([["Table 1", ""], NAMES, *BODY], False, True),
        ([["", "2023", "2024"], ["Revenue", "10", "12"], ["Cost", "8", "9"]], False, True),
        ([["支店", "売上"], ["大阪", "1,200円"], ["東京", "900円"]], False, True),
        # Nothing but words: only the document can say that the first row is names.
        ([["Name", "City"], ["Ann", "Osaka"], ["Bob", "Kobe"]], True, True),
        ([["Name", "City"], ["Ann", "Osaka"], ["Bob", "Kobe"]], False, False),
        # A head of two lines, a group's name, a line that goes on, a cell too few, a name twice, one row, a column without a name.
        ([NAMES, ["", "(pieces)"], *BODY, ["Kobe", "3"]], False, False),
        ([NAMES, ["", "(pieces)"], *BODY, ["Kobe", "3"]], True, False),
        ([NAMES, ["West", ""], *BODY], False, False),
        ([NAMES, ["Osaka"], ["Tokyo", "7"]], False, False),
        ([["Sold", "Sold"], ["1", "2"], ["3", "4"]], True, False),
        ([NAMES, BODY[0]], True, False),
        ([["Region", "", "Sold"], ["Osaka", "x", "1"], ["Tokyo", "y", "2"]], True, False),
        # Cells of whole paragraphs lay a page out.
        ([["Left", "Right"], ["word " * 100, "1"], ["word", "2"]], True, False),
    ],
)
def test_only_what_is_plainly_a_table_is_one(rows: list[list[str]], named: bool, sure: bool) -> None:
    assert (sure_rows(rows, named=named) is not None) is sure


def test_empty_columns_and_titles_are_left_out() -> None:
    rows = [["Sales", "", ""], ["Region", "", "Sold"], ["Osaka", "", "12"], ["Tokyo", "", "7"]]
    assert sure_rows(rows, named=False) == [NAMES, *BODY]


@pytest.mark.parametrize(
    ("cells", "comma"),
    [
        (["1.234,50", "7"], True),
        (["12,5", "3"], True),
        (["1,234.50", "12,5"], False),
        (["1,234", "7"], False),
        (["a"], False),
    ],
)
def test_decimals_behind_a_comma(cells: list[str], comma: bool) -> None:
    assert decimal_comma([cells]) is comma


def test_a_column_for_each_year_is_no_row() -> None:
    shape = shape_of([["Item", "2022", "2023"], ["Rent", "10", "20"], ["Food", "5", "6"]])
    assert shape is not None
    assert [column.name for column in shape.columns] == ["Item", "2022", "2023"]
    assert shape.row_count == 2


def test_tables_of_one_name_are_told_apart() -> None:
    sent: list[TableRows] = []
    sink = TableSink(sent.append)
    for _ in range(2):
        assert sink.add_written("Sales", 3, [NAMES, *BODY], 40) == 2
    assert sink.add_written("Sales", 3, [NAMES, ["a", "b"], ["c", "d"]]) == 0
    assert [(rows.table, rows.name, rows.page, rows.start) for rows in sent] == [
        (1, "Sales", 3, 40),
        (2, "Sales 2", 3, 40),
    ]
