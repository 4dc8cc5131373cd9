"""What was computed from tables for an answer, so that people can check it."""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path

from assistant.ids import DocumentId

Cell = str | int | float | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DataColumn:
    """A column of a result. ``kind`` is ``integer``, ``real``, ``boolean``, ``date``, ``time`` or ``text``.

    ``unit`` is the currency or per cent of its numbers.
    """

    name: str
    kind: str
    unit: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DataSource:
    """A table that was looked at, and how many rows it has. For the library itself ``document`` and its id are None."""

    document_id: DocumentId | None
    document: Path | None
    table: str
    page: int | None
    row_count: int


class ChartKind(enum.StrEnum):
    """How numbers are drawn: over time as a line, by category as bars."""

    LINE = "line"
    BARS = "bars"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Which columns of a result to draw: ``x`` along the axis, ``y`` as heights."""

    kind: ChartKind
    x: int
    y: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DataAnswer:
    """The ``statement`` that was run, and its rows: the first ones of ``row_count``. ``by_model`` says that a model wrote the
    statement; otherwise it follows from the question by rule. ``failed`` ones gave no rows, and
    the answer stands on something else. A boolean is 1 or 0, a date text by ISO 8601."""

    statement: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_count: int
    sources: tuple[DataSource, ...]
    chart: Chart | None = None
    by_model: bool = False
    failed: bool = False
    took_ms: float = 0.0
