"""Lets what rings ring again later: "snooze", "snooze for ten minutes", 「スヌーズ」."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from assistant.records import Timer, TimerState
from assistant.skills import said
from assistant.skills.base import AsksNothing, Change, Context, Intent, Plan, Planned, Say, Understood
from assistant.skills.time_words.durations import find_duration
from assistant.skills.timer_watch import STORE, value_of
from assistant.skills.timer_words import timer_wish

USUAL_S = 300.0
_SNOOZE = re.compile(
    r"^(?:snooze\b|(?:give me )?(?:\w+) more minutes?$)|^スヌーズ|^あと\d+分(?:寝かせて|だけ)?$", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """Again in ``seconds``."""

    seconds: float = USUAL_S


class TimerSnooze(AsksNothing):
    """Snoozes the timers and alarms that ring."""

    name = "timer.snooze"

    def __init__(self, timers: Callable[[], Sequence[Timer]]) -> None:
        self._timers = timers

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        del context
        wish = timer_wish(text)
        if not _SNOOZE.match(text) and (wish is None or wish.verb != "snooze"):
            return None
        much = find_duration(text)
        seconds = much[0].total_seconds if much is not None and much[0].total_seconds > 0 else USUAL_S
        return Intent(skill=self.name, arguments=Snooze(seconds=seconds))

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: Snooze = intent.arguments
        ringing = [one for one in self._timers() if one.state is not TimerState.RUNNING]
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
