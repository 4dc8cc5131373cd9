"""Which tables in the text of a document are read with certainty, so that their rows may be counted and summed (pure).

A file of rows says what its rows are. A table in a report is laid out for eyes: cells span columns, a head takes two lines, a frame
only holds a picture in place. What is not plainly one row of names above rows of values is left to be found by its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.tables import cells

Rows = Sequence[Sequence[str]]

LEAST_ROWS = 2
_LONGEST_CELL = 300
_LONGEST_NAME = 80
# 1.234,50 or 12,5, which only a comma before the decimals explains; and 1,234.50 or 12.5.
_COMMA_DECIMALS = re.compile(r"[-+−]?\d{1,3}(?:\.\d{3})*,\d{1,2}|[-+−]?\d+(?:\.\d{3})+,\d+")
_POINT_DECIMALS = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})*\.\d{1,2}|[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SUBTOTAL = re.compile(r"(?:sub|grand )?-?totals?\b|.*(?:合計|小計|総計)$|計$", re.IGNORECASE)
_PARTIAL = re.compile(r"sub-?totals?\b|totals? \w|.+(?:合計|小計|総計)$", re.IGNORECASE)
_UNITS = "$€£¥￥₹% "


def sure_rows(rows: Rows, *, named: bool) -> list[list[str]] | None:
    """The rows of a table whose first one names its columns, without titles above and columns in which nothing stands; None where
    that is not certain. ``named`` says that the document itself marks the first row as names."""
    table = [[" ".join(text.split()) for text in row] for row in rows]
    table = [row for row in table if any(row)]
    while table and sum(map(bool, table[0])) == 1 and len(table) > LEAST_ROWS:
        table = table[1:]  # a title that spans the columns
    if len({len(row) for row in table}) != 1 or len(table) <= LEAST_ROWS:
        return None
    kept = [number for number in range(len(table[0])) if any(row[number] for row in table)]
    table = [[row[number] for number in kept] for row in table]
    names, body = table[0], table[1:]
    if len(kept) < 2 or len(set(map(str.casefold, names))) != len(names) or not all(names[1:]):
        return None
    if any(len(text) > _LONGEST_CELL for row in table for text in row) or any(
        len(name) > _LONGEST_NAME for name in names
    ):
        return None
    if any(sum(map(bool, row)) < 2 for row in body):
        return None  # the name of a group of rows, or a line that goes on
    if any(_SUBTOTAL.match(cells.plain(row[0])) for row in body[:-1]) or _PARTIAL.match(cells.plain(body[-1][0])):
        return None  # a sum over all rows would count some twice
    comma = decimal_comma(table)
    columns = list(zip(*body, strict=True))
    if any(_second_name(column, comma=comma) for column in columns):
        return None
    above_values = any(
        _all_values(column, comma=comma) and not is_value(name, comma=comma)
        for name, column in zip(names, columns, strict=True)
    )
    years = any(map(cells.is_year_number, names)) and all(
        _all_values(column, comma=comma)
        for name, column in zip(names, columns, strict=True)
        if cells.is_year_number(name)
    )
    return table if named or above_values or years else None


def decimal_comma(rows: Rows) -> bool:
    """Whether the numbers of a table have a comma before their decimals: some are read in no other way, none in the other."""
    texts = [cells.plain(text).strip(_UNITS) for row in rows for text in row if len(text) < 30]
    return any(map(_COMMA_DECIMALS.fullmatch, texts)) and not any(map(_POINT_DECIMALS.fullmatch, texts))


def _second_name(column: Sequence[str], *, comma: bool) -> bool:
    """Whether the first cell goes on with the column's name: words, and nothing but values below them."""
    first, rest = column[0], [text for text in column[1:] if not cells.is_nothing(text)]
    return bool(
        len(rest) > 1
        and not cells.is_nothing(first)
        and not is_value(first, comma=comma)
        and all(is_value(text, comma=comma) for text in rest)
    )


def _all_values(column: Sequence[str], *, comma: bool) -> bool:
    filled = [text for text in column if not cells.is_nothing(text)]
    return bool(filled) and all(is_value(text, comma=comma) for text in filled)


def is_value(text: str, *, comma: bool = False) -> bool:
    """Whether a cell holds a number or a day."""
    return cells.number(text, comma=comma) is not None or cells.day_or_time(text, day_first=True) is not None
