"""Questions asked anew with other words for the same thing."""

from __future__ import annotations

import pytest

from assistant.documents.questions.near_words import rewordings

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "other", "reworded"),
    [
        ("may I take a second job?", "other paid work", "may I take other paid work?"),
        ("Are second jobs allowed?", "other work", "Are other work allowed?"),
        ("What is my Take-Home Pay in May?", "net pay", "What is my net pay in May?"),
        ("Is the lift inspected?", "the elevator", "Is the elevator inspected?"),
        ("手取りはいくらですか", "差引支給額", "差引支給額はいくらですか"),
        ("有給休暇は何日ですか", "年次有給休暇", "年次有給休暇は何日ですか"),
        ("何台まで停められますか", "駐車場", "駐車場は何台まで停められますか"),
        ("賞与はいつですか", "ボーナス", "ボーナスはいつですか"),
    ],
)
def test_one_thing_is_asked_for_in_other_words(question: str, other: str, reworded: str) -> None:
    assert (other, reworded) in list(rewordings(question))


@pytest.mark.parametrize(
    "question",
    [
        "",
        "When does it end?",
        "Is the second floor jobless?",
        "Is it a flat fee to lift it?",
        "時計はいくらですか",
        "駐車場には何台停められますか",
    ],
)
def test_what_has_no_other_word_is_asked_as_it_is(question: str) -> None:
    assert list(rewordings(question)) == []


def test_the_longest_word_for_a_thing_is_the_one_that_is_named() -> None:
    assert [text for _, text in rewordings("有給休暇は何日")] == ["有休は何日", "有給は何日", "年次有給休暇は何日"]
