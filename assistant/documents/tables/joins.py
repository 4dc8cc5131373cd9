"""Two tables as one, where a column of the first names the rows of the second: orders with their customers.

Each row of the first table meets at most one of the second, since that one's key is never twice: no row is counted more than once.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterator, Sequence

from assistant.documents.tables.cell_spellings import singular
from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.query import Op, Query
from assistant.documents.tables.sql_run import SqlRefused, TableReader
from assistant.documents.tables.table_results import Candidate, Join, view_of
from assistant.documents.tables.table_store import fold, quoted

_KEY_NAMES = frozenset({"id", "no", "code", "number", "key", "番号", "コード"})
_WORD = re.compile(r"[^\W_]+")
_LEAST_FOUND = 0.5
_TIME_S = 2.0


def joins(tables: Sequence[Candidate]) -> Iterator[Candidate]:
    """The tables in pairs, those that have a key; with their plans still to be made."""
    for many in tables:
        for one in tables:
            if many is one or many.table is None or one.table is None or many.join or one.join:
                continue
            for many_key, one_key in _keys(many, one):
                if _names_rows(many, many_key, one, one_key):
                    yield _joined(many, many_key, one, one_key)
                    break


def may_answer(query: Query, join: Join) -> bool:
    """Whether a query over two tables means what it says: numbers are those of the rows that are kept one by one, and rows are
    counted by no name of the other table."""
    first = len(join.many_columns)
    numbers = query.op in {Op.SUM, Op.AVERAGE, Op.MEDIAN} or query.best != 0
    if numbers and query.column is not None and query.column >= first:
        return False
    if query.op is Op.SHARE or (query.op is Op.LIST and query.target is None):
        return False
    used = used_columns(query)
    return any(column >= first for column in used) and (query.op is Op.COUNT or any(column < first for column in used))


def used_columns(query: Query) -> set[int]:
    """The columns that a query names."""
    named = (query.column, query.group, query.target, *query.shown, *(each.column for each in query.conditions))
    return {column for column in named if column is not None}


def joined_statement(sql: str, query: Query, candidate: Candidate) -> str:
    """A statement over the pair as one over its two tables, with the columns that it names."""
    join = candidate.join
    assert join is not None  # noqa: S101 - the caller looked
    first = len(join.many_columns)
    used = sorted(used_columns(query)) or [0]
    shown = ", ".join(
        f"a.{quoted(join.many_columns[at].name)} AS {quoted(candidate.columns[at].name)}"
        if at < first
        else f"b.{quoted(join.one_columns[at - first].name)} AS {quoted(candidate.columns[at].name)}"
        for at in used
    )
    pair = (
        f"{quoted(candidate.view)} AS (SELECT {shown} FROM {quoted(join.many.name)} AS a LEFT JOIN {quoted(join.one.name)} AS b"  # noqa: S608
        f" ON a.{quoted(join.many_key)} = b.{quoted(join.one_key)})"
    )
    return f"WITH {pair}, {sql.removeprefix('WITH ')}" if sql.startswith("WITH ") else f"WITH {pair} {sql}"


def _keys(many: Candidate, one: Candidate) -> Iterator[tuple[TableColumn, TableColumn]]:
    """Columns of the same name, and customer_id beside the id of customers."""
    assert one.table is not None  # noqa: S101 - the caller looked
    called = {fold(one.table.document.stem), singular(fold(one.table.document.stem)), fold(one.table.table.name)}
    for own in many.columns:
        words = _words(own.name)
        for other in one.columns:
            if own.type is not other.type or own.type not in {ColumnType.TEXT, ColumnType.INTEGER}:
                continue
            names = _words(other.name)
            by_name = (
                len(names) == 1 and names[0] in _KEY_NAMES and words[-1:] == names and "_".join(words[:-1]) in called
            )
            pointed = len(names) == 1 and names[0] in _KEY_NAMES and len(words) == 1 and words[0] in called
            if (words == names and names[-1:] != ["name"]) or by_name or pointed:
                yield own, other


def _names_rows(many: Candidate, many_key: TableColumn, one: Candidate, one_key: TableColumn) -> bool:
    """Whether the key is never twice in the one table, and most rows of the other are found there."""
    own, other = f"{quoted(many.view)}.{quoted(many_key.name)}", quoted(one_key.name)
    checks = (
        f"SELECT count({other}) - count(DISTINCT {other}) FROM {quoted(one.view)}",  # noqa: S608 - our names
        f"SELECT avg({own} IN (SELECT {other} FROM {quoted(one.view)})) FROM {quoted(many.view)} WHERE {own} IS NOT NULL",  # noqa: S608
    )
    with contextlib.suppress(SqlRefused):
        reader = TableReader((view_of(many), view_of(one)))
        try:
            twice, found = (reader.run(sql, time_limit_s=_TIME_S).rows[0][0] for sql in checks)
        finally:
            reader.close()
        return twice == 0 and isinstance(found, int | float) and found >= _LEAST_FOUND
    return False


def _joined(many: Candidate, many_key: TableColumn, one: Candidate, one_key: TableColumn) -> Candidate:
    assert many.table is not None  # noqa: S101 - the caller looked
    assert one.table is not None  # noqa: S101 - the caller looked
    others = tuple(column for column in one.columns if column is not one_key)
    taken = {fold(column.name) for column in many.columns}
    renamed = tuple(
        dataclasses.replace(column, name=f"{one.view} {column.name}") if fold(column.name) in taken else column
        for column in others
    )
    return dataclasses.replace(
        many,
        view=f"{many.view} with {one.view}",
        label=f"{many.label} + {one.label}",
        columns=(*many.columns, *renamed),
        join=Join(
            many=view_of(many),
            one=view_of(one),
            one_table=one.table,
            many_columns=many.columns,
            one_columns=others,
            many_key=many_key.name,
            one_key=one_key.name,
            one_rows=one.row_count,
            one_label=one.label,
        ),
    )


def _words(name: str) -> list[str]:
    return _WORD.findall(fold(name))
