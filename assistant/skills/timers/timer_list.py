"""Says which timers and alarms there are: "how much time is left?", 「アラームを見せて」."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Sequence

from assistant.records import Timer, TimerKind
from assistant.skills.base import AsksNothing, Context, Intent, Planned, Say, Understood
from assistant.skills.time_words.moments import find_moment
from assistant.skills.timers.timer_cancel import described
from assistant.skills.timers.timer_words import name_in, timer_wish

_LEFT = re.compile(
    r"^how (?:much time|long) (?:is|do i have|have i)(?: still)? left(?: on (?:it|that|the (?:timer|clock)))?$|^(?:あと"
    r"|残り)(?:は|時間は)?(?:何分|どれくらい|どのくらい)(?:ですか)?$",
    re.IGNORECASE,
)

_LEFT_ON = re.compile(
    r"^how (?:much|many|long)(?: more)?(?: (?:longer|time|minutes))?(?: (?:is|are|do i have))?(?: left| to go| remaining)?"
    r" (?:on|for|until|till) (?P<name>.+)$"
    r"|^(?P<name_ja>.+?)(?:は|の)?(?:あと|残り)(?:は|時間は)?(?:何分|どれくらい|どのくらい)(?:ですか)?$",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListTimers:
    """Those of ``kind`` (None for both), due on this ``day``, called ``name`` where one is called so."""

    kind: TimerKind | None = None
    day: datetime.date | None = None
    name: str = ""


class TimerList(AsksNothing):
    """Lists timers and alarms with the time left."""

    name = "timer.list"

    def __init__(self, timers: Callable[[], Sequence[Timer]]) -> None:
        self._timers = timers

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        if _LEFT.match(text):
            return Intent(skill=self.name, arguments=ListTimers(kind=TimerKind.TIMER))
        if (left := _LEFT_ON.match(text)) is not None:
            name = (left["name"] or left["name_ja"]).lower()
            if any(one.name and one.name.lower() in name for one in self._timers()):
                return Intent(skill=self.name, arguments=ListTimers(name=name))
        wish = timer_wish(text)
        if wish is None or wish.verb != "show":
            return None
        moment = find_moment(text, context.now)
        return Intent(
            skill=self.name,
            arguments=ListTimers(
                kind=wish.kind, day=moment.day if moment is not None else None, name=name_in(text).lower()
            ),
        )

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: ListTimers = intent.arguments
        found = [
            one
            for one in self._timers()
            if (wish.kind is None or one.kind is wish.kind) and (wish.day is None or _is_due(one, wish.day, context))
        ]
        named = [one for one in found if one.name and one.name.lower() in wish.name]
        found = named or found
        if not found:
            noun = context.words(
                "timers" if wish.kind is TimerKind.TIMER else "alarms",
                "タイマー" if wish.kind is TimerKind.TIMER else "アラーム",
            )
            return Say(sentence=context.words(f"There are no {noun}.", f"{noun}はありません。"))
        lines = [described(one, context) for one in found]
        if len(lines) == 1:
            return Say(sentence=context.words(f"{lines[0][0].upper()}{lines[0][1:]}.", f"{lines[0]}です。"))
        return Say(sentence="\n".join(f"- {line}" for line in lines))


def _is_due(timer: Timer, day: datetime.date, context: Context) -> bool:
    due = datetime.datetime.fromtimestamp(timer.due_at, context.now.tzinfo).date()
    return due == day or day.weekday() in timer.repeat
