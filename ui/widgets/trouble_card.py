"""What went wrong and what to do about it, with a button that does it and one that copies what happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from ui.widgets.engine_words import engine_words
from ui.widgets.error_details import error_details
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated


class TroubleCard(Retranslated, QFrame):
    """Hidden until it has something to say. Emits ``again`` when the button is pressed."""

    again = Signal()

    def __init__(self, button_words: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "trouble")
        self._message = wrapped_label(look="heading")
        self._remedy = wrapped_label()
        self._error: ErrorReport | None = None
        self._again = QPushButton()
        self.say(lambda: self._again.setText(button_words()))
        self.say(lambda: self._again.setAccessibleName(button_words()))
        self._again.clicked.connect(self.again)
        self._copy = IconButton("copy")
        self.say(lambda: self._copy.set_name(self.tr("Copy the details")))
        self._copy.clicked.connect(self._copy_details)
        lines = QVBoxLayout()
        lines.setSpacing(3)
        lines.addWidget(self._message)
        lines.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 14, 12)
        row.setSpacing(14)
        row.addLayout(lines, 1)
        row.addWidget(self._again)
        row.addWidget(self._copy)
        self.hide()
        self.say(self._say_error)

    @property
    def text(self) -> str:
        """What it says now; empty when it is hidden."""
        return "" if self.isHidden() else f"{self._message.text()} {self._remedy.text()}".strip()

    def show_error(self, error: ErrorReport) -> None:
        """Says the error in its own words."""
        self._error = error
        self._say_error()
        self.show()

    def _copy_details(self) -> None:
        if self._error is not None:
            QGuiApplication.clipboard().setText(error_details(self._error))

    def _say_error(self) -> None:
        if self._error is not None:
            self._message.setText(engine_words(self._error.message))
            self._remedy.setText(engine_words(self._error.remedy))
            self._remedy.setVisible(bool(self._error.remedy))
            self.setAccessibleName(f"{self._message.text()} {self._remedy.text()}".strip())
