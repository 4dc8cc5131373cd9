"""Cells and columns of computed rows as people read them."""

from __future__ import annotations

import csv
import io

from PySide6.QtCore import QCoreApplication

from assistant.records import Cell, DataAnswer, DataColumn

_PREFIXES = "$€£¥￥₹"
_MEASURES = ("count distinct ", "sum ", "avg ", "median ", "min ", "max ")


def cell_words(value: Cell, column: DataColumn) -> str:
    """A cell in a table: numbers with separators and their unit, yes and no, days as they are."""
    if value is None:
        return ""
    if column.kind == "boolean" and value in (0, 1):
        return _tr("yes") if value else _tr("no")
    if isinstance(value, int):
        # A year is no amount.
        return str(value) if 1000 <= value <= 2999 and not column.unit else _with_unit(f"{value:,}", column.unit)
    if isinstance(value, float):
        rounded = round(value, 6)
        return _with_unit(f"{int(rounded):,}" if rounded.is_integer() else f"{rounded:,}", column.unit)
    return value.removesuffix(" 00:00:00")


def column_title(column: DataColumn) -> str:
    """What a column is called: what was computed, in the window's language, and of which column."""
    if column.name == "count":
        return _tr("count")
    names = {
        "count distinct ": _tr("different {column}"),
        "sum ": _tr("total {column}"),
        "avg ": _tr("average {column}"),
        "median ": _tr("median {column}"),
        "min ": _tr("lowest {column}"),
        "max ": _tr("highest {column}"),
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


def _with_unit(text: str, unit: str) -> str:
    if not unit:
        return text
    return f"{unit}{text}" if unit in _PREFIXES else f"{text}{unit}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("DataWords", text)
