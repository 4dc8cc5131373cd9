"""From the recognised lines of a picture to a page's text with the place of every word. Pure."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Iterator, Sequence

from assistant.documents.readers.layout_lines import Glyph
from assistant.documents.readers.pdf_layout import Layout, LetterSizes, lay_out
from assistant.documents.readers.reading_order import reading_order
from assistant.records import Box

_LINE_END, _SPACE = Glyph(0x0A, None), Glyph(0x20, None)
_SAME_LETTERS = (0.7, 1.35)
_FONT_HEIGHT = 1.2
_HYPHENS = "-\u2010\u00ad"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedLine:
    """A line of a picture: its box in pixels from the upper left corner, and how sure the recogniser is, from 0 to 1."""

    text: str
    box: Box
    score: float


def lay_out_lines(
    lines: Sequence[RecognisedLine],
    turn: int,
    width_px: float,
    height_px: float,
    pixels_per_unit: float,
    sizes: LetterSizes,
) -> Layout:
    """The layout as ``lay_out`` gives it. Lines are in pixels of the picture turned by ``turn`` degrees counter-clockwise; runs
    are in units of the picture as it is (``width_px`` and ``height_px`` its size), origin lower left."""
    upright_height = width_px if turn in {90, 270} else height_px
    layout = lay_out(_glyphs(lines, upright_height), sizes)
    runs = (
        dataclasses.replace(run, box=_turned_back(run.box, turn, width_px, height_px, pixels_per_unit))
        for run in layout.runs
    )
    return dataclasses.replace(layout, runs=tuple(runs))


def _glyphs(lines: Sequence[RecognisedLine], height_px: float) -> Iterator[Glyph]:
    """The characters of the lines in reading order, each with its share of its line's box."""
    if not lines:
        return
    boxes = [line.box for line in lines]
    median = statistics.median(box[3] - box[1] for box in boxes)
    for place, row in enumerate(reading_order(boxes)):
        for column, index in enumerate(row):
            if place or column:
                yield _SPACE if column else _LINE_END
            yield from _line(lines[index], median, height_px)


def _line(line: RecognisedLine, median: float, height_px: float) -> Iterator[Glyph]:
    left, top, right, bottom = line.box
    height = bottom - top
    # Boxes of lines in the same letters differ by what hangs below and stands above; nearly the same is the same. Boxes of a
    # font, which ``lay_out`` measures gaps by, are higher than the ink.
    ordinary = _SAME_LETTERS[0] * median < height < _SAME_LETTERS[1] * median
    high = (median if ordinary else height) * _FONT_HEIGHT
    middle = height_px - (top + bottom) / 2
    step = (right - left) / len(line.text)
    for number, character in enumerate(line.text):
        x = left + number * step
        at_end = number == len(line.text) - 1 and number > 1 and line.text[number - 1].isalpha()
        hyphen = at_end and character in _HYPHENS
        yield Glyph(0x2D if hyphen else ord(character), (x, middle - high / 2, x + step, middle + high / 2), hyphen)


def _turned_back(box: Box, turn: int, width_px: float, height_px: float, pixels_per_unit: float) -> Box:
    first, second = (
        _point(box[0], box[1], turn, width_px, height_px),
        _point(box[2], box[3], turn, width_px, height_px),
    )
    x0, x1 = sorted((first[0] / pixels_per_unit, second[0] / pixels_per_unit))
    y0, y1 = sorted((first[1] / pixels_per_unit, second[1] / pixels_per_unit))
    return (x0, y0, x1, y1)


def _point(x: float, y: float, turn: int, width_px: float, height_px: float) -> tuple[float, float]:
    """From the turned picture (origin lower left) to the picture as it is."""
    if turn == 90:
        return y, height_px - x
    if turn == 180:
        return width_px - x, height_px - y
    if turn == 270:
        return width_px - y, x
    return x, y
