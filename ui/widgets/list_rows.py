"""Rows of a list, made by the list itself.

A ``QListWidgetItem`` that Python makes belongs to Python and to the list; as lists of them were cleared, the program ended now and
then, in Shiboken's ``releaseWrapper``. One that the list makes of a text is Qt's alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget


def add_row(
    rows: QListWidget, text: str, data: Mapping[int, Any] | None = None, flags: Qt.ItemFlag | None = None
) -> None:
    """Adds a row at the end, with ``data`` by role; without ``flags`` it can be chosen and nothing else."""
    rows.addItem(text)
    item = rows.item(rows.count() - 1)
    for role, value in (data or {}).items():
        item.setData(role, value)
    if flags is not None:
        item.setFlags(flags)
