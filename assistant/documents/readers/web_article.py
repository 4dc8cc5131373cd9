"""The article of a web page: which of its words belong to it says trafilatura, how they are set the page itself."""

from __future__ import annotations

import bisect
import itertools
from typing import Any

import lxml.etree
import trafilatura

from assistant.documents.base import Emphasis
from assistant.documents.readers.marked_text import marked, one_line
from assistant.documents.readers.reading import TextBuilder

_BLOCKS = ("head", "p", "item", "row", "quote", "code", "ab")
_HOLDING = {"p", "item", "row", "quote", "code"}
_NEAR, _OWN_SIGNS, _FURTHEST = 5_000, 40, 1_000_000
_APART = {"item", "p", "list", "cell", "row", "lb", "head", "br", "div", "li"}


def article(source: str, whole: TextBuilder) -> TextBuilder:
    """The article of a page, with the emphasis and the notes' numbers of ``whole``, which is all that the page shows.

    trafilatura can keep emphasis too, but loses and moves words over it.
    """
    builder = TextBuilder()
    extracted = trafilatura.extract(
        source, output_format="xml", favor_recall=True, include_comments=False, include_tables=True
    )
    if extracted:
        page = _Page(whole)
        for block in lxml.etree.fromstring(extracted.encode("utf-8")).iter(*_BLOCKS):
            if not any(parent.tag in _HOLDING for parent in block.iterancestors()):
                _add_block(builder, block, page)
    return builder


def words_of(block: Any) -> str:
    """Text of a block on one line; what stood in items or paragraphs of its own stays apart."""
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(block, events=("start", "end")):
        parts.append(" " if element.tag in _APART else "")
        if event == "start":
            parts.append(element.text or "")
        elif element is not block:
            parts.append(element.tail or "")
    return one_line("".join(parts))


class _Page:
    """All that a page shows, in which the words of its article are found again in their order."""

    def __init__(self, whole: TextBuilder) -> None:
        self._text, self._emphasis = whole.text, whole.emphasis
        self._places = [place for place, sign in enumerate(self._text) if not sign.isspace()]
        self._signs = "".join(self._text.split())
        self._after = 0

    def set_as_here(self, words: str, *, emphasis: bool) -> str:
        """The words with the white space they have on the page, and their emphasis marked; as they are where they are not found."""
        signs = "".join(words.split())
        at = self._signs.find(signs, self._after, self._after + _FURTHEST)
        if at < 0 or not signs:
            return words
        end_at = at + len(signs)
        start, end = self._places[at], self._places[end_at - 1] + 1
        # A few words may stand anywhere: that they are far away does not say that all before them has been read.
        if at - self._after < _NEAR or len(signs) >= _OWN_SIGNS:
            self._after = end_at
        return one_line(self._marked(start, end) if emphasis else self._text[start:end])

    def _marked(self, start: int, end: int) -> str:
        parts: list[str] = []
        at = start
        for each in self._within(start, end):
            first, last = max(each.start, start), min(each.end, end)
            parts += [self._text[at:first], marked(self._text[first:last], bold=each.bold, italic=each.italic)]
            at = last
        return "".join([*parts, self._text[at:end]])

    def _within(self, start: int, end: int) -> list[Emphasis]:
        first = bisect.bisect_right(self._emphasis, start, key=lambda each: each.end)
        return list(itertools.takewhile(lambda each: each.start < end, itertools.islice(self._emphasis, first, None)))


def _add_block(builder: TextBuilder, block: Any, page: _Page) -> None:
    previous = block.getprevious()
    if block.tag == "head":
        mark = str(block.get("rend") or "h2")
        level = int(mark[1]) if len(mark) > 1 and mark[1].isdigit() else 2
        builder.add(page.set_as_here(words_of(block), emphasis=False), level=level)
    elif block.tag == "row":
        row = " | ".join(words_of(cell) for cell in block.iter("cell"))
        close = previous is not None and previous.tag == "row"
        builder.add(page.set_as_here(row, emphasis=True), close=close, row=True)
    elif block.tag == "code":
        builder.add("".join(block.itertext()))
    else:
        close = block.tag == "item" and previous is not None
        builder.add(page.set_as_here(words_of(block), emphasis=True), close=close)
