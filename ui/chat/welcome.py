"""What an empty conversation shows: what Sotto is for, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Welcome(QWidget):
    """Emits ``ask_chosen``, ``documents_chosen`` or ``talk_chosen``."""

    ask_chosen = Signal()
    documents_chosen = Signal()
    talk_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("What would you like to know?"))
        title.setProperty("look", "title")
        subtitle = QLabel(self.tr("Everything happens on this computer. Nothing is sent anywhere."))
        subtitle.setProperty("look", "subtitle")
        inside = QVBoxLayout()
        inside.setSpacing(10)
        for label in (title, subtitle):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(label)
        inside.addSpacing(14)
        ways = QVBoxLayout()
        ways.setSpacing(8)
        for words, chosen in (
            (self.tr("Ask a question"), self.ask_chosen),
            (self.tr("Add documents and ask about them"), self.documents_chosen),
            (self.tr("Talk instead of typing"), self.talk_chosen),
        ):
            button = QPushButton(words)
            button.setAccessibleName(words)
            button.setProperty("look", "card")
            button.clicked.connect(chosen)
            ways.addWidget(button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(ways)
        middle.addStretch(1)
        inside.addLayout(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addStretch(2)
        column.addLayout(inside)
        column.addStretch(3)
