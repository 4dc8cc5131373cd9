"""What an empty conversation shows: what Sotto is for, and ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.retranslated import Retranslated

_SIDE_PX, _SPACING_PX = 24, 5


class Welcome(Retranslated, QWidget):
    """Emits what was chosen."""

    ask_chosen = Signal()
    documents_chosen = Signal()
    sample_chosen = Signal()
    talk_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self)
        title.setProperty("look", "title")
        subtitle = QLabel(self)
        subtitle.setProperty("look", "subtitle")
        inside = QVBoxLayout()
        inside.setSpacing(_SPACING_PX)
        for label in (title, subtitle):
            label.setWordWrap(True)
            label.setProperty("alignment", "AlignHCenter")
            inside.addWidget(label)
        inside.addSpacing(_SPACING_PX)
        ways = QVBoxLayout()
        ways.setSpacing(5)
        buttons = []
        for chosen in (self.ask_chosen, self.documents_chosen, self.talk_chosen, self.sample_chosen):
            button = QPushButton(self)
            # In the smallest window there is room for three cards and a line.
            button.setProperty("look", "plain" if chosen is self.sample_chosen else "card")
            button.clicked.connect(chosen)
            ways.addWidget(button)
            buttons.append(button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(ways)
        middle.addStretch(1)
        inside.addLayout(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, 0)
        column.addStretch(2)
        column.addLayout(inside)
        column.addStretch(3)
        self._labels, self._ways = (title, subtitle), ways

        def say() -> None:
            title.setText(self.tr("What would you like to know?"))
            subtitle.setText(self.tr("Everything happens on this computer. Nothing is sent anywhere."))
            words = (
                self.tr("Ask a question"),
                self.tr("Add documents and ask about them"),
                self.tr("Talk instead of typing"),
                self.tr("Try it on the guide to Sotto"),
            )
            for button, text in zip(buttons, words, strict=True):
                button.setText(text)
                button.setAccessibleName(text)

        self.say(say)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, as beside attached pictures, the ways to begin stay whole and the words go."""
        super().resizeEvent(event)
        room = self.height() - self._ways.sizeHint().height() - 2 * _SPACING_PX
        for label in self._labels:
            room -= label.heightForWidth(self.width() - 2 * _SIDE_PX) + _SPACING_PX
            label.setVisible(room >= 0)
