"""A slim line at the bottom of the window while models are on their way and another page is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.model_manager.download_state import DownloadState, Phase
from ui.model_manager.download_words import overall_words
from ui.model_manager.downloads import Downloads
from ui.widgets.engine_words import error_words
from ui.widgets.retranslated import Retranslated


class DownloadStrip(Retranslated, QFrame):
    """Shows itself while something is fetched, paused or failed; emits ``opened`` when the user wants to see more."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("downloadStrip")
        self._wanted = self._covered = False
        self._state = DownloadState()
        self._words = QLabel()
        self._words.setProperty("look", "muted")
        self._words.setMinimumWidth(1)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(160)
        self._show = QPushButton()
        self._show.setProperty("look", "plain")
        self._show.clicked.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.setSpacing(12)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        row.addWidget(self._show)
        self.hide()
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """What it says; empty when it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def follow(self, downloads: Downloads) -> None:
        """Shows these downloads from now on."""
        downloads.changed.connect(self.show_downloads)
        self.show_downloads(downloads.state)

    def show_downloads(self, state: DownloadState) -> None:
        """Shows where the downloads stand, and hides when there is nothing left to say."""
        self._state = state
        failed, paused = state.having(Phase.FAILED), state.having(Phase.PAUSED)
        self._wanted = state.active or bool(failed) or bool(paused)
        self._show_or_hide()
        self._bar.setValue(round(state.share * 1000))
        if state.active:
            words = self.tr("Fetching models: {progress}").format(progress=overall_words(state))
        elif failed and failed[0].error is not None:
            words = error_words(failed[0].error)
        else:
            words = self.tr("Fetching models is paused: {progress}").format(progress=overall_words(state))
        self._words.setText(words)
        self._words.setToolTip(words)
        self.setAccessibleName(words)

    def set_covered(self, covered: bool) -> None:
        """Whether the open page shows the same downloads larger; the strip then steps back."""
        self._covered = covered
        self._show_or_hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole line is a button."""
        event.accept()
        self.opened.emit()

    def _say_words(self) -> None:
        self._bar.setAccessibleName(self.tr("Progress"))
        self._show.setText(self.tr("Show"))
        self._show.setAccessibleName(self.tr("Show the downloads"))
        self.show_downloads(self._state)

    def _show_or_hide(self) -> None:
        self.setVisible(self._wanted and not self._covered)
