"""Numbered lists of places: which citation stands in which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.conversation.cited_lists import Line, Place, cited_list
from assistant.conversation.steps import Cited
from assistant.documents.base import CitedAnswer
from assistant.ids import ChunkId, DocumentId
from assistant.llm.base import TextDelta
from assistant.records import Citation, Passage

pytestmark = pytest.mark.unit

TEXT = "One. Two. Gone. Four."


def _place(quote: str) -> Place:
    passage = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a.txt"), title="A", page=1, text=TEXT, start=0,
        end=len(TEXT), score=1.0,
    )  # fmt: skip
    return Place(passage=passage, start=TEXT.index(quote), end=TEXT.index(quote) + len(quote))


def _quote(passage: Passage, start: int, end: int, n: int) -> Citation | None:
    if TEXT[start:end] == "Gone.":
        return None
    return Citation(
        n=n, document_id=passage.document_id, document=passage.document, page=1, quote=TEXT[start:end], start=start, end=end,
        boxes=(), score=1.0,
    )  # fmt: skip


def _line(*quotes: str) -> Line:
    return Line(places=tuple(map(_place, quotes)), said=lambda cited: " ".join(one.quote for one in cited) or "?")


def _told(*lines: Line, most: int = 9) -> tuple[str, CitedAnswer]:
    text, cited = cited_list("Head.", lines, _quote, most=most, more="And {count} more.")
    assert isinstance(text, TextDelta)
    assert isinstance(cited, Cited)
    return text.text, cited.cited


def test_citations_are_numbered_through_and_what_went_takes_no_number() -> None:
    text, cited = _told(_line("One.", "Two."), _line("Gone."), _line("Gone.", "Four."))
    assert text == "Head.\n\n1. One. Two.\n2. ?\n3. Four."
    assert [(one.n, one.quote) for one in cited.citations] == [(1, "One."), (2, "Two."), (3, "Four.")]
    assert [(text[mark.start : mark.end], mark.citations) for mark in cited.support] == [
        ("1. One. Two.", (1, 2)),
        ("2. ?", ()),
        ("3. Four.", (3,)),
    ]


def test_those_beyond_the_most_are_counted() -> None:
    text, cited = _told(_line("One."), _line("Two."), _line("Four."), most=1)
    assert text == "Head.\n\n1. One.\n\nAnd 2 more."
    assert len(cited.citations) == 1


def test_without_lines_the_head_is_all() -> None:
    assert _told() == ("Head.", CitedAnswer(citations=(), support=(), refused=False))
