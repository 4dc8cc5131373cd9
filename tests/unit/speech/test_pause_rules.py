"""How long to wait for more: sound, words and habit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.turns.pause_habits import LEAST_PATIENCE, MOST_PATIENCE, is_noted, patience
from assistant.speech.turns.pause_rules import SHORTEST_S, end_probability, pause_needed_s
from assistant.speech.turns.sentence_end import SentenceEnd

pytestmark = pytest.mark.unit

SCORES = st.floats(0, 1)


@given(score=SCORES)
def test_words_move_the_odds_the_way_they_point(score: float) -> None:
    unfinished, plain, complete = (
        end_probability(score, words) for words in (SentenceEnd.UNFINISHED, SentenceEnd.OPEN, SentenceEnd.COMPLETE)
    )
    assert unfinished < plain < complete


def test_without_a_score_the_words_decide() -> None:
    assert end_probability(None, SentenceEnd.OPEN) == pytest.approx(0.5)


@given(one=SCORES, other=SCORES, how=st.floats(0.5, 2))
def test_a_likelier_end_needs_no_longer_pause(one: float, other: float, how: float) -> None:
    low, high = sorted((one, other))
    assert pause_needed_s(high, patience=how) <= pause_needed_s(low, patience=how) + 1e-9
    assert SHORTEST_S <= pause_needed_s(one, patience=how) <= 2.5


def test_a_few_pauses_say_little_and_many_say_much() -> None:
    assert patience([]) == 1.0
    assert patience([2.0]) == pytest.approx(1.0, abs=0.1)
    assert patience([2.0] * 200) == MOST_PATIENCE
    assert patience([0.3] * 200) == LEAST_PATIENCE
    assert 1.0 < patience([0.3] * 80 + [1.4] * 20) < MOST_PATIENCE


@pytest.mark.parametrize(("pause_s", "noted"), [(0.1, False), (0.3, True), (2.0, True), (8.0, False)])
def test_only_pauses_count(pause_s: float, noted: bool) -> None:
    assert is_noted(pause_s) is noted
