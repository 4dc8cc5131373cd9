"""The next timer in the tray's menu, with what ends it: the one that rings, else the one that is due first."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from assistant.errors import ErrorReport
from assistant.events import ActionsChanged, TimersChanged
from assistant.front_door import AssistantApi
from assistant.ids import TimerId
from assistant.records import Timer, TimerState
from ui.bridge import EngineBridge
from ui.operations import Operations
from ui.reading import Reading
from ui.skills.timer_words import timer_words

TICK_MS = 1000


class TrayTimer(QObject):
    """Puts two lines on top of ``menu``, which has some; they are hidden while there is no timer."""

    def __init__(
        self,
        menu: QMenu,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        tell_error: Callable[[ErrorReport], None],
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(menu)
        self._api, self._operations, self._tell_error, self._now = api, operations, tell_error, now
        self._timers = Reading(operations)
        self._next: Timer | None = None
        self.end = QAction(menu)
        self.end.triggered.connect(self._end)
        self.snooze = QAction(menu)
        self.snooze.triggered.connect(self._snooze)
        self._line = QAction(menu)
        self._line.setSeparator(True)
        menu.insertActions(menu.actions()[0], [self.end, self.snooze, self._line])
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._say_words)
        menu.aboutToShow.connect(self._opened)
        menu.aboutToHide.connect(self._tick.stop)
        bridge.skills.connect(self._take)
        self.show_timers(())

    def show_timers(self, timers: Sequence[Timer]) -> None:
        """Shows the next of these."""
        running = TimerState.RUNNING
        ahead = sorted(timers, key=lambda one: (one.state is running, one.state is TimerState.MISSED, one.due_at))
        self._next = ahead[0] if ahead else None
        for action in (self.end, self._line):
            action.setVisible(self._next is not None)
        self.snooze.setVisible(self._next is not None and self._next.state is not running)
        self._say_words()

    def _say_words(self) -> None:
        if self._next is None:
            return
        stop = self.tr("Cancel") if self._next.state is TimerState.RUNNING else self.tr("Stop")
        self.end.setText(f"{stop}: {timer_words(self._next, self._now())}")
        self.snooze.setText(self.tr("Snooze"))

    @Slot(object)
    def _take(self, event: ActionsChanged | TimersChanged) -> None:
        if isinstance(event, TimersChanged):
            self._timers.told_otherwise()
            self.show_timers(event.timers)

    def _opened(self) -> None:
        # What was told before the tray was there is asked for; the time that is left runs while the menu is open.
        self._timers.begin(self._api.skills.timers, self.show_timers, self._tell_error)
        self._say_words()
        self._tick.start()

    def _end(self) -> None:
        if self._next is not None:
            self._run(self._next.id, lambda timer: self._api.skills.cancel_timer(timer))

    def _snooze(self) -> None:
        if self._next is not None:
            self._run(self._next.id, lambda timer: self._api.skills.snooze_timer(timer))

    def _run(self, timer: TimerId, call: Callable[[TimerId], None]) -> None:
        self._operations.run(lambda: call(timer), None, self._tell_error)
