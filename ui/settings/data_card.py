"""Where everything is kept, under the heading “Data folder” of the settings: opened, moved, the settings put back, and
everything erased."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.settings.setting_words import holds
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.page_column import wrapped_label

_ALSO_FOUND_BY = "privacy data folder move reset defaults erase delete everything"


class DataCard(QFrame):
    """Emits what its buttons are for; nothing is done here."""

    move_wanted = Signal()
    log_wanted = Signal()
    reset_wanted = Signal()
    erase_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(self.tr("Data folder"))
        self._folder = wrapped_label()
        self.move_folder = QPushButton(self.tr("Move the data folder …"))
        self.move_folder.clicked.connect(self.move_wanted)
        self.log = QPushButton(self.tr("Show the log …"))
        self.log.clicked.connect(self.log_wanted)
        self.reset = QPushButton(self.tr("Reset the settings …"))
        self.reset.clicked.connect(self.reset_wanted)
        self.erase = QPushButton(self.tr("Erase everything …"))
        self.erase.clicked.connect(self.erase_wanted)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 12, 12)
        lines.setSpacing(6)
        lines.addWidget(wrapped_label(self.tr("Data folder"), "heading"))
        lines.addWidget(self._folder)
        buttons = FlowLayout()
        for button in (self.move_folder, self.log, self.reset, self.erase):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        lines.addLayout(buttons)

    @property
    def words(self) -> str:
        """What it says of the folder."""
        return self._folder.text()

    def show_folder(self, folder: str) -> None:
        """Shows where everything is."""
        self._folder.setText(folder)

    def is_found(self, wanted: str) -> bool:
        """Whether a search of the settings finds it."""
        buttons = (self.move_folder.text(), self.log.text(), self.reset.text(), self.erase.text())
        return holds(wanted, self.accessibleName(), self.words, *buttons, _ALSO_FOUND_BY)
