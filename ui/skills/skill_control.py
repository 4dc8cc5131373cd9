"""Joins the chips and the strip of timers to the engine, and comes forward when a timer rings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from assistant.events import ActionsChanged, TimersChanged
from assistant.front_door import AssistantApi
from assistant.ids import ActionId, TimerId
from assistant.records import Timer, TimerState
from ui.bridge import EngineBridge
from ui.chat.session import ChatSession
from ui.chat.transcript import Transcript
from ui.operations import Operations
from ui.reading import Reading
from ui.skills.timer_strip import TimerStrip


class SkillControl(QObject):
    """``rang(Timer)`` says that one began to ring, for who shows it while the window is away."""

    rang = Signal(object)

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        session: ChatSession,
        transcript: Transcript,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._session, self._transcript = api, operations, session, transcript
        self._timers = Reading(operations)
        self._ringing: set[TimerId] = set()
        self.strip = TimerStrip()
        self.strip.cancelled.connect(self._cancel)
        self.strip.snoozed.connect(self._snooze)
        transcript.undo_wanted.connect(self._undo)
        bridge.skills.connect(self._take)
        self.ask()

    def ask(self) -> None:
        """Asks the engine for the timers there are."""
        self._timers.begin(self._api.skills.timers, self._show, self._session.tell_error)

    @Slot(object)
    def _take(self, event: ActionsChanged | TimersChanged) -> None:
        if isinstance(event, ActionsChanged):
            self._transcript.show_changed(event.actions)
        else:
            self._timers.told_otherwise()
            self._show(event.timers)

    def _show(self, timers: Sequence[Timer]) -> None:
        self.strip.show_timers(timers)
        ringing = {one.id for one in timers if one.state is TimerState.RINGING}
        for one in timers:
            if one.id in ringing - self._ringing:
                self.rang.emit(one)
        self._ringing = ringing

    def _cancel(self, timer: str) -> None:
        self._operations.run(lambda: self._api.skills.cancel_timer(TimerId(timer)), None, self._session.tell_error)

    def _snooze(self, timer: str) -> None:
        self._operations.run(lambda: self._api.skills.snooze_timer(TimerId(timer)), None, self._session.tell_error)

    def _undo(self, action: int) -> None:
        self._operations.run(
            lambda: self._api.skills.undo(ActionId(action)),
            lambda undone: self._transcript.show_changed((undone,)),
            self._session.tell_error,
        )
