"""A sentence with another name in the place of its source's is not borne by it, and is put right by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.citing.citations import opposite, support
from assistant.documents.citing.quotable import terms_in
from assistant.documents.citing.substituted import names_another
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit

CHOSEN = "The meeting chose Brightside because it guarantees the work for six years."


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The meeting chose Calder & Sons because it guarantees the work for six years.", CHOSEN),
        ("The work was given by the meeting to Calder.", "The work was given by the meeting to Brightside in May."),
        (
            "He signed it on Monday, with Jane Roe as a witness.",
            "It was signed by him on Monday, with Lin Wei as a witness.",
        ),
        ("Jane Roe led the firm for two years.", "Lin Wei led the firm for two years, until 1998."),
    ],
)
def test_another_name_in_the_same_place(sentence: str, source: str) -> None:
    assert names_another(sentence, source, terms_in(source))


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (CHOSEN, CHOSEN),
        ("Brightside was chosen because it guarantees the work.", CHOSEN),
        ("The meeting picked Brightside because it guarantees the work.", CHOSEN),
        ("The residents of Quay Street chose Brightside.", CHOSEN),
        ("Ana Sousa chose Brightside because of its guarantee.", "She chose Brightside because of its guarantee."),
        ("Gas is included.", "Water is included."),  # a capital at the beginning says nothing
        ("The Wall House is a theatre.", "The Corn House is a theatre."),  # half of the name is the same
        ("It was chosen by Mr Berg.", "It was chosen by Tomas Berg."),
        ("She lives in Bristol.", "She works in London, lives near Bath and was born in Bristol."),
        ("Paris, Berlin and Rome were visited.", "They visited Rome, Berlin and Paris."),
        ("", CHOSEN),
    ],
)
def test_what_is_no_other_name(sentence: str, source: str) -> None:
    assert not names_another(sentence, source, terms_in(source))


def test_a_name_from_elsewhere_in_the_passage_bears_nothing_and_the_source_is_said() -> None:
    text = f"Ana presented two quotes: Brightside 3,400 pounds, Calder & Sons 2,950 pounds. {CHOSEN}"
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("minutes.md"), title="Minutes", page=None,
        text=text, start=0, end=len(text), score=1.0,
    )  # fmt: skip
    asked = "Why did the meeting choose Calder & Sons?"
    wrong = "The meeting chose Calder & Sons because it guarantees the work for six years."
    assert [one.quotes for one in support(wrong, [place], question=asked)] == [()]
    found = opposite(wrong, [place])
    assert found is not None
    assert text[found.start : found.end] == CHOSEN
    assert opposite(CHOSEN, [place]) is None
