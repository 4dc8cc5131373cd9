"""The index health sheet: how much can be found and how, what it takes on the disk, and what was not read, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from assistant.documents.file_names import shown_name
from assistant.records import FileReport, FileState, LibraryHealth
from ui.library.file_words import reason_words, state_words
from ui.widgets.amounts import size_words
from ui.widgets.counts import number
from ui.widgets.engine_words import joined
from ui.widgets.list_rows import add_row
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder


class HealthSheet(Retranslated, InReadingOrder, QDialog):
    """``show_sheet`` fills and opens it. ``figures`` are those that stand there, by their names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._health: LibraryHealth | None = None
        self._reports: list[FileReport] = []
        self.figures: dict[str, str] = {}
        self._form = QFormLayout()
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._troubles_head = wrapped_label(look="heading")
        self.troubles = QListWidget()
        self.troubles.setWordWrap(True)
        self.troubles.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._close = QDialogButtonBox()
        self._close_button = self._close.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(self._form)
        for part in (self._troubles_head, self.troubles, self._close):
            column.addWidget(part)
        self.setMinimumWidth(460)
        self.say(self._say_words)

    def show_sheet(self, health: LibraryHealth, reports: Sequence[FileReport]) -> None:
        """Shows the index as it is now."""
        self._health = health
        self._reports = [one for one in reports if one.state in (FileState.FAILED, FileState.PARTLY)]
        self._say_words()
        self.open()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("State of the index"))
        self._close_button.setText(self.tr("Close"))
        while self._form.rowCount():
            self._form.removeRow(0)
        self.figures = dict(self._rows(self._health)) if self._health is not None else {}
        for name, words in self.figures.items():
            self._form.addRow(name, QLabel(words))
        self._troubles_head.setText(self.tr("Not read, or not whole"))
        self.troubles.setAccessibleName(self._troubles_head.text())
        self.troubles.clear()
        for report in self._reports:
            state = self.tr("{file}: {state}.").format(file=shown_name(report.path.name), state=state_words(report))
            words = joined(state, reason_words(report))
            add_row(self.troubles, words, {Qt.ItemDataRole.ToolTipRole: str(report.path)})
        self._troubles_head.setVisible(bool(self._reports))
        self.troubles.setVisible(bool(self._reports))

    def _rows(self, health: LibraryHealth) -> list[tuple[str, str]]:
        percent = health.embedded * 100 // health.passages if health.passages else 100
        return [
            (
                self.tr("Documents"),
                self.tr("{whole} read, {partly} in part, {failed} not read, {waiting} waiting").format(
                    whole=number(health.indexed),
                    partly=number(health.partly),
                    failed=number(health.failed),
                    waiting=number(health.waiting),
                ),
            ),
            (
                self.tr("Pages"),
                self.tr("{pages}, {recognised} recognised from pictures, {empty} without text").format(
                    pages=number(health.pages),
                    recognised=number(health.pages_recognised),
                    empty=number(health.pages_without_text),
                ),
            ),
            (self.tr("Passages"), number(health.passages)),
            (
                self.tr("Found by meaning"),
                self.tr("{count} of {total} ({percent} %)").format(
                    count=number(health.embedded), total=number(health.passages), percent=percent
                ),
            ),
            (self.tr("Model of meaning"), health.embedder or self.tr("none")),
            (self.tr("On the disk"), size_words(health.database_bytes)),
            (self.tr("Per page"), size_words(health.bytes_per_page) if health.pages else "–"),
        ]
