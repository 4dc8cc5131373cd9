"""Whether what the user made is encrypted, under the heading “Encryption” of the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from assistant.records import EncryptionStatus
from ui.keeping.encryption_words import covered_words
from ui.settings.setting_words import holds
from ui.widgets.page_column import wrapped_label

_ALSO_FOUND_BY = "privacy encryption encrypt key keyring passphrase recovery code password"


class EncryptionCard(QFrame):
    """Emits ``switch_wanted(on)``; nothing is done here."""

    switch_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(self.tr("Encryption"))
        self._on = False
        self._state = wrapped_label()
        self._clear = wrapped_label(covered_words(), "muted")
        self.switch = QPushButton()
        self.switch.setAutoDefault(False)
        self.switch.clicked.connect(lambda: self.switch_wanted.emit(not self._on))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 12, 12)
        lines.setSpacing(6)
        lines.addWidget(wrapped_label(self.tr("Encryption"), "heading"))
        for part in (self._state, self._clear):
            lines.addWidget(part)
        lines.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_status(EncryptionStatus())

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._state.text()} {self._clear.text()}"

    def show_status(self, status: EncryptionStatus) -> None:
        """Shows whether it is on, and where the key is."""
        self._on = status.on
        if not status.on:
            self._state.setText(self.tr("Your data is not encrypted on this disk."))
        elif status.kept_in == "keyring":
            self._state.setText(self.tr("Your data is encrypted. The key is in this computer's keyring."))
        else:
            self._state.setText(self.tr("Your data is encrypted. Sotto asks for the passphrase at each start."))
        self.switch.setText(self.tr("Switch encryption off …") if status.on else self.tr("Encrypt my data …"))

    def is_found(self, wanted: str) -> bool:
        """Whether a search of the settings finds it."""
        return holds(wanted, self.accessibleName(), self.words, self.switch.text(), _ALSO_FOUND_BY)
