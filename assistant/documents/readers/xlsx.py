"""Workbooks (XLSX): a page a sheet, a line a row, values as they were last computed, and comments behind the rows."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import re
import time
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import lxml.etree
import openpyxl
import openpyxl.utils.exceptions

from assistant.documents.readers.comments import sheet_comments
from assistant.documents.readers.office_package import damaged, open_package
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_pages
from assistant.documents.tables.table_rows import TableSink, compact

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KIND = "workbook"
# A sheet that is formatted to its end has a million rows of nothing, and one may have its totals far below: so long is looked on.
_EMPTY_ROWS, _EMPTY_S = 2_000, 15.0
_BLOCK, _LONGEST_CELL, _LARGEST_SHEET = 1 << 20, 9_000, 1 << 28
# An empty result of a formula that gives text (t="str") is one; ECMA-376-1, 18.3.1.4 and 18.3.1.40.
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c(?P<kind>(?:\s[^<>]{0,200})?)>\s*<(?:\w+:)?f(?:\s[^<>]{0,200})?(?:/>|>[^<>]{0,8192}</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_COLUMNS = 500
# A sheet comes out whole, and a reader that is silent for two minutes is ended.
SHEET_S = 60.0


def read_xlsx(source: Source, limits: ReadLimits) -> Reading:
    """Reads an XLSX file; its title is the one in its properties, else its name."""
    with open_package(source, _KIND) as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names each extension that it leaves out
        try:
            workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except (openpyxl.utils.exceptions.InvalidFileException, zipfile.BadZipFile, lxml.etree.LxmlError) as error:
            raise damaged(_KIND) from error
        except (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, EOFError) as error:
            # openpyxl meets parts that are missing or of another kind with whatever error comes first.
            raise damaged(_KIND) from error
        sheets = workbook.worksheets
        title = " ".join(str(workbook.properties.title or "").split()) or source.stem
        comments = sheet_comments(stream)
        pages = (_sheet(sheet, limits, number, source.tables, comments) for number, sheet in enumerate(sheets, start=1))
        document = yield from built_pages(pages, title, MEDIA_TYPE, limits, len(sheets))
        lost = _formulas_without_results(stream)
    if not lost:
        return document
    note = f"Results of formulas are missing from this file ({lost:,}): save it once in a spreadsheet program."
    return dataclasses.replace(document, note=" ".join(filter(None, (document.note, note))))


def _formulas_without_results(stream: BinaryIO) -> int:
    """How many cells have a formula and nothing that it came to: programs that write workbooks often leave that out."""
    found = 0
    with zipfile.ZipFile(stream) as package:
        for member in package.infolist():
            if not member.filename.startswith("xl/worksheets/") or member.file_size > _LARGEST_SHEET:
                continue
            with contextlib.suppress(zipfile.BadZipFile, zlib.error, OSError, EOFError), package.open(member) as sheet:
                rest = b""
                while block := sheet.read(_BLOCK):
                    data = rest + block
                    cells = list(_NO_RESULT.finditer(data))
                    found += sum(b't="str"' not in cell["kind"] for cell in cells)
                    rest = data[max(cells[-1].end() if cells else 0, len(data) - _LONGEST_CELL) :]
    return found


def _sheet(
    sheet: Any, limits: ReadLimits, number: int, tables: TableSink | None, comments: Mapping[str, list[str]]
) -> TextBuilder:
    builder = TextBuilder()
    builder.add(str(sheet.title), level=1)
    ends_at = time.monotonic() + SHEET_S
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    rows = sheet.iter_rows(max_col=_COLUMNS, values_only=True)
    add_rows(builder, str(sheet.title), rows, number, limits, tables, ends_at=ends_at)
    for place, comment in enumerate(comments.get(str(sheet._worksheet_path), ())):  # noqa: SLF001 - the only key that both know
        builder.add(comment, close=place > 0)
    return builder


def add_rows(
    builder: TextBuilder,
    name: str,
    rows: Iterable[Sequence[Any]],
    number: int,
    limits: ReadLimits,
    tables: TableSink | None,
    *,
    ends_at: float,
) -> None:
    """Adds the rows of the sheet ``name``, page ``number``, table by table, until a time of the monotonic clock."""
    read = _TimedRows(rows, ends_at)
    for block in _blocks(read):
        builder.add_table(block)
        if tables is not None:
            kept = compact(block)
            tables.add(name, number, lambda kept=kept: kept)  # type: ignore[misc]
        if builder.length > limits.max_characters:
            break
    builder.cut = read.cut


class _TimedRows:
    """The cells of rows as text, none for an empty row, until the time is over; ``cut`` says that there may be more."""

    def __init__(self, rows: Iterable[Sequence[Any]], ends_at: float) -> None:
        self._rows = rows
        self._ends_at = ends_at
        self.cut = False

    def __iter__(self) -> Iterator[list[str]]:
        empty, ends_at = 0, self._ends_at
        before: Sequence[Any] = ()
        for row in self._rows:
            if time.monotonic() > ends_at:
                self.cut = True
                return
            # The rows that a file leaves out are all one object; those that are only formatted are soon counted.
            is_empty = (empty > 0 and row is before) or row.count(None) == len(row)
            before = row
            cells = [] if is_empty else [cell_text(value) for value in row[:_COLUMNS]]
            if any(cells):
                empty, ends_at = 0, self._ends_at
                yield cells
                continue
            empty += 1
            if empty == _EMPTY_ROWS:
                ends_at = min(self._ends_at, time.monotonic() + _EMPTY_S)
            if empty == 1:
                yield []


def _blocks(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """The tables of a sheet: rows without an empty one between them. A title above a table is a block by itself."""
    block: list[list[str]] = []
    for cells in rows:
        if cells:
            if len(block) == 1 and _filled(block[0]) == 1 and _filled(cells) > 1:
                yield block
                block = []
            block.append(cells)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _filled(cells: list[str]) -> int:
    return sum(map(bool, cells))


def cell_text(value: Any) -> str:
    """A cell's value as people write it: dates by ISO 8601, numbers without the noise of binary fractions."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip()
