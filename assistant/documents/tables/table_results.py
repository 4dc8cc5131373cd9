"""What becomes of a statement's rows: what is kept of them, and whether they make a picture (pure)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from assistant.documents.tables.cells import Cell, ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.planner import Plan
from assistant.documents.tables.query import Part, Query
from assistant.documents.tables.sql_run import SqlResult, View
from assistant.documents.tables.table_catalog import LibraryTable
from assistant.records import Chart, ChartKind, DataAnswer, DataColumn, DataSource

_LEAST_FOR_A_CHART = 3
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?: .*)?")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two tables as one: each row of ``many`` with the row of ``one`` that its key names. ``one_columns`` are those besides the
    key."""

    many: View
    one: View
    one_table: LibraryTable
    many_columns: tuple[TableColumn, ...]
    one_columns: tuple[TableColumn, ...]
    many_key: str
    one_key: str
    one_rows: int
    one_label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A table that a question may be about: under ``view`` statements know it. ``table`` is None for the library itself, and with a
    ``join`` the table whose rows are kept one by one."""

    table: LibraryTable | None
    view: str
    label: str
    columns: tuple[TableColumn, ...]
    row_count: int
    plan: Plan
    join: Join | None = None


def views_of(candidate: Candidate) -> tuple[View, ...]:
    """The tables that a candidate's statement reads."""
    return (candidate.join.many, candidate.join.one) if candidate.join else (view_of(candidate),)


def view_of(candidate: Candidate) -> View:
    """A candidate's table as a statement's view."""
    assert candidate.table is not None  # noqa: S101 - the library itself lies in no file
    return View(
        name=candidate.view,
        file=candidate.table.file,
        key=candidate.table.key,
        table=f"t{candidate.table.table.number}",
    )


def data_answer(
    sql: str,
    result: SqlResult,
    sources: Sequence[Candidate],
    *,
    chart: Chart | None,
    took_ms: float,
    by_model: bool = False,
    failed: bool = False,
) -> DataAnswer:
    """What is kept of a computed answer."""
    known = {column.name: column for each in sources for column in each.columns}
    return DataAnswer(
        statement=sql,
        columns=tuple(
            DataColumn(
                name=name,
                kind=str(_kind(result.rows, number, known.get(name))),
                unit=known[name].unit if name in known else "",
            )
            for number, name in enumerate(result.columns)
        ),
        rows=result.rows,
        row_count=result.row_count,
        sources=tuple(source for each in sources for source in _sources(each)),
        chart=chart,
        by_model=by_model,
        failed=failed,
        took_ms=took_ms,
    )


def _sources(candidate: Candidate) -> Iterator[DataSource]:
    table, join = candidate.table, candidate.join
    yield DataSource(
        document_id=table.document_id if table else None,
        document=table.document if table else None,
        table=join.many.name if join else candidate.view,
        page=table.table.page if table else None,
        row_count=candidate.row_count,
    )
    if join is not None:
        yield DataSource(
            document_id=join.one_table.document_id,
            document=join.one_table.document,
            table=join.one.name,
            page=join.one_table.table.page,
            row_count=join.one_rows,
        )


def guessed_chart(result: SqlResult) -> Chart | None:
    """A chart for rows of which nothing is known but what they hold: a name or day, and a number."""
    if len(result.columns) != 2 or len(result.rows) < _LEAST_FOR_A_CHART:
        return None
    first, second = (_kind(result.rows, number, None) for number in (0, 1))
    if not second.is_number or (first.is_number and first is ColumnType.REAL):
        return None
    return Chart(kind=ChartKind.LINE if first.is_date else ChartKind.BARS, x=0, y=1)


def chart_of(query: Query, result: SqlResult, columns: Sequence[TableColumn]) -> Chart | None:
    if query.group is None or len(result.rows) < _LEAST_FOR_A_CHART or len(result.columns) != 2:
        return None
    timed = (columns[query.group].type.is_date and query.part is not Part.WEEKDAY) or columns[
        query.group
    ].type.is_number
    return Chart(kind=ChartKind.LINE if timed and not query.best else ChartKind.BARS, x=0, y=1)


def _kind(rows: Sequence[Sequence[Cell]], number: int, known: TableColumn | None) -> ColumnType:
    if known is not None:
        return known.type
    values = [row[number] for row in rows if row[number] is not None]
    if values and all(isinstance(value, int) for value in values):
        return ColumnType.INTEGER
    if values and all(isinstance(value, int | float) for value in values):
        return ColumnType.REAL
    if values and all(isinstance(value, str) and _DATE.fullmatch(value) for value in values):
        return ColumnType.DATE
    return ColumnType.TEXT
