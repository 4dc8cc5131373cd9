"""Routines: "good morning" tells what is ahead today; the user's own are several commands, in ``routines.toml`` of the data folder:

[[routine]]
say = ["movie night", "映画の時間"]
do = ["set the volume to 30 percent", "set a timer for 2 hours called film"]
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from assistant.records import Timer
from assistant.skills import said
from assistant.skills.base import AsksNothing, Change, Context, Intent, Plan, Planned, Say, Skill, Understood
from assistant.skills.calendar.calendar_file import calendar_text, occurrences
from assistant.skills.calendar.calendar_skills import described as event_words
from assistant.skills.file_store import FileRefused, read_text
from assistant.skills.sentence import own_words
from assistant.skills.timers.timer_cancel import described as timer_words

_MORNING = re.compile(r"^good morning$|^おはよう(?:ございます)?$", re.IGNORECASE)
_CALLED = re.compile(r"[,、 ]*(?:sotto|ソット)$", re.IGNORECASE)
SHOWN = 15


class Routine(msgspec.Struct, frozen=True):
    """What is said for it, and the commands it stands for, in order."""

    say: tuple[str, ...]
    do: tuple[str, ...]


class _File(msgspec.Struct, frozen=True):
    routine: tuple[Routine, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RunRoutine:
    """``commands`` are those of a routine of the user's, none for "good morning"."""

    commands: tuple[str, ...] = ()


def routines_in(text: str | None) -> tuple[Routine, ...]:
    """The routines of a file's text; none without a file. Raises ``FileRefused``. Pure."""
    try:
        return msgspec.convert(tomllib.loads(text or ""), _File).routine
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FileRefused("The file of your routines is broken.", "Mend routines.toml in the data folder.") from error


class RunsRoutines(AsksNothing):
    """Tells what is ahead today, or does what the user put together, as one action that is undone as one."""

    name = "routine.run"

    def __init__(
        self,
        skills: Sequence[Skill],
        timers: Callable[[], Sequence[Timer]],
        calendar: Callable[[], Path],
        file: Callable[[], Path],
    ) -> None:
        """``skills`` are those that a routine may use; ``file`` holds the user's routines."""
        self._skills = skills
        self._timers = timers
        self._calendar = calendar
        self._file = file

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next. The user's routines come before "good morning"."""
        del context
        words = _CALLED.sub("", text)
        try:
            routines = routines_in(read_text(self._file()))
        except FileRefused:
            routines = ()  # told by “good morning”, so that no other message is held up by it
        for one in routines:
            if any(words.casefold() == sentence.casefold() for sentence in one.say):
                return Intent(skill=self.name, arguments=RunRoutine(commands=one.do))
        return Intent(skill=self.name, arguments=RunRoutine()) if _MORNING.match(words) else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: RunRoutine = intent.arguments
        if not wish.commands:
            routines_in(read_text(self._file()))
            return Say(sentence=self._morning(context))
        lines: list[str] = []
        changes: list[Change] = []
        for command in wish.commands:
            planned = self._planned(command, context)
            if isinstance(planned, Say):
                lines.append(planned.sentence)
            elif isinstance(planned, Plan) and planned.undoable and not _touch(changes, planned.changes):
                lines.append(planned.done)
                changes += planned.changes
            else:
                quoted = said.quoted(command, japanese=context.japanese)
                lines.append(context.words(f"Not done by itself: {quoted}.", f"自動ではできません：{quoted}"))
        done = "\n".join(lines)
        return Plan(preview=done, done=done, changes=tuple(changes)) if changes else Say(sentence=done)

    def _planned(self, command: str, context: Context) -> object:
        words = own_words(command)
        for skill in self._skills if words else ():
            found = skill.understand(words or "", context)
            if found is not None:
                return skill.plan(found, context) if isinstance(found, Intent) else found
        return None

    def _morning(self, context: Context) -> str:
        day = said.full_day(context.now.date(), japanese=context.japanese, year=False)
        midnight = datetime.datetime.combine(
            context.now.date() + datetime.timedelta(days=1), datetime.time(), context.now.tzinfo
        )
        start = datetime.datetime.combine(context.now.date(), datetime.time(), context.now.tzinfo)
        events = [
            event_words(one, context)
            for one in occurrences(calendar_text(self._calendar()), start, midnight)
            if one.all_day or one.start >= context.now
        ]
        timers = [timer_words(one, context) for one in self._timers() if one.due_at < midnight.timestamp()]
        greeting = context.words(f"Good morning. It is {day}.", f"おはようございます。今日は{day}です。")
        if not events and not timers:
            return greeting + context.words(" Nothing is planned for today.", "今日の予定はありません。")
        return "\n".join([greeting, *(f"- {line}" for line in [*events, *timers][:SHOWN])])


def _touch(changes: Sequence[Change], more: Sequence[Change]) -> bool:
    """Whether two commands change the same value: the later was planned without the earlier."""
    return bool({(one.store, one.key) for one in changes} & {(one.store, one.key) for one in more})
