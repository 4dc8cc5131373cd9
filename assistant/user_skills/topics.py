"""The user's skills as topics for the model, which then reads what is asked of them in other words. Pure.

What a skill says of itself is shown to the model as what may be chosen; it is never an instruction, and what the model writes can
only be words of the user's sentence. What comes of it is one of the skill's own sentences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from assistant.skills.commands.command_reading import WHEN
from assistant.skills.commands.command_topics import Meaning, Topic
from assistant.skills.sentence import is_japanese
from assistant.user_skills.arguments import NUMBERS
from assistant.user_skills.phrases import filled, places, sample, sample_values
from assistant.user_skills.skill_file import SkillFile

LABEL = "run"
LONGEST_ABOUT = 200


def topics(skills: Iterable[SkillFile]) -> list[Topic]:
    """A topic for each skill that names words for what it is about."""
    return [_topic(skill) for skill in skills if skill.topics]


def _topic(skill: SkillFile) -> Topic:
    about = " ".join(skill.about.split())[:LONGEST_ABOUT]
    english, japanese = _phrase(skill, japanese=False), _phrase(skill, japanese=True)
    slots = tuple(dict.fromkeys((*places(english), *places(japanese))))
    kinds = {one.name: one.kind for one in skill.arguments}
    return Topic(
        name=f"a skill called {skill.title}",
        named=re.compile("|".join(_word(one) for one in skill.topics), re.IGNORECASE),
        meanings=(
            Meaning(
                label=LABEL,
                says=f"wants what this skill does: {about}",
                english=english,
                japanese=japanese,
                slots=slots,
                needs=tuple(slot for slot in slots if slot != WHEN),
                examples=tuple(sample(phrase, skill.arguments) for phrase in skill.says),
                filled=_shown(skill, english),
                filled_ja=_shown(skill, japanese),
                reads=not skill.uses,
                as_said=True,
                numbers=tuple(name for name in slots if kinds[name] in NUMBERS),
            ),
        ),
        others=(),
    )


def _phrase(skill: SkillFile, *, japanese: bool) -> str:
    """The phrase of a language, else of the other, with the fewest places among those that name what is required."""
    required = {one.name for one in skill.arguments if one.required}

    def rank(phrase: str) -> tuple[bool, int, int]:
        return (is_japanese(phrase) is not japanese, len(required - set(places(phrase))), len(places(phrase)))

    return min(skill.says, key=rank)


def _shown(skill: SkillFile, phrase: str) -> tuple[str, str]:
    values = {name: value for name, value in sample_values(skill.arguments).items() if name in places(phrase)}
    return filled(phrase, values), json.dumps(values, ensure_ascii=False)


def _word(word: str) -> str:
    return re.escape(word) if is_japanese(word) else rf"\b{re.escape(word)}s?\b"
