"""Cutting a page's text into chunks. Pure.

A chunk is a span of the page, never a copy: its text is ``text[start:end]``. It holds whole sentences up to a budget of tokens,
begins anew at headings, and repeats the last sentence of the chunk before it, so that a passage cut in two is found from
either side. Rows of a table are kept whole; a chunk that begins inside a table has the names of its columns after its heading.
Budgets follow the small embedding models, which read 256 tokens at most.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from assistant.documents.base import Heading, Table
from assistant.documents.sentences import Span, sentence_spans

BUDGET_TOKENS = 220
# A section shorter than this goes on with the next one, rather than become a chunk that says nothing by itself.
_MINIMUM_TOKENS = 40
# Every chunk carries its path. What is longer is no heading, whatever its file says.
_LONGEST_HEADING, _DEEPEST_PATH = 200, 8
_CHARACTERS_A_TOKEN = 4
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad][ \t]*\n[ \t]*(?=[^\W\d_A-Z]{2})")
_BROKEN_AT_END = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]$")
_GOES_ON = re.compile(r"[^\W\d_]{2,}")
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060))  # soft hyphens, and spaces and joiners without width
_PIECES = re.compile(r"\w+|[^\w\s]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TextChunk:
    """Characters ``start`` to ``end`` of a page, under ``heading``: the path of headings, and the names of a table's columns
    when the chunk begins below them, joined by " › "."""

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
        text = " ".join(heading.text[: 2 * _LONGEST_HEADING].split())[:_LONGEST_HEADING]
        return HeadingPath(entries=(*kept[: _DEEPEST_PATH - 1], (heading.level, text)))

    def __str__(self) -> str:
        texts = [text for _, text in self.entries if text]
        # A mail of a mailbox is named by its subject, which its page then begins with.
        return " › ".join(text for at, text in enumerate(texts) if not at or text != texts[at - 1])


def approximate_tokens(text: str) -> int:
    """About how many tokens a small model makes of a text: one a Chinese, Japanese or Korean character, and for the rest a
    token for four characters or one for each word, number and mark, whichever is more (tables are mostly marks)."""
    wide = len(_CJK.findall(text))
    if not wide:
        return max((len(text) + 3) // 4, len(_PIECES.findall(text)))
    spaced = _CJK.sub(" ", text)
    return wide + max((len(text) - wide + 3) // 4, len(_PIECES.findall(spaced)))


def chunk_page(
    text: str,
    headings: Sequence[Heading] = (),
    path: HeadingPath | None = None,
    budget_tokens: int = BUDGET_TOKENS,
    *,
    tables: Sequence[Table] = (),
    body: Span | None = None,
) -> tuple[list[TextChunk], HeadingPath]:
    """Chunks of a page in order, and the headings open at its end. Everything in ``body`` (None is all of the page) but white
    space lies in at least one chunk; the sentences of a chunk, the spaces between them aside, are within the budget."""
    open_path = path or HeadingPath()
    first, last = body or (0, len(text))
    ordered = sorted((heading for heading in headings if first <= heading.start < last), key=lambda each: each.start)
    edges = [first, *(heading.start for heading in ordered), last]
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
        waiting.extend(_sentences(text, start, end, budget_tokens, tables))
    chunks.extend(_pack(waiting, str(waiting_path), budget_tokens))
    return chunks, open_path


def searchable_text(text: str) -> str:
    """A chunk's text as full text gets it: words that were broken at a line's end are whole. Nothing is quoted from it."""
    return _BROKEN_WORD.sub("", text).translate(_UNSEEN)


def word_over_pages(before: str, after: str) -> str:
    """The word that a page's text breaks at its end and the next page's text goes on with; empty where there is none."""
    begun, rest = _BROKEN_AT_END.search(before), _GOES_ON.match(after)
    if begun is None or rest is None or not (begun.group(1)[-1].islower() and rest.group()[0].islower()):
        return ""
    return begun.group(1) + rest.group()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence, or a row of a table. ``columns`` names what the row's cells are; the row with the names has none."""

    start: int
    end: int
    tokens: int
    is_row: bool = False
    columns: str = ""


def _sentences(text: str, start: int, end: int, budget: int, tables: Sequence[Table]) -> list[_Sentence]:
    found: list[_Sentence] = []
    at = start
    for table in sorted(tables, key=lambda each: each.start):
        first, last = max(at, table.start), min(end, table.end)
        if first >= last:
            continue
        found.extend(_prose(text, at, first, budget))
        found.extend(_rows(text, first, last, budget, table))
        at = last
    found.extend(_prose(text, at, end, budget))
    return found


def _prose(text: str, start: int, end: int, budget: int) -> Iterator[_Sentence]:
    for first, last in sentence_spans(text[start:end]):
        for piece_start, piece_end in _cut(text, start + first, start + last, budget):
            tokens = approximate_tokens(text[piece_start:piece_end])
            yield _Sentence(start=piece_start, end=piece_end, tokens=tokens)


def _rows(text: str, start: int, end: int, budget: int, table: Table) -> Iterator[_Sentence]:
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        for piece_start, piece_end in _cut(text, start, line_end, budget):
            tokens = approximate_tokens(text[piece_start:piece_end])
            columns = table.header if piece_start > table.start else ""
            yield _Sentence(start=piece_start, end=piece_end, tokens=tokens, is_row=True, columns=columns)
        start = line_end + 1


def _cut(text: str, start: int, end: int, budget: int) -> list[Span]:
    """Cuts what is over the budget near its middle: at a line's end, else at a space, else anywhere."""
    # No text has fewer tokens than a quarter of its characters: what is far too long need not be counted.
    may_fit = end - start <= _CHARACTERS_A_TOKEN * budget
    if end - start <= 1 or (may_fit and approximate_tokens(text[start:end]) <= budget):
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
            chunks.append(_chunk(current, heading))
            last = current[-1]
            # One sentence is repeated, unless it would fill the next chunk by itself. Rows stand by themselves.
            repeated = not last.is_row and last.tokens <= budget // 3 and last.tokens + sentence.tokens <= budget
            current = [last] if repeated else []
            tokens = sum(each.tokens for each in current)
            if not current and sentence.columns:
                # The names of the columns are read with the chunk; they leave it at least half of the budget.
                tokens = min(approximate_tokens(sentence.columns), budget // 2, max(0, budget - sentence.tokens))
        current.append(sentence)
        tokens += sentence.tokens
    if current:
        chunks.append(_chunk(current, heading))
    return chunks


def _chunk(sentences: Sequence[_Sentence], heading: str) -> TextChunk:
    first, last = sentences[0], sentences[-1]
    parts = [part for part in (heading, first.columns) if part]
    return TextChunk(start=first.start, end=last.end, heading=" › ".join(parts))
