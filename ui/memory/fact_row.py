"""One fact on the memory page: its words, its source, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant.records import Fact
from ui.memory.memory_words import fact_words
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated


class FactRow(Retranslated, QFrame):
    """Emits the fact itself: ``source_wanted``, ``edit_wanted``, ``forget_wanted``."""

    source_wanted = Signal(object)
    edit_wanted = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = fact
        self._text = wrapped_label(fact.text, "" if fact.until is None else "muted")
        self._details = wrapped_label(look="muted")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._text)
        lines.addWidget(self._details)
        self.source = QPushButton()
        self.source.setVisible(fact.source is not None)
        self.source.clicked.connect(lambda: self.source_wanted.emit(self.fact))
        self.edit = QPushButton()
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self.fact))
        self.forget = QPushButton()
        self.forget.clicked.connect(lambda: self.forget_wanted.emit(self.fact))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(8)
        row.addLayout(lines, 1)
        for button in (self.source, self.edit, self.forget):
            row.addWidget(button)
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """What stands below the fact."""
        return self._details.text()

    def _say_words(self) -> None:
        self._details.setText(fact_words(self.fact))
        texts = (
            (self.source, self.tr("Open the chat"), self.tr("Open the chat where you said: {fact}")),
            (self.edit, self.tr("Edit …"), self.tr("Edit: {fact}")),
            (self.forget, self.tr("Forget …"), self.tr("Forget: {fact}")),
        )
        for button, text, name in texts:
            button.setText(text)
            button.setAccessibleName(name.format(fact=self.fact.text))
