"""Where the figure or table that a caption belongs to stands on its page. Pure.

Extracted text says nothing of pictures. But a figure stands above its caption and a table below, or the other way round, up to
where the running text goes on; and running text is what has long lines. Boxes have their origin in the lower left corner.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assistant.documents.base import Run
from assistant.documents.pages.runs import boxes_of_span
from assistant.documents.reading.page_turn import lying_box, upright_box, upright_size
from assistant.records import Box

_CAPTION = re.compile(
    r"^[ \t]*(?P<label>(?P<kind>figure|fig\.?|chart|diagram|table|図表|図|表)[ \t]*(?P<number>\d+(?:[.\-‐]\d+)*))"
    r"(?=[.:：|–—\s]|[^\W\d])[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_TABLES = ("table", "表")
_LONG_LINE_SHARE = 0.6
"""Of the column's width; shorter lines may stand inside a figure or in a table."""
_LONG_LINE_CHARACTERS = 30
_ONE_COLUMN_SHARE = 0.5
_LEAST_HEIGHT = 40.0
_MARGIN = 6.0
_TABLE_GAP = 2.2
"""Line heights between two rows above which the table is over."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Characters ``start`` to ``end`` of a page's text name a figure or table; ``number`` as it is written there. ``marked``
    says that a mark or nothing follows the label, as in "Figure 3: …"."""

    start: int
    end: int
    table: bool
    number: str
    marked: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    box: Box
    characters: int


def captions(text: str) -> list[Caption]:
    """The captions of a page: lines that begin with a label such as "Figure 3" or 表2."""
    found = []
    for match in _CAPTION.finditer(text):
        kind = match["kind"].lower()
        found.append(
            Caption(
                start=match.start("label"),
                end=match.start() + len(match.group().rstrip()),
                table=kind in _TABLES,
                number=match["number"],
                marked=re.match(r"[ \t]*(?:[.:：|–—]|$)", text[match.end("label") :], re.MULTILINE) is not None,
            )
        )
    return found


def region(caption: Caption, runs: Sequence[Run], width_pt: float, height_pt: float, turn: int = 0) -> Box | None:
    """The part of the page with the figure or table and its caption; None where the page has no places of words. ``turn`` is that
    of the page (``page_turn``)."""
    if turn:
        upright = [dataclasses.replace(run, box=upright_box(run.box, turn, width_pt, height_pt)) for run in runs]
        found = region(caption, upright, *upright_size(turn, width_pt, height_pt))
        return lying_box(found, turn, width_pt, height_pt) if found is not None else None
    boxes = boxes_of_span(runs, caption.start, caption.end)
    if not boxes or width_pt <= 0 or height_pt <= 0:
        return None
    own = _around(boxes)
    others = [line for line in _lines(runs) if line.box not in boxes and not _inside(line.box, own)]
    left, right = _column(own, others, width_pt)
    beside = [line for line in others if line.box[0] < right and line.box[2] > left]
    long_lines = [line.box for line in beside if _is_long(line, right - left)]
    top = min((box[1] for box in long_lines if box[1] >= own[3] - 1), default=height_pt - _MARGIN)
    bottom = max((box[3] for box in long_lines if box[3] <= own[1] + 1), default=_MARGIN)
    if caption.table:
        bottom = _end_of_table(own, beside, bottom)
    above, below = top - own[3], own[1] - bottom
    downwards = below >= _LEAST_HEIGHT if caption.table else above < _LEAST_HEIGHT <= below
    upper, lower = (own[3], bottom) if downwards else (top, own[1])
    return (
        max(left - _MARGIN, 0.0),
        max(lower - (0.0 if downwards else _MARGIN), 0.0),
        min(right + _MARGIN, width_pt),
        min(upper + (_MARGIN if downwards else 0.0), height_pt),
    )


def _end_of_table(own: Box, lines: Sequence[_Line], bottom: float) -> float:
    """Where the rows below a caption end: at the first wide gap, else at ``bottom``, where running text goes on."""
    below = sorted(
        (line.box for line in lines if line.box[3] <= own[1] + 1 and line.box[1] >= bottom - 1), key=lambda box: -box[3]
    )
    reached = own[1]
    for box in below:
        if reached - box[3] > _TABLE_GAP * (box[3] - box[1]) and reached < own[1]:
            return reached - _MARGIN
        reached = min(reached, box[1])
    return max(bottom, reached - _MARGIN) if below else bottom


def _lines(runs: Sequence[Run]) -> list[_Line]:
    """Runs of one line joined, words a few letters apart."""
    found: list[_Line] = []
    for run in runs:
        box, last = run.box, found[-1] if found else None
        height = box[3] - box[1]
        if (
            last is not None
            and min(last.box[3], box[3]) - max(last.box[1], box[1]) > 0.5 * height
            and -height < box[0] - last.box[2] < 1.5 * height
        ):
            found[-1] = _Line(box=_around((last.box, box)), characters=last.characters + run.end - run.start)
        else:
            found.append(_Line(box=box, characters=run.end - run.start))
    return found


def _column(own: Box, lines: Sequence[_Line], width_pt: float) -> tuple[float, float]:
    """Left and right edge of the column a caption stands in: of the long lines over or under it, else all of the page's text."""
    long_lines = [
        line.box
        for line in lines
        if line.characters >= _LONG_LINE_CHARACTERS and line.box[0] < own[2] and line.box[2] > own[0]
    ]
    boxes = [own, *long_lines] if long_lines else [own, *(line.box for line in lines)]
    left, right = max(min(box[0] for box in boxes), 0.0), min(max(box[2] for box in boxes), width_pt)
    if right - left > _ONE_COLUMN_SHARE * width_pt:
        # Lines may be ragged, and pictures fill what is between the margins.
        left, right = min(left, width_pt - right), max(right, width_pt - left)
    return left, right


def _is_long(line: _Line, width: float) -> bool:
    return line.characters >= _LONG_LINE_CHARACTERS and line.box[2] - line.box[0] >= _LONG_LINE_SHARE * width


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _inside(box: Box, other: Box) -> bool:
    return box[0] >= other[0] - 1 and box[1] >= other[1] - 1 and box[2] <= other[2] + 1 and box[3] <= other[3] + 1
