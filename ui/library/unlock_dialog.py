"""Asks for the password of locked documents and has them read with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.events import EngineDied, EngineStarted, Event, FileIndexed, IndexFinished
from assistant.front_door import AssistantApi
from assistant.records import FileReport
from ui.bridge import EngineBridge
from ui.operations import Operations
from ui.widgets.engine_words import engine_words, error_words
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder

MAX_NAMES = 3


class UnlockDialog(Retranslated, InReadingOrder, QDialog):
    """``ask`` opens it. One password is tried on all documents; it closes when they are open, and stays for those that are not.

    A file whose password was right and that cannot be read for another reason is no longer asked for; its row says why.
    """

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations = api, operations
        self._locked: dict[tuple[Path, str], FileReport] = {}
        self._awaited: set[tuple[Path, str]] = set()
        self._refusal = ""
        self._question = wrapped_label()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.textChanged.connect(self._let_unlock)
        self.keep = QCheckBox()
        self._not_kept = wrapped_label(look="muted")
        self._has_keyring = False
        self._trouble = wrapped_label(look="error")
        self._trouble.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.unlock_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.unlock_button.setDefault(True)
        # Not left to the default button: which one that is changes when the field is closed while a password is tried.
        self.password.returnPressed.connect(self.unlock_button.click)
        for button in self._buttons.buttons():
            button.setIcon(QIcon())
        # It would become the default button when it gets the keyboard, and stay so: Enter then cancels.
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self._buttons.accepted.connect(self._unlock)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for part in (self._question, self.password, self.keep, self._not_kept, self._trouble, self._buttons):
            column.addWidget(part)
        self.setMinimumWidth(420)
        self.finished.connect(self.password.clear)
        bridge.index.connect(self._take)
        bridge.engine.connect(self._engine_event)
        self.say(self._say_words)

    def ask(self, reports: Sequence[FileReport]) -> None:
        """Asks for the password of these documents; those that are not locked are left alone."""
        self._locked = {_key(report): report for report in reports if report.locked}
        self._awaited = set()
        self._trouble.hide()
        if self._locked:
            self.keep.setChecked(False)
            self._show_keyring(False)
            self._operations.run(self._api.documents.can_keep_passwords, self._show_keyring, None)
            self._say_words()
            self._let_unlock()
            self.open()
            self.password.setFocus()

    @property
    def trouble(self) -> str:
        """Why the last password did not do; empty before the first one."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    @property
    def question(self) -> str:
        """What it asks for."""
        return self._question.text()

    def _unlock(self) -> None:
        self._awaited, self._refusal = set(self._locked), ""
        self._trouble.hide()
        self._let_unlock()
        documents = [report.document_id for report in self._locked.values() if report.document_id is not None]
        password, keep = self.password.text(), self._has_keyring and self.keep.isChecked()

        def unlock() -> None:
            for document in documents:
                self._api.documents.unlock(document, password, keep)

        self._operations.run(unlock, None, self._failed)

    @Slot(object)
    def _take(self, event: Event) -> None:
        if isinstance(event, FileIndexed) and _key(event.file) in self._awaited:
            self._awaited.discard(_key(event.file))
            if event.file.locked:
                self._refusal = engine_words(event.file.reason)
            else:
                del self._locked[_key(event.file)]
            if not self._awaited:
                self._come_to_an_end()
        elif isinstance(event, IndexFinished) and event.error is not None and self._awaited:
            self._failed(event.error)

    @Slot(object)
    def _engine_event(self, event: EngineStarted | EngineDied) -> None:
        if isinstance(event, EngineDied) and self._awaited:
            self._ask_again(self.tr("The engine stopped. Try the password again."))

    def _failed(self, error: ErrorReport) -> None:
        self._ask_again(error_words(error))

    def _come_to_an_end(self) -> None:
        if self._locked:
            self._ask_again(self._refusal)
        else:
            self.accept()

    def _ask_again(self, why: str) -> None:
        self._awaited = set()
        self._trouble.setText(why)
        self._trouble.show()
        self._say_words()
        self.adjustSize()
        self._let_unlock()
        self.password.selectAll()
        self.password.setFocus()

    def _show_keyring(self, there: bool) -> None:
        self._has_keyring = there
        self.keep.setVisible(there)
        self._not_kept.setVisible(not there)

    def _let_unlock(self) -> None:
        self.password.setEnabled(not self._awaited)
        self.unlock_button.setEnabled(bool(self.password.text()) and not self._awaited)
        self.unlock_button.setText(self.tr("Unlocking …") if self._awaited else self.tr("Unlock"))

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Unlock documents"))
        names = [report.path.name for report in self._locked.values()]
        if len(names) == 1:
            self._question.setText(self.tr("“{file}” is protected with a password.").format(file=names[0]))
        else:
            words = self.tr("%Ln documents are protected with a password:", None, len(names))
            more = ["…"] if len(names) > MAX_NAMES else []
            self._question.setText("\n".join([words, *names[:MAX_NAMES], *more]))
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self._let_unlock()
        self.keep.setText(self.tr("Keep it in this computer's keyring"))
        self.keep.setAccessibleName(self.keep.text())
        self._not_kept.setText(
            self.tr("Sotto forgets the password when it ends: this computer has no keyring to keep it in.")
        )


def _key(report: FileReport) -> tuple[Path, str]:
    return report.path, report.collection
