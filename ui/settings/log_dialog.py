"""The engine's log, to be read and copied. It holds ids, counts and durations, never words of the user."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.page_column import wrapped_label
from ui.widgets.tab_order import InReadingOrder

LONGEST_BYTES = 200_000
"""Of the end of the log; older lines are in the file."""


def log_end(file: Path, longest_bytes: int = LONGEST_BYTES) -> str:
    """The last lines of a log; empty where there is none."""
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(size - longest_bytes, 0))
            text = stream.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    return text if size <= longest_bytes else text.partition("\n")[2]


class LogDialog(InReadingOrder, QDialog):
    """Reads the file when it is opened, and again on demand."""

    def __init__(self, file: Path, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file, self._log = file, Reading(operations)
        self._open = True
        self.finished.connect(self._closed)
        self.setWindowTitle(self.tr("Log"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Log"))
        self.text.setPlaceholderText(self.tr("Nothing was written yet."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        for words, act in (
            (self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(self.text.toPlainText())),
            (self.tr("Read again"), self.refresh),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, act=act: act())
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.addWidget(
            wrapped_label(self.tr("What you say, ask or add is never written here: {file}").format(file=file))
        )
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        self.resize(760, 480)
        self.refresh()

    def refresh(self) -> None:
        """Reads the log."""
        self._log.begin(lambda: log_end(self._file), self._show)

    def _closed(self) -> None:
        self._open = False

    def _show(self, text: str) -> None:
        if not self._open:
            return
        self.text.setPlainText(text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
