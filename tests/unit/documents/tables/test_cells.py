"""Cells as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.tables import cells
from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import shape_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234),
        ("$1,234.50", 1234.5),
        ("-$5", -5),
        ("(1,200)", -1200),
        ("△1,200", -1200),
        ("１２３円", 123),
        ("12.5%", 12.5),
        ("1e5", 100_000.0),
        ("007", None),
        ("090-1234-5678", None),
        ("1,23", None),
        ("12,345.6.7", None),
        ("", None),
        ("-", None),
        ("99999999999999999999", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert cells.number(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024/3/1 14:05", "2024-03-01 14:05:00"),
        ("2024-01-05T10:00:00Z", "2024-01-05 10:00:00"),
        ("3/13/2024", "2024-03-13"),
        ("13.3.2024", "2024-03-13"),
        ("Jan 1 2000", "2000-01-01"),
        ("5 March 2024", "2024-03-05"),
        ("2024年1月5日", "2024-01-05"),
        ("令和元年5月1日", "2019-05-01"),
        ("昭和64年1月7日", "1989-01-07"),
        ("10/Oct/2000:13:55:36 -0700", "2000-10-10 13:55:36"),
        ("2024-02-30", None),
        ("13/13/2024", None),
        ("2024", None),
        ("hello 2024", None),
    ],
)
def test_days(text: str, day: str | None) -> None:
    assert cells.day_or_time(text) == day


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("48 dB", 48, "dB"),
        ("48dB", 48, "dB"),
        ("1,250.5 kg", 1250.5, "kg"),
        ("-4 °C", -4, "°C"),
        ("２３㎡", 23, "m2"),
        ("2 years", 2, "year"),
        ("45分", 45, "分"),
        ("10 m", 10, "m"),
        ("10m", None, ""),
        ("R290", None, ""),
        ("AX-9/06 kW", None, ""),
        ("5 dogs", None, ""),
    ],
)
def test_numbers_with_what_they_measure(text: str, value: float | None, unit: str) -> None:
    assert (cells.number(text, units=True), cells.unit(text)) == (value, unit)


def test_a_column_of_one_measure_is_one_of_numbers() -> None:
    rows = [["model", "noise", "pack"], ["A", "48 dB", "500 g"], ["B", "51 dB", "2 kg"], ["C", "n/a", "750 g"]]
    shape = shape_of(rows)
    assert shape is not None
    assert [(str(column.type), column.unit) for column in shape.columns[1:]] == [("integer", "dB"), ("text", "")]
    assert list(shape.typed(rows)) == [("A", 48, "500 g"), ("B", 51, "2 kg"), ("C", None, "750 g")]


def test_decimals_behind_a_comma() -> None:
    assert cells.number("0,5 kg", comma=True, units=True) == 0.5
    assert cells.number("1.234,50", comma=True) == 1234.5
    assert cells.number("0,5", comma=True) == 0.5


@given(st.integers(-(2**62), 2**62))
def test_every_whole_number_comes_back(value: int) -> None:
    assert cells.number(f"{value:,}") == value


@given(st.dates())
def test_every_day_comes_back(day: object) -> None:
    assert cells.day_or_time(str(day)) == str(day)


@given(st.text())
def test_any_text_is_some_cell(text: str) -> None:
    for kind in ColumnType:
        cells.converter(kind)(text)


def types(*rows: list[str], comma: bool = False) -> list[str]:
    shape = shape_of(rows, comma=comma)
    assert shape is not None
    return [str(column.type) for column in shape.columns]


def test_columns_are_typed_by_all_their_cells() -> None:
    assert types(
        ["id", "price", "day", "paid", "code", "note"],
        ["1", "$1.50", "2024-01-01", "yes", "007", "a"],
        ["2", "$2", "2024-01-02", "no", "008", ""],
    ) == ["integer", "real", "date", "boolean", "text", "text"]


def test_one_odd_cell_makes_a_column_text_and_loses_nothing() -> None:
    rows = [["a", "n"], *[["x", str(n)] for n in range(50)], ["y", "many"]]
    shape = shape_of(rows)
    assert shape is not None
    assert [str(column.type) for column in shape.columns] == ["text", "text"]
    assert list(shape.typed(rows))[-1] == ("y", "many")


def test_a_title_above_and_a_total_below_are_no_rows() -> None:
    rows = [["売上表", ""], ["日付", "金額"], ["2024/1/1", "1,200円"], ["2024/1/2", "800円"], ["合計", "2,000円"]]
    shape = shape_of(rows)
    assert shape is not None
    assert (shape.row_count, shape.total_row) == (2, True)
    assert [(column.name, str(column.type), column.unit) for column in shape.columns] == [
        ("日付", "date", ""),
        ("金額", "integer", "円"),
    ]
    assert list(shape.typed(rows)) == [("2024-01-01", 1200), ("2024-01-02", 800)]


def test_a_table_without_names_keeps_its_first_row() -> None:
    rows = [["1", "2.5"], ["2", "3.5"], ["3", "4"]]
    shape = shape_of(rows)
    assert shape is not None
    assert shape.row_count == 3
    assert [column.name for column in shape.columns] == ["column 1", "column 2"]


def test_days_before_months_are_seen_in_the_whole_column() -> None:
    rows = [["d", "n"], ["01/02/2024", "1"], ["25/12/2024", "2"]]
    shape = shape_of(rows)
    assert shape is not None
    assert list(shape.typed(rows)) == [("2024-02-01", 1), ("2024-12-25", 2)]


def test_short_and_long_rows_and_names_that_come_twice() -> None:
    rows = [["a", "a"], ["x", "1", "2"], ["y"]]
    shape = shape_of(rows)
    assert shape is not None
    assert [column.name for column in shape.columns] == ["a", "a 2", "column 3"]
    assert list(shape.typed(rows)) == [("x", 1, 2), ("y", None, None)]


@pytest.mark.parametrize("rows", [[], [["only a title"]], [["a", "b"]], [["x"], ["y"], ["z"]]])
def test_what_is_no_table(rows: list[list[str]]) -> None:
    assert shape_of(rows) is None
