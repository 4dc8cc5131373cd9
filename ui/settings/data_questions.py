"""What is asked before the data folder is moved, the settings are put back or everything is erased, and what is shown meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import ErasePlan
from assistant.settings import Settings
from ui.operations import Operations
from ui.settings.erase_dialog import EraseDialog
from ui.widgets.engine_words import error_words

FOLDER_NAME = "Sotto"


class DataQuestions(QObject):
    """Over a dialog. ``resting`` is called before the engine ends for a move or an erasing, after which it begins again where it
    was not done; ``moved`` and ``erased`` when the program must start anew; ``reset`` with the settings as they are then."""

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        dialog: QWidget,
        *,
        resting: Callable[[], None],
        moved: Callable[[], None],
        erased: Callable[[], None],
        reset: Callable[[Settings], None],
    ) -> None:
        super().__init__(dialog)
        self._api, self._operations, self._dialog = api, operations, dialog
        self._resting, self._moved, self._erased, self._reset = resting, moved, erased, reset

    def choose_folder(self) -> None:
        """Asks where the data is to be, and moves it."""
        chosen = QFileDialog.getExistingDirectory(self._dialog, self.tr("Move the data folder into"))
        if chosen:
            self.confirm_move(folder_in(Path(chosen)))

    def confirm_move(self, folder: Path) -> None:
        """Says what will happen, and moves the data folder."""
        question = self._box(self.tr("Move everything you made to {folder}?").format(folder=folder))
        question.setInformativeText(
            self.tr("It is copied and read back first; then Sotto starts anew and empties the old folder.")
        )
        yes = question.addButton(self.tr("Move"), QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.buttonClicked.connect(lambda button: self.move_to(folder) if button is yes else None)
        question.open()

    def move_to(self, folder: Path) -> None:
        """Moves the data folder; meanwhile nothing else can be done, since it would be done to the old one."""
        self._do(self.tr("Moving your data …"), lambda: self._api.backups.move(folder), self._moved)

    def confirm_erase(self) -> None:
        """Says what would go, and erases it when the word for it was typed."""

        def ask(plan: ErasePlan) -> None:
            dialog = EraseDialog(plan, self._dialog)
            dialog.confirmed.connect(self.erase)
            dialog.open()

        self._operations.run(self._api.backups.plan_erasing, ask, self._tell)

    def erase(self) -> None:
        """Erases everything."""
        self._do(self.tr("Erasing your data …"), self._api.backups.erase, self._erased)

    def _do(self, words: str, work: Callable[[], None], then: Callable[[], None]) -> None:
        waiting = self._box(words)
        waiting.setStandardButtons(QMessageBox.StandardButton.NoButton)
        waiting.open()

        def failed(error: ErrorReport) -> None:
            waiting.done(0)
            self._tell(error)

        def done(_: None) -> None:
            waiting.done(0)
            then()

        self._resting()
        self._operations.run(work, done, failed)

    def _tell(self, error: ErrorReport) -> None:
        box = self._box(error_words(error))
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.open()

    def confirm_reset(self) -> None:
        """Asks, and puts every setting back."""
        question = self._box(self.tr("Put every setting back to what it was at first?"))
        question.setInformativeText(
            self.tr("Your chats, documents, memory and models stay. The settings as they are now are kept in a file.")
        )
        yes = question.addButton(self.tr("Reset the settings"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.buttonClicked.connect(lambda button: self.reset() if button is yes else None)
        question.open()

    def reset(self) -> None:
        """Puts every setting back."""
        self._operations.run(self._api.reset_settings, self._reset, self._tell)

    def _box(self, text: str) -> QMessageBox:
        box = QMessageBox(self._dialog)
        box.setWindowTitle(self.tr("Data folder"))
        box.setText(text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box


def folder_in(chosen: Path) -> Path:
    """The folder itself where it is empty, else one of our own inside it."""
    try:
        return chosen if not any(chosen.iterdir()) else chosen / FOLDER_NAME
    except OSError:
        return chosen
