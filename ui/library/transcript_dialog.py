"""What was said in a recording, with its times, to be read and saved as text or subtitles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from assistant.documents.reading.clock_words import clock_words
from assistant.errors import ErrorReport, StorageError
from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.speech.recognition import subtitles
from ui.operations import Operations
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder
from ui.widgets.trouble_card import TroubleCard

FIRST_SIZE = QSize(560, 520)
Phrases = Sequence[tuple[float, float, str]]


def as_text(phrases: Phrases) -> str:
    """A line for each phrase: its time and its words."""
    return "".join(f"{clock_words(start_s)}\t{text.strip()}\n" for start_s, _, text in phrases)


WRITERS = {".txt": as_text, ".srt": subtitles.srt, ".vtt": subtitles.vtt}


class TranscriptDialog(Retranslated, InReadingOrder, QDialog):
    """Of one recording of the library."""

    def __init__(
        self, api: AssistantApi, operations: Operations, document: DocumentId, file: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._file = file
        self._phrases: Phrases = ()
        self._operations = operations
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.trouble.again.connect(lambda: self._choose_file())
        self.save_button = QPushButton()
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(lambda: self._choose_file())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(10)
        for part in (self.trouble, self.text, buttons):
            column.addWidget(part)
        self.say(self._say_words)
        self.resize(FIRST_SIZE)
        self._open = True
        self.finished.connect(self._closed)
        operations.run(lambda: api.documents.transcript(document), self._show, self._failed)

    def save(self, file: Path) -> None:
        """Writes the transcript in the format of the file's ending; text where it has another."""
        text = WRITERS.get(file.suffix.lower(), as_text)(self._phrases)

        def write() -> None:
            try:
                file.write_text(text, encoding="utf-8")
            except OSError as error:
                raise StorageError(
                    f"The file {file.name} cannot be written ({error.strerror}).", "Choose another folder."
                ) from error

        self.trouble.hide()
        self._operations.run(write, None, self._failed)

    def _closed(self) -> None:
        # What is read meanwhile comes to widgets that are gone.
        self._open = False

    def _show(self, phrases: Phrases) -> None:
        if not self._open:
            return
        self._phrases = phrases
        self.text.setPlainText(as_text(phrases))
        self.save_button.setEnabled(bool(phrases))

    def _failed(self, error: ErrorReport) -> None:
        if self._open:
            self.trouble.show_error(error)

    def _choose_file(self) -> None:
        filters = (
            self.tr("Text") + " (*.txt)",
            self.tr("Subtitles") + " (*.srt)",
            self.tr("Subtitles for the web") + " (*.vtt)",
        )
        name, chosen = QFileDialog.getSaveFileName(
            self, self.tr("Save the transcript"), str(self._file.with_suffix(".txt")), ";;".join(filters)
        )
        if name:
            ending = f".{chosen.rpartition('.')[2].rstrip(')')}"
            file = Path(name)
            self.save(file if file.suffix.lower() in WRITERS and file.suffix != ".txt" else file.with_suffix(ending))

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Transcript of {name}").format(name=self._file.name))
        self.text.setAccessibleName(self.tr("Transcript"))
        self.save_button.setText(self.tr("Save as …"))
