"""Work off the GUI thread, its outcome on it.

Calls of the front door wait for the engine process, so the window never makes one itself: it hands a function to ``run`` and
gets exactly one of ``on_done`` and ``on_error``, on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from assistant.errors import ErrorReport, UserFacingError

Result = TypeVar("Result")

# Calls mostly wait for the engine; a stop must never queue behind them.
THREADS = 12


class _Call(NamedTuple):
    work: Callable[[], Any]
    on_done: Callable[[Any], None] | None
    on_error: Callable[[ErrorReport], None] | None


class Operations(QObject):
    """Runs functions on a pool of its own. Outcomes that arrive after ``close`` are dropped.

    What a call knows, such as a dialog, is let go on the GUI thread alone, which may be the last to know it: a widget whose last
    owner is a worker would be taken apart there.
    """

    failed_by_bug = Signal(object)
    """The exception of an operation that failed by a bug of ours, besides its ``on_error``."""

    _settled = Signal(int, bool, object, object)

    def __init__(self, parent: QObject | None = None, threads: int = THREADS) -> None:
        """With one of ``threads``, work is done in the order it was given."""
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)
        self._open = True
        self._begun = 0
        self._calls: dict[int, _Call] = {}
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
        self._begun += 1
        number = self._begun
        self._calls[number] = _Call(work, on_done, on_error)

        def call() -> None:
            outcome = self._outcome(number)
            if self._open:  # else Qt's part of this may be gone: the window does not wait for long work
                self._settled.emit(number, *outcome)

        self._pool.start(call)

    def close(self, timeout_s: float) -> bool:
        """Drops outcomes from now on and waits for what runs; False when it still runs after ``timeout_s``."""
        self._open = False
        done = self._pool.waitForDone(int(timeout_s * 1000))
        if done:
            self._calls.clear()
        else:
            _OUTLIVED.append(self._calls)
        return done

    def _outcome(self, number: int) -> tuple[bool, Any, Exception | None]:
        """On a worker: whether it was done, what came of it, and the bug that it failed by. Then it knows the call no more."""
        try:
            return True, self._calls[number].work(), None
        except Exception as error:  # noqa: BLE001 - the outcome of any call is told, a bug by its type
            return False, ErrorReport.of(error), None if isinstance(error, UserFacingError) else error

    @Slot(int, bool, object, object)
    def _deliver(self, number: int, done: bool, outcome: Any, bug: Exception | None) -> None:
        call = self._calls.pop(number, None)
        if call is None or not self._open:
            return
        try:
            callback = call.on_done if done else call.on_error
            if callback is not None:
                callback(outcome)
        finally:
            if bug is not None:
                # After what the caller says of it: the notice of the saved report stays on the screen.
                self.failed_by_bug.emit(bug)


_OUTLIVED: list[dict[int, _Call]] = []
"""Calls of what was closed while they ran. The program ends then, and they are not let go before it."""
