"""Which lines go on with the sentence above them although they stand well below it: a page in double spacing, or a Japanese one,
which is mostly set with half a line between its lines. Pure.

There a gap tells nothing. That a line goes on is seen by two things together: the line above is full, so that the next word had no
room in it, and it ends no sentence. A small letter, or one of hiragana, makes that sure; any other beginning is believed where the
gap is no wider than where it is sure on the same page.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from assistant.documents.readers.layout_lines import ENDS_SENTENCE, NEW_PARAGRAPH_GAP, Line, is_of_another_size
from assistant.documents.readers.layout_tables import cell_count
from assistant.documents.readers.layout_vertical import is_vertical
from assistant.records import Box

_WIDEST_GAP = 1.8
"""Of a line's height: double spacing leaves 1.3 to 1.6 between boxes of font height."""
_SAME_GAP = 1.15
_NEAR = 0.85
_NARROWEST = 15.0
"""Of a line's height: some thirty letters, or fifteen Japanese ones."""
_FULL_JA = 2.0
"""Letters: a sign that may begin no line takes the one before it along."""
_BEGINS_ANEW = re.compile(
    r"[-*•●▪–・]|\(?\w{1,3}[.)]\s|[①-⑳■◆○]|第\s*[\d一二三四五六七八九十百]+\s*[条章節項]|[（(][\d一-十]+[）)]"
)
_SPACE_WIDTH = 0.3
"""Of a line's height."""


def lines_going_on(lines: Sequence[Line], heights: Sequence[float]) -> frozenset[int]:
    """The numbers of lines that go on with the line before, of those that a gap sets apart from it."""
    edges = [_edges(line) for line in lines]
    gaps = {
        number: gap
        for number in range(1, len(lines))
        if (gap := _gap(edges[number - 1], edges[number], heights[number - 1], heights[number])) is not None
        and not ENDS_SENTENCE.search(lines[number - 1].text)
        and not _BEGINS_ANEW.match(lines[number].text)
        and not lines[number].text.isdigit()
        and not any(is_vertical(line.boxes) for line in lines[number - 1 : number + 1])
        and cell_count(lines[number - 1].boxes, heights[number - 1]) == 1
        and cell_count(lines[number].boxes, heights[number]) == 1
        and _is_full(number - 1, lines[number], edges, heights[number])
    }
    sure = {number: gap for number, gap in gaps.items() if _begins_small(lines[number].text)}
    if not sure:
        return frozenset()
    widest = _SAME_GAP * statistics.median(sure.values())
    return frozenset(sure) | {number for number, gap in gaps.items() if gap <= widest}


def _edges(line: Line) -> Box | None:
    found = [box for box in line.boxes if box is not None]
    if not found:
        return None
    return (min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found))


def _gap(above: Box | None, below: Box | None, above_height: float, height: float) -> float | None:
    """How far apart two lines in the same letters stand, in heights; None where no gap of a wide leading is between them."""
    if above is None or below is None or min(above_height, height) <= 0 or is_of_another_size(above_height, height):
        return None
    gap = (above[1] - below[3]) / min(above_height, height)
    return gap if NEW_PARAGRAPH_GAP < gap <= _WIDEST_GAP else None


def _is_full(number: int, following: Line, edges: Sequence[Box | None], height: float) -> bool:
    """Whether a line had no room for the first word of the one that follows, beside the widest of the lines above and below it.
    One that nothing comes near in width is no measure, nor is a narrow one: the first of a list may be its longest."""
    mine = edges[number]
    if mine is None:
        return False
    column = [edge for edge in edges if edge is not None and edge[0] < mine[2] and mine[0] < edge[2]]
    left, measure = min(edge[0] for edge in column), max(edge[2] for edge in column)
    near = sum(edge[2] - left >= _NEAR * (measure - left) for edge in column)
    return near > 1 and measure - left >= _NARROWEST * height and mine[2] + _first_word(following, height) > measure


def _first_word(line: Line, height: float) -> float:
    """How much room its first word takes with the space before it; of what has no spaces, two letters."""
    boxes = [box for box in line.boxes[: len(line.text.split(" ", 1)[0])] if box is not None]
    if not boxes:
        return 0.0
    if _is_japanese(line.text[0]):
        return _FULL_JA * (boxes[0][2] - boxes[0][0])
    return boxes[-1][2] - boxes[0][0] + _SPACE_WIDTH * height


def _begins_small(text: str) -> bool:
    return text[:1].islower() or "\u3041" <= text[:1] <= "\u3096"


def _is_japanese(character: str) -> bool:
    return "\u3041" <= character <= "\u30ff" or "\u4e00" <= character <= "\u9fff"
