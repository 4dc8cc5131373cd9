"""From a page's text to blocks as they are laid out: headings, paragraphs, lists, tables, code. Pure.

A piece is characters ``start`` to ``end`` of the text; what lies between pieces is not shown (marks of Markdown, bars of tables).
So every character that is shown is a character of the text, and a quote's place in it is exact.
"""

from __future__ import annotations

import bisect
import dataclasses
import enum
import itertools
import re
from collections.abc import Iterator, Sequence

Line = tuple[int, int]

_TABLE_ROW = re.compile(r"[^\n|]* \| ")
_MARKDOWN_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE_ROW = re.compile(r"[\s|:-]*-[\s|:-]*$")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+•–·]|\d{1,3}[.)])\s+(?=\S)")
_HEADING_MARKS = re.compile(r"(?P<marks>#{1,6})\s+(?=\S)")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*|__(?P<strong>[^_\n]+)__|(?<![\w*])\*(?P<italic>[^*\s][^*\n]*)\*(?![\w*])|`(?P<code>[^`\n]+)`"
    r"|(?<![\w_])_(?P<slanted>[^_\s][^_\n]*)_(?![\w_])|!?\[(?P<link>[^\]\n]+)\]\([^)\n]*\)"
)
_LOOKS = {"strong": "bold", "slanted": "italic", "link": ""}
_MOST_COLUMNS = 60
_SPACES_A_LEVEL = 2


class Kind(enum.Enum):
    """What a block is."""

    PARAGRAPH = enum.auto()
    HEADING = enum.auto()
    ITEM = enum.auto()
    CODE = enum.auto()
    TABLE = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of the text, in one look: bold, italic, bold italic, code, or mark (of an item). A
    ``joint`` is a line end within a paragraph, shown as a space."""

    start: int
    end: int
    look: str = ""
    joint: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """``level`` counts headings from 1 and the depth of list items from 0. Tables have ``rows`` of cells, each a list of pieces."""

    kind: Kind
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()


def blocks_of(
    text: str,
    headings: Sequence[tuple[int, int, int]] = (),
    *,
    markdown: bool = False,
    emphasis: Sequence[tuple[int, int, bool, bool]] = (),
) -> list[Block]:
    """The blocks of a text in order. ``headings`` are lines as ``(start, end, level)``; ``emphasis`` are spans, in order and
    apart, as ``(start, end, bold, italic)``. With ``markdown`` its marks are hidden, and lines that follow each other are one
    paragraph."""
    levels = {start: level for start, _, level in headings}
    blocks: list[Block] = []
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        start, end = lines[at]
        if not text[start:end].strip():
            at += 1
        elif markdown and _FENCE.match(text, start, end):
            after = next((n for n in range(at + 1, len(lines)) if _FENCE.match(text, *lines[n])), len(lines))
            blocks += [Block(Kind.CODE, (Piece(*line),)) for line in lines[at + 1 : after]]
            at = after + 1
        elif start in levels or (markdown and _HEADING_MARKS.match(text, start, end)):
            blocks.append(_heading(text, start, end, levels.get(start), markdown=markdown))
            at += 1
        elif (rows := _rows_from(text, lines, at)) > 1:
            blocks.append(_table(text, lines[at : at + rows], markdown=markdown))
            at += rows
        elif (item := _ITEM.match(text, start, end)) is not None:
            depth = len(item["indent"].expandtabs(4)) // _SPACES_A_LEVEL
            mark = Piece(item.start("mark"), item.end("mark"), "mark")
            blocks.append(Block(Kind.ITEM, (mark, *_inline(text, item.end(), end, markdown=markdown)), depth))
            at += 1
        else:
            after = at + 1
            while markdown and after < len(lines) and _goes_on(text, lines, after, levels):
                after += 1
            blocks.append(Block(Kind.PARAGRAPH, tuple(_joined(text, lines[at:after], markdown=markdown))))
            at = after
    return [_emphasised(block, emphasis) for block in blocks] if emphasis else blocks


def _emphasised(block: Block, emphasis: Sequence[tuple[int, int, bool, bool]]) -> Block:
    return dataclasses.replace(
        block,
        pieces=tuple(_split(block.pieces, emphasis)),
        rows=tuple(tuple(tuple(_split(cell, emphasis)) for cell in row) for row in block.rows),
    )


def _split(pieces: Sequence[Piece], emphasis: Sequence[tuple[int, int, bool, bool]]) -> Iterator[Piece]:
    """Pieces without a look, cut where their emphasis begins and ends."""
    for piece in pieces:
        if piece.look or piece.joint:
            yield piece
            continue
        at = piece.start
        first = bisect.bisect_right(emphasis, piece.start, key=lambda each: each[1])
        for start, end, bold, italic in itertools.islice(emphasis, first, None):
            if start >= piece.end:
                break
            if start > at:
                yield Piece(at, start)
            look = " ".join(name for name, on in (("bold", bold), ("italic", italic)) if on)
            yield Piece(max(start, at), min(end, piece.end), look)
            at = min(end, piece.end)
        if at < piece.end:
            yield Piece(at, piece.end)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        start += len(line)


def _heading(text: str, start: int, end: int, level: int | None, *, markdown: bool) -> Block:
    marks = _HEADING_MARKS.match(text, start, end) if markdown else None
    first = marks.end() if marks else start
    depth = level or (len(marks["marks"]) if marks else 1)
    return Block(Kind.HEADING, tuple(_inline(text, first, end, markdown=markdown)), depth)


def _goes_on(text: str, lines: Sequence[Line], at: int, levels: dict[int, int]) -> bool:
    """Whether a line belongs to the paragraph before it."""
    start, end = lines[at]
    begins = (
        start in levels
        or _HEADING_MARKS.match(text, start, end)
        or _FENCE.match(text, start, end)
        or _ITEM.match(text, start, end)
    )
    return bool(text[start:end].strip()) and not begins and _rows_from(text, lines, at) < 2


def _joined(text: str, lines: Sequence[Line], *, markdown: bool) -> Iterator[Piece]:
    for number, (start, end) in enumerate(lines):
        if number:
            yield Piece(lines[number - 1][1], start, joint=True)
        yield from _inline(text, start, end, markdown=markdown)


def _rows_from(text: str, lines: Sequence[Line], at: int) -> int:
    """How many lines from one on are rows of a table."""
    count = 0
    for start, end in itertools.islice(lines, at, None):
        if not (_TABLE_ROW.match(text, start, end) or _MARKDOWN_ROW.match(text, start, end)):
            break
        count += 1
    return count


def _table(text: str, lines: Sequence[Line], *, markdown: bool) -> Block:
    rows = tuple(
        tuple(tuple(_inline(text, first, last, markdown=markdown)) for first, last in _cells(text, start, end))
        for start, end in lines
        if not _RULE_ROW.fullmatch(text, start, end)
    )
    return Block(Kind.TABLE, rows=rows)


def _cells(text: str, start: int, end: int) -> list[Line]:
    """Where the cells of a row are, without the bars and the spaces beside them."""
    if _MARKDOWN_ROW.match(text, start, end):
        start = text.index("|", start) + 1
        end = text.rindex("|", start - 1, end) if text.rindex("|", start - 1, end) >= start else end
    edges = [start - 1, *(bar.start() for bar in re.finditer(r"\|", text[start:end])), end]
    edges[1:-1] = [start + edge for edge in edges[1:-1]][: _MOST_COLUMNS - 1]
    found = []
    for left, right in itertools.pairwise(edges):
        first, last = left + 1, right
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        found.append((first, last))
    return found


def _inline(text: str, start: int, end: int, *, markdown: bool) -> Iterator[Piece]:
    at = start
    for match in _INLINE.finditer(text, start, end) if markdown else ():
        look = next(name for name, words in match.groupdict().items() if words is not None)
        if match.start() > at:
            yield Piece(at, match.start())
        yield Piece(match.start(look), match.end(look), _LOOKS.get(look, look))
        at = match.end()
    if end > at:
        yield Piece(at, end)
