"""A dialog that asks the engine while it is open: what it is about, what can be set, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.engine_words import error_words
from ui.widgets.page_column import wrapped_label
from ui.widgets.tab_order import InReadingOrder

Result = TypeVar("Result")


class EngineDialog(InReadingOrder, QDialog):
    """Put what it is into ``about``, and what can be set into ``content``."""

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._api, self._operations = api, operations
        self._reading = Reading(operations)
        self._open = True
        self.finished.connect(self._closed)
        self.about = wrapped_label(look="muted")
        self.content = QVBoxLayout()
        self.trouble = wrapped_label(look="error")
        self.trouble.hide()
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addLayout(self.content, 1)
        column.addWidget(self.trouble)
        column.addWidget(close)

    def call(
        self,
        work: Callable[[], Result],
        on_done: Callable[[Result], object],
        on_error: Callable[[ErrorReport], object] | None = None,
    ) -> None:
        """Calls the engine. What comes of it is dropped once the dialog is closed; without ``on_error`` an error is told."""
        self._operations.run(work, self._while_open(on_done), self._while_open(on_error or self.tell))

    def read(self, read: Callable[[], Result], on_done: Callable[[Result], object]) -> None:
        """Calls the engine for what the dialog shows: what was asked for later is not painted over by what was asked for before."""
        self._reading.begin(read, self._while_open(on_done), self._while_open(self.tell))

    def _while_open(self, tell: Callable[[Result], object]) -> Callable[[Result], None]:
        def told(outcome: Result) -> None:
            if self._open:
                tell(outcome)

        return told

    def _closed(self) -> None:
        self._open = False

    def tell(self, error: ErrorReport) -> None:
        """Says what went wrong."""
        self.say(error_words(error))

    def say(self, words: str) -> None:
        """Says something in place of what was said before; empty words take it away."""
        self.trouble.setText(words)
        self.trouble.setAccessibleName(words)
        self.trouble.setVisible(bool(words))
