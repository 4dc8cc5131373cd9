"""What is asked of one relative is not told by what was said of another."""

from __future__ import annotations

import pytest

from assistant.memory.relatives import is_of_another_relative

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When is my mother's birthday?", "My sister Elke's birthday is 4 May."),
        ("What does my son play?", "My daughter plays the cello on Tuesdays."),
        ("Where do my parents live?", "My grandma lives in Leeds."),
        ("父は何が食べられない？", "母は蕎麦が食べられません。"),
        ("母の誕生日はいつですか", "祖母の誕生日は五月四日です。"),
        ("妹はどこに住んでいますか", "兄は大阪に住んでいます。"),
    ],
)
def test_another_relative(question: str, text: str) -> None:
    assert is_of_another_relative(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When is Mum's birthday?", "My mother's birthday is 4 May."),
        ("When is Elke's birthday?", "My sister Elke's birthday is 4 May."),
        ("How old are my kids?", "My daughter Mia is five."),
        ("What does my partner do?", "My husband is a nurse."),
        ("What did my sister give my mother?", "My mother got a scarf."),
        ("Where do my parents live?", "They live in Leeds."),
        ("兄弟はいますか", "弟は大阪にいます。"),
        ("お母さんは何が食べられない？", "母は蕎麦が食べられません。"),
        ("私の母国語は？", "妹は英語を話します。"),
        ("大丈夫ですか", "妻は看護師です。"),
        ("", ""),
    ],
)
def test_the_same_or_none(question: str, text: str) -> None:
    assert not is_of_another_relative(question, text)
