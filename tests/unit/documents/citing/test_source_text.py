"""The sentence that an answer comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.citing.source_text import source_text
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit


def passage(text: str) -> Passage:
    return Passage(
        chunk_id=ChunkId(1),
        document_id=DocumentId(1),
        document=Path("rules.txt"),
        title="Rules",
        page=1,
        text=text,
        start=0,
        end=len(text),
        score=1.0,
    )


POOL = "The pool lies by the lake. It opens at nine. Dogs stay outside."


@pytest.mark.parametrize(
    ("said", "texts", "source"),
    [
        ("The pool opens at nine.", [POOL], "The pool lies by the lake. It opens at nine."),
        ("The pool lies by the lake.", [POOL], "The pool lies by the lake."),
        ("Bikes are not allowed.", ["Cars stay outside.", "Bikes are allowed."], "Bikes are allowed."),
        (
            "敷金は二か月分です。",
            ["家賃は月末に払います。敷金は家賃の二か月分です。"],
            "家賃は月末に払います。敷金は家賃の二か月分です。",
        ),
        ("Anything.", [], ""),
    ],
)
def test_the_sentence_most_like_it_and_the_one_before(said: str, texts: list[str], source: str) -> None:
    assert source_text(said, [passage(text) for text in texts]) == source


@given(said=st.text(max_size=60), text=st.text(max_size=300))
def test_it_stands_in_the_passage_and_is_never_long(said: str, text: str) -> None:
    found = source_text(said, [passage(text)])
    assert found in text
    assert len(found) <= 800


def test_a_list_without_ends_is_cut() -> None:
    assert len(source_text("item 7", [passage(" ".join(f"item {n}" for n in range(500)))])) == 800
