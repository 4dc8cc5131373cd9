"""Workbooks of before 2007 (XLS) and binary ones (XLSB), read as XLSX files are. The only file that imports python_calamine."""

from __future__ import annotations

import io
import time
from typing import Any, BinaryIO

import python_calamine

from assistant.documents.readers.office_package import damaged, open_package, opened_old
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_pages
from assistant.documents.readers.xlsx import SHEET_S, add_rows
from assistant.documents.tables.table_rows import TableSink

MEDIA_TYPE = "application/vnd.ms-excel"
_KIND = "workbook"
# The library gives a sheet as a whole. So many rows fit the memory of this process; a sheet of before 2007 has no more.
_MOST_ROWS = 65_536
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


def read_binary_workbook(source: Source, limits: ReadLimits) -> Reading:
    """Reads an XLS or XLSB file; its title is its name."""
    with source.open() as stored:
        old = stored.read(4) == _OLE_MAGIC
    with opened_old(source, _KIND) if old else open_package(source, _KIND) as stream:
        workbook = _opened(stream)
        names = workbook.sheet_names
        pages = (_sheet(workbook, place, name, limits, source.tables) for place, name in enumerate(names))
        return (yield from built_pages(pages, source.stem, MEDIA_TYPE, limits, len(names)))


def _opened(stream: BinaryIO) -> Any:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged(_KIND) from error


def _sheet(workbook: Any, place: int, name: str, limits: ReadLimits, tables: TableSink | None) -> TextBuilder:
    builder = TextBuilder()
    try:
        rows = workbook.get_sheet_by_index(place).to_python(skip_empty_area=True, nrows=_MOST_ROWS)
    except (python_calamine.CalamineError, ValueError):
        rows = []  # a chart, or a macro
    builder.add(name, level=1)
    add_rows(builder, name, rows, place + 1, limits, tables, ends_at=time.monotonic() + SHEET_S)
    return builder
