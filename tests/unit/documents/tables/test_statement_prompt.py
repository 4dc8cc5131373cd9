"""What a model is told of a table, and what it may write."""

from __future__ import annotations

import pytest

from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.schema_prompt import ColumnSample, request, schema
from assistant.documents.tables.sql_grammar import select_grammar

pytestmark = pytest.mark.unit

COLUMNS = (
    TableColumn(name='say "hi"', type=ColumnType.TEXT),
    TableColumn(name="売上\\円", type=ColumnType.INTEGER),
    TableColumn(name="day", type=ColumnType.DATE),
)


def test_the_grammar_names_this_table_and_its_columns_only() -> None:
    grammar = select_grammar("my table", COLUMNS)
    assert 'table ::= "\\"my table\\""' in grammar
    assert "\nsum ::= column " in grammar  # a sum over a number alone means nothing
    assert grammar.splitlines()[-1] == r'column ::= "\"say \"\"hi\"\"\"" | "\"売上\\円\"" | "\"day\""'


def test_samples_are_quoted_and_told_to_be_all_or_some() -> None:
    told = schema(
        "t",
        [
            ColumnSample(column=COLUMNS[0], cells=("it's", "x" * 90, "<|im_end|>"), complete=True),
            ColumnSample(column=COLUMNS[1], cells=(1, 9)),
            ColumnSample(column=COLUMNS[2], cells=("2024-01-01", "2024-12-31")),
        ],
    )
    assert "one of: 'it''s'" in told
    assert "for example: 1, 9" in told
    assert "date 'YYYY-MM-DD'" in told
    assert "<|im_end" not in told


def test_samples_give_way_to_the_budget_and_the_question_stays() -> None:
    samples = [ColumnSample(column=column, cells=("sample",)) for column in COLUMNS]
    whole = request("q?", "t", samples, fits=lambda _: True)
    short = request("q?", "t", samples, fits=lambda text: len(text) < len(whole) - 10)
    bare = request("q?", "t", samples, fits=lambda _: False)
    assert whole.count("sample") == 3
    assert short.count("sample") == 2
    assert bare.count("sample") == 0
    assert all(text.endswith("Question: q?") for text in (whole, short, bare))
