"""What was spent and earned of amounts with a sign."""

from __future__ import annotations

import pytest

from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.planner import plan
from assistant.documents.tables.query import statement
from assistant.documents.tables.question_marks import AskedTable
from assistant.documents.tables.signed_amounts import by_sign
from assistant.documents.tables.table_store import fold

pytestmark = pytest.mark.unit

ACCOUNT = (
    TableColumn(name="date", type=ColumnType.DATE),
    TableColumn(name="text", type=ColumnType.TEXT),
    TableColumn(name="amount", type=ColumnType.REAL),
)
KOUZA = (
    TableColumn(name="日付", type=ColumnType.DATE),
    TableColumn(name="摘要", type=ColumnType.TEXT),
    TableColumn(name="金額", type=ColumnType.INTEGER),
)
LARGEST = (
    'SELECT "text", -"amount" AS "amount" FROM "t" WHERE "amount" < 0'
    ' AND -"amount" = (SELECT max(-"amount") FROM "t" WHERE "amount" < 0)'
)


def sql_of(question: str, *, below: int = 5, above: int = 2) -> str | None:
    columns, name = (ACCOUNT, "account") if question.isascii() else (KOUZA, "口座")
    query = plan(fold(question), AskedTable(columns=columns, names=(name,))).query
    signed = by_sign(query, below=below, above=above) if query is not None else None
    return None if signed is None else statement(signed, "t", columns)


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("How much did I spend?", 'SELECT sum(-"amount") AS "sum amount" FROM "t" WHERE "amount" < 0'),
        ("How many expenses are there?", 'SELECT count(*) AS "count" FROM "t" WHERE "amount" < 0'),
        (
            "What was my biggest expense?",
            LARGEST,
        ),
        (
            "List my expenses over 50",
            'SELECT "date", "text", -"amount" AS "amount" FROM "t" WHERE "amount" < -50 AND "amount" < 0',
        ),
        ("How much did I earn?", 'SELECT sum("amount") AS "sum amount" FROM "t" WHERE "amount" > 0'),
        ("How much was I paid?", 'SELECT sum("amount") AS "sum amount" FROM "t" WHERE "amount" > 0'),
        ("What is the total amount?", 'SELECT sum("amount") AS "sum amount" FROM "t"'),
        ("いくら使いましたか", 'SELECT sum(-"金額") AS "sum 金額" FROM "t" WHERE "金額" < 0'),
        ("支出の合計はいくらですか", 'SELECT sum(-"金額") AS "sum 金額" FROM "t" WHERE "金額" < 0'),
        ("収入の合計はいくらですか", 'SELECT sum("金額") AS "sum 金額" FROM "t" WHERE "金額" > 0'),
        (
            "一番大きい支出は何ですか",
            LARGEST.replace("text", "摘要").replace("amount", "金額"),
        ),
    ],
)
def test_what_was_spent_is_below_zero_and_shown_without_the_sign(question: str, sql: str) -> None:
    assert sql_of(question) == sql


@pytest.mark.parametrize(("below", "above"), [(0, 9), (1, 9)])
def test_amounts_without_a_sign_are_all_spent(below: int, above: int) -> None:
    """A refund or two changes nothing."""
    assert sql_of("How much did I spend?", below=below, above=above) == 'SELECT sum("amount") AS "sum amount" FROM "t"'
    assert sql_of("How much did I earn?", below=below, above=above) is None


def test_of_what_was_only_spent_nothing_was_earned() -> None:
    assert sql_of("How much did I earn?", below=4, above=0) is None
    assert sql_of("How much did I spend?", below=4, above=0) is not None
