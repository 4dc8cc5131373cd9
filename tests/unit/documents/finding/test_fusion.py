"""One ranking of several, without twins, neighbours joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.finding import fusion

pytestmark = pytest.mark.unit

CLAUSE = (
    "The rent is due on the first working day of each month and paid into the account of the landlord; a reminder costs 25 euros, "
    "and whoever is late by more than two months may be given notice in writing."
)

rankings = st.lists(st.tuples(st.just(0.0) | st.floats(0.01, 1), st.lists(st.integers(0, 20), max_size=10)), max_size=4)


def test_what_both_rankings_hold_comes_first() -> None:
    fused = fusion.fuse([(0.5, ["a", "b", "c"]), (0.5, ["d", "b"])])
    assert fused[0][0] == "b"


def test_the_published_formula() -> None:
    fused = dict(fusion.fuse([(0.25, ["a", "b"]), (0.75, ["b"])]))
    best = 1.0 / 61
    assert fused["a"] == pytest.approx(0.25 / 61 / best)
    assert fused["b"] == pytest.approx((0.25 / 62 + 0.75 / 61) / best)


def test_first_everywhere_is_one() -> None:
    item, score = fusion.fuse([(0.3, ["a"]), (0.7, ["a", "b"])])[0]
    assert item == "a"
    assert score == pytest.approx(1.0)


@given(rankings)
def test_scores_fall_and_stay_within_limits_and_nothing_is_lost(lists: list[tuple[float, list[int]]]) -> None:
    fused = fusion.fuse(lists)
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert {item for item, _ in fused} == {item for weight, items in lists if weight > 0 for item in items}
    assert len(fused) == len({item for item, _ in fused})


def test_a_reranker_changes_the_order_of_what_it_scored_and_nothing_else() -> None:
    ranked = [("a", 0.94), ("b", 0.93), ("c", 0.92), ("d", 0.91)]
    assert fusion.reordered(ranked, []) == ranked
    assert fusion.reordered(ranked, [3.0, 2.0, 1.0]) == ranked
    assert fusion.reordered(ranked, [-2.0, -1.0, 5.0]) == [("c", 0.94), ("a", 0.93), ("b", 0.92), ("d", 0.91)]


def test_what_was_found_far_better_stays_first_whatever_a_reranker_says() -> None:
    assert fusion.reordered([("a", 0.95), ("b", 0.85)], [-500.0, 500.0]) == [("a", 0.95), ("b", 0.85)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.lists(st.floats(-20, 20), max_size=12))
def test_a_reranker_loses_nothing_and_places_keep_their_scores(found: list[float], given: list[float]) -> None:
    ranked = list(enumerate(sorted(found, reverse=True)))
    scores = given[: len(ranked)]
    ordered = fusion.reordered(ranked, scores)
    assert [score for _, score in ordered] == [score for _, score in ranked]
    assert sorted(ordered[: len(scores)]) == sorted((item, score) for item, score in ordered if item < len(scores))
    assert ordered[len(scores) :] == ranked[len(scores) :]


@pytest.mark.parametrize(
    ("query", "exact_hit", "weight"),
    [
        ("invoice", False, 0.75),
        ("who pays for the repair of the heating when it breaks down in winter", False, 0.5),
        ("契約", False, 0.75),
        ("anything at all", True, 0.9),
    ],
)
def test_words_weigh_more_in_short_queries(query: str, exact_hit: bool, weight: float) -> None:
    assert fusion.word_weight(query, exact_hit=exact_hit) == pytest.approx(weight)


@given(st.lists(st.sampled_from(["rent", "flat", "noise"]), min_size=1, max_size=20))
def test_a_longer_query_never_gives_words_more_weight(words: list[str]) -> None:
    shorter = fusion.word_weight(" ".join(words[:-1]) or words[0], exact_hit=False)
    assert 0.25 <= fusion.word_weight(" ".join(words), exact_hit=False) <= shorter <= 0.75


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("The rent is due on the first of each month.", "The rent is  due on the first of each month!", True),
        ("家賃は毎月一日に支払う。", "家賃は毎月一日に支払う。", True),
        ("The rent is due on the first.", "Dogs are not allowed in the garden.", False),
        (f"{CLAUSE} Page 1", f"{CLAUSE} Page 2", True),
        ("The rent is due on the first of May.", "The rent rises on the second of June.", False),
        ("", "", False),
    ],
)
def test_near_duplicates(first: str, second: str, same: bool) -> None:
    assert fusion.near_duplicate(fusion.shingles(first), fusion.shingles(second)) is same


def span(page: int, start: int, end: int, score: float) -> fusion.Span:
    return fusion.Span(page_id=page, start=start, end=end, score=score)


def test_neighbours_become_one_and_keep_the_better_score() -> None:
    joined = fusion.join_neighbours(
        [span(1, 0, 100, 0.9), span(2, 0, 50, 0.8), span(1, 90, 200, 0.7)], gap=2, longest=500
    )
    assert joined == [(span(1, 0, 200, 0.9), 0), (span(2, 0, 50, 0.8), 1)]


def test_neighbours_do_not_grow_past_the_limit() -> None:
    assert len(fusion.join_neighbours([span(1, 0, 100, 0.9), span(1, 100, 300, 0.7)], gap=2, longest=200)) == 2
