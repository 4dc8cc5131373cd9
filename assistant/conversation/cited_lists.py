"""An answer that is a numbered list of places in documents, each line with its citations: written without the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from assistant.conversation.steps import Cited, Step
from assistant.documents.base import CitedAnswer
from assistant.llm.base import TextDelta
from assistant.records import Citation, Passage, SentenceSupport

Quote = Callable[[Passage, int, int, int], Citation | None]
"""Characters of a passage's page as the citation of a number; None where the page has changed meanwhile."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Characters ``start`` to ``end`` of the page of a passage."""

    passage: Passage
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The places that a line cites, and what it says of those that are still there."""

    places: tuple[Place, ...]
    said: Callable[[Sequence[Citation]], str]


def cited_list(head: str, lines: Sequence[Line], quote: Quote, *, most: int, more: str) -> Iterator[Step]:
    """``head``, the first ``most`` lines, numbered, and how many there are beyond them, as ``more`` says it (``{count}``). The
    citations are numbered through."""
    text = head
    citations: list[Citation] = []
    marks: list[SentenceSupport] = []
    for number, line in enumerate(lines[:most], start=1):
        cited: list[Citation] = []
        for place in line.places:
            found = quote(place.passage, place.start, place.end, len(citations) + len(cited) + 1)
            if found is not None:
                cited.append(found)
        text += "\n\n" if number == 1 else "\n"
        start = len(text)
        text += f"{number}. {line.said(cited)}"
        citations += cited
        marks.append(SentenceSupport(start=start, end=len(text), citations=tuple(one.n for one in cited)))
    if len(lines) > most:
        text += "\n\n" + more.format(count=len(lines) - most)
    yield TextDelta(text=text, tokens=0)
    yield Cited(cited=CitedAnswer(citations=tuple(citations), support=tuple(marks), refused=False))
