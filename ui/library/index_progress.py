"""How far reading the added files is and how long the rest will take, what failed on the way, and a button that stops it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from assistant.events import IndexFinished, IndexProgress
from assistant.records import FileReport, FileState
from ui.model_manager.progress_line import ProgressLine
from ui.widgets.amounts import time_left_words
from ui.widgets.counts import number
from ui.widgets.retranslated import Retranslated

# The first files say little about the pace: the reader has to start.
_SURE_AFTER_S = 5.0


class IndexProgressLine(Retranslated, QWidget):
    """Hidden until ``begin`` or the first progress; after the end it keeps the outcome until the next beginning."""

    cancel_chosen = Signal()

    def __init__(self, parent: QWidget | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._failed = 0
        self._now = now
        self._since: tuple[float, int] | None = None
        self._outcome: IndexFinished | None = None
        self._line = ProgressLine()
        self._cancel = QPushButton()
        self.say(lambda: self._line.set_name(self.tr("Reading documents")))
        self.say(lambda: self._cancel.setText(self.tr("Stop")))
        self.say(lambda: self._cancel.setAccessibleName(self.tr("Stop reading documents")))
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._line, 1)
        row.addWidget(self._cancel)
        self.say(self._say_outcome)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; empty when it is hidden."""
        return "" if self.isHidden() else self._line.words

    def begin(self) -> None:
        """Files were handed over."""
        self._failed = 0
        self._since = None
        self._show(self.tr("Looking at the files …"), 0.0)

    def count(self, report: FileReport) -> None:
        """One file is through."""
        self._failed += report.state is FileState.FAILED

    def show_progress(self, progress: IndexProgress) -> None:
        """Shows how far it is, by bytes where they are known."""
        words = self.tr("Reading {done} of {total}").format(done=number(progress.done), total=number(progress.total))
        if self._failed:
            words += " · " + self.tr("%Ln not read", None, self._failed)
        left = self._time_left(progress)
        if left:
            words += f" · {left}"
        by_files = progress.done / progress.total if progress.total else 0.0
        self._show(words, progress.bytes_done / progress.bytes_total if progress.bytes_total else by_files)

    def rest(self) -> None:
        """Reading was paused, or goes on: the pace is taken anew."""
        self._since = None

    def _time_left(self, progress: IndexProgress) -> str:
        now = self._now()
        since, bytes_then = self._since = self._since or (now, progress.bytes_done)
        if now - since < _SURE_AFTER_S:
            return ""
        pace = (progress.bytes_done - bytes_then) / (now - since)
        return time_left_words(progress.bytes_total - progress.bytes_done, pace)

    def end(self, outcome: IndexFinished | None = None) -> None:
        """It is over; the outcome is said for as long as nothing new begins."""
        self._failed = 0
        self._since = None
        self._outcome = outcome
        self._say_outcome()
        self._cancel.hide()
        self.setVisible(outcome is not None)

    def _say_outcome(self) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        counts = (
            (outcome.indexed, self.tr("%Ln added", None, outcome.indexed)),
            (outcome.partly, self.tr("%Ln read in part", None, outcome.partly)),
            (outcome.failed, self.tr("%Ln not read", None, outcome.failed)),
            (outcome.unchanged, self.tr("%Ln known already", None, outcome.unchanged)),
        )
        words = " · ".join(text for count, text in counts if count)
        if outcome.error is not None and outcome.error.kind == "interrupted":
            words = " · ".join(part for part in (self.tr("Stopped"), words) if part)
        self._line.show_progress(words or self.tr("There was nothing to read."), None)

    def _show(self, words: str, share: float) -> None:
        self._outcome = None
        self._line.show_progress(words, share)
        self._cancel.setEnabled(True)
        self._cancel.show()
        self.show()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self.cancel_chosen.emit()
