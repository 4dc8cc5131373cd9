"""Backing up and restoring from the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from assistant.errors import ErrorReport, KeyNeeded, UserFacingError, WrongKey
from assistant.records import Backup
from ui.keeping.backup_words import file_name, holds_words, moment
from ui.keeping.desk import Desk
from ui.keeping.restore_dialog import RestoreDialog
from ui.widgets.engine_words import joined

_FILES = "Sotto (*.sotto-backup);;(*)"


class BackupDesk(Desk):
    """``restoring`` before the engine ends for it, then ``restored(encrypted)`` when all is another, or ``kept`` when nothing
    is; ``key_wanted(why, use)`` for an encrypted backup whose key is not at hand."""

    restoring = Signal()
    restored = Signal(bool)
    kept = Signal()
    key_wanted = Signal(object, object)

    _offering = False

    def choose_place(self) -> None:
        """Asks where a backup should lie, and writes it there."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Back up everything"), file_name(datetime.now().astimezone()), _FILES
        )
        if name:
            self.write(Path(name))

    def write(self, file: Path) -> None:
        """Writes a backup."""
        self._banner().show_notice(self.tr("Backing up everything …"))
        self._operations.run(lambda: self._api.backups.write(file), self._written, self._failed)

    def offer(self, why: str = "") -> None:
        """Asks which backup is to be put back; ``why`` says what went wrong."""
        self._operations.run(self._api.backups.list, lambda found: self._offer(found, why), self._tell_error)

    def ask(self, file: Path) -> None:
        """Says what a backup holds, and asks whether it is to be put back."""

        def look() -> tuple[Backup, bool]:
            backup = self._api.backups.describe(file)
            try:
                return backup, self._api.encryption.status().on and not backup.encrypted
            except UserFacingError:  # there is no engine while the database is damaged
                return backup, False

        self._operations.run(look, lambda found: self._confirm(*found), self._tell_error)

    def restore(self, file: Path, secret: str = "") -> None:
        """Puts a backup back, an encrypted one with a ``secret`` where its key is not in the keyring."""
        self.restoring.emit()
        self._banner().show_notice(self.tr("Restoring the backup …"))
        self._operations.run(
            lambda: self._api.backups.restore(file, secret),
            self._put_back,
            lambda error: self._not_put_back(error, file),
        )

    def _offer(self, backups: Sequence[Backup], why: str) -> None:
        if self._offering:
            return  # each call that the engine did not open for says so
        self._offering = True
        dialog = RestoreDialog(backups, why, self._window)
        dialog.finished.connect(lambda _: self._offered())
        dialog.chosen.connect(lambda file: self.restore(file))
        dialog.file_wanted.connect(self._choose_file)
        dialog.open()

    def _offered(self) -> None:
        self._offering = False

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Restore a backup"), "", _FILES)
        if name:
            self.ask(Path(name))

    def _confirm(self, backup: Backup, ends_encryption: bool) -> None:
        question = QMessageBox(self._window)
        question.setWindowTitle(self.tr("Restore a backup"))
        question.setText(self.tr("Put back everything as it was on {day}?").format(day=moment(backup.created_at)))
        question.setInformativeText(
            joined(
                holds_words(backup) + ".",
                self.tr("What you made since is lost. This cannot be undone."),
                self.tr("It is not encrypted, and then your data is not either.") if ends_encryption else "",
            )
        )
        yes = question.addButton(self.tr("Restore"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.buttonClicked.connect(lambda button: self.restore(backup.file) if button is yes else None)
        question.open()

    def _written(self, backup: Backup) -> None:
        words = self.tr("Everything is in {file}, which was read back whole: {holds}.")
        self._banner().show_notice(words.format(file=backup.file.name, holds=holds_words(backup)))

    def _failed(self, error: ErrorReport) -> None:
        self._banner().dismiss()
        self._tell_error(error)

    def _put_back(self, backup: Backup) -> None:
        self.restored.emit(backup.encrypted)
        words = self.tr("Everything is as it was on {day}.")
        self._banner().show_notice(words.format(day=moment(backup.created_at)))

    def _not_put_back(self, error: ErrorReport, file: Path) -> None:
        self._banner().dismiss()
        self.kept.emit()
        if error.kind in (KeyNeeded.kind, WrongKey.kind):
            self.key_wanted.emit(error, lambda secret: self.restore(file, secret))
        else:
            self._tell_error(error)
