"""Statements over tables that would fill the memory, or stay in one function for hours, are ended long before."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import tracemalloc

import pytest

from assistant.documents.tables.sql_run import MEMORY_GROWTH_MB, SqlRefused, TableReader

pytestmark = pytest.mark.integration

FILLING = """
import resource, sys
from assistant.documents.tables.sql_run import SqlRefused, TableReader

reader = TableReader((), {"orders": (("a", "b"), [(f"{number:01000d}", "x" * 100) for number in range(2000)])})
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    reader.run(sys.argv[1], time_limit_s=60.0)
except SqlRefused as refused:
    print(refused, file=sys.stderr)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    assert reader.run("SELECT count(*) FROM orders").rows == ((2000,),)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures as Linux does")
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT x.a, y.b FROM orders x, orders y, orders z ORDER BY y.a, x.a, z.b",
        "SELECT DISTINCT x.a, y.a FROM orders x, orders y",
        "SELECT x.a, count(*) FROM orders x, orders y GROUP BY x.a, y.a",
    ],
)
def test_statements_made_to_fill_the_memory_are_ended(sql: str) -> None:
    done = subprocess.run([sys.executable, "-c", FILLING, sql], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout, "the statement was not refused"
    assert int(done.stdout) < 2 * MEMORY_GROWTH_MB, done.stderr


def _grown(letter: str) -> str:
    """A million times a letter, if texts could be made longer."""
    text = f"'{letter * 10}'"
    for _ in range(5):
        text = f"replace({text}, '{letter}', '{letter * 10}')"
    return text


@pytest.mark.parametrize(
    "sql",
    [
        f"SELECT trim({_grown('a')}, {_grown('b')} || 'a')",
        f"SELECT instr({_grown('a')}, substr({_grown('a')}, 2) || 'b')",
        f"SELECT {_grown('a')} FROM orders x, orders y ORDER BY 1",
        "SELECT length(group_concat(x.a)) FROM orders x, orders y",
        "SELECT a || a FROM orders",
        "SELECT a /* ' */ || a /* ' */ FROM orders",
        "SELECT a `'` || a `'` FROM orders",
        "SELECT x.a LIKE y.a FROM orders x, orders y",
        "SELECT like(x.a, y.a) FROM orders x, orders y",
        "SELECT x.a GLOB y.a FROM orders x, orders y",
        "SELECT count(*) FROM json_each('[1]')",
        "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT max(a) FROM n",
    ],
)
def test_what_grows_texts_or_compares_long_ones_is_not_run(sql: str) -> None:
    with contextlib.closing(TableReader((), {"orders": (("a", "b"), [("a", "b")])})) as reader:
        began = time.monotonic()
        with pytest.raises(SqlRefused):
            reader.run(sql)
        assert time.monotonic() - began < 5
        assert reader.run("SELECT count(*) FROM orders").rows == ((1,),)


def test_names_and_texts_may_hold_what_is_not_run() -> None:
    columns = ("would like", "a||b", "it's -- this")
    with contextlib.closing(TableReader((), {"my [list]": (columns, [("x || y", "it's", 3)])})) as reader:
        sql = """SELECT "would like", "it's -- this" FROM "my [list]" WHERE "a||b" LIKE 'it''s' AND "would like" = 'x || y'"""
        assert reader.run(sql).rows == (("x || y", 3),)


def test_a_thousand_rows_of_long_texts_are_not_held_whole() -> None:
    rows = [(f"{number:06d}" * 30_000,) for number in range(50)]
    with contextlib.closing(TableReader((), {"t": (("a",), rows)})) as reader:
        tracemalloc.start()
        try:
            assert len(reader.run("SELECT x.a, y.a FROM t x, t y").rows) == 1_000
            assert tracemalloc.get_traced_memory()[1] < 50_000_000
        finally:
            tracemalloc.stop()
