"""The index sheet as a list for Qt's views. Files that were not read come first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assistant.documents.file_names import shown_name
from assistant.records import FileReport, FileState
from ui.library.file_words import detail_words, reason_words

REPORT_ROLE = Qt.ItemDataRole.UserRole
_ORDER = {FileState.FAILED: 0, FileState.PARTLY: 1}
_DIGITS = re.compile(r"(\d+)")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class DocumentItemModel(QAbstractListModel):
    """Rows of ``FileReport``, narrowed by what the name must contain."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reports: list[FileReport] = []
        self._shown: list[FileReport] = []
        self._needle = ""
        self._collection: str | None = None

    @property
    def reports(self) -> list[FileReport]:
        """Every file, whatever the filter says."""
        return list(self._reports)

    @property
    def in_collection(self) -> list[FileReport]:
        """Every file of the collection that is shown, whatever its name."""
        return [one for one in self._reports if self._collection in (None, one.collection)]

    def set_reports(self, reports: Sequence[FileReport]) -> None:
        """Shows these files."""
        self._reports = sorted(
            reports, key=lambda one: (_ORDER.get(one.state, 2), _by_number(one.path.name), str(one.path))
        )
        self._narrow()

    def index_of(self, report: FileReport) -> QModelIndex:
        """Where a file stands, whatever became of it since; an invalid index for one that is not shown."""
        wanted = (report.path, report.collection)
        rows = (row for row, one in enumerate(self._shown) if (one.path, one.collection) == wanted)
        return self.index(next(rows, -1))

    def set_filter(self, wanted: str) -> None:
        """Shows only files whose name contains this."""
        self._needle = wanted.strip().casefold()
        self._narrow()

    def set_collection(self, collection: str | None) -> None:
        """Shows only files of this collection; None shows all."""
        self._collection = collection
        self._narrow()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Part of Qt's contract, as what follows."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        report = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_name(report.path.name)
        if role == REPORT_ROLE:
            return report
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (str(report.path), reason_words(report)) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(
                part for part in (shown_name(report.path.name), detail_words(report), reason_words(report)) if part
            )
        return None

    def _narrow(self) -> None:
        self.beginResetModel()
        self._shown = [one for one in self.in_collection if self._needle in one.path.name.casefold()]
        self.endResetModel()


def _by_number(name: str) -> list[str | int]:
    """A name as people sort it: note 2 before note 10. Words and numbers take turns."""
    parts = _DIGITS.split(name.casefold())
    return [int(part) if number % 2 else part for number, part in enumerate(parts)]
