"""Statements over tables that would fill the memory are ended long before, and the reader of tables goes on."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys

import pytest

from assistant.documents.tables.sql_run import MEMORY_GROWTH_MB, TableReader

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
DOUBLED = "".join(f", t{n} AS (SELECT a || a AS a FROM t{n - 1})" for n in range(1, 40))


@pytest.mark.skipif(sys.platform != "linux", reason="measures as Linux does")
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT length(group_concat(x.a)) FROM orders x, orders y",
        "SELECT x.a, y.b FROM orders x, orders y, orders z ORDER BY x.a || y.a, z.b",
        "SELECT DISTINCT x.a || y.a FROM orders x, orders y",
        "WITH RECURSIVE n(a) AS (SELECT 'x' UNION ALL SELECT a || a FROM n) SELECT max(length(a)) FROM n",
        "SELECT length(" + "replace(" * 4 + "'" + "a" * 100 + "'" + (", 'a', '" + "a" * 100 + "')") * 4 + ")",
        f"WITH t0 AS (SELECT a FROM orders){DOUBLED} SELECT max(length(a)) FROM t39",
    ],
)
def test_statements_made_to_fill_the_memory_are_ended(sql: str) -> None:
    done = subprocess.run([sys.executable, "-c", FILLING, sql], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout, "the statement was not refused"
    assert int(done.stdout) < 2 * MEMORY_GROWTH_MB, done.stderr


@pytest.mark.parametrize(
    ("called", "result"),
    [
        ("replace('abcabc', 'bc', 'x')", "axax"),
        ("replace('abc', '', 'x')", "abc"),
        ("replace(121, '1', 3)", "323"),
        ("replace(NULL, '1', '3')", None),
    ],
)
def test_replacing_is_as_sqlite_s_own(called: str, result: str | None) -> None:
    with contextlib.closing(TableReader((), {})) as reader:
        assert reader.run(f"SELECT {called}").rows == ((result,),)
    with contextlib.closing(sqlite3.connect(":memory:")) as plain:
        assert plain.execute(f"SELECT {called}").fetchone() == (result,)
