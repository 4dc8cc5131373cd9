"""Switching the encryption on and off from the window, and asking for its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox

from assistant.errors import ErrorReport, WrongKey
from assistant.records import EncryptionStatus
from ui.keeping.desk import Desk
from ui.keeping.encrypt_dialog import EncryptDialog
from ui.keeping.key_dialog import KeyDialog
from ui.widgets.engine_words import error_words, joined


class EncryptionDesk(Desk):
    """``switching`` before the engine ends for it, then ``switched(on)``, or ``kept`` when nothing was changed; ``unlocked`` when a
    secret was given and the engine is to be tried again."""

    switching = Signal()
    switched = Signal(bool)
    kept = Signal()
    unlocked = Signal()

    _asking = False

    def ask_to_switch(self, on: bool) -> None:
        """Says what switching means, and does it when the user agrees."""
        if on:
            self._operations.run(
                lambda: (self._api.encryption.status(), self._api.encryption.new_code()),
                lambda found: self._ask_to_encrypt(*found),
                self._tell_error,
            )
        else:
            self._ask_to_decrypt()

    def ask_for_key(self, error: ErrorReport, use: Callable[[str], None] | None = None) -> None:
        """Asks for a passphrase or recovery code, and opens the data with it, or uses it otherwise."""
        if self._asking:
            return  # each call that the engine did not open for says so
        self._asking = True
        dialog = KeyDialog(error_words(error), wrong=error.kind == WrongKey.kind, parent=self._window)
        dialog.finished.connect(lambda _: self._asked())
        dialog.given.connect(use or self._unlock)
        dialog.open()

    def _asked(self) -> None:
        self._asking = False

    def switch_on(self, code: str, passphrase: str) -> None:
        """Encrypts everything."""
        self._switch(
            self.tr("Encrypting your data …"), lambda: self._api.encryption.switch_on(code, passphrase), on=True
        )

    def switch_off(self) -> None:
        """Decrypts everything."""
        self._switch(self.tr("Decrypting your data …"), self._api.encryption.switch_off, on=False)

    def _unlock(self, secret: str) -> None:
        # To try a passphrase takes seconds on purpose.
        self._banner().show_notice(self.tr("Opening your data …"))
        self._operations.run(lambda: self._api.encryption.unlock(secret), lambda _: self._opened(), self._tell_error)

    def _opened(self) -> None:
        self._banner().dismiss()
        self.unlocked.emit()

    def _switch(self, words: str, switch: Callable[[], None], *, on: bool) -> None:
        self.switching.emit()
        self._banner().show_notice(words)
        self._operations.run(switch, lambda _: self._done(on), self._failed)

    def _done(self, on: bool) -> None:
        self.switched.emit(on)
        self._banner().show_notice(
            self.tr("Your data is encrypted.") if on else self.tr("Your data is no longer encrypted.")
        )

    def _failed(self, error: ErrorReport) -> None:
        self._banner().dismiss()
        self.kept.emit()
        self._tell_error(error)

    def _ask_to_encrypt(self, status: EncryptionStatus, code: str) -> None:
        dialog = EncryptDialog(code, keyring=status.keyring, parent=self._window)
        dialog.agreed.connect(lambda passphrase: self.switch_on(code, passphrase))
        dialog.open()

    def _ask_to_decrypt(self) -> None:
        question = QMessageBox(self._window)
        question.setWindowTitle(self.tr("Encryption"))
        question.setText(self.tr("Switch the encryption of your data off?"))
        question.setInformativeText(
            joined(
                self.tr("Whoever has this disk can read your data then. Automatic backups made so far are deleted."),
                self.tr(
                    "The recovery code still opens encrypted backups that you made yourself; keep it as long as those."
                ),
            )
        )
        yes = question.addButton(self.tr("Switch encryption off"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.buttonClicked.connect(lambda button: self.switch_off() if button is yes else None)
        question.open()
