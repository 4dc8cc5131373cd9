"""Cells and columns of computed rows as people read them."""

from __future__ import annotations

import csv
import io

from assistant.documents.tables.units import with_unit
from assistant.records import Cell, DataAnswer, DataColumn
from ui.translations import tr
from ui.widgets.counts import number

_MEASURES = ("count distinct ", "sum ", "avg ", "median ", "min ", "max ")


def cell_words(value: Cell, column: DataColumn) -> str:
    """A cell in a table: numbers with separators and their unit, yes and no, days as they are."""
    if value is None:
        return ""
    if column.kind == "boolean" and value in (0, 1):
        return tr("yes") if value else tr("no")
    if isinstance(value, int):
        # A year is no amount.
        return str(value) if 1000 <= value <= 2999 and not column.unit else with_unit(number(value), column.unit)
    if isinstance(value, float):
        rounded = round(value, 6)
        return with_unit(number(int(rounded) if rounded.is_integer() else rounded), column.unit)
    return value.removesuffix(" 00:00:00")


def column_title(column: DataColumn) -> str:
    """What a column is called: what was computed, in the window's language, and of which column."""
    if column.name == "count":
        return tr("count")
    names = {
        "count distinct ": tr("different {column}"),
        "sum ": tr("total {column}"),
        "avg ": tr("average {column}"),
        "median ": tr("median {column}"),
        "min ": tr("lowest {column}"),
        "max ": tr("highest {column}"),
    }
    for prefix in _MEASURES:
        if column.name.startswith(prefix):
            return names[prefix].format(column=column.name.removeprefix(prefix))
    return column.name


def as_csv(data: DataAnswer) -> str:
    """The rows as a spreadsheet takes them: as they were computed, without separators or units."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in data.columns])
    writer.writerows([["" if value is None else value for value in row] for row in data.rows])
    return out.getvalue()
