"""Asks for the passphrase or the recovery code of encrypted data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder


class KeyDialog(Retranslated, InReadingOrder, QDialog):
    """``given(secret)`` when something was entered. ``why`` says what is to be opened, and what was wrong with the last try."""

    given = Signal(str)

    def __init__(self, why: str, *, wrong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = wrapped_label(why, "error" if wrong else "")
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        # Nothing that helps with typing may learn it, and a code needs no input method.
        self.secret.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.show_it = QCheckBox()
        self.show_it.toggled.connect(
            lambda shown: self.secret.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        )
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setEnabled(False)
        self.open_button.setDefault(True)
        self.secret.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))
        for button in self._buttons.buttons():
            button.setIcon(QIcon())
        self._buttons.accepted.connect(self._give)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for part in (self._why, self.secret, self.show_it, self._buttons):
            column.addWidget(part)
        self.setMinimumWidth(460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.say(self._say_words)
        self.secret.setFocus()

    @property
    def why(self) -> str:
        """What it says."""
        return self._why.text()

    def _give(self) -> None:
        secret = self.secret.text()
        self.secret.clear()
        self.accept()
        if secret:
            self.given.emit(secret)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Unlock your data"))
        self.secret.setPlaceholderText(self.tr("Passphrase or recovery code"))
        self.secret.setAccessibleName(self.tr("Passphrase or recovery code"))
        self.show_it.setText(self.tr("Show it"))
        self.open_button.setText(self.tr("Unlock"))
