"""Running a statement over tables: it may read what it was given, for a while, and nothing else.

The rows lie in files that are opened read-only; besides, SQLite asks before each step of a statement what it may do
(https://sqlite.org/c3ref/set_authorizer.html), and a clock ends what takes too long. The clock is looked at between two steps, and
a function is one step however long its texts are; so a statement has the functions that Sotto's own statements have and its grammar
knows, and nothing in it makes a text longer. What fills the memory all the same is seen by looking at the process meanwhile.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import re
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.cancellation import CancelToken
from assistant.documents.tables.cells import Cell
from assistant.documents.tables.table_store import quoted
from assistant.storage.database_key import DatabaseKey
from assistant.storage.sqlite import attach, connect, errors, sqlite3

TIME_LIMIT_S = 10.0
ROWS_KEPT = 1_000
ROWS_COUNTED = 1_000_000
_LONGEST_CELL = 2_000
_LONGEST_STATEMENT = 4_000
_MOST_FILES = 8
_STEPS_BETWEEN_LOOKS = 20_000
MEMORY_GROWTH_MB = 400
"""Of the whole process, while a statement runs."""
_FUNCTIONS = frozenset({"avg", "count", "date", "like", "max", "median", "min", "round", "strftime", "sum", "total"})
"""Those of ``query.statement``, ``sql_grammar`` and what is counted beside them. ``trim`` and ``instr`` of two long texts take
hours in one step, ``replace`` and ``group_concat`` make long ones."""
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""")
_UNHEARD_OF = re.compile(r"\|\||--|/\*|[`\[]|\blike\b(?!\s*')", re.IGNORECASE)
"""Joined texts; what could hide them (comments, other quotation marks); and ``LIKE``, whose time grows with its pattern times the
text, with a pattern that does not stand in the statement."""


class SqlRefused(Exception):
    """A statement that is wrong, or does what it may not. ``str()`` is SQLite's own sentence: it names columns, never rows."""


class SqlTooLong(SqlRefused):
    """A statement that took longer than it may."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SqlResult:
    """The first rows of a statement, and how many there are; ``counted_all`` is false where there are more than were counted."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_count: int
    took_ms: float
    counted_all: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A table of a file, under the name by which statements know it. An encrypted file has a ``key``."""

    name: str
    file: Path
    table: str
    key: DatabaseKey | None = None


class TableReader:
    """A connection that sees some tables, each under a name of its own. Belongs to one thread; close it."""

    def __init__(
        self, views: Sequence[View], memory: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]] | None = None
    ):
        """``memory`` are tables that lie in no file: their columns and rows by name. Raises ``SqlRefused`` where a file is gone."""
        key = next((view.key for view in views if view.key is not None), None)
        self._connection = connect(":memory:", key, uri=True, check_same_thread=False, isolation_level=None)
        self._readable = {*(memory or ()), *(name for view in views for name in (view.name, view.table))}
        try:
            self._open(views)
            for name, (columns, rows) in (memory or {}).items():
                self._connection.execute(f"CREATE TABLE {quoted(name)} ({', '.join(map(quoted, columns))})")
                marks = ", ".join("?" * len(columns))
                self._connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", rows)  # noqa: S608 - our names
            self._connection.create_aggregate("median", 1, _Median)
            self._connection.execute("PRAGMA query_only = ON")
            self._connection.execute("PRAGMA trusted_schema = OFF")
        except errors("Error") as error:
            self._connection.close()
            raise SqlRefused("a table cannot be opened") from error

    def _open(self, views: Sequence[View]) -> None:
        files: dict[Path, str] = {}
        for view in views:
            if view.file not in files:
                if len(files) >= _MOST_FILES:
                    raise SqlRefused("too many tables at once")
                files[view.file] = f"f{len(files)}"
                schema = files[view.file]
                place = f"{view.file.absolute().as_uri()}?mode=ro&immutable=1"
                attach(self._connection, place, schema, view.key)
            source = f"{files[view.file]}.{quoted(view.table)}"
            self._connection.execute(f"CREATE TEMP VIEW {quoted(view.name)} AS SELECT * FROM {source}")  # noqa: S608 - our names

    def values(self, file_number: int, slices: Sequence[str]) -> list[tuple[int, int, str, str, int]]:
        """Cells of text columns that are one of these folded texts: table, column, folded text, cell, rows that hold it."""
        marks = ", ".join("?" * len(slices))
        found: list[tuple[int, int, str, str, int]] = self._connection.execute(
            f"SELECT tab, col, folded, value, n FROM f{file_number:d}.sotto_values WHERE folded IN ({marks}) LIMIT 2000",  # noqa: S608
            tuple(slices),
        ).fetchall()
        return found

    def row_numbers(self, table: str, where: str, most: int) -> list[int]:
        """Numbers, from 1 on, of the first rows of the first file's table that meet a condition."""
        sql = f"SELECT rowid FROM f0.{quoted(table)} WHERE {where} LIMIT {most:d}"  # noqa: S608 - made by query.statement
        try:
            return [int(row[0]) for row in self._connection.execute(sql)]
        except errors("Error") as error:
            raise SqlRefused(str(error)) from error

    def run(self, sql: str, *, cancel: CancelToken | None = None, time_limit_s: float = TIME_LIMIT_S) -> SqlResult:
        """Runs one statement. Raises ``SqlRefused``, ``SqlTooLong``, or ``Interrupted`` when cancelled."""
        if len(sql) > _LONGEST_STATEMENT or not sql.lstrip().lower().startswith(("select", "with")):
            raise SqlRefused("only a short SELECT may run")
        if _UNHEARD_OF.search(_QUOTED.sub(lambda found: "''" if found[0][0] == "'" else "x", sql)):
            raise SqlRefused("no comments, no joined texts, and LIKE with a written pattern alone")
        began = time.monotonic()
        token = cancel or CancelToken()
        most_bytes = _memory_bytes() + MEMORY_GROWTH_MB * 2**20
        with self._guarded(began + time_limit_s, token, most_bytes):
            try:
                cursor = self._connection.execute(sql)
                columns = tuple(each[0] for each in cursor.description or ())
                # One by one: a thousand whole rows may hold a thousand long texts.
                rows = [tuple(map(_kept, row)) for row in itertools.islice(cursor, ROWS_KEPT)]
                count = len(rows) + sum(1 for _ in itertools.islice(cursor, ROWS_COUNTED - len(rows)))
                ended = count < ROWS_COUNTED
                cursor.close()
            except errors("Error", "Warning", others=(UnicodeError, OverflowError)) as error:
                token.raise_if_cancelled()
                if time.monotonic() - began >= time_limit_s:
                    raise SqlTooLong("the statement took too long") from error
                raise SqlRefused(str(error)) from error
        took_ms = (time.monotonic() - began) * 1000
        return SqlResult(columns=columns, rows=tuple(rows), row_count=count, took_ms=took_ms, counted_all=ended)

    def close(self) -> None:
        """Lets go of the files."""
        self._connection.close()

    @contextlib.contextmanager
    def _guarded(self, until: float, cancel: CancelToken, most_bytes: int) -> Iterator[None]:
        def is_over() -> int:
            return int(cancel.cancelled or time.monotonic() > until or _memory_bytes() > most_bytes)

        self._connection.set_authorizer(self._may)
        self._connection.set_progress_handler(is_over, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)
            self._connection.set_authorizer(None)

    def _may(self, action: int, first: Any, second: Any, _schema: Any, _by: Any) -> int:
        if action == sqlite3.SQLITE_SELECT:
            return int(sqlite3.SQLITE_OK)
        if action == sqlite3.SQLITE_READ:
            return int(sqlite3.SQLITE_OK if first in self._readable else sqlite3.SQLITE_DENY)
        if action == _FUNCTION and str(second).lower() in _FUNCTIONS:
            return int(sqlite3.SQLITE_OK)
        return int(sqlite3.SQLITE_DENY)


# https://sqlite.org/c3ref/c_alter_table.html; the bindings do not name all of them.
_FUNCTION = 31


def _memory_bytes() -> int:
    """What this process holds, without the files that it reads in place, such as models (known on Linux alone)."""
    import psutil  # loads a native library: only when asked

    held = psutil.Process().memory_info()
    return int(held.rss) - int(getattr(held, "shared", 0))


class _Median:
    """SQLite has none."""

    def __init__(self) -> None:
        self._values: list[float] = []

    def step(self, value: Any) -> None:
        if isinstance(value, int | float):
            self._values.append(value)

    def finalize(self) -> float | None:
        return statistics.median(self._values) if self._values else None


def _kept(value: Any) -> Cell:
    if isinstance(value, bytes):
        return None
    return value[:_LONGEST_CELL] if isinstance(value, str) else value
