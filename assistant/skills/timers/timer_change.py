"""Changes when a timer or an alarm rings: "move my 7 o'clock alarm to 6", "add five minutes to the tea timer"."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence

from assistant.records import Timer, TimerKind, TimerState
from assistant.skills import said
from assistant.skills.base import Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.time_words.moments import find_moment, moved
from assistant.skills.timers.alarm_set import problem_words
from assistant.skills.timers.timer_cancel import CancelTimers, chosen, meant, none_words, which_words
from assistant.skills.timers.timer_change_words import NewTime, change_wish, new_time, remade
from assistant.skills.timers.timer_set import LONGEST_S
from assistant.skills.timers.timer_watch import STORE, next_day, value_of
from assistant.skills.timers.timer_words import name_in


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTimer:
    """The one that ``which`` describes rings at ``new`` instead; None while that is not known."""

    which: CancelTimers
    new: NewTime | None = None


class TimerChange:
    """Moves a timer or an alarm that is set to another time."""

    name = "timer.change"

    def __init__(self, timers: Callable[[], Sequence[Timer]]) -> None:
        self._timers = timers

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        again = remade(text, context.now)
        wish = again or change_wish(text, context.now)
        if wish is None:
            return None
        moment = find_moment(wish.which, context.now)
        spans: tuple[tuple[int, int], ...] = moment.spans if moment is not None else ()
        which = CancelTimers(
            kind=wish.kind,
            name=name_in(wish.which, spans),
            day=moment.day if moment is not None else None,
            time=moment.time if moment is not None else None,
            either=moment.either if moment is not None else False,
        )
        if again is not None and not (which.name and meant(self._timers(), which, context)):
            return None
        return Intent(skill=self.name, arguments=ChangeTimer(which=which, new=wish.new))

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        wish: ChangeTimer = question.arguments
        if question.slot == "which":
            which = chosen(wish.which, text, self._timers(), context)
            return self._intent(dataclasses.replace(wish, which=which)) if which is not None else None
        new = new_time(text, wish.which.kind or TimerKind.ALARM, context.now)
        return self._intent(dataclasses.replace(wish, new=new)) if new is not None else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: ChangeTimer = intent.arguments
        if wish.new is not None and wish.new.problem:
            return Say(sentence=problem_words(wish.new.problem, context))
        running = [one for one in self._timers() if one.state is TimerState.RUNNING]
        found = meant(running, wish.which, context)
        if not found:
            return Say(sentence=none_words(wish.which, context))
        if len(found) > 1:
            return Question(skill=self.name, sentence=which_words(found, context), slot="which", arguments=wish)
        old = found[0]
        if wish.new is None:
            sentence = context.words("To what time?", "何時にしますか？")
            if old.kind is TimerKind.TIMER:
                sentence = context.words("How long from now?", "今から何分にしますか？")
            return Question(skill=self.name, sentence=sentence, slot="time", arguments=wish)
        if old.repeat and wish.new.day is not None:
            return Say(
                sentence=context.words(
                    "That alarm comes again, so all its days move together. Say the time without a day.",
                    "そのアラームは繰り返すため、すべての日が一緒に動きます。日を付けずに時刻を言ってください。",
                )
            )
        new = _changed(old, wish.new, context.now)
        if new.due_at <= context.now.timestamp():
            return Say(sentence=problem_words("past", context))
        if new.due_at - context.now.timestamp() > LONGEST_S and new.kind is TimerKind.TIMER:
            return Say(sentence=context.words("A timer runs for at most 100 days.", "タイマーは最長100日です。"))
        done = _done_words(old, new, context)
        change = Change(store=STORE, key=old.id, before=value_of(old), after=value_of(new))
        return Plan(preview=done, done=done, changes=(change,))

    def _intent(self, arguments: ChangeTimer) -> Intent:
        return Intent(skill=self.name, arguments=arguments)


def _changed(old: Timer, new: NewTime, now: datetime.datetime) -> Timer:
    if new.shift_s:
        seconds = max(0.0, old.seconds + new.shift_s) if old.kind is TimerKind.TIMER else 0.0
        shifted = dataclasses.replace(old, due_at=old.due_at + new.shift_s, seconds=seconds, clock_time="")
        return next_day(shifted, now) if old.repeat else shifted
    if new.seconds:
        seconds = new.seconds if old.kind is TimerKind.TIMER else 0.0
        return dataclasses.replace(old, due_at=now.timestamp() + new.seconds, seconds=seconds)
    due = datetime.datetime.fromtimestamp(old.due_at, now.tzinfo)
    if new.time is not None:
        due = moved(due, time=new.time, either=new.either, day=new.day)
    changed = dataclasses.replace(old, due_at=due.timestamp(), repeat=new.repeat or old.repeat, clock_time="")
    return next_day(changed, now) if changed.repeat else changed


def _done_words(old: Timer, new: Timer, context: Context) -> str:
    name = said.quoted(new.name, japanese=context.japanese)
    space = " " if name else ""
    if new.kind is TimerKind.TIMER:
        left = said.duration(new.due_at - context.now.timestamp(), japanese=context.japanese)
        return context.words(
            f"The timer {name}{space}now has {left} left.", f"タイマー{name}の残りを{left}にしました。"
        )
    before = datetime.datetime.fromtimestamp(old.due_at, context.now.tzinfo)
    due = datetime.datetime.fromtimestamp(new.due_at, context.now.tzinfo)
    if new.repeat:
        at = said.time(due, japanese=context.japanese)
        days = said.repeated(new.repeat, japanese=context.japanese)
        was, when = said.time(before, japanese=context.japanese), context.words(f"{days} at {at}", f"{days}{at}")
    else:
        was = said.moment(before, context.now, japanese=context.japanese)
        when = said.moment(due, context.now, japanese=context.japanese)
    return context.words(
        f"Alarm {name}{space}moved from {was} to {when}.", f"アラーム{name}を{was}から{when}に変えました。"
    )
