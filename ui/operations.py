"""Work off the GUI thread, its outcome on it.

Calls of the front door wait for the engine process, so the window never makes one itself: it hands a function to ``run`` and
gets exactly one of ``on_done`` and ``on_error``, on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from assistant.errors import ErrorReport, UserFacingError

Result = TypeVar("Result")

# Calls mostly wait for the engine; a stop must never queue behind them.
THREADS = 12


class Operations(QObject):
    """Runs functions on a pool of its own. Outcomes that arrive after ``close`` are dropped."""

    failed_by_bug = Signal(object)
    """The exception of an operation that failed by a bug of ours, besides its ``on_error``."""

    _settled = Signal(object, object)

    def __init__(self, parent: QObject | None = None, threads: int = THREADS) -> None:
        """With one of ``threads``, work is done in the order it was given."""
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)
        self._open = True
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        on_done: Callable[[Result], None] | None = None,
        on_error: Callable[[ErrorReport], None] | None = None,
    ) -> None:
        """Calls ``work`` on another thread, then ``on_done`` with what it returned or ``on_error`` with what went wrong."""
        if not self._open:
            return

        def call() -> None:
            outcome: Any
            callback: Callable[[Any], None] | None
            bug: Exception | None = None
            try:
                outcome, callback = work(), on_done
            except Exception as error:  # noqa: BLE001 - the outcome of any call is told, a bug by its type
                bug = None if isinstance(error, UserFacingError) else error
                callback = on_error
                outcome = ErrorReport.of(error)
            if not self._open:  # Qt's part of this may be gone: the window does not wait for long work
                return
            if callback is not None:
                self._settled.emit(callback, outcome)
            if bug is not None:
                # After what the caller says of it: the notice of the saved report stays on the screen.
                self._settled.emit(self.failed_by_bug.emit, bug)

        self._pool.start(call)

    def close(self, timeout_s: float) -> bool:
        """Drops outcomes from now on and waits for what runs; False when it still runs after ``timeout_s``."""
        self._open = False
        return self._pool.waitForDone(int(timeout_s * 1000))

    @Slot(object, object)
    def _deliver(self, callback: Callable[[Any], None], outcome: Any) -> None:
        if self._open:
            callback(outcome)
