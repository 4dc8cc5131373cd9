"""What is looked up for a question that leans on the one before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.questions.follow_up import as_meant, stands_short, with_context

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


CONTRACT = "What is the notice period in the contract?"
KEIYAKU = "契約書の解約予告期間は？"


@pytest.mark.parametrize(
    ("question", "previous", "expected"),
    [
        ("No, I meant the lease", [CONTRACT], "What is the notice period in the lease?"),
        ("no i meant the lease", [CONTRACT], "What is the notice period in the lease?"),
        ("Sorry, the lease.", [CONTRACT], "What is the notice period in the lease?"),
        ("I meant the lease, not the contract", [CONTRACT], "What is the notice period in the lease?"),
        ("Not the contract, the lease", [CONTRACT], "What is the notice period in the lease?"),
        ("no, in the lease", [CONTRACT], "What is the notice period in the lease?"),
        ("No, I meant the lease", ["How high is the deposit?"], "How high is the deposit in the lease?"),
        ("No, I meant the lease", ["Summarise the contract"], "Summarise the lease"),
        ("No, I meant the lease", ["Does the contract say who waters it?"], "Does the lease say who waters it?"),
        ("no, the deposit, not the notice period", [CONTRACT], "What is the deposit in the contract?"),
        ("No, I meant the deposit", ["How high is the rent?"], "How high is the deposit?"),
        ("No, I meant the deposit", [CONTRACT], f"{CONTRACT} the deposit"),
        ("No, I meant 2021", ["What did Alpenglow earn in 2020?"], "What did Alpenglow earn in 2021?"),
        ("Sorry, Borealis", ["What did Alpenglow earn in 2020?"], "What did Borealis earn in 2020?"),
        ("No, I meant how high is the deposit in the lease?", [CONTRACT], "how high is the deposit in the lease?"),
        ("I mean, is that normal?", [CONTRACT], f"{CONTRACT} is that normal?"),
        ("いや、賃貸契約のことです", [KEIYAKU], "賃貸契約の解約予告期間は？"),
        ("契約書じゃなくて賃貸契約のほうです", [KEIYAKU], "賃貸契約の解約予告期間は？"),
        ("いいえ、賃貸契約です", ["敷金はいくらですか"], "賃貸契約では、敷金はいくらですか"),
        ("違います、敷金です", [KEIYAKU], f"{KEIYAKU} 敷金"),
        # What follows leans on what was meant.
        (
            "And the deposit?",
            [CONTRACT, "No, I meant the lease"],
            "What is the notice period in the lease? And the deposit?",
        ),
        ("敷金は？", [KEIYAKU, "いや、賃貸契約のことです"], "賃貸契約の解約予告期間は？ 敷金は？"),
        (
            "How many people did it employ?",
            ["What did Alpenglow earn in 2020?", "And in 2021?"],
            "What did Alpenglow earn in 2021? How many people did it employ?",
        ),
        # In the middle of a question.
        ("What is the rent in the contract, no, I meant the lease?", [], "What is the rent in the lease?"),
        ("what is the rent in the contract uh sorry I mean the lease", [], "what is the rent in the lease"),
        ("What did Cobalt earn in 2020, no, I meant Ember?", [], "What did Ember earn in 2020?"),
        ("契約書の、いや、賃貸契約の解約予告期間は？", [], "賃貸契約の解約予告期間は？"),
        ("What is due in May no sorry in June?", [], "What is due in June?"),
        ("How many rooms or rather floors does it have?", [], "How many floors does it have?"),
        ("Who signed or no make that when was the lease signed?", [], "when was the lease signed?"),
        ("What is the fee in the contract, no sorry, the rent in the lease?", [], "What is the rent in the lease?"),
        ("Who lives in Bergen no wait Oslo?", [], "Who lives in Oslo?"),
        # None of these puts anything right.
        ("What do you mean by that?", [CONTRACT], f"{CONTRACT} What do you mean by that?"),
        ("No, that's fine", [CONTRACT], f"{CONTRACT} No, that's fine"),
        ("How long does it take to make that cake?", [], "How long does it take to make that cake?"),
        ("List the parts that should be replaced.", [], "List the parts that should be replaced."),
        ("Is the answer yes or no?", [], "Is the answer yes or no?"),
        ("Does the clinic have no wait time?", [], "Does the clinic have no wait time?"),
        ("夏じゃなくて冬の水やりは？", ["庭の水やりの頻度を教えて"], "夏じゃなくて冬の水やりは？"),
        ("違う契約書の解約予告期間は？", [KEIYAKU], "違う契約書の解約予告期間は？"),
        ("いやな匂いの原因は？", ["庭の水やりの頻度を教えて"], "いやな匂いの原因は？"),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_said(question: str, previous: list[str], expected: str) -> None:
    assert with_context(question, previous) == expected


@pytest.mark.parametrize(
    ("question", "previous", "expected"),
    [
        ("No, I meant the lease", [CONTRACT], "What is the notice period in the lease?"),
        ("What is due in May no sorry in June?", [], "What is due in June?"),
        # Not clear, or nothing to put right: it is answered as it was asked.
        ("No, I meant the deposit", [CONTRACT], "No, I meant the deposit"),
        ("And the deposit?", [CONTRACT], "And the deposit?"),
        ("No, I meant the lease", [], "No, I meant the lease"),
    ],
)
def test_what_is_answered_is_what_was_meant(question: str, previous: list[str], expected: str) -> None:
    assert as_meant(question, previous) == expected


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("When is the hedge cut?", True),
        ("What pressure should the boiler have?", True),
        ("In which drawer are the scissors?", True),
        ("敷金はいくらですか？", True),
        ("鍵を誰が預かりますか", False),  # of one kanji: it may be any word's
        ("会費を誰が集めますか", True),
        ("いつ点検がありますか", True),
        ("敷金はどうですか", False),
        ("敷金は？", False),
        ("いくらですか", False),
        ("では敷金はいくらですか", False),
        ("その敷金はいくらですか", False),
        ("And the deposit?", False),
        ("What about the deposit?", False),
        ("When does it end?", False),
        ("Why?", False),
        ("Quiet hours?", False),
        ("How much is the monthly rent of the flat?", False),
    ],
)
def test_a_short_question_may_be_whole(question: str, short: bool) -> None:
    assert stands_short(question) is short


@settings(max_examples=40)
@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_conversation_gives_something_to_look_up(question: str, previous: list[str]) -> None:
    looked_up = with_context(question, previous)
    assert looked_up or not question
