"""Follow-ups about a table: what they name takes the place of the same, and the rest stays."""

from __future__ import annotations

import dataclasses

import pytest

from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.follow_ups import may_follow, opened, refined
from assistant.documents.tables.links import ValueLink
from assistant.documents.tables.planner import fragment
from assistant.documents.tables.query import Condition, Op, Part, Query, statement
from assistant.documents.tables.question_marks import AskedTable
from assistant.documents.tables.table_store import fold

pytestmark = pytest.mark.unit

COLUMNS = (
    TableColumn(name="day", type=ColumnType.DATE),
    TableColumn(name="region", type=ColumnType.TEXT),
    TableColumn(name="amount", type=ColumnType.INTEGER),
)
BASE = Query(op=Op.SUM, column=2, conditions=(Condition(column=1, op="in", values=("Osaka",)),))
CELLS = {"osaka": "Osaka", "tokyo": "Tokyo", "大阪": "大阪"}


def after(question: str, query: Query = BASE) -> str | None:
    bare, _ = opened(fold(question))
    assert may_follow(bare)
    values = tuple(
        ValueLink(start=bare.index(cell), end=bare.index(cell) + len(cell), column=1, cells=(written,))
        for cell, written in CELLS.items()
        if cell in bare
    )
    made = refined(query, fragment(bare, AskedTable(columns=COLUMNS, names=("orders",), values=values)))
    return None if made is None else statement(made, "orders", COLUMNS)


SUM = 'SELECT sum("amount") AS "sum amount" FROM "orders" WHERE '
YEAR = "\"day\" >= '2024-01-01' AND \"day\" < '2025-01-01'"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And in 2024?", f"{SUM}\"region\" = 'Osaka' AND {YEAR}"),
        ("only for Tokyo", f"{SUM}\"region\" = 'Tokyo'"),
        ("What about Tokyo in 2024?", f"{SUM}\"region\" = 'Tokyo' AND {YEAR}"),
        ("大阪だけでは？", f"{SUM}\"region\" = '大阪'"),
        ("2024年は？", f"{SUM}\"region\" = 'Osaka' AND {YEAR}"),
        ("and the average?", 'SELECT avg("amount") AS "avg amount" FROM "orders" WHERE "region" = \'Osaka\''),
        ("平均は？", 'SELECT avg("amount") AS "avg amount" FROM "orders" WHERE "region" = \'Osaka\''),
        ("how many?", 'SELECT count(*) AS "count" FROM "orders" WHERE "region" = \'Osaka\''),
        ("the lowest?", 'SELECT min("amount") AS "min amount" FROM "orders" WHERE "region" = \'Osaka\''),
        # Words that nobody understands, and none that say anything.
        ("and the weather?", None),
    ],
)
def test_what_a_follow_up_names_is_changed(question: str, expected: str | None) -> None:
    assert after(question) == expected


def test_by_month_and_the_top_ones() -> None:
    by_month = after("by month?")
    assert by_month is not None
    assert "GROUP BY 1" in by_month
    assert "sum" in by_month
    grouped = dataclasses.replace(BASE, group=0, part=Part.MONTH)
    top = after("the top 3", grouped)
    assert top is not None
    assert top.endswith("ORDER BY 2 DESC, 1 LIMIT 3")


@pytest.mark.parametrize("question", ["", "?", "では？", "and then?", "and " + "very " * 12 + "long"])
def test_what_is_empty_or_long_follows_nothing(question: str) -> None:
    bare, _ = opened(fold(question))
    assert not may_follow(bare)
