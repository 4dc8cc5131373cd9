"""What stands in the place of a page while the engine, which it shows something of, is still being started."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated


class StartingPage(Retranslated, QWidget):
    """One line in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = wrapped_label(look="subtitle")
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(line)
        self.say(lambda: line.setText(self.tr("Starting the engine …")))
