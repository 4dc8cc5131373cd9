"""A question about one table in a form that a statement follows from (pure)."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence

from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.links import is_code
from assistant.documents.tables.table_store import quoted

Literal = str | int | float


class Op(enum.StrEnum):
    """What is computed of the rows that fit."""

    COUNT = "count"
    DISTINCT = "count_distinct"
    SUM = "sum"
    AVERAGE = "avg"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"
    SHARE = "share"
    """Per cent of the rows that fit, of those that need not."""
    LIST = "list"


class Part(enum.StrEnum):
    """A part of a date that rows are gathered by, or compared with."""

    WHOLE = ""
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MONTH_OF_YEAR = "month_of_year"
    WEEKDAY = "weekday"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Rows fit where ``column`` compares with the values: ``=``, ``<``, ``<=``, ``>``, ``>=``, ``in``, ``like``, or ``null``."""

    column: int
    op: str
    values: tuple[Literal, ...] = ()
    part: Part = Part.WHOLE
    negated: bool = False
    words: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """``op`` over ``column`` (None for counting rows) of the rows that meet all conditions, by ``group`` where it is set.

    ``best`` puts the rows, or groups, with the highest ``column`` first (``best`` is 1) or the lowest (-1), and keeps ``limit`` of
    them and those that are equal to the last; ``target`` is the column that was asked for, ``shown`` others to be listed.

    ``side`` asks for what was spent (-1) or came in (1) of the amounts in ``money``; where those have a sign, ``negated`` shows
    what was spent without it.
    """

    op: Op
    column: int | None = None
    conditions: tuple[Condition, ...] = ()
    group: int | None = None
    part: Part = Part.WHOLE
    best: int = 0
    limit: int = 0
    target: int | None = None
    shown: tuple[int, ...] = ()
    chart: bool = False
    money: int | None = None
    side: int = 0
    negated: bool = False


_DATE_PARTS = {
    Part.YEAR: "strftime('%Y', {})",
    Part.MONTH: "strftime('%Y-%m', {})",
    Part.DAY: "date({})",
    Part.HOUR: "strftime('%H', {})",
    Part.MONTH_OF_YEAR: "strftime('%m', {})",
    Part.WEEKDAY: "strftime('%w', {})",
}
_FUNCTIONS = {Op.SUM: "sum", Op.AVERAGE: "avg", Op.MEDIAN: "median", Op.MIN: "min", Op.MAX: "max"}


def statement(query: Query, table: str, columns: Sequence[TableColumn]) -> str:
    """The SQL of a query over the table or view ``table``. Ends in no semicolon."""
    name = quoted(table)
    where = _where(query.conditions, columns)
    if query.op is Op.SHARE:
        fits = _where(query.conditions, columns).removeprefix(" WHERE ") or "1"
        return f'SELECT round(100.0 * sum(CASE WHEN {fits} THEN 1 ELSE 0 END) / count(*), 2) AS "%" FROM {name}'  # noqa: S608
    if query.group is not None:
        return _grouped(query, name, where, columns)
    if query.op is Op.LIST:
        return _listed(query, name, where, columns)
    return f"SELECT {_measure(query, columns)} AS {quoted(_label(query, columns))} FROM {name}{where}"  # noqa: S608


def _grouped(query: Query, name: str, where: str, columns: Sequence[TableColumn]) -> str:
    assert query.group is not None  # noqa: S101 - the caller looked
    column = columns[query.group]
    by = part_of(quoted(column.name), query.part)
    by_label = quoted(column.name if query.part is Part.WHOLE else query.part.value.replace("_", " "))
    label = quoted(_label(query, columns))
    known = f"{by} IS NOT NULL"
    where = f"{where} AND {known}" if where else f" WHERE {known}"
    inner = f"SELECT {by} AS {by_label}, {_measure(query, columns)} AS {label} FROM {name}{where} GROUP BY 1"  # noqa: S608
    if not query.best:
        time = column.type.is_date or query.part is not Part.WHOLE or column.type.is_number
        return f"{inner} ORDER BY {'1' if time else '2 DESC, 1'}"
    order = "DESC" if query.best > 0 else "ASC"
    compare = ">=" if query.best > 0 else "<="
    if query.limit > 1:
        return f"{inner} ORDER BY 2 {order}, 1 LIMIT {query.limit:d}"
    best = "max" if query.best > 0 else "min"
    # All that are equal to the best, so that a tie is seen.
    return f"WITH totals AS ({inner}) SELECT * FROM totals WHERE {label} {compare} (SELECT {best}({label}) FROM totals) ORDER BY 1"  # noqa: S608


def _listed(query: Query, name: str, where: str, columns: Sequence[TableColumn]) -> str:
    wanted = [number for number in (query.target, *query.shown) if number is not None]
    if query.best and query.column is not None:
        key = _key(query, query.column, columns)
        wanted = list(dict.fromkeys([*wanted, query.column]))
        shown = _shown(query, wanted if len(wanted) > 1 else [], columns)
        order = "DESC" if query.best > 0 else "ASC"
        if query.limit > 1:
            known = f"{where} AND {key} IS NOT NULL" if where else f" WHERE {key} IS NOT NULL"
            return f"SELECT {shown} FROM {name}{known} ORDER BY {key} {order} LIMIT {query.limit:d}"  # noqa: S608
        best = "max" if query.best > 0 else "min"
        also = f"{where} AND" if where else " WHERE"
        return f"SELECT {shown} FROM {name}{also} {key} = (SELECT {best}({key}) FROM {name}{where})"  # noqa: S608
    measured = any(columns[number].type.is_number and not is_code(columns[number]) for number in wanted)
    distinct = "DISTINCT " if wanted and not measured else ""
    shown = _shown(query, list(dict.fromkeys(wanted)), columns)
    order = " ORDER BY 1" if distinct else ""
    return f"SELECT {distinct}{shown} FROM {name}{where}{order}"  # noqa: S608


def _key(query: Query, column: int, columns: Sequence[TableColumn]) -> str:
    """A column as an expression."""
    return f"{'-' if query.negated and column == query.money else ''}{quoted(columns[column].name)}"


def _shown(query: Query, wanted: Sequence[int], columns: Sequence[TableColumn]) -> str:
    """What is selected of the rows, all of them where no column is ``wanted``."""
    if not wanted and not query.negated:
        return "*"
    shown = []
    for number in wanted or range(len(columns)):
        key, name = _key(query, number, columns), quoted(columns[number].name)
        shown.append(key if key == name else f"{key} AS {name}")
    return ", ".join(shown)


def _measure(query: Query, columns: Sequence[TableColumn]) -> str:
    if query.op is Op.COUNT or query.column is None:
        return "count(*)"
    column = columns[query.column]
    key = _key(query, query.column, columns)
    if query.op is Op.DISTINCT:
        return f"count(DISTINCT {part_of(key, Part.DAY) if column.type is ColumnType.TIME else key})"
    return f"{_FUNCTIONS[query.op]}({key})"


def _label(query: Query, columns: Sequence[TableColumn]) -> str:
    if query.op is Op.COUNT or query.column is None:
        return "count"
    return f"{query.op.value.replace('_', ' ')} {columns[query.column].name}"


def part_of(key: str, part: Part) -> str:
    """The part of a date that an expression gives, as SQL."""
    return _DATE_PARTS[part].format(key) if part is not Part.WHOLE else key


def _where(conditions: Sequence[Condition], columns: Sequence[TableColumn]) -> str:
    parts = [_condition(each, columns[each.column]) for each in conditions]
    return f" WHERE {' AND '.join(parts)}" if parts else ""


def _condition(condition: Condition, column: TableColumn) -> str:
    key = part_of(quoted(column.name), condition.part)
    values = [_literal(value) for value in condition.values]
    if condition.op == "null":
        return f"{key} IS {'NOT ' if condition.negated else ''}NULL"
    if condition.op == "in" and len(values) > 1:
        return f"{key} {'NOT ' if condition.negated else ''}IN ({', '.join(values)})"
    if condition.op == "like":
        return f"{key} {'NOT ' if condition.negated else ''}LIKE {_literal(f'%{condition.values[0]}%')}"
    operator = "=" if condition.op == "in" else condition.op
    if condition.negated:
        return f"({key} IS NULL OR NOT {key} {operator} {values[0]})"
    return f"{key} {operator} {values[0]}"


def _literal(value: Literal) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)
