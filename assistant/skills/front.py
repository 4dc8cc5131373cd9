"""``SkillsApi`` in this process: thin, each part does its own work."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ids import ActionId, TimerId
from assistant.records import Action, Timer
from assistant.skills.room import SkillRoom
from assistant.skills.timer_watch import TimerWatch


class Skills:
    """See ``SkillsApi`` for the contract of every call."""

    def __init__(self, room: SkillRoom, watch: TimerWatch) -> None:
        self._room = room
        self._watch = watch

    def undo(self, action: ActionId) -> Action:
        """Takes an action back."""
        return self._room.undo(action)

    def timers(self) -> Sequence[Timer]:
        """Timers and alarms, the next first."""
        return self._watch.timers()

    def cancel_timer(self, timer: TimerId) -> None:
        """Ends a timer."""
        self._watch.cancel(timer)

    def snooze_timer(self, timer: TimerId, minutes: int = 5) -> None:
        """Lets a timer ring again later."""
        self._watch.snooze(timer, minutes)
