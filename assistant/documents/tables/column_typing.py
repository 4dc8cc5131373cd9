"""Which types the columns of a table have, and which row names them (pure). Cells come in as text, a row after the other."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.documents.tables import cells
from assistant.documents.tables.cells import Cell, ColumnType
from assistant.documents.tables.units import is_measure

MOST_COLUMNS = 500
_LONGEST_NAME = 120
# Different cells of one column that are looked at again without being parsed anew.
_SEEN = 4_096
_TOTALS = frozenset({"total", "totals", "grand total", "sum", "合計", "総計", "計", "総合計"})
_BREAKS = re.compile(r"\s+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column: its name, what it holds, and the currency, per cent or measure its numbers are written with."""

    name: str
    type: ColumnType
    unit: str = ""


class _ColumnKind:
    """Narrows down what a column may be, cell by cell."""

    __slots__ = (
        "_comma",
        "_seen",
        "_units",
        "boolean",
        "comma_only",
        "dates",
        "day_first",
        "filled",
        "integer",
        "number",
        "time",
    )

    def __init__(self, *, comma: bool) -> None:
        self.number = self.integer = self.dates = self.boolean = True
        self.time = self.day_first = self.comma_only = False
        self.filled = 0
        self._comma = comma
        self._units: set[str] = set()
        self._seen: set[str] = set()

    def take(self, text: str) -> None:
        if text in self._seen:
            return
        if len(self._seen) < _SEEN:
            self._seen.add(text)
        if cells.is_nothing(text):
            return
        self.filled += 1
        if self.number:
            value = cells.number(text, comma=self._comma, units=True)
            if value is None:
                self.number = self.integer = False
            else:
                self.integer = self.integer and isinstance(value, int)
                if len(self._units) < 3:
                    self._units.add(cells.unit(text))
        if self.dates:
            self.day_first = self.day_first or cells.needs_day_first(text)
            moment = cells.day_or_time(text, day_first=self.day_first)
            # What was read month first may have been a day after all; only what cannot be a date in either way is none.
            self.dates = moment is not None
            self.time = self.time or (moment is not None and len(moment) > 10)
        self.boolean = self.boolean and cells.boolean(text) is not None

    @property
    def type(self) -> ColumnType:
        if not self.filled:
            return ColumnType.TEXT
        if self._compares:
            return ColumnType.INTEGER if self.integer else ColumnType.REAL
        if self.dates:
            return ColumnType.TIME if self.time else ColumnType.DATE
        return ColumnType.BOOLEAN if self.boolean else ColumnType.TEXT

    @property
    def unit(self) -> str:
        return next(iter(self._units)) if self.number and len(self._units) == 1 else ""

    @property
    def _compares(self) -> bool:
        """Whether its cells are numbers of one measure: 500 g is not more than 2 kg."""
        return self.number and (len(self._units) < 2 or not any(map(is_measure, self._units)))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """How a table is read: the rows ``before`` its first one of data, its columns, whether its last row is a total, and how its
    dates and decimals are written."""

    before: int
    columns: tuple[TableColumn, ...]
    row_count: int
    total_row: bool = False
    day_first: tuple[bool, ...] = ()
    comma: bool = False

    def typed(self, rows: Iterable[Sequence[str]]) -> Iterator[tuple[Cell, ...]]:
        """The rows of data, typed. ``rows`` are all rows of the table, as they were given to ``shape_of``."""
        convert = [
            cells.converter(column.type, day_first=first, comma=self.comma)
            for column, first in zip(self.columns, self.day_first, strict=True)
        ]
        width = len(convert)
        left = self.row_count
        for number, row in enumerate(filter(_filled, rows)):
            if number < self.before:
                continue
            if not left:
                return
            left -= 1
            values = [make(text) for make, text in zip(convert, row, strict=False)]
            yield tuple(values) if len(values) == width else (*values, *([None] * (width - len(values))))


def shape_of(rows: Iterable[Sequence[str]], *, comma: bool = False, named: bool = False) -> TableShape | None:
    """Looks at all rows of a table once; None for what is no table: fewer than two columns or no row of data. ``comma`` says that
    decimals stand behind one, ``named`` that the first row surely names the columns."""
    head: list[Sequence[str]] = []
    kinds: list[_ColumnKind] = []
    before = count = 0
    names: Sequence[str] | None = None
    last: Sequence[str] = ()
    waiting = iter(filter(_filled, rows))
    for row in waiting:
        head.append(row)
        if len(head) == 5:
            break
    start = _first_row(head)
    if start is None:
        return None
    named = named or _names_columns(head[start:], comma=comma)
    before = start + (1 if named else 0)
    names = head[start] if named else None

    def rest() -> Iterator[Sequence[str]]:
        yield from head[before:]
        yield from waiting

    total: Sequence[str] | None = None
    for row in rest():
        count += 1
        if total is not None:  # a total in the middle is a row as any other
            _take(kinds, total, comma)
            total = None
        if count > 1 and _is_total(row):
            total = row
        else:
            _take(kinds, row, comma)
        last = row
    del last
    width = min(max(len(kinds), len(names or ())), MOST_COLUMNS)
    count -= total is not None
    if width < 2 or count < (1 if named else 2):
        return None
    kinds.extend(_ColumnKind(comma=comma) for _ in range(width - len(kinds)))
    titles = column_names(names or (), width)
    return TableShape(
        before=before,
        columns=tuple(
            TableColumn(name=title, type=kind.type, unit=kind.unit)
            for title, kind in zip(titles, kinds[:width], strict=True)
        ),
        row_count=count,
        total_row=total is not None,
        day_first=tuple(kind.day_first for kind in kinds[:width]),
        comma=comma,
    )


def column_names(row: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for each column, each once: those of the row, and "column 3" where it has none."""
    names: list[str] = []
    taken: set[str] = set()
    for number in range(width):
        words = _BREAKS.sub(" ", row[number].replace('"', "'").replace("\0", "")).strip() if number < len(row) else ""
        name = base = words[:_LONGEST_NAME] or f"column {number + 1}"
        again = 2
        while name.lower() in taken:
            name, again = f"{base} {again}", again + 1
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


def _take(kinds: list[_ColumnKind], row: Sequence[str], comma: bool) -> None:
    wide = min(len(row), MOST_COLUMNS)
    while len(kinds) < wide:
        kinds.append(_ColumnKind(comma=comma))
    for kind, text in zip(kinds, row, strict=False):
        kind.take(text)


def _filled(row: Sequence[str]) -> bool:
    return any(map(str.strip, row))


def _first_row(head: Sequence[Sequence[str]]) -> int | None:
    """The first row that is more than a title above the table."""
    for number, row in enumerate(head):
        if sum(1 for text in row if text.strip()) > 1:
            return number
    return None


def _names_columns(head: Sequence[Sequence[str]], *, comma: bool) -> bool:
    """Whether the first row names the columns: some of its words stand above numbers or dates, or nothing tells it from a name."""
    first = [text for text in head[0] if text.strip()]
    if not head[1:]:
        return False
    above_others = False
    alike = years = 0
    for at, text in enumerate(head[0]):
        below = [row[at] for row in head[1:] if at < len(row) and not cells.is_nothing(row[at])]
        if not below:
            continue
        valued = all(_is_value(one, comma=comma) for one in below)
        if valued and not _is_value(text, comma=comma):
            above_others = True
        if valued and _is_value(text, comma=comma):
            alike += 1
            years += cells.is_year_number(text) and not any(map(cells.is_year_number, below))
    if years and years == alike and len(set(first)) == len(first):
        return True  # a column for each year
    if above_others or not alike:
        return len(set(first)) == len(first) or above_others
    return False


def _is_value(text: str, *, comma: bool) -> bool:
    return cells.number(text, comma=comma) is not None or cells.day_or_time(text, day_first=True) is not None


def _is_total(row: Sequence[str]) -> bool:
    first = next((text for text in row if text.strip()), "")
    return cells.plain(first).lower().rstrip(":：") in _TOTALS
