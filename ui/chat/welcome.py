"""What an empty conversation shows: what Sotto is for, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.retranslated import Retranslated


class Welcome(Retranslated, QWidget):
    """Emits ``ask_chosen``, ``documents_chosen`` or ``talk_chosen``."""

    ask_chosen = Signal()
    documents_chosen = Signal()
    talk_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self)
        title.setProperty("look", "title")
        subtitle = QLabel(self)
        subtitle.setProperty("look", "subtitle")
        inside = QVBoxLayout()
        inside.setSpacing(8)
        for label in (title, subtitle):
            label.setWordWrap(True)
            label.setProperty("alignment", "AlignHCenter")
            inside.addWidget(label)
        inside.addSpacing(4)
        ways = QVBoxLayout()
        ways.setSpacing(8)
        buttons = []
        for chosen in (self.ask_chosen, self.documents_chosen, self.talk_chosen):
            button = QPushButton(self)
            button.setProperty("look", "card")
            button.clicked.connect(chosen)
            ways.addWidget(button)
            buttons.append(button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(ways)
        middle.addStretch(1)
        inside.addLayout(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.addStretch(2)
        column.addLayout(inside)
        column.addStretch(3)

        def say() -> None:
            title.setText(self.tr("What would you like to know?"))
            subtitle.setText(self.tr("Everything happens on this computer. Nothing is sent anywhere."))
            words = (
                self.tr("Ask a question"),
                self.tr("Add documents and ask about them"),
                self.tr("Talk instead of typing"),
            )
            for button, text in zip(buttons, words, strict=True):
                button.setText(text)
                button.setAccessibleName(text)

        self.say(say)
