"""Reasons that a question asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.citing.reasons import gives_reason
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit

LETTER = (
    "We could not accept the travel costs of 312 pounds, because no receipts were enclosed. The rent was accepted. "
    "出張費は、領収書がないため認められませんでした。"
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why were the travel costs not accepted?", True),
        ("and why did you not accept the travel costs", True),
        ("Why were the travel costs accepted?", False),
        ("Why were the hotel costs not accepted?", False),
        ("Why was the rent accepted?", False),
        ("When were the travel costs not accepted?", False),
        ("Why?", False),
        ("", False),
        ("なぜ出張費は認められませんでしたか", True),
        ("なぜ宿泊費は認められませんでしたか", False),
    ],
)
def test_a_sentence_with_all_that_is_asked_and_a_reason(question: str, *, expected: bool) -> None:
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title="", page=1, text=LETTER, start=0,
        end=len(LETTER), score=1.0,
    )  # fmt: skip
    assert gives_reason(question, [place]) is expected
