"""Computed rows as a table asks for them: a cell at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assistant.records import DataAnswer
from ui.chat.data_words import cell_words, column_title
from ui.widgets.counts import number

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowsItemModel(QAbstractTableModel):
    """The rows of one ``DataAnswer``; numbers stand at the right."""

    def __init__(self, data: DataAnswer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows that were kept."""
        return 0 if parent.isValid() else len(self._data.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Columns of the result."""
        return 0 if parent.isValid() else len(self._data.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, and where they stand."""
        value = self._data.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell_words(value, self._data.columns[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(value, int | float):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns; rows are counted from 1."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            is_number = self._data.columns[section].kind in ("integer", "real")
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return column_title(self._data.columns[section])
        return number(section + 1)

    def say_words(self) -> None:
        """The window's language has changed."""
        self.layoutChanged.emit()
