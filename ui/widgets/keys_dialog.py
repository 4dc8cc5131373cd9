"""All keys on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.commands import COMMANDS, other_keys


class KeysDialog(QDialog):
    """Lists the keys of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(7)
        rows = [(command.keys[0], command.words) for command in COMMANDS if command.keys]
        for at, (keys, words) in enumerate([*rows, *other_keys()]):
            name = QLabel(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
            name.setProperty("look", "muted")
            grid.addWidget(QLabel(words), at, 0)
            grid.addWidget(name, at, 1, Qt.AlignmentFlag.AlignRight)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Keys"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.resize(sheet.sizeHint().width() + 60, 560)
