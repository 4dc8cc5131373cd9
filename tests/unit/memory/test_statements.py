"""Which sentences may become facts, and above all which may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.memory.statements import statements

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("My daughter Mia is allergic to nuts.", ("My daughter Mia is allergic to nuts",)),
        ("I live in Lyon. What is the weather there?", ("I live in Lyon",)),
        ("By the way, I'm a nurse and I work nights.", ("By the way, I'm a nurse and I work nights",)),
        ("We have two cats!", ("We have two cats",)),
        ("I don't eat meat. Suggest a dinner.", ("I don't eat meat",)),
        ("私は看護師です。", ("私は看護師です",)),
        ("娘のミアはナッツアレルギーです。何が食べられますか？", ("娘のミアはナッツアレルギーです",)),
        ("大阪に住んでいます", ("大阪に住んでいます",)),
        ("犬を飼っています。", ("犬を飼っています",)),
    ],
)
def test_plain_statements_qualify(message: str, expected: tuple[str, ...]) -> None:
    assert statements(message) == expected
    assert all(one in message for one in expected)


@pytest.mark.parametrize(
    "message",
    [
        "Is my daughter allergic to nuts?",
        "Am I allergic to nuts?",
        "If I live in Lyon, what tax do I pay?",
        "I might live in Lyon next year.",
        "I think my boss is angry.",
        "I have a question about taxes.",
        "I'm looking for a good restaurant.",
        "I'm tired today.",
        "I love it!",
        "I love how this works.",
        "I like your answer.",
        "My mother said “I live in Lyon”.",
        "Translate into French: I live in Lyon.",
        "Write a story. My name is Captain Nemo and I live in the sea.",
        "Pretend that I am a pirate. My ship is the Black Pearl.",
        "Summarise this: My daughter Mia is allergic to nuts.",
        "> My daughter Mia is allergic to nuts.",
        "From: Ann\nSubject: Mia\nMy daughter is allergic to nuts.",
        "Dear Ann,\nmy daughter Mia is allergic to nuts.",
        "The capital of France is Paris.",
        "Ann lives in Lyon.",
        "You are a nurse.",
        "私は看護師ですか？",
        "もし私が看護師だったら、いくらもらえますか",
        "「私は看護師です」を英語に翻訳して",
        "今日は母が出かけています。",
        "彼は看護師です。",
        "",
    ],
)
def test_everything_else_does_not(message: str) -> None:
    assert statements(message) == ()


def test_a_pasted_text_does_not() -> None:
    assert statements("I live in Lyon. " * 100) == ()


@given(st.text(max_size=300))
def test_every_statement_is_an_exact_part(message: str) -> None:
    assert all(one in message for one in statements(message))
