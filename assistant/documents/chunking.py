"""Cutting a page's text into chunks. Pure.

A chunk is a span of the page, never a copy: its text is ``text[start:end]``. It holds whole sentences up to a budget of tokens,
begins anew at headings, and repeats the last sentence of the chunk before it, so that a passage cut in two is found from
either side. Budgets follow the small embedding models, which read 256 tokens at most.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from assistant.documents.base import Heading
from assistant.documents.sentences import Span, sentence_spans

BUDGET_TOKENS = 220
# A section shorter than this goes on with the next one, rather than become a chunk that says nothing by itself.
_MINIMUM_TOKENS = 40
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
_PIECES = re.compile(r"\w+|[^\w\s]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TextChunk:
    """Characters ``start`` to ``end`` of a page, under ``heading`` (the path of headings, joined by " › ")."""

    start: int
    end: int
    heading: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HeadingPath:
    """The headings that are open at some place, outermost first, as ``(level, text)``. Goes on from page to page."""

    entries: tuple[tuple[int, str], ...] = ()

    def enter(self, heading: Heading) -> HeadingPath:
        """The path behind a heading: it closes those of its own level and deeper."""
        kept = tuple(entry for entry in self.entries if entry[0] < heading.level)
        return HeadingPath(entries=(*kept, (heading.level, " ".join(heading.text.split()))))

    def __str__(self) -> str:
        return " › ".join(text for _, text in self.entries)


def approximate_tokens(text: str) -> int:
    """About how many tokens a small model makes of a text: one a Chinese, Japanese or Korean character, and for the rest a
    token for four characters or one for each word, number and mark, whichever is more (tables are mostly marks)."""
    wide = len(_CJK.findall(text))
    if not wide:
        return max((len(text) + 3) // 4, len(_PIECES.findall(text)))
    spaced = _CJK.sub(" ", text)
    return wide + max((len(text) - wide + 3) // 4, len(_PIECES.findall(spaced)))


def chunk_page(
    text: str, headings: Sequence[Heading] = (), path: HeadingPath | None = None, budget_tokens: int = BUDGET_TOKENS
) -> tuple[list[TextChunk], HeadingPath]:
    """Chunks of a page in order, and the headings open at its end. Everything but white space lies in at least one chunk;
    the sentences of a chunk, the spaces between them aside, are within the budget."""
    open_path = path or HeadingPath()
    ordered = sorted((heading for heading in headings if 0 <= heading.start < len(text)), key=lambda each: each.start)
    edges = [0, *(heading.start for heading in ordered), len(text)]
    chunks: list[TextChunk] = []
    waiting: list[_Sentence] = []
    waiting_path = open_path
    for number, (start, end) in enumerate(itertools.pairwise(edges)):
        if number:
            open_path = open_path.enter(ordered[number - 1])
        if sum(sentence.tokens for sentence in waiting) >= _MINIMUM_TOKENS:
            chunks.extend(_pack(waiting, str(waiting_path), budget_tokens))
            waiting = []
        # A title alone, and then a section of it: the chunk belongs to the section.
        if not waiting or open_path.entries[: len(waiting_path.entries)] == waiting_path.entries:
            waiting_path = open_path
        waiting.extend(_sentences(text, start, end, budget_tokens))
    chunks.extend(_pack(waiting, str(waiting_path), budget_tokens))
    return chunks, open_path


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    start: int
    end: int
    tokens: int


def _sentences(text: str, start: int, end: int, budget: int) -> list[_Sentence]:
    found = []
    for first, last in sentence_spans(text[start:end]):
        for piece_start, piece_end in _cut(text, start + first, start + last, budget):
            tokens = approximate_tokens(text[piece_start:piece_end])
            found.append(_Sentence(start=piece_start, end=piece_end, tokens=tokens))
    return found


def _cut(text: str, start: int, end: int, budget: int) -> list[Span]:
    """Cuts what is over the budget near its middle: at a line's end, else at a space, else anywhere."""
    if end - start <= 1 or approximate_tokens(text[start:end]) <= budget:
        return [(start, end)] if start < end and not text[start:end].isspace() else []
    middle, quarter = (start + end) // 2, (end - start) // 4
    cut = middle
    for separator in ("\n", " ", "、", "，"):
        before = text.rfind(separator, middle - quarter, middle)
        after = text.find(separator, middle, middle + quarter)
        places = [place + 1 for place in (before, after) if place >= 0]
        if places:
            cut = min(places, key=lambda place: abs(place - middle))
            break
    return _cut(text, start, cut, budget) + _cut(text, cut, end, budget)


def _pack(sentences: Sequence[_Sentence], heading: str, budget: int) -> list[TextChunk]:
    chunks: list[TextChunk] = []
    current: list[_Sentence] = []
    tokens = 0
    for sentence in sentences:
        if current and tokens + sentence.tokens > budget:
            chunks.append(TextChunk(start=current[0].start, end=current[-1].end, heading=heading))
            last = current[-1]
            # One sentence is repeated, unless it would fill the next chunk by itself.
            current = [last] if last.tokens <= budget // 3 and last.tokens + sentence.tokens <= budget else []
            tokens = sum(each.tokens for each in current)
        current.append(sentence)
        tokens += sentence.tokens
    if current:
        chunks.append(TextChunk(start=current[0].start, end=current[-1].end, heading=heading))
    return chunks
