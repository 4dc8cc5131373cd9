"""Deleting and moving events and reminders of the user's calendar file; of a series, one date alone or all of them."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.skills import said
from assistant.skills.base import Context, Intent, Planned, Question, Say, Understood
from assistant.skills.calendar.calendar_edit import moved_date, moved_series, without_date
from assistant.skills.calendar.calendar_file import Occurrence, calendar_text, occurrences, without
from assistant.skills.calendar.calendar_following import means_following
from assistant.skills.calendar.calendar_skills import described, file_plan, names, span
from assistant.skills.calendar.calendar_split import ended_before, is_first, split
from assistant.skills.calendar.calendar_words import CalendarWish, calendar_wish
from assistant.skills.file_store import FileRefused
from assistant.skills.sentence import is_question_about
from assistant.skills.time_words.moments import find_moment, moved
from assistant.skills.timers.alarm_set import problem_words

_ONE = re.compile(
    r"^(?:(?:only|just)\b.*|(?:this|that) (?:one|day|time|date)(?: only)?|(?:the )?next(?: one)?|one|once)$"
    r"|だけ|この日|その日|今回|一回|次回",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|every|everything|each|series|whole|both|always)\b|全部|すべて|全て|毎回|両方", re.IGNORECASE
)


class CalendarRemove:
    """Deletes events and reminders; of a series it asks whether one date or all are meant. It can be undone."""

    name = "calendar.remove"

    def __init__(self, file: Callable[[], Path]) -> None:
        self._file = file

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        wish = calendar_wish(text, context.now)
        if wish is None or wish.verb != "remove" or not (wish.sure or self._has(wish, context)):
            return None
        return Intent(skill=self.name, arguments=wish)

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        wish: CalendarWish = question.arguments
        if question.slot == "title":
            return _filled(question, text)
        if means_following(text):
            return Intent(skill=self.name, arguments=dataclasses.replace(wish, following=True))
        moment = find_moment(text, context.now)
        if moment is not None and moment.day is not None and not moment.problem:
            return Intent(skill=self.name, arguments=dataclasses.replace(wish, moment=moment, once=True))
        if _ALL.search(text):
            return Intent(skill=self.name, arguments=dataclasses.replace(wish, every=True))
        return Intent(skill=self.name, arguments=dataclasses.replace(wish, once=True)) if _ONE.search(text) else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: CalendarWish = intent.arguments
        file = self._file()
        text = calendar_text(file)
        meant = _meant(text, wish, context)
        if not meant or text is None:
            return Say(sentence=_none_words(context))
        if wish.every and wish.once:
            return self._cleared(file, text, _all_meant(text, wish, context), context)
        if len(meant) > 1 and not wish.every:
            return _which(self.name, meant, wish, context)
        if meant[0].repeats and not (wish.every or wish.once or wish.following):
            one = described(meant[0], context)
            sentence = context.words(
                f"Only {one}, that and all after it, or every time?",
                f"{one}だけですか？ それ以降すべてですか？ それとも毎回すべてですか？",
            )
            return Question(skill=self.name, sentence=sentence, slot="extent", arguments=wish)
        alone = meant[0].repeats and not wish.every
        cut = alone and wish.following and not is_first(text, meant[0])
        alone = alone and not wish.following
        if cut:
            after = ended_before(text, meant[0])
        else:
            after = without_date(text, meant[0]) if alone else without(text, {one.uid for one in meant})
        done, aside = _deleted_words(meant, context), ""
        if cut:
            aside = context.words(
                " All times after it are gone too, and those before it stay.",
                "（それ以降の回もすべて削除し、前の回は残ります）",
            )
        if alone:
            aside = context.words(" The rest of the series stays.", "（ほかの回は残ります）")
        return file_plan(file, text, after, done, aside)

    def _cleared(self, file: Path, before: str, meant: Sequence[Occurrence], context: Context) -> Planned:
        """Every date that is meant goes, and no other of its series."""
        after = before
        for one in meant:
            after = without_date(after, one) if one.repeats else without(after, {one.uid})
        done, aside = _deleted_words(meant, context), ""
        if any(one.repeats for one in meant):
            aside = context.words(" Other times of what repeats stay.", "（繰り返しのほかの回は残ります）")
        return file_plan(file, before, after, done, aside)

    def _has(self, wish: CalendarWish, context: Context) -> bool:
        """Whether the calendar has what may be meant; a file that cannot be read has nothing."""
        try:
            return bool(_meant(calendar_text(self._file()), wish, context))
        except FileRefused:
            return False


class CalendarMove:
    """Moves an event or a reminder to another time or day; of a series, one date or all of them. It can be undone."""

    name = "calendar.move"

    def __init__(self, file: Callable[[], Path]) -> None:
        self._file = file

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        wish = calendar_wish(text, context.now)
        return Intent(skill=self.name, arguments=wish) if wish is not None and wish.verb == "move" else None

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        del context
        return _filled(question, text)

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        wish: CalendarWish = intent.arguments
        new = wish.new
        if new is None:
            return None
        file = self._file()
        try:
            text = calendar_text(file)
            meant = _meant(text, wish, context)
        except FileRefused:
            if wish.sure:
                raise
            return None
        if not meant or text is None:
            # "Move X to Friday" may be about something else where no event is called that.
            return Say(sentence=_none_words(context)) if wish.sure else None
        if new.problem:
            return Say(sentence=problem_words(new.problem, context))
        if len(meant) > 1:
            return _which(self.name, meant, wish, context)
        one = meant[0]
        if one.all_day and new.day is None:
            return Say(
                sentence=context.words(
                    f"{said.quoted(one.title, japanese=False)} takes the whole day. Say the day to move it to.",
                    f"{said.quoted(one.title, japanese=True)}は終日の予定です。移す日を言ってください。",
                )
            )
        start = moved(one.start, time=new.time, either=new.either, day=new.day)
        if one.repeats and (wish.every or wish.following):
            return self._series(file, text, one, start, context, wish)
        if start < context.now and not (one.all_day and start.date() == context.now.date()):
            return Say(sentence=problem_words("past", context))
        to = said.day(start.date(), context.now.date(), japanese=context.japanese)
        if not one.all_day:
            to = said.moment(start, context.now, japanese=context.japanese)
        done = context.words(
            f"Moved to {to}; it was {described(one, context)}.",
            f"{to}に移しました。元は{described(one, context)}です。",
        )
        aside = ""
        if one.repeats:
            aside = context.words(" The rest of the series stays.", "（ほかの回はそのままです）")
        after = moved_date(text, one, start)
        return file_plan(file, text, after, done, aside)

    def _series(
        self, file: Path, before: str, one: Occurrence, start: datetime.datetime, context: Context, wish: CalendarWish
    ) -> Planned:
        """All dates of a series move as this one does, or this one with all that follow."""
        day_named = wish.new is not None and wish.new.day is not None
        cut = wish.following and not is_first(before, one)
        text, moving = split(before, one) if cut else (before, one)
        after = moved_series(text, moving, start, days_too=day_named)
        if after is None:
            return Say(
                sentence=context.words(
                    "The days of this series follow a rule that I cannot move. Say the time without a day.",
                    "この繰り返しの曜日は移せません。日を付けずに時刻を言ってください。",
                )
            )
        to = said.weekday(start.date(), japanese=context.japanese) if day_named else ""
        if not one.all_day:
            at = said.time(start, japanese=context.japanese)
            to = context.words(f"{to} at {at}" if to else at, f"{to}{at}")
        done = context.words(
            f"Moved {'it and all after it' if cut else 'the whole series'} to {to}; it was {described(one, context)}.",
            f"{'それ以降は' if cut else ''}毎回{to}に移しました。元は{described(one, context)}です。",
        )
        return file_plan(file, before, after, done)


def _filled(question: Question, text: str) -> Understood:
    if is_question_about(text) or len(text) > 120:
        return None
    return Intent(skill=question.skill, arguments=dataclasses.replace(question.arguments, title=text))


def _deleted_words(gone: Sequence[Occurrence], context: Context) -> str:
    listed = context.words("; ", "、").join(described(one, context) for one in gone[:3])
    if len(gone) > 3:
        listed += context.words(f" and {len(gone) - 3} more", f"ほか{len(gone) - 3}件")
    return context.words(f"Deleted: {listed}.", f"削除しました：{listed}")


def _meant(text: str | None, wish: CalendarWish, context: Context) -> list[Occurrence]:
    """The next date of each event that a wish describes, in order."""
    by_uid = {one.uid: one for one in reversed(_all_meant(text, wish, context))}
    return sorted(by_uid.values(), key=lambda one: one.start)


def _all_meant(text: str | None, wish: CalendarWish, context: Context) -> list[Occurrence]:
    """Every date that a wish describes, in order."""
    start, end = span(wish, context)
    found = [one for one in occurrences(text, start, end) if names(one.title, wish.title)]
    time = wish.moment.time if wish.moment is not None else None
    if time is not None and wish.moment is not None:
        hours = {time.hour, (time.hour + 12) % 24} if wish.moment.either else {time.hour}
        found = [one for one in found if one.start.hour in hours and one.start.minute == time.minute]
    return found


def _which(skill: str, meant: Sequence[Occurrence], wish: CalendarWish, context: Context) -> Question:
    listed = context.words("; ", "、").join(described(one, context) for one in meant[:5])
    sentence = context.words(f"Which one? There are {listed}.", f"どれですか？ {listed}があります。")
    return Question(skill=skill, sentence=sentence, slot="title", arguments=wish, free=True)


def _none_words(context: Context) -> str:
    return context.words("There is no such event in your calendar.", "その予定はカレンダーにありません。")
