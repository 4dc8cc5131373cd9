"""The user's own skills as one skill among Sotto's: understood by their sentences, run in a process of their own, and what they
changed in the values that they were handed is planned like any change, so it is previewed, journalled and undone as all others."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.skills import said
from assistant.skills.base import Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.file_store import read_text
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.notes.note_files import is_file_name
from assistant.skills.value_store import ValueStore
from assistant.user_skills.arguments import Argument, Plain, read_value
from assistant.user_skills.phrases import matched
from assistant.user_skills.shelf import SkillShelf
from assistant.user_skills.skill_file import NOTES, VALUES, SkillFile
from assistant.user_skills.skill_process import MOST_HANDED, Failed, Ran, run_skill

USER_SKILL = "user.skill"
STORE = "user_skill_values"
"""The store that their changes name, beside the one of files."""
NOTE_ENDING = ".md"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UserCall:
    """A call of the skill in the file called ``skill``."""

    skill: str
    values: Mapping[str, Plain]


Run = Callable[[SkillFile, Mapping[str, Plain], Mapping[str, Mapping[str, str]], Context], Ran | Failed]


class UserSkills:
    """Runs the skills that the user wrote and allowed."""

    name = USER_SKILL

    def __init__(
        self, shelf: SkillShelf, values: ValueStore, notes_folder: Callable[[], Path], run: Run = run_skill
    ) -> None:
        """``values`` keeps what the skills keep, under “skill/key”."""
        self._shelf = shelf
        self._values = values
        self._notes_folder = notes_folder
        self._run = run

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        for skill in self._shelf.usable():
            for phrase in skill.says:
                words = matched(phrase, skill.arguments, text)
                if words is not None:
                    read = {name: read_value(skill.argument(name), one, context.now) for name, one in words.items()}
                    return _asked(skill, {name: value for name, value in read.items() if value is not None}, context)
        return None

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        call: UserCall = question.arguments
        skill = self._shelf.one(call.skill)
        if skill is None or len(text) > 200:
            return None
        value = read_value(skill.argument(question.slot), text, context.now)
        return _asked(skill, {**call.values, question.slot: value}, context) if value is not None else None

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        call: UserCall = intent.arguments
        skill = self._shelf.one(call.skill)
        if skill is None:
            return None
        handed = self._handed(skill)
        if sum(len(key) + len(value) for texts in handed.values() for key, value in texts.items()) > MOST_HANDED:
            return Say(sentence=_failure_words(skill, Failed(reason="there are too many notes or values"), context))
        ran = self._run(skill, call.values, handed, context)
        if isinstance(ran, Failed):
            return Say(sentence=_failure_words(skill, ran, context))
        bad = [one for one in ran.handed.get(NOTES, {}) if not (is_file_name(one) and one.endswith(NOTE_ENDING))]
        if bad:
            return Say(sentence=_failure_words(skill, Failed(reason=f"“{bad[0][:80]}” is no name of a note"), context))
        changes = tuple(self._changes(skill, handed, ran.handed))
        return Plan(preview=ran.text, done=ran.text, changes=changes) if changes else Say(sentence=ran.text)

    def _handed(self, skill: SkillFile) -> dict[str, dict[str, str]]:
        """What a skill may use, as it is now. Raises ``UserFacingError``."""
        handed: dict[str, dict[str, str]] = {}
        if VALUES in skill.uses:
            start = f"{skill.name}/"
            handed[VALUES] = {
                key.removeprefix(start): value for key, value in self._values.all().items() if key.startswith(start)
            }
        if NOTES in skill.uses:
            found = {file.name: read_text(file) for file in sorted(self._notes_folder().glob(f"*{NOTE_ENDING}"))}
            handed[NOTES] = {name: text for name, text in found.items() if text is not None and is_file_name(name)}
        return handed

    def _changes(
        self, skill: SkillFile, before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
    ) -> list[Change]:
        changes = []
        for kind, old in before.items():
            new = after.get(kind, old)
            for key in sorted({*old, *new}):
                if old.get(key) != new.get(key):
                    store, place = self._place(skill, kind, key)
                    changes.append(Change(store=store, key=place, before=old.get(key), after=new.get(key)))
        return changes

    def _place(self, skill: SkillFile, kind: str, key: str) -> tuple[str, str]:
        """The store and its key for a value of a skill, or for a note."""
        if kind == VALUES:
            return STORE, f"{skill.name}/{key}"
        return FILES, str(self._notes_folder() / key)


def _asked(skill: SkillFile, values: Mapping[str, Plain], context: Context) -> Understood:
    """What is asked of a skill, or a question for what it must know and was not said."""
    call = UserCall(skill=skill.name, values=values)
    missing = next((one for one in skill.arguments if one.required and one.name not in values), None)
    if missing is None:
        return Intent(skill=USER_SKILL, arguments=call, settled=True)
    return Question(
        skill=USER_SKILL,
        sentence=_question_words(missing, context),
        slot=missing.name,
        arguments=call,
        free=missing.kind == "str",
    )


def _question_words(missing: Argument, context: Context) -> str:
    name = said.quoted(missing.name.replace("_", " "), japanese=context.japanese)
    return missing.ask or context.words(f"What is {name}?", f"{name}は何ですか？")


def _failure_words(skill: SkillFile, failed: Failed, context: Context) -> str:
    name = said.quoted(skill.name, japanese=context.japanese)
    if failed.too_long:
        return context.words(
            f"Your skill {name} took too long and was stopped. Nothing was changed.",
            f"スキル{name}は時間がかかりすぎたため止めました。何も変更していません。",
        )
    if not failed.reason:
        return context.words(
            f"Your skill {name} broke down; it may have needed too much memory. Nothing was changed.",
            f"スキル{name}が異常終了しました。メモリーを使いすぎた可能性があります。何も変更していません。",
        )
    where = context.words(f" in line {failed.line}", f"{failed.line}行目で") if failed.line else ""
    return context.words(
        f"Your skill {name} failed{where}: {failed.reason}. Nothing was changed.",
        f"スキル{name}が{where}失敗しました：{failed.reason}。何も変更していません。",
    )
