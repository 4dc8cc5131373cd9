"""What stands at the top and bottom of page after page: running titles, page numbers, confidentiality notes. Pure.

It stays in the page's text, where a quote can be checked against it, and is left out of chunks, where it would be found instead
of what the page says. "Chapter 1", "Chapter 2" at the top of pages are alike and yet headings: one that stands there for the first
time is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.documents.sentences import Span

# Lines looked at from each end of a page, and the shortest document in which a line can be said to repeat.
_EDGE_LINES = 3
_LEAST_PAGES = 3
# A line is furniture when so many of the pages have it; running titles differ on left and right pages, so less than half.
_SHARE = 0.4
_LONGEST_LINE = 160
_NUMBER = re.compile(r"\d+")
_NUMBER_ALONE = "0"
_ROMAN = re.compile(r"[\W_]*[ivxlc]+[\W_]*", re.IGNORECASE)
# Rows of numbers and the years above them look alike on many pages and are what the pages are about.
_MOST_NUMBERS, _LEAST_LETTERS = 2, 3
_CHAPTER = re.compile(
    r"(?i:chapter|part|section|appendix|annex|article|schedule|lesson|unit)\s+(?:\d{1,4}|[A-Z]|(?i:[ivxlc]+))\b"
    r"|第[\d〇一二三四五六七八九十百]+[章部節編課条]"
)
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.|seite|ページ|頁)?[\W_]*0[\W_]*(?:(?:of|/|ページ|頁)[\W_]*0?[\W_]*)?", re.IGNORECASE
)


def bodies(pages: Sequence[str], headings: Sequence[Sequence[int]] = ()) -> list[Span]:
    """For each page's text the span between the lines that repeat at its top and at its bottom. Numbers in them may differ.

    ``headings`` are where the headings of each page begin. A line that is one, or is called a chapter, is left out only where the
    very same words stood at the top of an earlier page. A page that would have nothing left keeps all of its text.
    """
    lines = [_lines(text) for text in pages]
    if len(pages) < _LEAST_PAGES:
        return [(0, len(text)) for text in pages]
    tops: Counter[str] = Counter()
    bottoms: Counter[str] = Counter()
    for text, spans in zip(pages, lines, strict=True):
        tops.update({_shape(text, span) for span in spans[:_EDGE_LINES]})
        bottoms.update({_shape(text, span) for span in spans[-_EDGE_LINES:]})
    del tops[""], bottoms[""]
    written = sum(bool(spans) for spans in lines)
    needed = max(_LEAST_PAGES, round(_SHARE * written))
    top_shapes = {shape for shape, n in tops.items() if n >= needed}
    bottom_shapes = {shape for shape, n in bottoms.items() if n >= needed}
    seen: set[str] = set()
    spans_kept = []
    for number, (text, spans) in enumerate(zip(pages, lines, strict=True)):
        starts = headings[number] if number < len(headings) else ()
        spans_kept.append(_body(text, spans, top_shapes, bottom_shapes, starts, seen))
        seen.update(_words(text, span) for span in spans[:_EDGE_LINES])
    return spans_kept


def _body(
    text: str, lines: Sequence[Span], tops: set[str], bottoms: set[str], headings: Sequence[int], seen: set[str]
) -> Span:
    first, last = 0, len(lines)
    # What repeats stands at the very edge, or behind other lines that repeat.
    while (
        first < min(_EDGE_LINES, last)
        and (shape := _shape(text, lines[first])) in tops
        and not (shape != _NUMBER_ALONE and _is_new_heading(text, lines[first], headings, seen))
    ):
        first += 1
    while last > max(first, len(lines) - _EDGE_LINES) and _shape(text, lines[last - 1]) in bottoms:
        last -= 1
    return (lines[first][0], lines[last - 1][1]) if first < last else (0, len(text))


def _is_new_heading(text: str, line: Span, headings: Sequence[int], seen: set[str]) -> bool:
    words = _words(text, line)
    is_heading = any(line[0] <= start < line[1] for start in headings) or _CHAPTER.match(words) is not None
    return is_heading and words not in seen


def _words(text: str, line: Span) -> str:
    return " ".join(text[line[0] : line[1]].split())


def _lines(text: str) -> list[Span]:
    """Spans of the lines that hold something."""
    return [(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _shape(text: str, line: Span) -> str:
    """A line with its numbers made equal; empty for one that is no furniture."""
    words = _words(text, line)
    shape = _NUMBER.sub("0", words).casefold()
    if _PAGE_NUMBER.fullmatch(shape) or _ROMAN.fullmatch(shape):
        return _NUMBER_ALONE
    letters = sum(map(str.isalpha, shape))
    if len(words) > _LONGEST_LINE or shape.count("0") > _MOST_NUMBERS or letters < _LEAST_LETTERS:
        return ""
    return shape
