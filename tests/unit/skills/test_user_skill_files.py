"""Skills that the user wrote: read without being run, understood by their sentences, and broken ones said with their line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.skills.commands.command_reading import command_of, slot_grammar
from assistant.skills.commands.command_topics import topic_of
from assistant.user_skills.arguments import Argument, read_value
from assistant.user_skills.phrases import matched
from assistant.user_skills.skill_file import SkillBroken, read_skill
from assistant.user_skills.topics import topics

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=datetime.UTC)
SPLIT = '''
import datetime
from decimal import Decimal
from typing import Literal

raise SystemExit("a skill that is read is not run")

class _Beside:
    pass

class Split:
    """Says what each pays."""

    says = ("split {amount} between {people}", "{amount}を{people}人で割って")
    topics = "bill"
    asks = {"people": "Between how many?"}

    def run(self, amount: Decimal, people: int, day: datetime.date | None = None, *, how: Literal["up", "down"] = "up") -> str:
        return ""
'''


def test_a_file_is_read_and_not_run() -> None:
    skill = read_skill("split", SPLIT)
    assert (skill.title, skill.about, skill.uses, skill.topics) == ("Split", "Says what each pays.", (), ("bill",))
    assert [(one.name, one.kind, one.required, one.ask) for one in skill.arguments] == [
        ("amount", "Decimal", True, ""),
        ("people", "int", True, "Between how many?"),
        ("day", "date", False, ""),
        ("how", "Literal", False, ""),
    ]
    assert skill.argument("how").choices == ("up", "down")
    assert skill.digest != read_skill("split", SPLIT + "\n").digest


GOOD = '''class A:
    """Does."""
    says = "do {x}"
    def run(self, x: int) -> str:
        return ""
'''


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("return", "retur n", 5, "not Python"),
        ("class A", "x = '\0'; class A", 0, "not Python"),
        ('    """Does."""\n', "", 1, "no docstring"),
        ("def run", "def walk", 1, "no method"),
        ("x: int", "x", 4, "has no type"),
        ("x: int", "x: list", 4, "has no type"),
        ("x: int", "*x: int", 4, "by their names"),
        ('"do {x}"', '"do {y}"', 3, "does not take"),
        ('"do {x}"', '"do {x} {x}"', 3, "does not take"),
        ('"do {x}"', '"do [it] {x}"', 3, "brackets"),
        ('"do {x}"', '"{x}"', 3, "taken for a command"),
        ('"do {x}"', '"please do {x}"', 3, "taken for a command"),
        ('"do {x}"', '"how do {x} work"', 3, "taken for a command"),
        ('"do {x}"', "()", 3, "No sentence"),
        ('"do {x}"', "open('/etc/passwd').read()", 3, "texts in quotes"),
        ("    says", "    uses = 'disk'\n    says", 3, "may use"),
        ("    says", "    asks = 3\n    says", 3, "for each argument"),
        ("class A:", "class B: pass\nclass A:", 2, "one class"),
        ("class A:", "class _A:", 0, "one class"),
        ('"do {x}"', "(" * 300 + ")" * 300, None, "not Python"),
    ],
)
def test_a_broken_one_says_why_and_where(old: str, new: str, line: int | None, words: str) -> None:
    read_skill("a", GOOD)
    with pytest.raises(SkillBroken, match=words) as broken:
        read_skill("a", GOOD.replace(old, new, 1))
    assert line in (None, broken.value.line)
    assert broken.value.remedy


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("split 84 between 3", {"amount": "84", "people": "3"}),
        ("Split 1,084.50 between twenty-one", {"amount": "1,084.50", "people": "twenty-one"}),
        ("84を三人で割って", {"amount": "84", "people": "三"}),
        ("split wood between 3", None),
        ("split 84 between 3 and four", None),
    ],
)
def test_its_sentences_are_matched(sentence: str, words: dict[str, str] | None) -> None:
    skill = read_skill("split", SPLIT)
    found = [matched(phrase, skill.arguments, sentence) for phrase in skill.says]
    assert next((dict(one) for one in found if one is not None), None) == words


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("int", "1,200", 1200),
        ("int", "2.5", None),
        ("int", "三十五", 35),
        ("int", "two thousand", 2000),
        ("float", "-2.5", -2.5),
        ("Decimal", "84.10", "84.10"),
        ("Decimal", "eighty", "80"),
        ("bool", "Off", False),
        ("bool", "perhaps", None),
        ("str", "「牛乳」", "牛乳"),
        ("date", "tomorrow", "2026-11-27"),
        ("date", "来週の金曜日", "2026-12-04"),
        ("date", "30 February", None),
        ("date", "at 5 pm", None),
        ("datetime", "tomorrow at 7 pm", "2026-11-27T19:00:00+00:00"),
        ("datetime", "tomorrow", None),
        ("timedelta", "an hour and a half", 5400.0),
        ("timedelta", "5分", 300.0),
        ("timedelta", "blue", None),
        ("Literal", "UP", "up"),
        ("Literal", "left", None),
    ],
)
def test_values_are_read(kind: str, words: str, value: object) -> None:
    assert read_value(Argument(name="x", kind=kind, choices=("up",)), words, NOW) == value


def test_a_model_may_read_it_in_other_words() -> None:
    found = topics([read_skill("split", SPLIT), read_skill("a", GOOD)])
    assert [one.name for one in found] == ["a skill called Split"]
    assert topic_of("i need the bill of 84 euros shared, there are three of us", found) is found[0]
    assert topic_of("pay the 84 euros", found) is None
    assert topic_of("add milk to the bill list", found) is not found[0], "Sotto's own topics come first"
    [meaning] = found[0].meanings
    assert meaning.filled == ("split 3 between 4", '{"amount": "3", "people": "4"}')
    assert meaning.filled_ja[0] == "3を4人で割って"
    said = "i need the bill of 84 euros shared, there are three of us"
    assert "p0" in slot_grammar(meaning, said)
    filled = '{"amount": "84 euros", "people": "are three of"}'
    assert command_of(meaning, filled, said, NOW) == "split 84 between three"
    assert command_of(meaning, '{"amount": "84 euros", "people": ""}', said, NOW) is None


def test_the_page_that_explains_them_has_a_whole_example() -> None:
    page = (Path(__file__).parents[3] / "docs" / "SKILLS.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    skill = read_skill("tally", example)
    assert (skill.uses, [one.name for one in skill.arguments]) == (("values",), ["drink", "cups"])
