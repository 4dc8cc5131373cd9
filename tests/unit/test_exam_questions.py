"""What of a document the exam asks for, and which of a model's questions will do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exam.answer_spans import answer_spans
from assistant.exam.question_making import Askable, will_do
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("sentence", "spans"),
    [
        ("The tenant may end the lease with a notice of three months to the end of a quarter.", ["three months"]),
        ("The harbour of Ostend was opened on 12 March 1904 by the mayor.", ["12 March 1904"]),
        (
            "Harland sold its second plant to Keller Brothers for $4.5 million last year.",
            ["Keller Brothers", "$4.5 million"],
        ),
        ("- The machine needs 230 V and 16 A to start its largest motor.", ["230 V", "16 A"]),
        ("They paid 12 euros a month for the small garden behind the house.", []),
        ("It runs on version 2.5-C of the small and quiet reader program.", []),
        ("The fourth of the large old towers was never built by the town.", []),
        ("2 of the large old towers were never built by the town council.", []),
        ("年会費は毎年四月に引き落とされ、金額は3,300円です。", ["3,300円"]),
        ("この会費は毎年四月に引き落とされ、金額は3,300円です。", []),
        ("Short: 5 kg.", []),
    ],
)
def test_numbers_dates_and_names_are_asked_for(sentence: str, spans: list[str]) -> None:
    assert answer_spans(sentence) == spans


@given(st.text(max_size=200))
def test_what_is_asked_for_stands_in_the_sentence_once(sentence: str) -> None:
    assert all(sentence.count(span) == 1 for span in answer_spans(sentence))


ASKABLE = Askable(
    passage=Passage(
        chunk_id=ChunkId(1),
        document_id=DocumentId(1),
        document=Path("/lease.pdf"),
        title="The lease",
        page=2,
        text="The tenant may end the lease with a notice of three months.",
        start=0,
        end=59,
        score=1.0,
    ),
    sentence="The tenant may end the lease with a notice of three months.",
    answer="three months",
)


@pytest.mark.parametrize(
    ("question", "good"),
    [
        ("How long is the notice with which the tenant may end the lease?", True),
        ("Is the tenant's notice to end the lease three months?", False),
        ("How long is his notice to end the lease as a tenant?", False),
        ("What does the text say about the tenant's notice?", False),
        ("What is the capital of the largest country of the world?", False),
        ("The tenant may end the lease", False),
        ("", False),
    ],
)
def test_a_question_must_stand_by_itself_and_not_tell_its_answer(question: str, good: bool) -> None:
    assert will_do(question, ASKABLE) is good
