"""Several questions in one message are told apart; lists and stories are not."""

from __future__ import annotations

import pytest

from assistant.skills.several_questions import questions_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        (
            "what is 17 percent of 2480, and how many feet are 3 metres",
            ["what is 17 percent of 2480", "how many feet are 3 metres"],
        ),
        ("What time is it and what's 12 * 12?", ["What time is it", "what's 12 * 12?"]),
        ("12たす5は？それと、6畳は何平方メートル？", ["12たす5は", "6畳は何平方メートル？"]),
        ("what is salt and pepper", []),
        ("add milk and eggs to the list", []),
        ("What is 2 and 3?", []),
        ("and what is 5 + 5", []),
    ],
)
def test_questions_are_told_apart(message: str, questions: list[str]) -> None:
    assert questions_in(message) == questions
