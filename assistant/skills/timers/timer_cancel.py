"""Ends timers and alarms: "cancel the tea timer", 「アラームを全部消して」; "stop" while one rings."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Sequence

from assistant.records import Timer, TimerKind, TimerState
from assistant.skills import said
from assistant.skills.base import Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.time_words.moments import find_moment
from assistant.skills.timers.timer_watch import STORE, value_of
from assistant.skills.timers.timer_words import means_all, name_in, timer_wish

_STOP = re.compile(
    r"^(?:stop|quiet|silence|enough|ok(?:ay)?|stop (?:it|that|ringing)|止めて|とめて|ストップ|静かに(?:して)?|うるさい)$",
    re.IGNORECASE,
)
_ALL = re.compile(r"^(?:all(?: of them)?|both|every one|everything|全部|すべて|全て|両方)$", re.IGNORECASE)
_FIRST = re.compile(
    r"^(?:the )?(?:(?P<first>first|next)|(?P<last>last|latest)) ?(?:one|timer|alarm)?$|^(?P<first_ja>最初|次)|^(?P<last_ja>最後)",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CancelTimers:
    """Those of ``kind`` (None for both) with this ``name``, due on this ``day`` at this ``time``; where several fit, all only if
    ``every``. ``ringing``: those that ring now."""

    kind: TimerKind | None = None
    name: str = ""
    day: datetime.date | None = None
    time: datetime.time | None = None
    either: bool = False
    every: bool = False
    ringing: bool = False
    which: str = ""


class TimerCancel:
    """Cancels timers and alarms, or stops the one that rings."""

    name = "timer.cancel"

    def __init__(self, timers: Callable[[], Sequence[Timer]]) -> None:
        self._timers = timers

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        if _STOP.match(text):
            return Intent(skill=self.name, arguments=CancelTimers(ringing=True))
        wish = timer_wish(text)
        if wish is None or wish.verb != "cancel":
            return None
        moment = find_moment(text, context.now)
        spans: tuple[tuple[int, int], ...] = ((moment.start, moment.end),) if moment is not None else ()
        name = name_in(text, spans)
        if name and moment is None:
            # “The six thirty alarm” is called by its time.
            at = find_moment(f"at {name}", context.now)
            if at is not None and at.time is not None and at.end - at.start >= len(name):
                moment, name = at, ""
        which = "last" if re.search(r"\b(?:last|latest)\b|最後", text, re.IGNORECASE) else ""
        return Intent(
            skill=self.name,
            arguments=CancelTimers(
                kind=wish.kind,
                name=name,
                day=moment.day if moment is not None else None,
                time=moment.time if moment is not None else None,
                either=moment.either if moment is not None else False,
                every=means_all(text),
                which="first" if re.search(r"\bnext\b|次の", text, re.IGNORECASE) else which,
            ),
        )

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        wish = chosen(question.arguments, text, self._timers(), context)
        return Intent(skill=self.name, arguments=wish) if wish is not None else None

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        wish: CancelTimers = intent.arguments
        found = meant(self._timers(), wish, context)
        if wish.ringing and not found:
            return None
        if not found:
            return Say(sentence=none_words(wish, context))
        if len(found) > 1 and not wish.every:
            ringing = [one for one in found if one.state is TimerState.RINGING]
            if not ringing:
                return Question(skill=self.name, sentence=which_words(found, context), slot="which", arguments=wish)
            found = ringing
        changes = tuple(Change(store=STORE, key=one.id, before=value_of(one), after=None) for one in found)
        listed = context.words(", ", "、").join(described(one, context) for one in found[:3])
        if len(found) > 3:
            listed += context.words(f" and {len(found) - 3} more", f"ほか{len(found) - 3}件")
        done = context.words(f"Cancelled: {listed}.", f"取り消しました：{listed}")
        return Plan(preview=done, done=done, changes=changes)


def which_words(found: Sequence[Timer], context: Context) -> str:
    """Asks which of several is meant."""
    listed = context.words(", ", "、").join(described(one, context) for one in found[:5])
    return context.words(f"Which one? There are {listed}.", f"どれですか？ {listed}があります。")


def chosen(wish: CancelTimers, text: str, timers: Sequence[Timer], context: Context) -> CancelTimers | None:
    """Which of several a reply means: "the tea one", "the 7 o'clock one", 「最初の」; None where it is no such reply."""
    if _ALL.match(text):
        return dataclasses.replace(wish, every=True)
    if match := _FIRST.match(text):
        return dataclasses.replace(wish, which="first" if match["first"] or match["first_ja"] else "last")
    plain = re.sub(
        r"^(?:the|my) | (?:one|timer|alarm)s?$|(?:の(?:タイマー|アラーム|やつ|方)?)$", "", text, flags=re.IGNORECASE
    )
    named = [one.name for one in timers if one.name and one.name.lower() == plain.lower()]
    if named:
        return dataclasses.replace(wish, name=named[0])
    moment = find_moment(f"at {plain}" if plain.isdigit() else plain, context.now)
    if moment is None or moment.time is None or moment.end - moment.start < len(plain) / 2:
        return None
    return dataclasses.replace(wish, day=moment.day, time=moment.time, either=moment.either)


def meant(timers: Sequence[Timer], wish: CancelTimers, context: Context) -> list[Timer]:
    """Those of ``timers`` that a wish describes; one where it says which."""
    found = []
    for one in timers:
        due = datetime.datetime.fromtimestamp(one.due_at, context.now.tzinfo)
        times = {due.time().replace(second=0, microsecond=0)}
        if wish.either:
            times.add(due.replace(hour=(due.hour + 12) % 24).time().replace(second=0, microsecond=0))
        if (
            (not wish.ringing or one.state is TimerState.RINGING)
            and (wish.kind is None or one.kind is wish.kind)
            and (not wish.name or wish.name.lower() in one.name.lower())
            and (wish.day is None or due.date() == wish.day or due.weekday() in one.repeat)
            and (wish.time is None or wish.time in times)
        ):
            found.append(one)
    return [found[0] if wish.which == "first" else found[-1]] if wish.which and found else found


def none_words(wish: CancelTimers, context: Context) -> str:
    """Says that there is no such timer."""
    noun = context.words(
        "timer" if wish.kind is TimerKind.TIMER else "alarm",
        "タイマー" if wish.kind is TimerKind.TIMER else "アラーム",
    )
    if wish.name:
        return context.words(f"There is no {noun} called “{wish.name}”.", f"「{wish.name}」という{noun}はありません。")
    return context.words(f"There is no such {noun}.", f"その{noun}はありません。")


def described(timer: Timer, context: Context) -> str:
    """A timer by its name, with how long it still runs or when it goes off."""
    name = said.quoted(timer.name, japanese=context.japanese)
    due = datetime.datetime.fromtimestamp(timer.due_at, context.now.tzinfo)
    if timer.state is TimerState.MISSED:
        when = said.moment(due, context.now, japanese=context.japanese)
        return context.words(
            f"{_noun(timer, context)} {name} missed {when}".replace("  ", " "),
            f"{when}に逃した{_noun(timer, context)}{name}",
        )
    if timer.kind is TimerKind.TIMER:
        left = said.duration(timer.due_at - context.now.timestamp(), japanese=context.japanese)
        return context.words(f"timer {name} ({left} left)".replace("  ", " "), f"タイマー{name}（残り{left}）")
    if timer.repeat:
        at = said.time(due, japanese=context.japanese)
        days = said.repeated(timer.repeat, japanese=context.japanese)
        return context.words(f"alarm {name} {days} at {at}".replace("  ", " "), f"{days}{at}のアラーム{name}")
    when = said.moment(due, context.now, japanese=context.japanese)
    return context.words(f"alarm {name} {when}".replace("  ", " "), f"{when}のアラーム{name}")


def _noun(timer: Timer, context: Context) -> str:
    if timer.kind is TimerKind.TIMER:
        return context.words("timer", "タイマー")
    return context.words("alarm", "アラーム")
