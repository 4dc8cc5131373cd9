"""Chats of other assistants come in, and everything goes out as text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from assistant.conversation.chat_export import write_text
from assistant.errors import ErrorReport
from assistant.memory.export import everything_as_json, everything_as_markdown
from assistant.records import ImportReport
from ui.keeping.desk import Desk
from ui.widgets.counts import chats, messages
from ui.widgets.engine_words import engine_words, joined

SHOWN_PROBLEMS = 3


class ChatExchange(Desk):
    """``imported`` when there may be new chats."""

    imported = Signal()

    def choose_export(self) -> None:
        """Asks for an export of another assistant, and takes it in."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Import chats"),
            "",
            self.tr("Chats of other assistants") + " (*.json *.zip *.md *.markdown *.txt);;(*)",
        )
        if name:
            self.take_in(Path(name))

    def take_in(self, file: Path) -> None:
        """Takes in an export."""
        self._banner().show_notice(self.tr("Importing chats …"))
        self._operations.run(lambda: self._api.conversations.import_chats(file), self._taken_in, self._failed)

    def choose_place(self) -> None:
        """Asks where everything should be written as text, and writes it there."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export everything"), "sotto.md", "Markdown (*.md);;JSON (*.json)"
        )
        if name:
            self.export(Path(name))

    def export(self, file: Path) -> None:
        """Writes every fact and every chat to a file, as JSON where its ending says so, else as Markdown."""

        def write() -> int:
            chats = [(one, self._api.conversations.messages(one.id)) for one in self._api.conversations.list()]
            shape = everything_as_json if file.suffix.lower() == ".json" else everything_as_markdown
            write_text(file, shape(self._api.memory.list(), chats))
            return len(chats)

        words = self.tr("Every fact and {chats} are in {file}.")
        self._operations.run(
            write,
            lambda count: self._banner().show_notice(words.format(chats=chats(count), file=file.name)),
            self._failed,
        )

    def _taken_in(self, report: ImportReport) -> None:
        self.imported.emit()
        words = joined(
            self.tr("%Ln chats with {messages} were added.", None, report.chats).format(
                messages=messages(report.messages)
            ),
            self.tr("%Ln were here already.", None, report.known) if report.known else "",
            self.tr("%Ln could not be read.", None, report.broken) if report.broken else "",
        )
        self._banner().show_notice(words)
        if report.problems:
            self._show_problems(report)

    def _show_problems(self, report: ImportReport) -> None:
        reasons = [engine_words(problem) for problem in report.problems]
        box = QMessageBox(QMessageBox.Icon.Warning, self.tr("Import chats"), "", parent=self._window)
        box.setText(self.tr("%Ln could not be read. The others were imported.", None, report.broken))
        box.setInformativeText("\n".join(reasons[:SHOWN_PROBLEMS]))
        if len(reasons) > SHOWN_PROBLEMS:
            box.setDetailedText("\n".join(reasons))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _failed(self, error: ErrorReport) -> None:
        self._banner().dismiss()
        self._tell_error(error)
