"""Whether passages are likely to hold an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.citing import sufficiency
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit

TEXT = "The monthly rent is 1,250 euros. Pets are not allowed. Notice must be given in writing."
unit = st.floats(0, 1)


def signs(question: str, nearest: float | None = None) -> sufficiency.Signs:
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title="Lease Berlin", page=1, text=TEXT, start=0,
        end=len(TEXT), score=1.0,
    )  # fmt: skip
    terms = sufficiency.terms_of(question)
    weights = sufficiency.rarity(dict.fromkeys(terms, 1), 50)
    return sufficiency.read_signs(question, [place], weights, nearest, exact_hit=False)


def test_a_question_the_passage_holds() -> None:
    found = signs("How much is the monthly rent in Berlin?")
    assert found.coverage == pytest.approx(1.0)
    assert found.names == 1.0
    assert sufficiency.likelihood(found) > sufficiency.ENOUGH


def test_a_question_about_something_else() -> None:
    assert sufficiency.likelihood(signs("Which volcano erupted in 1883?")) < sufficiency.ENOUGH
    assert sufficiency.likelihood(signs("Which volcano erupted in 1883?", nearest=0.1)) < sufficiency.ENOUGH


def test_names_and_numbers_must_be_there() -> None:
    assert signs("What is the rent in Hamburg?").names == 0.0
    assert signs("Is the rent 1,250?").names == 1.0


def test_a_year_a_quarter_and_a_share_are_found_however_they_are_written() -> None:
    text = "In the fourth quarter of fiscal 2023 costs were a lower percentage of sales."
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title="", page=1, text=text, start=0,
        end=len(text), score=1.0,
    )  # fmt: skip
    weights = sufficiency.rarity(dict.fromkeys(sufficiency.terms_of("costs in percent of sales, Q4 FY2023"), 1), 9)

    def found(question: str) -> sufficiency.Signs:
        return sufficiency.read_signs(question, [place], weights, None, exact_hit=False)

    assert found("costs in percent of sales, Q4 FY2023").coverage == pytest.approx(1.0)
    assert found("costs in percent of sales, Q4 FY2023").names == 1.0
    assert found("costs in percent of sales, Q3 FY2022").names == 0.0


def test_a_japanese_question_that_stands_there_as_it_is_asked_is_sure() -> None:
    text = "入力したことがこのコンピューターの外に出ることはありません。鍵は玄関の棚にあります。"
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title="手引き", page=1, text=text, start=0,
        end=len(text), score=1.0,
    )  # fmt: skip

    def likelihood(question: str) -> float:
        weights = sufficiency.rarity(dict.fromkeys(sufficiency.terms_of(question), 1), 9)
        return sufficiency.likelihood(
            sufficiency.read_signs(question, [place], weights, 0.3, exact_hit=False, agreement=0.5)
        )

    assert likelihood("コンピューターの外に出るものは何ですか？") >= sufficiency.SURE
    assert likelihood("コンピューターの電源を切る方法は何ですか？") < sufficiency.SURE
    # Two pairs stand together by chance.
    assert likelihood("玄関は？") < sufficiency.SURE


def test_an_exact_hit_is_enough() -> None:
    found = sufficiency.Signs(coverage=0, close_coverage=0, names=0, nearest=None, exact_hit=True)
    assert sufficiency.likelihood(found) == 1.0


@given(coverage=unit, close=unit, names=unit, nearest=unit, more=unit)
def test_more_of_a_sign_never_speaks_against(
    coverage: float, close: float, names: float, nearest: float, more: float
) -> None:
    def value(c: float, n: float) -> float:
        return sufficiency.likelihood(
            sufficiency.Signs(coverage=c, close_coverage=close, names=names, nearest=n, exact_hit=False)
        )

    assert value(max(coverage, more), nearest) >= value(coverage, nearest)
    assert value(coverage, max(nearest, more)) >= value(coverage, nearest)


@given(likelihood=unit, yes=unit, more=unit)
def test_a_verdict_moves_the_likelihood_its_way(likelihood: float, yes: float, more: float) -> None:
    value = sufficiency.judged(likelihood, yes)
    assert 0 < value < 1
    assert sufficiency.judged(likelihood, max(yes, more)) >= value
    assert sufficiency.judged(max(likelihood, more), yes) >= value


def test_a_clear_verdict_decides_where_retrieval_is_in_doubt() -> None:
    doubt = (sufficiency.ENOUGH + sufficiency.SURE) / 2
    assert sufficiency.in_doubt(doubt)
    assert sufficiency.judged(doubt, 0.95) >= sufficiency.ENOUGH_JUDGED > sufficiency.judged(doubt, 0.1)


@given(likelihood=unit, yes=unit, source=unit, more=unit)
def test_the_answers_source_moves_the_likelihood_its_way(
    likelihood: float, yes: float, source: float, more: float
) -> None:
    value = sufficiency.written(likelihood, yes, source)
    assert 0 < value < 1
    assert sufficiency.written(max(likelihood, more), yes, source) >= value
    assert sufficiency.written(likelihood, max(yes, more), source) >= value
    assert sufficiency.written(likelihood, yes, max(source, more)) >= value


def test_a_source_that_does_not_answer_outweighs_a_weak_yes() -> None:
    doubt = 0.7
    assert sufficiency.judged(doubt, 0.6) >= sufficiency.ENOUGH_JUDGED
    assert sufficiency.written(doubt, 0.6, 0.4) >= sufficiency.ENOUGH_WRITTEN > sufficiency.written(doubt, 0.6, 0.1)
