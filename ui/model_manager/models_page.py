"""The models page, joined to the engine: look, fetch, use, remove, and take in a file the user has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import ModelState, ModelStatus
from ui.bridge import EngineBridge
from ui.chat_server.chat_server_card import ChatServerCard
from ui.model_manager.catalog_order import of_role, roles_of
from ui.model_manager.download_state import DownloadState, Phase, Wanted
from ui.model_manager.downloads import Downloads
from ui.model_manager.model_row import ModelRow
from ui.model_manager.role_bar import RoleBar
from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.amounts import size_words
from ui.widgets.drop_overlay import DropOverlay
from ui.widgets.engine_words import engine_words
from ui.widgets.page_column import PageColumn, wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.trouble_card import TroubleCard


class ModelsPage(Retranslated, QWidget):
    """The catalog, a role at a time."""

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        downloads: Downloads,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._api = api
        self._operations = operations
        self._catalog = Reading(operations)
        self._downloads = downloads
        self._models: tuple[ModelStatus, ...] = ()
        self.rows: dict[str, ModelRow] = {}
        self._page = PageColumn()
        adopt = self._adopt = QPushButton()
        adopt.clicked.connect(self.choose_file)
        self._page.head.addWidget(adopt)
        self.trouble = TroubleCard(lambda: self.tr("OK"))
        self.trouble.again.connect(self.trouble.hide)
        self.notice = wrapped_label()
        self.notice.hide()
        self.roles = RoleBar()
        self.roles.role_chosen.connect(lambda _: self._show_role())
        self.chat_server = ChatServerCard(api, bridge, operations)
        self._row_column = QVBoxLayout()
        self._row_column.setSpacing(8)
        for part in (self.trouble, self.notice, self.roles, self.chat_server):
            self._page.column.addWidget(part)
        self._page.column.addLayout(self._row_column)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        overlay = DropOverlay(self, self._page, lambda: self.tr("Drop a model file here to use it"))
        overlay.files_dropped.connect(self.offer)
        self._downloads.changed.connect(self._show_downloads)
        bridge.models_changed.connect(self.refresh)
        bridge.machine_measured.connect(self.refresh)
        self.say(self._say_words)
        self.refresh()

    def refresh(self) -> None:
        """Asks the engine for the catalog."""
        self._catalog.begin(self._api.models.list, self._show_models, self.trouble.show_error)

    def adopt(self, files: Sequence[Path]) -> None:
        """Takes in files the user already has, one after the other."""

        def take_in() -> list[ModelStatus]:
            return [self._api.models.adopt(file) for file in files]

        def done(taken: list[ModelStatus]) -> None:
            self._say(self.tr("Taken in: {models}").format(models=", ".join(model.title for model in taken)))
            self.refresh()

        self._say(self.tr("Reading the file …"))
        self._operations.run(take_in, done, self._fail)

    def choose_file(self) -> None:
        """Lets the user choose a model file."""
        filters = self.tr("Model files") + " (*.gguf *.onnx *.bin);;" + self.tr("All files") + " (*)"
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Use a file you have"), "", filters)
        if name:
            self.offer([Path(name)])

    def offer(self, files: Sequence[Path]) -> None:
        """Asks before files are taken in: nobody has looked at one that is not in the list."""
        self._ask(
            self.tr("Use {files}?").format(files=", ".join(file.name for file in files)),
            self.tr(
                "A file that is not in Sotto's list has been checked by nobody, and a model file can be made to do harm by whoever"
                " made it. Take one only from a place you trust. It is loaded in a process that cannot reach the network."
            ),
            self.tr("Use it"),
            lambda: self.adopt(files),
        )

    def remove(self, model_id: str) -> None:
        """Deletes a model's files, without asking."""
        self._operations.run(lambda: self._api.models.remove(model_id), lambda _: self.refresh(), self._fail)

    def _use(self, model_id: str) -> None:
        role = self.roles.chosen
        self._operations.run(lambda: self._api.models.use(role, model_id), lambda _: self.refresh(), self._fail)

    def _fetch(self, model_id: str) -> None:
        model = self.rows[model_id].model
        wanted = Wanted.of(model)
        if model.licence_note and self._downloads.state.of(model_id) is None:
            self._ask(
                self.tr("Fetch {model}?").format(model=model.title),
                self.tr("Its licence: {licence}. {note}").format(
                    licence=model.licence, note=engine_words(model.licence_note)
                ),
                self.tr("Fetch"),
                lambda: self._downloads.fetch([wanted]),
            )
        else:
            self._downloads.fetch([wanted])

    def _confirm_removal(self, model_id: str) -> None:
        model, download = self.rows[model_id].model, self._downloads.state.of(model_id)
        halted = download is not None and download.phase in (Phase.PAUSED, Phase.FAILED)
        frees = download.done_bytes if halted and download is not None else model.size_bytes
        self._ask(
            self.tr("Remove {model}?").format(model=model.title),
            (
                self.tr("This frees {size}. The file that you took it from stays where it is.")
                if model.taken_in
                else self.tr("This frees {size}. It can be fetched again.")
            ).format(size=size_words(frees)),
            self.tr("Remove"),
            lambda: self._downloads.discard([model_id]) if halted else self.remove(model_id),
        )

    def _ask(self, question: str, more: str, yes_words: str, on_yes: Callable[[], None]) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Models"))
        box.setText(question)
        box.setInformativeText(more)
        yes = box.addButton(yes_words, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.buttonClicked.connect(lambda button: on_yes() if button is yes else None)
        box.open()

    def _show_models(self, models: Sequence[ModelStatus]) -> None:
        before = self._models
        self._models = tuple(models)
        self._say_title()
        self.roles.show_roles(roles_of(models))
        if {model.id for model in before} == {model.id for model in models} and before:
            # The order stays as it was while the user looks at it.
            for model in models:
                if model.id in self.rows:
                    self.rows[model.id].show_model(model)
            self._show_downloads(self._downloads.state)
        else:
            self._show_role()

    def _say_words(self) -> None:
        self._adopt.setText(self.tr("Use a file you have …"))
        self._adopt.setAccessibleName(self.tr("Take in a model file you already have"))
        self.notice.hide()
        self._say_title()
        self._show_role()

    def _say_title(self) -> None:
        here = [model for model in self._models if model.state is ModelState.INSTALLED]
        # What was half fetched lies on the disk as well.
        used = size_words(sum(model.size_bytes if model in here else model.fetched_bytes for model in self._models))
        words = self.tr("{count} on this computer, {size} of disk.").format(count=len(here), size=used)
        self._page.set_title(self.tr("Models"), words if self._models else "")

    def _show_role(self) -> None:
        with_keyboard = next((model_id for model_id, row in self.rows.items() if row.has_keyboard()), None)
        if with_keyboard is not None:
            # Else Qt hands the keyboard on to what comes next, and scrolls there.
            self.setFocus()
        for old in self.rows.values():
            self._row_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        role = self.roles.chosen
        self.chat_server.setVisible(role in ("", "chat"))
        language = QLocale().name().split("_")[0]
        self.rows = {model.id: ModelRow(model, role) for model in of_role(self._models, role, language)}
        for row in self.rows.values():
            row.fetch_chosen.connect(self._fetch)
            row.stop_chosen.connect(lambda model_id: self._downloads.pause([model_id]))
            row.use_chosen.connect(self._use)
            row.remove_chosen.connect(self._confirm_removal)
            self._row_column.addWidget(row)
        self._show_downloads(self._downloads.state)
        if with_keyboard in self.rows:
            self.rows[with_keyboard].take_keyboard()

    def _show_downloads(self, state: DownloadState) -> None:
        for model_id, row in self.rows.items():
            row.show_download(state.of(model_id))

    def _fail(self, error: ErrorReport) -> None:
        self.notice.hide()
        self.trouble.show_error(error)

    def _say(self, words: str) -> None:
        self.trouble.hide()
        self.notice.setText(words)
        self.notice.setAccessibleName(words)
        self.notice.show()
