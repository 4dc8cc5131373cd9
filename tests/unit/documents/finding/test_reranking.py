"""How much is sorted with more care in the time there is, and when nothing is."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from assistant.documents.base import Reranker
from assistant.documents.finding.reranking import BUDGET_S, SharedReranker
from assistant.errors import ModelUnavailable
from assistant.testing.reranker import ScriptedReranker

pytestmark = pytest.mark.unit

PASSAGES = ["", "x", "xx", "xxx", "xxxx", "xxxxx", "xxxxxx"]
QUERY = "What is the rent?"


def shared(reranker: ScriptedReranker) -> SharedReranker:
    return SharedReranker(lambda: reranker, clock_s=reranker.now_s)


def unread() -> Iterator[str]:
    def read() -> str:
        pytest.fail("a passage was read")

    return iter(read, "")


@pytest.mark.parametrize(
    ("share_of_budget", "scored"),
    [
        (0.0, 7),
        (1 / 8, 7),
        # What would end after the budget is not begun.
        (1 / 4, 4),
        (1 / 3, 2),
        # A slow model still takes one step.
        (5.0, 2),
    ],
)
def test_the_budget_is_kept(share_of_budget: float, scored: int) -> None:
    reranker = ScriptedReranker(seconds_each=BUDGET_S * share_of_budget)
    assert shared(reranker).scores(QUERY, PASSAGES) == [float(n) for n in range(scored)]
    assert reranker.read == PASSAGES[:scored]


def test_without_a_model_nothing_is_read_and_nobody_asks_twice() -> None:
    asked: list[int] = []

    def none() -> Reranker | None:
        asked.append(1)
        return None

    reranker = SharedReranker(none)
    assert reranker.scores(QUERY, unread()) == []
    assert reranker.scores(QUERY, unread()) == []
    assert len(asked) == 1
    reranker.reload()
    assert reranker.scores(QUERY, unread()) == []
    assert len(asked) == 2


def test_an_english_model_leaves_japanese_as_it_is() -> None:
    assert shared(ScriptedReranker()).scores("家賃はいくらですか", unread()) == []
    assert shared(ScriptedReranker(languages=("multilingual",))).scores("家賃はいくらですか", ["x"]) == [1.0]


def test_what_is_in_a_hurry_does_not_even_load_it() -> None:
    def load() -> Reranker | None:
        pytest.fail("it was loaded")

    assert SharedReranker(load).scores(QUERY, unread(), lambda: False) == []
    assert SharedReranker(load, urgent=lambda: True).scores(QUERY, unread()) == []


def test_a_turn_that_is_stopped_and_one_of_voice_end_it_between_two_steps() -> None:
    reranker = ScriptedReranker()
    assert shared(reranker).scores(QUERY, PASSAGES, lambda: len(reranker.read) < 4) == [0.0, 1.0, 2.0, 3.0]
    other = ScriptedReranker()
    waiting = SharedReranker(lambda: other, urgent=lambda: len(other.read) >= 2, clock_s=other.now_s)
    assert waiting.scores(QUERY, PASSAGES) == [0.0, 1.0]


def test_one_that_fails_is_given_up_and_the_log_names_the_kind_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="assistant.documents.finding.reranking"):
        failing = shared(ScriptedReranker(failing=True))
        assert failing.scores(QUERY, PASSAGES) == []
        assert failing.scores(QUERY, unread()) == []
    assert [record.getMessage() for record in caplog.records] == ["no more sorting by a model: RuntimeError"]
    caplog.clear()


def test_one_that_cannot_be_loaded_is_tried_again_only_when_models_change(caplog: pytest.LogCaptureFixture) -> None:
    tries: list[int] = []

    def broken() -> Reranker | None:
        tries.append(1)
        raise ModelUnavailable("The model file is damaged.", "Fetch it again.")

    reranker = SharedReranker(broken)
    with caplog.at_level(logging.WARNING, logger="assistant.documents.finding.reranking"):
        assert reranker.scores(QUERY, unread()) == []
        assert reranker.scores(QUERY, unread()) == []
    assert len(tries) == 1
    assert [record.getMessage() for record in caplog.records] == ["no sorting by a model: model_unavailable"]
    caplog.clear()
