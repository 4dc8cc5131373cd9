"""Days and numbers of a question as conditions on a column (pure)."""

from __future__ import annotations

from assistant.documents.tables.cells import number
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.links import is_year
from assistant.documents.tables.query import Condition, Literal, Part
from assistant.documents.tables.question_dates import DateLink

_SCALES = {
    "thousand": 1_000,
    "k": 1_000,
    "千": 1_000,
    "万": 10_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "億": 100_000_000,
    "billion": 1_000_000_000,
}


def scaled(text: str, scale: str | None) -> Literal | None:
    """A number with the word behind it: 3 million, 5万."""
    value = number(text)
    if value is None:
        return None
    return value * _SCALES[scale] if scale else value


def date_condition(date: DateLink, column: int, what: TableColumn) -> list[Condition] | None:
    """What a span of days says of a column of days or of years; None where it says more than the column holds."""
    if is_year(what):
        if date.month is not None or not date.year_only:
            return None
        return year_condition(date, column)
    if date.month is not None:
        return [Condition(column=column, op="in", values=(f"{date.month:02d}",), part=Part.MONTH_OF_YEAR)]
    return _between(column, date.first, date.after)


def year_condition(date: DateLink, column: int) -> list[Condition]:
    """What a span of whole years says of a column of whole numbers."""
    first = None if date.first is None else int(date.first[:4])
    after = None if date.after is None else int(date.after[:4])
    if first is not None and after is not None and after == first + 1:
        return [Condition(column=column, op="in", values=(first,))]
    return _between(column, first, after)


def _between(column: int, first: Literal | None, after: Literal | None) -> list[Condition]:
    made = []
    if first is not None:
        made.append(Condition(column=column, op=">=", values=(first,)))
    if after is not None:
        made.append(Condition(column=column, op="<", values=(after,)))
    return made
