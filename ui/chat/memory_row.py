"""What an answer was given to go by, under it: one button a fact or earlier message."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from assistant.records import Remembered
from ui.memory.memory_words import day
from ui.widgets.excerpts import shortened
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton

LONGEST_TEXT = 44


class MemoryRow(QWidget):
    """Emits ``memory_activated(Remembered)`` when one is clicked."""

    memory_activated = Signal(object)

    def __init__(self, remembered: Sequence[Remembered], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = [(self._button(one), one) for one in remembered]
        row = FlowLayout(self)
        for button, _ in self._buttons:
            row.addWidget(button)
        self.say_words()

    def say_words(self) -> None:
        """Names them in the window's language."""
        for button, one in self._buttons:
            button.setText(shortened(one.text, LONGEST_TEXT))
            name = self.tr("You said on {day}: {text}").format(day=day(one.said_at), text=one.text)
            button.set_name(name)

    def _button(self, one: Remembered) -> IconButton:
        button = IconButton("memory", text=" ", role=QPalette.ColorRole.Accent, look="source")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.memory_activated.emit(one))
        return button
