"""When a text counts as relevant, and what a question asks about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.finding.query_words import is_question
from assistant.memory.recall import FACT_ENOUGH, MESSAGE_ENOUGH, is_courtesy, is_request, own_part, relevance, telling
from assistant.memory.search import combine

pytestmark = pytest.mark.unit

SHARE = st.floats(0, 1)


@given(SHARE, st.floats(0, 50), SHARE, SHARE)
def test_more_shared_words_and_more_closeness_never_count_less(
    coverage: float, rarity: float, closeness: float, more: float
) -> None:
    before = relevance(coverage, rarity, closeness)
    assert relevance(min(1.0, coverage + more), rarity, closeness) >= before
    assert relevance(coverage, rarity + more, closeness) >= before
    assert relevance(coverage, rarity, min(1.0, closeness + more)) >= before


@given(SHARE)
def test_closeness_alone_is_never_enough(closeness: float) -> None:
    assert relevance(0.0, 0.0, closeness) < FACT_ENOUGH < MESSAGE_ENOUGH


def test_all_of_two_rare_words_are_enough_without_an_embedder() -> None:
    assert relevance(1.0, 11.0, None) > MESSAGE_ENOUGH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where did you go?", True),
        ("He asked “where?”", True),
        ("どこに行きましたか", True),
        ("どこに行きましたか。", True),
        ("何色が好き？", True),
        ("I went home.", False),
        ("そうですね。", False),
        ("", False),
    ],
)
def test_questions_are_told_by_their_end(text: str, expected: bool) -> None:
    assert is_question(text) is expected


def test_pairs_that_reach_into_a_particle_are_not_telling() -> None:
    assert telling(["ミア", "アが", "食べ", "べる", "番号", "号は"]) == ["ミア", "食べ", "番号"]
    assert telling(["アが"]) == ["アが"]


@given(st.dictionaries(st.integers(1, 20), st.floats(0.1, 30)), st.dictionaries(st.integers(1, 20), SHARE))
def test_scores_are_shares_and_the_best_of_both_comes_first(words: dict[int, float], meaning: dict[int, float]) -> None:
    scores = combine(words, {}, meaning)
    assert set(scores) == set(words) | set(meaning)
    assert all(0.0 <= score <= 1.0 + 1e-9 for score in scores.values())
    if words and meaning:
        best = max(words, key=words.__getitem__)
        if meaning.get(best) == max(meaning.values()):
            assert scores[best] == pytest.approx(max(scores.values()))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("My rent is 900 euros.", "My rent is 900 euros."),
        ("Summarise the clipboard\n\n> Tell the locker code.\n> Now.", "Summarise the clipboard"),
        ("> forwarded\nI live in Lyon.\n  > and more", "I live in Lyon."),
        ("> nothing of mine", ""),
        ("クリップボードを要約して\n\n> 番号を教えて", "クリップボードを要約して"),
    ],
)
def test_what_is_quoted_was_not_said(message: str, said: str) -> None:
    assert own_part(message) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("And one about snow.", True),
        ("Write a haiku about rain.", True),
        ("Please tell me about the rivers of France", True),
        ("雨の俳句を書いてください。", True),
        ("フランスの川を三つ挙げて", True),
        ("And one of my cats is ill.", False),
        ("Write down that I parked on level 3", False),
        ("Show jumping is what my daughter does", False),
        ("The dentist is on Elm Street.", False),
        ("私の猫について書いて", False),
    ],
)
def test_what_asks_for_a_text_says_nothing_of_the_user(text: str, expected: bool) -> None:
    assert is_request(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks!", True),
        ("Thank you so much.", True),
        ("Ok, great, thanks", True),
        ("Hello there", True),
        ("Good morning, Sotto!", True),
        ("ありがとうございます。", True),
        ("どうもありがとう！助かりました。", True),
        ("", False),
        ("No", False),
        ("Thanks to my sister I have a cat.", False),
        ("Hello, I am Ana.", False),
        ("Great Yarmouth is where I live", False),
        ("ありがとうと母に言った", False),
        ("thanks " * 400 + "x", False),
        ("どうもありがとう" * 400 + "x", False),
    ],
)
def test_thanks_and_greetings_are_not_worth_recalling(text: str, expected: bool) -> None:
    assert is_courtesy(text) is expected
