"""Pages that were scanned lying on a side or on their head: where a box stands once the page is upright. Pure.

A turn is how far the picture of a page is turned to be upright: 0, 90, 180 or 270 degrees, counter-clockwise. Boxes have their
origin in the lower left corner, before and after.
"""

from __future__ import annotations

from assistant.records import Box


def upright_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Where a box of a page of ``width`` times ``height``, as it lies, stands on the upright page."""
    first, second = (_upright(x, y, turn, width, height) for x, y in (box[:2], box[2:]))
    return _ordered(first, second)


def lying_box(box: Box, turn: int, width: float, height: float) -> Box:
    """The way back: from the upright page to one of ``width`` times ``height``, as it lies."""
    return upright_box(box, -turn % 360, *upright_size(turn, width, height))


def upright_size(turn: int, width: float, height: float) -> tuple[float, float]:
    """Width and height of the upright page."""
    return (height, width) if turn in {90, 270} else (width, height)


def _upright(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    if turn == 90:
        return height - y, x
    if turn == 180:
        return width - x, height - y
    if turn == 270:
        return y, width - x
    return x, y


def _ordered(first: tuple[float, float], second: tuple[float, float]) -> Box:
    (x0, x1), (y0, y1) = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return (x0, y0, x1, y1)
