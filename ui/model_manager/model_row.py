"""One model of the catalog: what it is, whether it runs here, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assistant.records import ModelState, ModelStatus
from ui.model_manager.download_state import Download, Phase
from ui.model_manager.download_words import download_words
from ui.model_manager.model_words import CHOSEN_ROLES, fit_words, language_words, state_words
from ui.model_manager.progress_line import ProgressLine
from ui.widgets.amounts import size_words
from ui.widgets.engine_words import engine_words
from ui.widgets.page_column import wrapped_label

UNKNOWN_LICENCE = "unknown"
"""Of a file that the user brought; the note says so in a sentence."""


class ModelRow(QFrame):
    """Takes a ``ModelStatus`` and its ``Download``; emits the model's id with what is wanted of it."""

    fetch_chosen = Signal(str)
    stop_chosen = Signal(str)
    use_chosen = Signal(str)
    remove_chosen = Signal(str)

    def __init__(self, model: ModelStatus, role: str, parent: QWidget | None = None) -> None:
        """``role`` is the one it is listed under."""
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(model.title)
        self.model = model
        self._role = role
        self._tag = QLabel()
        self._tag.setProperty("look", "tag")
        self._progress = ProgressLine(self.tr("Download of {model}").format(model=model.title))
        self.facts = wrapped_label(look="muted")
        self._fit = wrapped_label(look="muted")
        self._fetch = self._button(self.tr("Fetch"), self.tr("Fetch {model}"), self.fetch_chosen)
        self._resume = self._button(self.tr("Go on"), self.tr("Go on fetching {model}"), self.fetch_chosen)
        self._stop = self._button(self.tr("Pause"), self.tr("Pause fetching {model}"), self.stop_chosen)
        self._use = self._button(self.tr("Use"), self.tr("Use {model}"), self.use_chosen)
        self._remove = self._button(self.tr("Remove …"), self.tr("Remove {model}"), self.remove_chosen, "plain")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(wrapped_label(model.title, "heading"))
        lines.addWidget(self.facts)
        lines.addWidget(self._fit)
        if model.licence_note:
            lines.addWidget(wrapped_label(engine_words(model.licence_note), "muted"))
        lines.addWidget(self._progress)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 11, 12, 11)
        row.setSpacing(8)
        row.addLayout(lines, 1)
        row.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._remove, self._use, self._fetch, self._resume, self._stop):
            row.addWidget(button)
        self.show_model(model)
        self.show_download(None)

    @property
    def tag(self) -> str:
        """What the mark beside the buttons says; empty for none."""
        return self._tag.text()

    @property
    def fit_line(self) -> str:
        """Whether it runs here, in words."""
        return self._fit.text()

    @property
    def progress_words(self) -> str:
        """What its download says; empty when there is none."""
        return "" if self._progress.isHidden() else self._progress.words

    def offered(self) -> list[str]:
        """The words of the buttons that are there."""
        return [button.text() for button in self._offered()]

    def has_keyboard(self) -> bool:
        """Whether one of its buttons has the keyboard."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_keyboard(self) -> None:
        """Gives the keyboard to the last of its buttons, which is what one would most likely press."""
        for button in self._offered()[-1:]:
            button.setFocus()

    def _offered(self) -> list[QPushButton]:
        buttons = (self._remove, self._use, self._fetch, self._resume, self._stop)
        return [button for button in buttons if not button.isHidden()]

    def show_model(self, model: ModelStatus) -> None:
        """Shows where the model stands now."""
        self.model = model
        licence = "" if model.licence == UNKNOWN_LICENCE else model.licence
        facts = [size_words(model.size_bytes), licence, language_words(model.languages)]
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        self._fit.setText(fit_words(model))
        self._tag.setText(state_words(model, self._role))
        self._tag.setVisible(bool(self._tag.text()))
        self._show_buttons(None)

    def show_download(self, download: Download | None) -> None:
        """Shows how far its download is; None for none."""
        if download is None or download.phase is Phase.DONE:
            self._progress.hide()
        else:
            begun = download.phase is Phase.RUNNING or (download.phase is Phase.PAUSED and download.done_bytes > 0)
            self._progress.show_progress(download_words(download), download.share if begun else None)
            self._progress.show()
        self._show_buttons(download)

    def _show_buttons(self, download: Download | None) -> None:
        phase = download.phase if download is not None else None
        on_disk = self.model.state is ModelState.INSTALLED
        broken = self.model.state is ModelState.BROKEN
        coming = phase in (Phase.WAITING, Phase.RUNNING)
        halted = phase in (Phase.PAUSED, Phase.FAILED)
        self._stop.setVisible(coming)
        self._resume.setVisible(halted)
        self._fetch.setVisible(
            not on_disk and not coming and not halted and self.model.state is not ModelState.DOWNLOADING
        )
        self._use.setVisible(on_disk and self._role not in self.model.active_roles and self._role in CHOSEN_ROLES)
        self._remove.setVisible((on_disk or broken or halted) and not coming)

    def _button(self, words: str, name: str, signal: SignalInstance, look: str = "") -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(name.format(model=self.model.title))
        if look:
            button.setProperty("look", look)
        button.clicked.connect(lambda: signal.emit(self.model.id))
        return button
