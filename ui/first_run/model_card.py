"""One model of the starter set: what it does, its size and licence, why it was chosen, how fast it will be, and its download."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assistant.records import ModelStatus
from ui.first_run.offer import OfferedModel
from ui.model_manager.download_state import Download, Phase
from ui.model_manager.download_words import download_words
from ui.model_manager.model_words import fit_words, role_words
from ui.model_manager.progress_line import ProgressLine
from ui.widgets.amounts import size_words
from ui.widgets.engine_words import engine_words
from ui.widgets.page_column import wrapped_label


class ModelCard(QFrame):
    """Takes an ``OfferedModel`` and, later, its ``Download``."""

    def __init__(self, model: OfferedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        role = role_words(model.role)
        status = model.status
        self.setAccessibleName(f"{role}: {status.title}")
        self._ready = not model.missing
        facts = QLabel(f"{size_words(status.size_bytes)} · {status.licence}")
        facts.setProperty("look", "muted")
        self._progress = ProgressLine(self.tr("Download of {model}").format(model=status.title))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        name = QHBoxLayout()
        name.setSpacing(10)
        heading = QLabel(role)
        heading.setProperty("look", "heading")
        name.addWidget(heading, 0, Qt.AlignmentFlag.AlignBaseline)
        name.addWidget(wrapped_label(status.title, "muted"), 1, Qt.AlignmentFlag.AlignBaseline)
        lines.addLayout(name)
        lines.addWidget(wrapped_label(engine_words(model.reason)))
        self._fit = wrapped_label(look="muted")
        lines.addWidget(self._fit)
        if status.licence_note:
            lines.addWidget(wrapped_label(engine_words(status.licence_note), "muted"))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 11, 16, 11)
        grid.setHorizontalSpacing(14)
        grid.addLayout(lines, 0, 0)
        grid.addWidget(facts, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._progress, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.show_status(status)
        self.show_download(None)

    @property
    def fit_line(self) -> str:
        """How fast it answers here, or that it will be slow; empty for what goes without saying."""
        return self._fit.text()

    @property
    def words(self) -> str:
        """What its download says."""
        return self._progress.words

    def show_status(self, status: ModelStatus) -> None:
        """Tells how it runs here, as is known now."""
        told = status.fit != "fits" or status.expected_tokens_per_s is not None
        self._fit.setText(fit_words(status) if told else "")
        self._fit.setVisible(told)

    def set_ready(self, ready: bool) -> None:
        """Whether it is on this computer already."""
        self._ready = ready

    def show_download(self, download: Download | None) -> None:
        """Shows how far its download is; None for none."""
        if download is None:
            self._progress.show_progress(self.tr("On this computer already") if self._ready else "", None)
        elif download.phase is Phase.FAILED:
            self._progress.show_progress(self.tr("Not fetched"), None)
        else:
            begun = download.phase is Phase.RUNNING or (download.phase is Phase.PAUSED and download.done_bytes > 0)
            self._progress.show_progress(download_words(download), download.share if begun else None)
        self._progress.setVisible(bool(self._progress.words))
