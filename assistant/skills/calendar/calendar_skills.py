"""Events and reminders in the user's calendar file: adding and showing them."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

from assistant.skills import said
from assistant.skills.base import AsksNothing, Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.calendar.calendar_end import last_date, until_moment
from assistant.skills.calendar.calendar_file import NewEvent, Occurrence, added, calendar_text, first_day, occurrences
from assistant.skills.calendar.calendar_hours import by_day
from assistant.skills.calendar.calendar_words import CalendarWish, calendar_wish
from assistant.skills.notes.note_files import STORE
from assistant.skills.sentence import is_question_about
from assistant.skills.time_words.days import weekday
from assistant.skills.time_words.moments import find_moment
from assistant.skills.timers.alarm_set import LONGEST_HALF, half_question, problem_words

MORNING = datetime.time(9)
"""When a day on its own reminds."""
AHEAD = datetime.timedelta(days=400)
SHOWN = 15


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EventArguments:
    """An event called ``title`` at ``start`` by the wall clock, a whole day with ``all_day``, again by the RRULE ``rule``. It is
    over at ``end``, of whole days the day after the last, where that was said."""

    title: str
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None
    all_day: bool = False
    rule: str = ""
    reminds: bool = True
    problem: str = ""


class CalendarAdd:
    """Writes an event into the calendar, or a reminder, which rings."""

    name = "calendar.add"

    def __init__(self, file: Callable[[], Path]) -> None:
        self._file = file

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        wish = calendar_wish(text, context.now)
        if wish is None or wish.verb != "add":
            return None
        return self._settled(wish, context)

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        wish: CalendarWish = question.arguments
        if question.slot == "title":
            if is_question_about(text) or len(text) > 120:
                return None
            return self._settled(dataclasses.replace(wish, title=text), context)
        if (
            question.slot == "half"
            and wish.moment is not None
            and wish.moment.time is not None
            and len(text) <= LONGEST_HALF
        ):
            found = find_moment(
                f"{wish.moment.time.hour % 12 or 12} {text}" if not context.japanese else text, context.now
            )
            part = found.part if found is not None else ""
            late = part in ("afternoon", "evening", "night") or text.lower().startswith(("pm", "p.m"))
            if part or text.lower().startswith(("am", "a.m", "pm", "p.m")):
                hour = wish.moment.time.hour % 12 + (12 if late else 0)
                moment = dataclasses.replace(wish.moment, time=wish.moment.time.replace(hour=hour), either=False)
                return self._settled(dataclasses.replace(wish, moment=moment), context)
        found = find_moment(text, context.now)
        if found is None or found.end - found.start < len(text) / 2:
            # More is said than when: it is no reply.
            return None
        return self._settled(dataclasses.replace(wish, moment=found), context)

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: EventArguments = intent.arguments
        if wish.problem or wish.start is None:
            return Say(sentence=problem_words(wish.problem, context))
        if (
            not wish.rule
            and wish.start < context.now
            and not (wish.all_day and wish.start.date() == context.now.date())
        ):
            return Say(sentence=problem_words("past", context))
        file = self._file()
        before = calendar_text(file)
        event = NewEvent(
            title=wish.title,
            start=wish.start,
            end=wish.end,
            all_day=wish.all_day,
            rule=wish.rule,
            reminds=wish.reminds,
        )
        after = added(before, event, context.now)
        if wish.rule:
            # A rule says which days; the first of them is when it begins.
            first = occurrences(after, context.now, context.now + AHEAD)
            starts = [one.start for one in first if one.title == wish.title and one.repeats]
            begins = starts[0] if starts else wish.start
            over = begins + (wish.end - wish.start) if wish.end is not None else None
            when = when_words(begins, over, context, all_day=wish.all_day)
        else:
            when = when_words(wish.start, wish.end, context, all_day=wish.all_day)
        name = said.quoted(wish.title, japanese=context.japanese)
        again = context.words(", and again after that", "から繰り返し") if wish.rule else ""
        if wish.reminds:
            done = context.words(
                f"I will remind you: {name}, {when}{again}.", f"{when}{again or 'に'}{name}をお知らせします。"
            )
        else:
            done = context.words(
                f"In your calendar: {name}, {when}{again}.", f"カレンダーに入れました：{name}、{when}{again}"
            )
        return file_plan(file, before, after, done)

    def _settled(self, wish: CalendarWish, context: Context) -> Intent | Question:
        moment = wish.moment
        if moment is not None and moment.problem:
            return self._intent(EventArguments(title=wish.title, problem=moment.problem))
        if not wish.title:
            sentence = context.words(
                "What should I remind you of?" if wish.reminds else "What is it called?", "何の予定ですか？"
            )
            return Question(skill=self.name, sentence=sentence, slot="title", arguments=wish, free=True)
        if moment is None and not wish.rule:
            return Question(
                skill=self.name, sentence=context.words("When?", "いつですか？"), slot="when", arguments=wish
            )
        if moment is not None:
            moment = by_day(moment, wish.title, reminds=wish.reminds)
        if moment is not None and moment.either and len(moment.halves(context.now)) > 1:
            return Question(skill=self.name, sentence=half_question(moment, context), slot="half", arguments=wish)
        timed = moment is not None and (moment.time is not None or bool(moment.part) or moment.shift is not None)
        half = moment.halves(context.now)[0] if moment is not None else None
        start = half.at(context.now, MORNING) if half is not None else None
        if start is None:
            start = datetime.datetime.combine(context.now.date(), MORNING, context.now.tzinfo)
        if wish.rule:
            start = first_day(wish.rule, start)
        all_day = not timed and not wish.reminds
        rule = wish.rule if all_day else until_moment(wish.rule, start)
        problem = "past" if last_date(rule) < start.date() else ""
        end = wish.span.end(start, all_day=all_day) if wish.span is not None else None
        return self._intent(
            EventArguments(
                title=wish.title,
                start=start,
                end=end,
                all_day=all_day,
                rule=rule,
                reminds=wish.reminds,
                problem=problem,
            )
        )

    def _intent(self, arguments: EventArguments) -> Intent:
        return Intent(skill=self.name, arguments=arguments)


class CalendarShow(AsksNothing):
    """Reads what is in the calendar, for a day, a week, or what comes next."""

    name = "calendar.show"

    def __init__(self, file: Callable[[], Path]) -> None:
        self._file = file

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        wish = calendar_wish(text, context.now)
        return Intent(skill=self.name, arguments=wish) if wish is not None and wish.verb == "show" else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: CalendarWish = intent.arguments
        start, end = span(wish, context)
        found = occurrences(calendar_text(self._file()), start, end, under_way=True)
        if end - start > datetime.timedelta(days=7):
            # Of a series, the next time is enough where no days were named.
            found = [one for at, one in enumerate(found) if one.uid not in {before.uid for before in found[:at]}]
        if not found:
            return Say(sentence=context.words("There is nothing in your calendar then.", "その間の予定はありません。"))
        return Say(sentence="\n".join(f"- {described(one, context, over=True)}" for one in found[:SHOWN]))


def file_plan(file: Path, before: str | None, after: str, done: str, aside: str = "") -> Plan:
    """What a calendar file will hold; see ``Plan`` for ``done`` and ``aside``."""
    change = Change(store=STORE, key=str(file), before=before, after=after)
    return Plan(preview=done + aside, done=done, aside=aside, changes=(change,))


def described(one: Occurrence, context: Context, *, over: bool = False) -> str:
    """An event by its days, time and title; also when it is ``over``."""
    when = when_words(one.start, one.end if one.all_day or over else None, context, all_day=one.all_day)
    return context.words(f"{when}: {one.title}", f"{when} {one.title}")


def when_words(start: datetime.datetime, end: datetime.datetime | None, context: Context, *, all_day: bool) -> str:
    """From when to when: "today at 10:00 to 11:00", "Monday, 30 November to Wednesday, 2 December"; the beginning alone where no
    end is known, and of one day."""
    today = context.now.date()
    if all_day:
        first, last = start.date(), (end or start).date() - datetime.timedelta(days=1)
        words = said.day(first, today, japanese=context.japanese)
        until = said.day(last, today, japanese=context.japanese) if last > first else ""
    else:
        words = said.moment(start, context.now, japanese=context.japanese)
        until = ""
        if end is not None and end > start:
            if end.date() == start.date():
                until = said.time(end, japanese=context.japanese)
            else:
                until = said.moment(end, context.now, japanese=context.japanese)
    return context.words(f"{words} to {until}", f"{words}から{until}まで") if until else words


def names(title: str, words: str) -> bool:
    """Whether words name the event called ``title``; no words name every one."""
    # 「ベンさんとの電話」 is 「ベンさんと電話」 as well.
    named, called = (text.lower().replace("の", "") for text in (words, title))
    return not named or named in called or (bool(called) and called in named)


def span(wish: CalendarWish, context: Context) -> tuple[datetime.datetime, datetime.datetime]:
    """From when to when is asked about: a day, a week, or all that is to come."""
    midnight = datetime.datetime.combine(context.now.date(), datetime.time(), context.now.tzinfo)
    if wish.week is not None:
        monday = weekday(context.now.date(), 0, wish.week)
        start = datetime.datetime.combine(monday, datetime.time(), context.now.tzinfo)
        end = start + datetime.timedelta(days=7)
        return max(end - datetime.timedelta(days=2) if wish.weekend else start, midnight), end
    if wish.moment is not None and wish.moment.day is not None:
        start = datetime.datetime.combine(wish.moment.day, datetime.time(), context.now.tzinfo)
        return start, start + datetime.timedelta(days=1)
    return midnight, context.now + AHEAD
