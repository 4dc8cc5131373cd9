"""A page's runs: how they are kept in the ``pages.runs`` column, and which rectangles a span of text covers. Pure."""

from __future__ import annotations

import bisect
import dataclasses
import zlib
from collections.abc import Iterable, Sequence

import msgspec

from assistant.documents.base import Run
from assistant.documents.reading.page_turn import lying_box, upright_box
from assistant.records import Box

_LEVEL = 1.35
"""How much higher than its highest word a rectangle may be: raised and lowered signs are within it."""
_rows = msgspec.json.Decoder(list[tuple[int, int, float, float, float, float]])


def encode_runs(runs: Sequence[Run]) -> bytes:
    """Runs as they are stored: deflated JSON, coordinates to a tenth of a point. No runs are no bytes."""
    if not runs:
        return b""
    rows = [(run.start, run.end, *(round(value, 1) for value in run.box)) for run in runs]
    return zlib.compress(msgspec.json.encode(rows))


def decode_runs(stored: bytes) -> tuple[Run, ...]:
    """What ``encode_runs`` made, in the order of the text."""
    if not stored:
        return ()
    return tuple(
        Run(start=start, end=end, box=(x0, y0, x1, y1))
        for start, end, x0, y0, x1, y1 in _rows.decode(zlib.decompress(stored))
    )


def runs_between(runs: Sequence[Run], start: int, end: int) -> Sequence[Run]:
    """Those of a page's runs that hold a character from ``start`` to ``end``, found without a look at the others."""
    first = bisect.bisect_right(runs, start, key=lambda run: run.start)
    last = bisect.bisect_left(runs, end, first, key=lambda run: run.start)
    return runs[max(0, first - 1) : last]


def boxes_of_span(runs: Iterable[Run], start: int, end: int, turn: int = 0) -> tuple[Box, ...]:
    """The rectangles behind characters ``start`` to ``end``: one for each piece of a line, in the order of the text. ``turn`` is
    that of the page (``page_turn``).

    Runs on one line are joined, the spaces between them included. A run that the span covers in part gives that part, as if
    its characters were equally wide: close enough for a mark, and exact for Chinese and Japanese.
    """
    boxes: list[Box] = []
    tallest = 0.0
    for lying in runs:
        if lying.end <= start or lying.start >= end or lying.end <= lying.start:
            continue
        # Lines are lines on the upright page alone; turned about the origin, the size of the page does not matter.
        run = dataclasses.replace(lying, box=upright_box(lying.box, turn, 0, 0)) if turn else lying
        box = _part_of(run, max(start, run.start), min(end, run.end))
        tallest = max(tallest, box[3] - box[1])
        joined = _joined(boxes[-1], box) if boxes and _same_line(boxes[-1], box) else None
        # A line that slopes, on a page scanned askew, has several boxes: one would cover other lines too.
        if joined is not None and joined[3] - joined[1] < _LEVEL * tallest:
            boxes[-1] = joined
        else:
            boxes.append(box)
            tallest = box[3] - box[1]
    return tuple(lying_box(box, turn, 0, 0) for box in boxes) if turn else tuple(boxes)


def _part_of(run: Run, start: int, end: int) -> Box:
    x0, y0, x1, y1 = run.box
    length = run.end - run.start
    before, after = (start - run.start) / length, (end - run.start) / length
    if length > 1 and y1 - y0 > 2 * (x1 - x0):  # written downwards
        return (x0, y1 - (y1 - y0) * after, x1, y1 - (y1 - y0) * before)
    return (x0 + (x1 - x0) * before, y0, x0 + (x1 - x0) * after, y1)


def _joined(left: Box, right: Box) -> Box:
    return (min(left[0], right[0]), min(left[1], right[1]), max(left[2], right[2]), max(left[3], right[3]))


def _same_line(left: Box, right: Box) -> bool:
    lower = min(left[3] - left[1], right[3] - right[1])
    shared = min(left[3], right[3]) - max(left[1], right[1])
    gap = max(right[0] - left[2], left[0] - right[2])
    return shared > 0.5 * lower and gap < 1.5 * max(left[3] - left[1], right[3] - right[1])
