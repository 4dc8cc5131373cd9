"""What an empty library shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated


class EmptyLibrary(Retranslated, QWidget):
    """Says what documents are good for, and how to add the first."""

    files_chosen = Signal()
    folder_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = wrapped_label(look="title")
        how = wrapped_label(look="subtitle")
        ways = QHBoxLayout()
        ways.addStretch(1)
        buttons = []
        for chosen in (self.files_chosen, self.folder_chosen):
            button = QPushButton()
            button.clicked.connect(chosen)
            buttons.append(button)
            if chosen is self.files_chosen:
                button.setProperty("look", "primary")
            ways.addWidget(button)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 40, 0, 40)
        column.setSpacing(10)
        for label in (title, how):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(10)
        column.addLayout(ways)
        column.addStretch(1)

        def say() -> None:
            title.setText(self.tr("No documents yet"))
            how.setText(
                self.tr(
                    "Drop files or a folder here, or add them. Sotto reads PDF, Word, Markdown, web pages and plain text, "
                    "and answers with the page it stands on. Nothing leaves this computer."
                )
            )
            for button, words in zip(buttons, (self.tr("Add documents"), self.tr("Add a folder")), strict=True):
                button.setText(words)
                button.setAccessibleName(words)

        self.say(say)
