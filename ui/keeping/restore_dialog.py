"""Which backup is to be put back: one that Sotto made by itself, or a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from assistant.records import Backup
from ui.keeping.backup_words import holds_words, moment
from ui.widgets.list_rows import add_row
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder


class RestoreDialog(Retranslated, InReadingOrder, QDialog):
    """``chosen(Path)`` when the user decides; ``file_wanted`` for a file. ``why`` says what went wrong, if anything."""

    chosen = Signal(object)
    file_wanted = Signal()

    def __init__(self, backups: Sequence[Backup], why: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups = backups
        self._why = wrapped_label(why, "error")
        self._why.setVisible(bool(why))
        self._explanation = wrapped_label()
        self.list = QListWidget()
        for _ in backups:
            add_row(self.list, "")
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(backups))
        self.list.itemActivated.connect(lambda _: self._choose())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.restore = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore.setEnabled(bool(backups))
        self.from_file = self._buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        for button in self._buttons.buttons():
            button.setIcon(QIcon())
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self.from_file.clicked.connect(self._want_file)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for part in (self._why, self._explanation, self.list, self._buttons):
            column.addWidget(part)
        self.setMinimumWidth(480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.say(self._say_words)

    def _choose(self) -> None:
        at = self.list.currentRow()
        self.accept()
        if at >= 0:
            self.chosen.emit(self._backups[at].file)

    def _want_file(self) -> None:
        self.accept()
        self.file_wanted.emit()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Restore a backup"))
        self._explanation.setText(
            self.tr("What the backup holds takes the place of everything you made since. This cannot be undone.")
            if self._backups
            else self.tr("Sotto has made no backup by itself yet. Choose a file that you made.")
        )
        self.list.setAccessibleName(self.tr("Backups"))
        for row, backup in enumerate(self._backups):
            self.list.item(row).setText(f"{moment(backup.created_at)}\n{holds_words(backup)}")
        self.restore.setText(self.tr("Restore"))
        self.from_file.setText(self.tr("Choose a file …"))
