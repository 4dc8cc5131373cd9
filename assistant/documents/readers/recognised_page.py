"""From the recognised lines of a picture to a page's text with the place of every word. Pure."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Iterator, Sequence

from assistant.documents.readers.layout_lines import Glyph
from assistant.documents.readers.pdf_layout import Layout, LetterSizes, lay_out
from assistant.documents.readers.reading_order import reading_order
from assistant.documents.reading.page_turn import lying_box, upright_size
from assistant.records import Box

_LINE_END, _SPACE = Glyph(0x0A, None), Glyph(0x20, None)
_SAME_LETTERS = (0.7, 1.35)
_FONT_HEIGHT = 1.2
_FOUND_HEIGHT = 1.25
_HYPHENS = "-\u2010\u00ad"
# Half a degree moves the end of a line by a quarter of its height; a page that lies askew by more than this was meant to.
_LEAST_SKEW, _MOST_SKEW = math.radians(0.4), math.radians(20)
_LONG_LINE = 4


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedLine:
    """A line of a picture: its box in pixels from the upper left corner, and how sure the recogniser is, from 0 to 1. ``corners``
    are those of the line itself, which may slope: from the upper left one clockwise; none where it does not."""

    text: str
    box: Box
    score: float
    corners: tuple[tuple[float, float], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPicture:
    """The lines of a picture of ``width_px`` times ``height_px``, which is the given one turned by ``turn`` degrees
    (``page_turn``). ``skew`` is by how many radians its lines fall to the right; the boxes are those of the lines made level by
    turning them about the middle of the picture. ``downwards`` says that they are columns of a page that is written downwards:
    it stands upright when it is turned clockwise by a right angle."""

    lines: tuple[RecognisedLine, ...]
    turn: int
    width_px: float
    height_px: float
    skew: float = 0.0
    downwards: bool = False

    @property
    def upright_turn(self) -> int:
        """By how many degrees the given picture is turned to stand upright."""
        return (self.turn - 90 * self.downwards) % 360

    def placed(self, box: Box) -> Box:
        """Where a box among the level lines, its origin lower left, stands in the given picture; its size stays."""
        if self.skew:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            there_x, there_y = _turned(x, y, -self.skew, self.width_px / 2, self.height_px / 2)
            dx, dy = there_x - x, there_y - y
            box = (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)
        return lying_box(box, self.turn, *upright_size(self.turn, self.width_px, self.height_px))


def recognised_picture(
    lines: Sequence[RecognisedLine], turn: int, width_px: float, height_px: float, *, downwards: bool = False
) -> RecognisedPicture:
    """Makes the lines level, where they slope."""
    skew = _skew(lines)
    if skew:
        lines = [_levelled(line, skew, width_px / 2, height_px / 2) for line in lines]
    return RecognisedPicture(
        lines=tuple(lines), turn=turn, width_px=width_px, height_px=height_px, skew=skew, downwards=downwards
    )


def _skew(lines: Sequence[RecognisedLine]) -> float:
    """The slope of most of the long lines; 0 for less than shows, and for so much that it is no skew."""
    slopes = sorted(
        (math.atan2(right[1] - left[1], right[0] - left[0]), right[0] - left[0])
        for line in lines
        if line.corners
        for left, right in [line.corners[:2]]
        if right[0] - left[0] > _LONG_LINE * (line.corners[3][1] - left[1]) > 0
    )
    half = sum(length for _, length in slopes) / 2
    reached = 0.0
    for slope, length in slopes:
        reached += length
        if reached >= half:
            return slope if _LEAST_SKEW <= abs(slope) <= _MOST_SKEW else 0.0
    return 0.0


def _levelled(line: RecognisedLine, skew: float, middle_x: float, middle_y: float) -> RecognisedLine:
    if not line.corners:
        return line
    # Rows count downwards here, and upwards in ``_turned``.
    points = [_turned(x, y, -skew, middle_x, middle_y) for x, y in line.corners]
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    # Corners of a level line come in pairs; the middle of each pair is its edge.
    box = ((xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2, (xs[2] + xs[3]) / 2, (ys[2] + ys[3]) / 2)
    return dataclasses.replace(line, box=box)


def _turned(x: float, y: float, angle: float, middle_x: float, middle_y: float) -> tuple[float, float]:
    """A point turned about the middle, counter-clockwise where rows count upwards."""
    cosine, sine = math.cos(angle), math.sin(angle)
    dx, dy = x - middle_x, y - middle_y
    return middle_x + dx * cosine - dy * sine, middle_y + dx * sine + dy * cosine


def lay_out_lines(picture: RecognisedPicture, pixels_per_unit: float, sizes: LetterSizes) -> Layout:
    """The layout as ``lay_out`` gives it, its runs in units of the picture as it was given, origin lower left."""
    if picture.downwards:
        return _lay_out_columns(picture, pixels_per_unit, sizes)
    layout = lay_out(_glyphs(picture.lines, picture.height_px), sizes)
    runs = (
        dataclasses.replace(run, box=_in_units(picture.placed(_ink(run.box)), pixels_per_unit)) for run in layout.runs
    )
    return dataclasses.replace(layout, runs=tuple(runs))


def _lay_out_columns(picture: RecognisedPicture, pixels_per_unit: float, sizes: LetterSizes) -> Layout:
    glyphs: list[Glyph] = []
    for line in picture.lines:
        left, top, right, bottom = line.box
        step = (right - left) / len(line.text)
        # Upright, a column begins at the top, and what is further up on the turned page is further right.
        high, low = picture.height_px - top, picture.height_px - bottom
        for number, character in enumerate(line.text):
            begin = picture.width_px - left - number * step
            glyphs.append(Glyph(ord(character), (low, begin - step, high, begin)))
        glyphs.append(_LINE_END)
    layout = lay_out(glyphs, sizes)
    runs = []
    for run in layout.runs:
        x0, y0, x1, y1 = run.box
        turned = picture.placed((picture.width_px - y1, x0, picture.width_px - y0, x1))
        runs.append(dataclasses.replace(run, box=_in_units(turned, pixels_per_unit)))
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


def _ink(box: Box) -> Box:
    """As high as its letters: a font's box is higher than what was found, and that is found with a margin around it."""
    middle, half = (box[1] + box[3]) / 2, (box[3] - box[1]) / 2 / (_FONT_HEIGHT * _FOUND_HEIGHT)
    return (box[0], middle - half, box[2], middle + half)


def _in_units(box: Box, pixels_per_unit: float) -> Box:
    x0, y0, x1, y1 = box
    return (x0 / pixels_per_unit, y0 / pixels_per_unit, x1 / pixels_per_unit, y1 / pixels_per_unit)
