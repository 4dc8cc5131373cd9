"""Whether an answer of the exam is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exam.base import Unrecorded
from assistant.exam.scoring import holds, score
from assistant.ids import ChunkId, DocumentId, ExamQuestionId
from assistant.records import Citation, ExamQuestion, Passage

pytestmark = pytest.mark.unit

LEASE = DocumentId(4)
FILE = Path("/documents/lease.pdf")
QUOTE = "The notice period is three months."


def question(*, expected: str = "", document: DocumentId | None = LEASE, page: int | None = 2) -> ExamQuestion:
    return ExamQuestion(
        id=ExamQuestionId(1),
        question="How long is the notice period?",
        expected=expected,
        document_id=document,
        page=page if document is not None else None,
    )


def answer(text: str, *, refused: bool = False, cited: int | None = 2, found: int | None = 2) -> Unrecorded:
    citation = Citation(n=1, document_id=LEASE, document=FILE, page=cited, quote=QUOTE, start=0, end=len(QUOTE))
    passage = Passage(
        chunk_id=ChunkId(1),
        document_id=LEASE,
        document=FILE,
        title="Lease",
        page=found,
        text=QUOTE,
        start=0,
        end=len(QUOTE),
        score=1.0,
    )
    return Unrecorded(
        text=text,
        refused=refused,
        citations=() if cited is None else (citation,),
        passages=() if found is None else (passage,),
        model="m",
    )


@pytest.mark.parametrize(
    ("text", "expected", "right"),
    [
        ("The notice period is three months.", "3 months", True),
        ("It is 3 months.", "three months", True),
        ("It is four months.", "three months", False),
        ("It costs 1,500 dollars.", "1500 dollars", True),
        ("No, it does not.", "no", True),
        ("Nobody knows.", "no", False),
        ("年会費は3,300円です。", "3300円", True),
        ("年会費は4,400円です。", "3,300円", False),
        ("解約は二か月前までに届け出ます。", "届け出", True),
        (
            "The tenant ends it with a notice of three months to the end of a quarter.",
            "The tenant may end the lease with a notice of three months to the end of a quarter.",
            True,
        ),
        (
            "The tenant ends it with a notice of six months to the end of a quarter.",
            "The tenant may end the lease with a notice of three months to the end of a quarter.",
            False,
        ),
    ],
)
def test_an_answer_says_what_was_expected(text: str, expected: str, right: bool) -> None:
    assert holds(text, expected) is right


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60))
def test_whatever_was_expected_is_held_by_itself(expected: str) -> None:
    assert holds(expected, expected)


def test_words_decide_where_they_are_known() -> None:
    scored = score(question(expected="three months"), answer("It is three months.", cited=None), 5.0)
    assert (scored.right, scored.found, scored.cited) == (True, True, False)
    assert not score(question(expected="three months"), answer("It is two months."), 5.0).right


def test_the_place_decides_where_no_words_are_known() -> None:
    assert score(question(), answer("It is long."), 5.0).right
    elsewhere = score(question(), answer("It is long.", cited=3, found=3), 5.0)
    assert (elsewhere.right, elsewhere.found, elsewhere.cited) == (False, False, False)


def test_a_refusal_is_right_where_the_documents_do_not_say_and_nowhere_else() -> None:
    not_there = question(document=None)
    assert not not_there.answerable
    refusal = answer("Your documents do not say.", refused=True, cited=None)
    scored = score(not_there, refusal, 5.0)
    assert (scored.right, scored.refused, scored.found, scored.cited) == (True, True, None, None)
    assert not score(not_there, answer("Three months."), 5.0).right
    assert not score(question(expected="three months"), refusal, 5.0).right
