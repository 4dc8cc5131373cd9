"""Cells that a question has another word for."""

from __future__ import annotations

import pytest

from assistant.documents.tables.cell_spellings import cell_spellings
from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.links import possible_cells, value_links
from assistant.documents.tables.planner import plan
from assistant.documents.tables.query import Condition
from assistant.documents.tables.question_marks import AskedTable
from assistant.documents.tables.question_words import is_common
from assistant.documents.tables.table_store import fold

pytestmark = pytest.mark.unit

COLUMNS = (
    TableColumn(name="gender", type=ColumnType.TEXT),
    TableColumn(name="weather", type=ColumnType.TEXT),
    TableColumn(name="vehicle", type=ColumnType.TEXT),
    TableColumn(name="age", type=ColumnType.INTEGER),
    TableColumn(name="size", type=ColumnType.TEXT),
    TableColumn(name="day", type=ColumnType.DATE),
)
CELLS = {0: ("Female", "Male", "M"), 1: ("rain", "sun", "haze", "Sunny Beach"), 2: ("Truck", "Bus"), 4: ("M", "F")}


@pytest.mark.parametrize(
    ("question", "column", "cells"),
    [
        ("How many women are there?", 0, ("Female",)),
        ("How many men?", 0, ("Male", "M")),
        ("女性は何人ですか", 0, ("Female",)),
        ("How many females are older than 30?", 0, ("Female",)),
        ("How many rainy days?", 1, ("rain",)),
        ("How many sunny days?", 1, ("sun",)),
        ("How many hazy days?", 1, ("haze",)),
        ("How many trucks?", 2, ("Truck",)),
        ("How many buses?", 2, ("Bus",)),
    ],
)
def test_the_rows_are_those_of_the_cell(question: str, column: int, cells: tuple[str, ...]) -> None:
    assert Condition(column=column, op="in", values=cells) in _conditions(question)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many of size M?", ("people",)),
        ("How many trucks are there?", ("trucks",)),
        ("How many days at Sunny Beach?", ("days",)),
    ],
)
def test_what_is_written_or_is_the_tables_name_means_no_other_cell(question: str, names: tuple[str, ...]) -> None:
    conditions = _conditions(question, names)
    assert not [each for each in conditions if set(each.values) & {"Male", "Truck", "sun"}]


def test_a_letter_stands_for_a_sex_only_where_the_column_is_of_sexes() -> None:
    assert [each.text for each in cell_spellings("how many women") if each.of_sex] == ["f", "女"]
    assert all(each.column != 4 for each in _conditions("How many women?"))


def test_what_happened_is_told_by_the_column_of_its_day() -> None:
    columns = (*COLUMNS, TableColumn(name="death_date", type=ColumnType.DATE))
    query = plan("how many died", AskedTable(columns=columns, names=("list",))).query
    assert query is not None
    assert query.conditions == (Condition(column=len(COLUMNS), op="null", negated=True),)
    assert plan("how many died", AskedTable(columns=COLUMNS, names=("list",))).query is None


def _conditions(question: str, names: tuple[str, ...] = ("list",)) -> tuple[Condition, ...]:
    asked = fold(question)
    parts = set(possible_cells(asked))
    hits = [(column, fold(cell), cell, 1) for column, cells in CELLS.items() for cell in cells if fold(cell) in parts]
    links = value_links(asked, question, hits, COLUMNS, as_written=is_common)
    query = plan(asked, AskedTable(columns=COLUMNS, names=names, values=tuple(links))).query
    return query.conditions if query is not None else ()
