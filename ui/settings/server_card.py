"""Where the local server listens, and its key to copy. Hidden while it is off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from assistant.records import LocalServerStatus
from ui.outside_traces import copy_secret
from ui.widgets.engine_words import engine_words
from ui.widgets.page_column import wrapped_label


class ServerCard(QWidget):
    """The key is never shown, only copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._label = wrapped_label(look="muted")
        self.copy = QPushButton(self.tr("Copy the key"))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addWidget(self._label)
        lines.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._label.text()

    def show_status(self, status: LocalServerStatus) -> None:
        """Shows where it listens, or why it does not."""
        self._key = status.key
        words = self.tr("Listening at {address}. Whoever has the key can use the models, and reads nothing of yours.")
        self._label.setText(words.format(address=status.address) if status.address else engine_words(status.trouble))
        self.copy.setText(self.tr("Copy the key"))
        self.copy.setVisible(bool(status.key))
        self.setVisible(bool(self._label.text()))

    def _copy(self) -> None:
        copy_secret(self._key)
        self.copy.setText(self.tr("Copied"))
