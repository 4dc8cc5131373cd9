"""Answers computed from tables as sentences (pure), in the language of the question; their numbers are those of the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.tables.cells import Cell
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.links import is_year
from assistant.documents.tables.query import Condition, Op, Part, Query
from assistant.documents.tables.sql_run import SqlResult
from assistant.documents.tables.units import with_unit

NAMED_ROWS = 5
_LONGEST_CELL = 60
_OPS_EN = {Op.SUM: "total", Op.AVERAGE: "average", Op.MEDIAN: "median", Op.MIN: "lowest", Op.MAX: "highest"}
_OPS_JA = {Op.SUM: "合計", Op.AVERAGE: "平均", Op.MEDIAN: "中央値", Op.MIN: "最小値", Op.MAX: "最大値"}
_SIGNS = {"in": "=", "=": "=", ">=": "≥", "<=": "≤", "<": "<", ">": ">"}


def shown_number(value: int | float, unit: str = "", *, grouped: bool = True) -> str:
    """A number with thousands separators, at most four decimals, and its unit where it is written."""
    rounded = value if isinstance(value, int) else round(value, 4)
    if isinstance(rounded, float) and rounded.is_integer() and abs(rounded) < 1e15:
        rounded = int(rounded)
    return with_unit(f"{rounded:,}" if grouped else str(rounded), unit)


def shown_cell(value: Cell, column: TableColumn | None = None) -> str:
    """A cell as it stands in a sentence."""
    if value is None:
        return "–"
    if isinstance(value, int | float):
        return shown_number(value, column.unit if column else "", grouped=not (column and is_year(column)))
    text = " ".join(value.removesuffix(" 00:00:00").split())
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def sentence(
    query: Query,
    result: SqlResult,
    columns: Sequence[TableColumn],
    *,
    source: str,
    rows: int,
    fitting: int,
    japanese: bool,
    library: bool = False,
) -> str:
    """The answer. ``source`` is the table's name for people; ``fitting`` of its ``rows`` meet the conditions."""
    where = condition_words(query.conditions, columns, japanese=japanese)
    name = source if library else f"「{source}」" if japanese else f"“{source}”"
    if library and query.op is Op.COUNT and query.group is None:
        return _documents(fitting, rows, where, japanese=japanese)
    if not fitting and query.op is not Op.SHARE:
        return f"{name}に条件に合う行はありません{_ja(where)}。" if japanese else f"No row of {name} fits{_en(where)}."
    value = result.rows[0][0] if result.rows and result.rows[0] else None
    if query.group is not None:
        counted = ("文書の数" if library else "行数") if japanese else f"number of {'documents' if library else 'rows'}"
        return _by_group(query, result, columns, name=name, where=where, counted=counted, japanese=japanese)
    if query.op is Op.LIST:
        return _list(result, columns, name=name, where=where, japanese=japanese)
    if query.op is Op.COUNT:
        count = shown_cell(value)
        if not where:
            return f"{name}には{count}行あります。" if japanese else f"{name} has {count} {_rows(value)}."
        if japanese:
            return f"{name}の{rows:,}行のうち、{count}行が条件に合います{_ja(where)}。"
        return f"{count} of the {rows:,} rows of {name} {'fits' if value == 1 else 'fit'}{_en(where)}."
    if query.op is Op.SHARE:
        share = shown_cell(value)
        return (
            f"{name}の{share}%が条件に合います{_ja(where)}。"
            if japanese
            else f"{share}% of the rows of {name} fit{_en(where)}."
        )
    assert query.column is not None  # noqa: S101 - all others are over a column
    column = columns[query.column]
    if value is None:
        return (
            f"{name}の{column.name}には値がありません{_ja(where)}。"
            if japanese
            else f"{column.name} holds no value in {name}{_en(where)}."
        )
    if query.op is Op.DISTINCT:
        count = shown_cell(value)
        if japanese:
            return f"{name}には{column.name}が{count}種類あります{_ja(where)}。"
        return f"{name} has {count} different values of {column.name}{_en(where)}."
    told = shown_cell(value, column)
    if japanese:
        return f"{name}の{column.name}の{_OPS_JA[query.op]}は{told}です（{'、'.join([*where, f'{fitting:,}行'])}）。"
    detail = "; ".join([*where, f"{fitting:,} {_rows(fitting)}"])
    return f"The {_OPS_EN[query.op]} {column.name} in {name} is {told} ({detail})."


def by_statement(result: SqlResult, *, source: str, japanese: bool) -> str:
    """The answer of a statement that a model wrote: its rows, and nothing said about what they mean."""
    name = f"「{source}」" if japanese else f"“{source}”"
    if not result.rows:
        return f"{name}に当てはまる行はありません。" if japanese else f"Nothing in {name} fits."
    if len(result.rows) == 1 and len(result.columns) == 1:
        told = shown_cell(result.rows[0][0])
        return f"{told}です（{name}から計算）。" if japanese else f"{told}, computed from {name}."
    items = [_row_words(row) for row in result.rows[:NAMED_ROWS]]
    told = _listed(items, result.row_count - len(items), japanese=japanese)
    return f"{name}から計算しました：{told}" if japanese else f"From {name}: {told}"


def condition_words(conditions: Sequence[Condition], columns: Sequence[TableColumn], *, japanese: bool) -> list[str]:
    """Each condition in a few words: state = “WA”, price ≥ 100."""
    told = []
    for each in conditions:
        name = columns[each.column].name
        if each.op == "null":
            told.append(f"{name}が空" if japanese else f"{name} is empty")
            continue
        values = [shown_cell(value, columns[each.column]) for value in dict.fromkeys(each.values)]
        if each.part is Part.MONTH_OF_YEAR:
            told.append(f"{int(values[0])}月" if japanese else f"month {int(values[0])}")
            continue
        quoted = (
            [f"「{value}」" if japanese else f"“{value}”" for value in values]
            if isinstance(each.values[0], str) and each.op == "in"
            else values
        )
        joined = ("・" if japanese else ", ").join(quoted)
        told.append(f"{name} {'≠' if each.negated else _SIGNS[each.op]} {joined}")
    return told


def _documents(fitting: int, rows: int, where: list[str], *, japanese: bool) -> str:
    noun = "document" if rows == 1 else "documents"
    if not where:
        return f"文書は{rows:,}件あります。" if japanese else f"You have {rows:,} {noun}."
    if japanese:
        return f"{rows:,}件の文書のうち、{fitting:,}件が条件に合います{_ja(where)}。"
    return f"{fitting:,} of your {rows:,} {noun} {'fits' if fitting == 1 else 'fit'}{_en(where)}."


def _by_group(
    query: Query,
    result: SqlResult,
    columns: Sequence[TableColumn],
    *,
    name: str,
    where: list[str],
    counted: str,
    japanese: bool,
) -> str:
    assert query.group is not None  # noqa: S101 - the caller looked
    group = columns[query.group]
    measured = columns[query.column] if query.column is not None and query.op is not Op.DISTINCT else None
    items = [
        (shown_cell(row[0], group if query.part is Part.WHOLE else None), shown_cell(row[1], measured))
        for row in result.rows[:NAMED_ROWS]
    ]
    by = group.name if query.part is Part.WHOLE else _part_words(query.part, japanese=japanese)
    if query.best and query.limit <= 1 and len(result.rows) == 1:
        first, value = items[0]
        what = _measure_words(query, columns, counted, japanese=japanese)
        if japanese:
            most = "最大" if query.best > 0 else "最小"
            return f"{name}では、{by}が「{first}」のとき{what}が{most}で、{value}です{_ja(where)}。"
        return f"{_upper(by)} “{first}” has the {'highest' if query.best > 0 else 'lowest'} {what} in {name}: {value}{_en(where)}."
    what = _measure_words(query, columns, counted, japanese=japanese)
    told = _listed([f"{first}: {value}" for first, value in items], result.row_count - len(items), japanese=japanese)
    return (
        f"{name}の{by}ごとの{what}{_ja(where)}：{told}"
        if japanese
        else f"{_upper(what)} by {by} in {name}{_en(where)}: {told}"
    )


def _list(result: SqlResult, columns: Sequence[TableColumn], *, name: str, where: list[str], japanese: bool) -> str:
    by_name = {column.name: column for column in columns}
    shown = [by_name.get(title) for title in result.columns]
    # Of rows that are shown whole, a few words of each tell which they are.
    items = [_row_words(row, shown) for row in result.rows[:NAMED_ROWS]]
    if len(items) == 1 and result.row_count == 1:
        return (
            f"{items[0]}（{name}{''.join(f'、{each}' for each in where)}）"
            if japanese
            else f"{items[0]} ({'; '.join([name, *where])})"
        )
    told = _listed(items, result.row_count - len(items), japanese=japanese)
    if japanese:
        return f"{name}に{result.row_count:,}件あります{_ja(where)}：{told}"
    return f"{result.row_count:,} found in {name}{_en(where)}: {told}"


def _row_words(row: Sequence[Cell], columns: Sequence[TableColumn | None] = ()) -> str:
    cells = [shown_cell(value, columns[number] if number < len(columns) else None) for number, value in enumerate(row)]
    kept = cells[:4]
    return ", ".join(kept) + (" …" if len(cells) > len(kept) else "")


def _listed(items: Sequence[str], more: int, *, japanese: bool) -> str:
    told = ("、" if japanese and not any("," in item for item in items) else "; ").join(items)
    if more <= 0:
        return f"{told}{'。' if japanese else '.'}"
    return f"{told}、ほか{more:,}件。" if japanese else f"{told}; and {more:,} more."


def _measure_words(query: Query, columns: Sequence[TableColumn], counted: str, *, japanese: bool) -> str:
    if query.op is Op.COUNT or query.column is None:
        return counted
    column = columns[query.column].name
    if query.op is Op.DISTINCT:
        return f"{column}の種類" if japanese else f"number of different {column}"
    return f"{column}の{_OPS_JA[query.op]}" if japanese else f"{_OPS_EN[query.op]} {column}"


def _part_words(part: Part, *, japanese: bool) -> str:
    words = {
        Part.YEAR: ("year", "年"),
        Part.MONTH: ("month", "月"),
        Part.DAY: ("day", "日"),
        Part.HOUR: ("hour", "時"),
        Part.MONTH_OF_YEAR: ("month", "月"),
        Part.WEEKDAY: ("weekday (0 is Sunday)", "曜日（0が日曜）"),
    }
    return words[part][japanese]


def _en(where: Sequence[str]) -> str:
    return f" ({'; '.join(where)})" if where else ""


def _ja(where: Sequence[str]) -> str:
    return f"（{'、'.join(where)}）" if where else ""


def _rows(count: Cell) -> str:
    return "row" if count == 1 else "rows"


def _upper(text: str) -> str:
    return re.sub(r"^[a-z]", lambda match: match.group().upper(), text)
