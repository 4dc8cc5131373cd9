"""What is looked up for a question that leans on the one before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.follow_up import with_context

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "previous", "expected"),
    [
        ("And in winter?", ["How often is the garden watered?"], "How often is the garden watered? And in winter?"),
        ("Who owns it?", ["Where is the car parked today?", "And now?"], "Where is the car parked today? Who owns it?"),
        ("How high is the monthly rent in Berlin?", ["Are pets allowed?"], "How high is the monthly rent in Berlin?"),
        ("Are pets allowed?", ["How much notice must the tenant give?"], "Are pets allowed?"),
        ("Is it allowed?", ["May I keep a dog in the flat?"], "May I keep a dog in the flat? Is it allowed?"),
        ("Are dogs?", ["Are cats allowed in the flat?"], "Are cats allowed in the flat? Are dogs?"),
        ("What about the Bank of Ember?", ["What did Alpenglow earn in 2020?"], "What did Bank of Ember earn in 2020?"),
        ("And Borealis?", ["May I visit the works of Alpenglow?"], "May I visit the works of Borealis?"),
        ("冬は？", ["庭の水やりの頻度を教えて"], "庭の水やりの頻度を教えて 冬は？"),
        ("And in winter?", [], "And in winter?"),
        ("And in 2021?", ["What did Alpenglow earn in 2020?"], "What did Alpenglow earn in 2021?"),
        ("2021年は？", ["Alpenglowの2020年の売上高は？"], "Alpenglowの2021年の売上高は？"),
        ("What about Borealis?", ["What did Alpenglow earn in 2020?"], "What did Borealis earn in 2020?"),
        ("Borealisはどうですか", ["Alpenglowの2020年の売上高は？"], "Borealisの2020年の売上高は？"),
        # Where it is not clear what would be replaced, both are looked up.
        ("And in 2021?", ["Did Ember grow from 2019 to 2020?"], "Did Ember grow from 2019 to 2020? And in 2021?"),
        (
            "What about Cobalt?",
            ["Did Ember buy Foxglove that year?"],
            "Did Ember buy Foxglove that year? What about Cobalt?",
        ),
        ("And in 2021?", ["What did Alpenglow earn?"], "What did Alpenglow earn? And in 2021?"),
        ("それはいつ？", ["工場はどこに建てられましたか"], "工場はどこに建てられましたか それはいつ？"),
    ],
)
def test_follow_ups_take_their_question_along(question: str, previous: list[str], expected: str) -> None:
    assert with_context(question, previous) == expected


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_conversation_gives_something_to_look_up(question: str, previous: list[str]) -> None:
    looked_up = with_context(question, previous)
    assert looked_up or not question
