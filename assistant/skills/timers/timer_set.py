"""Sets a timer: "ten minutes for the pasta", 「3分計って」."""

from __future__ import annotations

import dataclasses
import re
import uuid
from collections.abc import Callable, Sequence

from assistant.ids import TimerId
from assistant.records import Timer, TimerKind
from assistant.skills import said
from assistant.skills.base import Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.numbers import NUMBER, number
from assistant.skills.timers.several_timers import several_timers
from assistant.skills.timers.timer_watch import STORE, value_of
from assistant.skills.timers.timer_words import name_in, timer_wish

_CALL_ME = re.compile(
    r"^(?P<much>.+?)(?:後|[経た]ったら|したら)に?(?:知らせて|教えて|呼んで|起こして|声をかけて|鳴らして)(?:ください|下さい|くれる|ね)?$"
    r"|^(?:tell|let|ping|alert|buzz|beep|call|notify) (?:me )?(?:know )?(?:in|after|when) (?P<much_en>.+?)"
    r"(?: (?:are|is|have|has) (?:up|over|passed|gone))?$",
    re.IGNORECASE,
)
LONGEST_S = 100 * 24 * 3600.0
MOST = 100


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SetTimer:
    """``seconds`` from now; ``name`` may be empty. ``others`` are set at the same time, each as seconds and name."""

    seconds: float
    name: str = ""
    others: tuple[tuple[float, str], ...] = ()


class TimerSet:
    """Sets a timer that rings after a while."""

    name = "timer.set"

    def __init__(self, timers: Callable[[], Sequence[Timer]]) -> None:
        self._timers = timers

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        if (call := _CALL_ME.match(text)) is not None:
            # 「5分後に知らせて」 names no timer, and can only be one.
            said_long = call["much"] or call["much_en"]
            much = find_duration(said_long)
            if much is not None and much[1:] == (0, len(said_long)):
                return self._intent(much[0].total_seconds, "")
        wish = timer_wish(text)
        if wish is None or wish.verb != "set" or wish.kind is not TimerKind.TIMER:
            return None
        if several := several_timers(text):
            (seconds, name), *others = several
            return Intent(skill=self.name, arguments=SetTimer(seconds=seconds, name=name, others=tuple(others)))
        found = find_duration(text)
        if found is None:
            sentence = context.words("For how long?", "何分にしますか？")
            return Question(
                skill=self.name, sentence=sentence, slot="seconds", arguments=SetTimer(seconds=0, name=name_in(text))
            )
        return self._intent(found[0].total_seconds, name_in(text, (found[1:],)))

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        del context
        found = find_duration(text)
        if found is not None and found[2] - found[1] >= len(text) / 2:
            return self._intent(found[0].total_seconds, question.arguments.name)
        if re.fullmatch(NUMBER, text, re.IGNORECASE):
            return self._intent(number(text) * 60, question.arguments.name)
        return None

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: SetTimer = intent.arguments
        wanted = ((wish.seconds, wish.name), *wish.others)
        if min(seconds for seconds, _ in wanted) <= 0:
            return Say(
                sentence=context.words(
                    "A timer can only run forwards. Say how long, such as five minutes.",
                    "タイマーは先の時間にしか設定できません。「5分」のように言ってください。",
                )
            )
        if max(seconds for seconds, _ in wanted) > LONGEST_S:
            return Say(sentence=context.words("A timer runs for at most 100 days.", "タイマーは最長100日です。"))
        if len(self._timers()) + len(wanted) > MOST:
            return Say(
                sentence=context.words(
                    "There are 100 timers already. Cancel some first.",
                    "タイマーはすでに100個あります。先にいくつか消してください。",
                )
            )
        timers = [
            Timer(
                id=TimerId(uuid.uuid4().hex),
                kind=TimerKind.TIMER,
                due_at=context.now.timestamp() + seconds,
                seconds=seconds,
                name=name,
            )
            for seconds, name in wanted
        ]
        done = _done(wanted, context)
        return Plan(
            preview=done,
            done=done,
            changes=tuple(Change(store=STORE, key=timer.id, before=None, after=value_of(timer)) for timer in timers),
        )

    def _intent(self, seconds: float, name: str) -> Intent:
        return Intent(skill=self.name, arguments=SetTimer(seconds=seconds, name=name))


def _done(wanted: Sequence[tuple[float, str]], context: Context) -> str:
    japanese = context.japanese
    each = [
        (said.duration(seconds, japanese=japanese), said.quoted(name, japanese=japanese)) for seconds, name in wanted
    ]
    if len(each) == 1:
        much, name = each[0]
        return context.words(
            f"Timer {name + ' ' if name else ''}set for {much}.",
            f"{name}{'の' if name else ''}タイマーを{much}でセットしました。",
        )
    english = [f"{much} ({name})" if name else much for much, name in each]
    listed = "、".join(f"{name}は{much}" if name else much for much, name in each)
    return context.words(
        f"{len(each)} timers set, for {', '.join(english[:-1])} and {english[-1]}.",
        f"タイマーを{len(each)}つセットしました：{listed}。",
    )
