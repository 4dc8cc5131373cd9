"""What Sotto is: version, its own licence, and the licences of the packages and models it runs on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from assistant.front_door import AssistantApi
from assistant.records import ModelState, ModelStatus
from assistant.version import __version__
from ui.about.licences import PACKAGES, PROGRAM, licence_text
from ui.operations import Operations
from ui.widgets.engine_words import engine_words
from ui.widgets.page_column import wrapped_label
from ui.widgets.tab_order import InReadingOrder


class AboutDialog(InReadingOrder, QDialog):
    """Emits ``link_activated`` for an address in a licence: nothing is opened without a question."""

    link_activated = Signal(QUrl)

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self.finished.connect(self._closed)
        self.setWindowTitle(self.tr("About Sotto"))
        about = self.tr(
            "A personal assistant that runs wholly on this computer. Sotto is free software under the GNU General Public "
            "License, version 3 or later, and comes without any warranty."
        )
        self.models = self._text("")
        self.tabs = QTabWidget()
        for view, words in (
            (self._text(licence_text(PACKAGES), markdown=True), self.tr("Packages")),
            (self.models, self.tr("Models")),
            (self._text(licence_text(PROGRAM)), self.tr("Licence of Sotto")),
        ):
            view.setAccessibleName(words)
            self.tabs.addTab(view, words)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(wrapped_label(self.tr("Sotto {version}").format(version=__version__), "heading"))
        column.addWidget(wrapped_label(about))
        column.addWidget(self.tabs, 1)
        column.addWidget(close)
        self.resize(620, 480)
        operations.run(api.models.list, self._show_models)

    def _closed(self) -> None:
        self._open = False

    def _show_models(self, models: Sequence[ModelStatus]) -> None:
        if not self._open:
            return
        lines = [
            f"{one.title}: {one.licence}" + (f". {engine_words(one.licence_note)}" if one.licence_note else "")
            for one in models
            if one.state is ModelState.INSTALLED
        ]
        self.models.setPlainText("\n\n".join(lines) or self.tr("No model is on this computer yet."))

    def _text(self, text: str, *, markdown: bool = False) -> QTextBrowser:
        view = QTextBrowser()
        view.setOpenLinks(False)
        view.anchorClicked.connect(self.link_activated)
        if markdown:
            view.setMarkdown(text)
        else:
            view.setPlainText(text)
        return view
