"""A small workbook for tests: a title above a table of text, truth and numbers, and an empty sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl


def rent_workbook(file: Path) -> Path:
    """Writes it to ``file``, and returns that."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Rent"
    for row in (["Rents of 2024"], ["Month", "Paid", "Sum"], ["May", True, 0.1 + 0.2], ["June", False, 450.5]):
        sheet.append(row)
    book.create_sheet("Empty")
    book.save(str(file))
    return file
