"""The settings dialog, joined to the engine. What is changed holds at once; there is nothing to confirm."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import EncryptionStatus, EngineStatus, ForgetAmounts, LocalServerStatus, NetworkUse
from assistant.settings import Settings, Value, setting_fields
from ui.memory.memory_words import amounts_words
from ui.operations import Operations
from ui.reading import Reading
from ui.settings.data_questions import DataQuestions
from ui.settings.editors import Option
from ui.settings.known_values import known_values
from ui.settings.section_list import SectionList
from ui.settings.settings_sheet import SettingsSheet
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder
from ui.widgets.trouble_card import TroubleCard

FIRST_SIZE = QSize(840, 640)
LEAST_FOR_SECTIONS_PX = 660
EXPIRY = ("memory_keep_chats", "memory_keep_past_facts")


class SettingsDialog(Retranslated, InReadingOrder, QDialog):
    """``setting_changed(name, value)`` after the engine took a value, so that the window can follow; ``data_moved`` when the
    program must start anew to find its data, ``data_erased`` when there is none any more; ``encryption_wanted(on)`` to have it
    switched."""

    setting_changed = Signal(str, object)
    sound_check_wanted = Signal()
    data_moved = Signal()
    data_erased = Signal()
    engine_rests = Signal()
    encryption_wanted = Signal(bool)

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._api = api
        self._operations = operations
        self._values, self._engine, self._use = Reading(operations), Reading(operations), Reading(operations)
        self._local, self._sealed, self._options_known = Reading(operations), Reading(operations), Reading(operations)
        self.sheet: SettingsSheet | None = None
        # Values are set in the order they were chosen: of two quick ones the later holds.
        self._changes = Operations(self, threads=1)
        self._changes.failed_by_bug.connect(operations.failed_by_bug)
        self._newest: dict[str, int] = {}
        self._other_language = QTimer(self)
        self._other_language.setSingleShot(True)
        self._other_language.timeout.connect(self._make_sheet_again)
        self._options: dict[str, list[Option]] = {}
        self._folder = ""
        self._network = NetworkUse()
        self._server = LocalServerStatus()
        self._encryption = EncryptionStatus()
        self.data_questions = DataQuestions(
            api,
            operations,
            self,
            resting=self.engine_rests.emit,
            moved=self.data_moved.emit,
            erased=self.data_erased.emit,
            reset=self._settings_were_reset,
        )
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.sections = SectionList()
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.trouble.again.connect(self.refresh)
        self.folder = wrapped_label(look="muted")
        self._open_folder = QPushButton()
        self._open_folder.setEnabled(False)
        self._open_folder.setAutoDefault(False)
        self._open_folder.clicked.connect(self._show_folder)
        close = self._close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        # Enter settles a text; it must not close the dialog.
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.folder, 1)
        foot.addWidget(self._open_folder)
        foot.addWidget(close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 14)
        self._column.setSpacing(10)
        for part in (self.search, self.trouble):
            self._column.addWidget(part)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(12)
        self._middle.addWidget(self.sections)
        self._middle.addStretch(1)
        self._column.addLayout(self._middle, 1)
        self._column.addLayout(foot)
        self.say(self._say_words)
        self.resize(FIRST_SIZE)
        self.refresh()

    def refresh(self) -> None:
        """Asks the engine for the values in force."""
        self.trouble.hide()
        self._values.begin(self._api.settings, self._show_settings, self.trouble.show_error)
        self._engine.begin(self._api.status, self._show_status)
        self._use.begin(self._api.network_use, self._show_network)
        self._local.begin(self._api.local_server, self._show_server)
        self._sealed.begin(self._api.encryption.status, self._show_encryption)
        self._options_known.begin(lambda: known_values(self._api), self._show_options)

    def showEvent(self, event: QShowEvent) -> None:
        """The search has the keyboard, and values may have changed elsewhere since the last time."""
        super().showEvent(event)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.sheet is not None and not event.spontaneous():
            self.refresh()

    def change(self, name: str, value: Value) -> None:
        """Sets a value, as the controls do; one by which something would be forgotten says first what that is."""
        if name not in EXPIRY or self.sheet is None:
            self._set(name, value)
            return
        settings = self.sheet.settings
        keep = {one: str(value) if one == name else str(getattr(settings, one)) for one in EXPIRY}
        self._operations.run(
            lambda: self._api.memory.plan_expiry(keep["memory_keep_chats"], keep["memory_keep_past_facts"]),
            lambda amounts: self._confirm_expiry(name, value, amounts),
            lambda error: self._refused(name, error),
        )

    def _confirm_expiry(self, name: str, value: Value, amounts: ForgetAmounts) -> None:
        if amounts == ForgetAmounts():
            self._set(name, value)
            return
        question = QMessageBox(self)
        question.setWindowTitle(self.tr("Settings"))
        question.setText(self.tr("Forget what is older, now and from now on?"))
        question.setInformativeText(
            self.tr("This would be forgotten for good now: {amounts}. It cannot be undone.").format(
                amounts=amounts_words(amounts)
            )
        )
        yes = question.addButton(self.tr("Forget what is older"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.buttonClicked.connect(
            lambda button: self._set(name, value) if button is yes else self._keep_value(name)
        )
        question.open()

    def _show_log(self) -> None:
        from ui.settings.log_dialog import LogDialog

        dialog = LogDialog(Path(self._folder) / "logs" / "engine.log", self._operations, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _keep_value(self, name: str) -> None:
        if self.sheet is not None:
            self.sheet.rows[name].show_value(getattr(self.sheet.settings, name))

    def _set(self, name: str, value: Value) -> None:
        number = self._newest[name] = self._newest.get(name, 0) + 1
        self._changes.run(
            lambda: self._api.set_setting(name, value),
            lambda settings: self._taken(name, settings) if number == self._newest[name] else None,
            lambda error: self._refused(name, error),
        )

    def _show_settings(self, settings: Settings) -> None:
        if self.sheet is not None:
            self.sheet.show_settings(settings)
            return
        stretch = self._middle.takeAt(1)
        del stretch
        self._make_sheet(settings)

    def _make_sheet(self, settings: Settings) -> None:
        self.sheet = SettingsSheet(settings)
        self.sheet.changed.connect(self.change)
        self.sheet.forget_pauses.connect(self._forget_pauses)
        self.sheet.sound_check_wanted.connect(self.sound_check_wanted)
        self.sheet.offer(self._options)
        self.sheet.network.show_use(self._network)
        self.sheet.server.show_status(self._server)
        self.sheet.encryption.show_status(self._encryption)
        self.sheet.encryption.switch_wanted.connect(self.encryption_wanted)
        self.sheet.data.show_folder(self._folder)
        self.sheet.data.move_wanted.connect(self.data_questions.choose_folder)
        self.sheet.data.log_wanted.connect(self._show_log)
        self.sheet.data.reset_wanted.connect(self.data_questions.confirm_reset)
        self.sheet.data.erase_wanted.connect(self.data_questions.confirm_erase)
        self._middle.addWidget(self.sheet, 1)
        self._find(self.search.text())
        self.sections.follow(self.sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow dialog has its room for the settings."""
        super().resizeEvent(event)
        self.sections.setVisible(self.width() >= LEAST_FOR_SECTIONS_PX)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.search.setPlaceholderText(self.tr("Find a setting"))
        self.search.setAccessibleName(self.tr("Find a setting"))
        self._open_folder.setText(self.tr("Open folder"))
        self._open_folder.setAccessibleName(self.tr("Open the data folder"))
        if self._folder:
            self.folder.setText(self.tr("Everything you make is kept in {folder}").format(folder=self._folder))

    def changeEvent(self, event: QEvent) -> None:
        """The rows say their words when they are made, so another language makes them again in the same place."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            # Once, though Qt tells a dialog twice: for itself, and as a child of the window.
            self._other_language.start()

    def _make_sheet_again(self) -> None:
        if self.sheet is None:
            return
        old, at = self.sheet, self.sheet.verticalScrollBar().value()
        focused = self.focusWidget()
        with_keyboard = next((name for name, row in old.rows.items() if row.editor.focusProxy() is focused), None)
        self._middle.removeWidget(old)
        self._make_sheet(old.settings)
        self.sheet.show()
        old.hide()
        old.deleteLater()
        if with_keyboard is not None:
            self.sheet.rows[with_keyboard].editor.setFocus()
        self.sheet.verticalScrollBar().setValue(at)

    def _show_options(self, options: dict[str, list[Option]]) -> None:
        self._options = options
        if self.sheet is not None:
            self.sheet.offer(options)

    def _show_network(self, use: NetworkUse) -> None:
        self._network = use
        if self.sheet is not None:
            self.sheet.network.show_use(use)

    def _show_server(self, status: LocalServerStatus) -> None:
        self._server = status
        if self.sheet is not None:
            self.sheet.server.show_status(status)

    def _show_encryption(self, status: EncryptionStatus) -> None:
        self._encryption = status
        if self.sheet is not None:
            self.sheet.encryption.show_status(status)

    def _show_status(self, status: EngineStatus) -> None:
        self._folder = str(status.data_folder)
        self._say_words()
        if self.sheet is not None:
            self.sheet.data.show_folder(self._folder)
        self._open_folder.setEnabled(True)

    def _settings_were_reset(self, settings: Settings) -> None:
        before = self.sheet.settings if self.sheet is not None else settings
        self._values.told_otherwise()
        self._show_settings(settings)
        for field in setting_fields():
            if getattr(before, field.name) != getattr(settings, field.name):
                self.setting_changed.emit(field.name, getattr(settings, field.name))

    def _taken(self, name: str, settings: Settings) -> None:
        self._values.told_otherwise()
        if self.sheet is not None:
            self.sheet.rows[name].show_value(getattr(settings, name))
            self.sheet.show_settings(settings)
        if name.startswith("server_"):
            self._local.begin(self._api.local_server, self._show_server)
        self.setting_changed.emit(name, getattr(settings, name))

    def _refused(self, name: str, error: ErrorReport) -> None:
        if self.sheet is not None:
            self.sheet.rows[name].show_error(error)

    def _forget_pauses(self) -> None:
        self._operations.run(self._api.voice.forget_pauses, lambda _: self._pauses_forgotten(), self.trouble.show_error)

    def _pauses_forgotten(self) -> None:
        if self.sheet is not None:
            self.sheet.show_pauses_forgotten()

    def _find(self, wanted: str) -> None:
        if self.sheet is not None:
            self.sheet.narrow(wanted)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))
