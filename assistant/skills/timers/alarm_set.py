"""Sets an alarm: "wake me at seven", 「明日の朝6時に起こして」, also one that comes again on days of the week."""

from __future__ import annotations

import dataclasses
import datetime
import re
import uuid

from assistant.ids import TimerId
from assistant.records import Timer, TimerKind
from assistant.skills import said
from assistant.skills.base import Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.moments import Moment, find_moment
from assistant.skills.timers.timer_watch import STORE, next_day, value_of
from assistant.skills.timers.timer_words import asks_for_interval, name_in, repeat_in, timer_wish

_MORNING = re.compile(r"\b(?:morning|a\.?m\.?|early)\b|朝|午前", re.IGNORECASE)
_AFTERNOON = re.compile(r"\b(?:afternoon|evening|night|p\.?m\.?|late)\b|午後|夕方|夜", re.IGNORECASE)
_BARE_TIME = re.compile(
    r"^\d{1,2}(?::\d\d)?$|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)
_WAKING_HOURS = range(3, 12)
LONGEST_HALF = 30
"""Characters of a reply that says which half of the day; a longer one says something else."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SetAlarm:
    """``due`` in the user's time zone; ``problem`` where there is no such time. ``repeat`` are days of the week, 0 for Monday."""

    due: datetime.datetime | None = None
    name: str = ""
    repeat: tuple[int, ...] = ()
    problem: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    moment: Moment | None
    name: str
    repeat: tuple[int, ...]


class AlarmSet:
    """Sets an alarm that goes off at a time of day, once or on days of the week."""

    name = "alarm.set"

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        wish = timer_wish(text)
        if wish is None or wish.verb != "set" or wish.kind is not TimerKind.ALARM:
            return None
        if asks_for_interval(text):
            return self._intent(SetAlarm(problem="interval"))
        repeat = repeat_in(text)
        moment = find_moment(text, context.now)
        span: tuple[tuple[int, int], ...] = ((moment.start, moment.end),) if moment is not None else ()
        if moment is not None and moment.problem:
            return self._intent(SetAlarm(problem=moment.problem))
        if (moment is None or (moment.time is None and moment.shift is None)) and (
            much := find_duration(text)
        ) is not None:
            # "An alarm for fifteen minutes" is so long from now.
            moment, span = Moment(shift=much[0], problem="backwards" if much[0].total_seconds < 0 else ""), (much[1:],)
        if moment is not None and repeat:
            moment = dataclasses.replace(moment, day=None)
        if (
            wish.wakes
            and moment is not None
            and moment.either
            and moment.time is not None
            and moment.time.hour in _WAKING_HOURS
        ):
            moment = dataclasses.replace(moment, either=False)
        return self._settled(_Asked(moment=moment, name=name_in(text, span), repeat=repeat), context)

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        asked: _Asked = question.arguments
        if question.slot == "half" and len(text) <= LONGEST_HALF:
            assert asked.moment is not None  # noqa: S101 - its half was asked for
            assert asked.moment.time is not None  # noqa: S101
            hour = asked.moment.time.hour % 12
            if _MORNING.search(text) or _AFTERNOON.search(text):
                time = asked.moment.time.replace(hour=hour if _MORNING.search(text) else hour + 12)
                moment = dataclasses.replace(asked.moment, time=time, either=False)
                return self._settled(dataclasses.replace(asked, moment=moment), context)
        words = f"at {text}" if _BARE_TIME.match(text) else text
        found = find_moment(words, context.now)
        if found is None or found.end - found.start < len(words) / 2:
            return None
        if asked.moment is not None and asked.moment.day is not None and found.day is None:
            found = dataclasses.replace(found, day=asked.moment.day)
        return self._settled(dataclasses.replace(asked, moment=found), context)

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: SetAlarm = intent.arguments
        if wish.due is None or wish.problem:
            return Say(sentence=problem_words(wish.problem, context))
        if wish.due <= context.now:
            return Say(sentence=problem_words("past", context))
        timer = Timer(
            id=TimerId(uuid.uuid4().hex),
            kind=TimerKind.ALARM,
            due_at=wish.due.timestamp(),
            name=wish.name,
            repeat=wish.repeat,
        )
        if wish.repeat and wish.due.weekday() not in wish.repeat:
            timer = next_day(timer, context.now)
        name = said.quoted(wish.name, japanese=context.japanese)
        if wish.repeat:
            at = said.time(wish.due, japanese=context.japanese)
            days = said.repeated(wish.repeat, japanese=context.japanese)
            when = context.words(f"{days} at {at}", f"{days}{at}")
        else:
            when = said.moment(wish.due, context.now, japanese=context.japanese)
        done = context.words(
            f"Alarm {name + ' ' if name else ''}set for {when.removeprefix('on ')}.",
            f"{name}{'の' if name else ''}アラームを{when}にセットしました。",
        )
        return Plan(
            preview=done, done=done, changes=(Change(store=STORE, key=timer.id, before=None, after=value_of(timer)),)
        )

    def _settled(self, asked: _Asked, context: Context) -> Intent | Question:
        """What was understood, or the question for what is missing."""
        moment = asked.moment
        if moment is not None and moment.problem:
            return self._intent(SetAlarm(problem=moment.problem))
        if moment is None or (moment.time is None and moment.shift is None):
            sentence = context.words("For what time?", "何時にしますか？")
            return Question(skill=self.name, sentence=sentence, slot="time", arguments=asked)
        halves = moment.halves(context.now)
        if len(halves) > 1:
            return Question(skill=self.name, sentence=half_question(moment, context), slot="half", arguments=asked)
        return self._intent(SetAlarm(due=halves[0].at(context.now), name=asked.name, repeat=asked.repeat))

    def _intent(self, wish: SetAlarm) -> Intent:
        return Intent(skill=self.name, arguments=wish)


def half_question(moment: Moment, context: Context) -> str:
    """Asks which half of the day is meant."""
    assert moment.time is not None  # noqa: S101 - a time is in doubt
    hour, minute = moment.time.hour % 12 or 12, moment.time.minute
    shown = f"{hour}:{minute:02d}" if minute else str(hour)
    later = "afternoon" if hour in (12, 1, 2, 3, 4, 5) else "evening"
    if hour == 12:
        return context.words("At noon or at midnight? Say 12 pm or 12 am.", "昼の12時ですか、夜の0時ですか？")
    return context.words(
        f"{shown} in the morning or the {later}?", f"午前{hour}時{f'{minute}分' if minute else ''}ですか、午後ですか？"
    )


def problem_words(problem: str, context: Context) -> str:
    """Why a moment cannot be meant, and what to say instead."""
    english, japanese = {
        "no_such_day": (
            "There is no such day in the calendar. Say another date.",
            "その日付は暦にありません。別の日付を言ってください。",
        ),
        "no_such_time": (
            "No clock shows that time. Say a time up to 23:59.",
            "その時刻はありません。23時59分までの時刻を言ってください。",
        ),
        "backwards": (
            "That would be in the past. Say a time ahead.",
            "それは過去になります。これからの時刻を言ってください。",
        ),
        "past": (
            "That time is over already. Say a later one.",
            "その時刻はもう過ぎています。これからの時刻を言ってください。",
        ),
        "interval": (
            "An alarm can come again on days of the week, but not every few minutes. Set a timer instead.",
            "アラームは曜日ごとの繰り返しはできますが、数分ごとには鳴らせません。タイマーを使ってください。",
        ),
    }.get(problem, ("I did not understand the time.", "時刻がわかりませんでした。"))
    return context.words(english, japanese)
