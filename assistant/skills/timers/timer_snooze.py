"""Lets what rings ring again later: "snooze", "postpone the alarm by ten minutes", 「スヌーズ」."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from assistant.records import Timer, TimerState
from assistant.skills import said
from assistant.skills.base import AsksNothing, Change, Context, Intent, Plan, Planned, Say, Understood
from assistant.skills.time_words.durations import find_duration
from assistant.skills.timers.timer_change import ChangeTimer, TimerChange
from assistant.skills.timers.timer_watch import STORE, value_of
from assistant.skills.timers.timer_words import timer_wish

USUAL_S = 300.0
_POSTPONE = re.compile(
    r"^(?:delay|postpone|put off)\b.*\b(?:alarm|timer)|(?:アラーム|目覚まし|タイマー).*(?:延期|先送り)", re.IGNORECASE
)
_SNOOZE = re.compile(
    r"^(?:snooze\b|(?:give me )?(?:\w+) more minutes?$)|^スヌーズ|^あと\d+分(?:寝かせて|だけ)?$", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """Again in ``seconds``. Where nothing rings, what is set is ``postponed``, if so."""

    seconds: float = USUAL_S
    postponed: ChangeTimer | None = None


class TimerSnooze(AsksNothing):
    """Snoozes the timers and alarms that ring, and postpones one that is set; what that needs to know ``timer.change`` asks."""

    name = "timer.snooze"

    def __init__(self, timers: Callable[[], Sequence[Timer]]) -> None:
        self._timers = timers
        self._change = TimerChange(timers)

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        wish = timer_wish(text)
        postpones = _POSTPONE.search(text) is not None
        if not _SNOOZE.match(text) and not postpones and (wish is None or wish.verb != "snooze"):
            return None
        change = self._change.understand(text, context) if postpones else None
        much = find_duration(text)
        seconds = much[0].total_seconds if much is not None and much[0].total_seconds > 0 else USUAL_S
        postponed: ChangeTimer | None = change.arguments if isinstance(change, Intent) else None
        return Intent(skill=self.name, arguments=Snooze(seconds=seconds, postponed=postponed))

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        wish: Snooze = intent.arguments
        ringing = [one for one in self._timers() if one.state is not TimerState.RUNNING]
        if not ringing and wish.postponed is not None:
            return self._change.plan(Intent(skill=self._change.name, arguments=wish.postponed), context)
        if not ringing:
            return Say(sentence=context.words("Nothing is ringing.", "今は何も鳴っていません。"))
        due = context.now.timestamp() + wish.seconds
        changes = tuple(
            Change(
                store=STORE,
                key=one.id,
                before=value_of(one),
                after=value_of(dataclasses.replace(one, due_at=due, state=TimerState.RUNNING)),
            )
            for one in ringing
        )
        much = said.duration(wish.seconds, japanese=context.japanese)
        done = context.words(f"I will ring again in {much}.", f"{much}後にもう一度鳴らします。")
        return Plan(preview=done, done=done, changes=changes)
