"""From the glyphs of a page to its lines, in the order they are read. Pure.

Line ends come from PDFium; one more is where a letter stands wholly below the last one and further left. Those that it puts
before and after raised and lowered letters ("4th", "m²") are taken back, and lines that it reads across columns are cut.
"""

from __future__ import annotations

import dataclasses
import re
import statistics
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from assistant.documents.readers.layout_columns import by_columns
from assistant.documents.readers.layout_vertical import begins_paragraph, downward_order, is_vertical
from assistant.records import Box

_RAISED_SIZE = 0.87  # ratio of heights below which letters beside others are raised or lowered ones
_SHARED_HEIGHT = 0.25  # of the smaller letters' height; lines above each other share none
_RAISED_FOOT = 0.15  # of the letters before them: that of lowered ones stands below it
_LEAST_WORD = 3  # letters; units of area and volume are shorter
_BEFORE_NOTE_MARK = frozenset(".,;:!?)\u201d\u2019")
_SAME_ROW = 0.8  # of the larger letters' height
_SPACE_WIDTH = 0.14  # of the larger letters' height; raised letters stand closer to their word
_LONGEST_GAP = 0.8
NEW_PARAGRAPH_GAP = 0.55  # of a line's height; ordinary line spacing leaves 0 to 0.35 between boxes of font height
_OTHER_SIZE = 1.18  # ratio of line heights from which two lines are of different kinds
ENDS_SENTENCE = re.compile(r"(?:[.!?:\u2026][\"')\]\u2019\u201d]*(?:\s?\d{1,3})?|[。！？][」』）]*)$")
"""Whether a line ends with its sentence; the mark of a footnote may stand behind the full stop."""


class Glyph(NamedTuple):
    """A character as PDFium reports it: its code, its box (None for those PDFium made up), and whether it breaks a word."""

    code: int
    box: Box | None
    hyphen: bool = False


@dataclasses.dataclass(slots=True, kw_only=True)
class Line:
    """Characters with their boxes. ``broken_word`` says that its last word goes on in the next line."""

    characters: list[str]
    boxes: list[Box | None]
    broken_word: bool = False

    @property
    def height(self) -> float:
        """The usual height of its letters, in points."""
        heights = [box[3] - box[1] for box in self.boxes if box is not None]
        return statistics.median(heights) if heights else 0.0

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(self.characters)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page; none is empty."""
    found = _lines(glyphs)
    downwards = downward_order([line.boxes for line in found])
    if downwards is not None:
        return [found[number] for number in downwards]
    lines = _rows_joined(_by_columns(_with_raised_letters(found)))
    for line in lines:
        _set_marks_apart(line)
    return lines


def is_new_block(previous: Line, line: Line, previous_height: float, height: float) -> bool:
    """Whether a line begins a paragraph of its own: behind a gap, in letters of another size, or in a new column where no
    sentence goes on."""
    above, below = _neighbours(previous, line)
    if above is None or below is None or min(previous_height, height) <= 0:
        return False
    if is_of_another_size(previous_height, height):
        return True
    if is_vertical(previous.boxes) and is_vertical(line.boxes):
        return begins_paragraph(previous.boxes, line.boxes)
    if below[1] > above[3]:
        return not _goes_on(previous.text, line.text)
    return above[1] - below[3] > NEW_PARAGRAPH_GAP * min(previous_height, height)


def word_goes_on(previous: Line, line: Line, previous_height: float, height: float) -> bool:
    """Whether a line begins with the rest of the word that is broken at the end of the one before: not a page number, a footnote,
    or what stands apart below."""
    above, below = _neighbours(previous, line)
    if not previous.broken_word or is_of_another_size(previous_height, height) or line.text.isdigit():
        return False
    if above is None or below is None or below[1] > above[3]:
        return True
    return above[1] - below[3] <= NEW_PARAGRAPH_GAP * min(previous_height, height)


def _neighbours(previous: Line, line: Line) -> tuple[Box | None, Box | None]:
    """The last box of a line and the first of the next."""
    above = next((box for box in reversed(previous.boxes) if box is not None), None)
    return above, next((box for box in line.boxes if box is not None), None)


def is_of_another_size(height: float, other: float) -> bool:
    """Whether lines of these heights are of different kinds."""
    smaller, larger = sorted((height, other))
    return larger > _OTHER_SIZE * smaller


def _goes_on(foot: str, top: str) -> bool:
    """Whether the sentence at the foot of a column goes on at the top of the next one: there is a small letter, or a Japanese one
    of those that words do not begin a heading with."""
    first = top[:1]
    return (first.islower() or "\u3041" <= first <= "\u3096") and not ENDS_SENTENCE.search(foot)


def _with_raised_letters(lines: list[Line]) -> list[Line]:
    """Lines that stand beside each other in letters of two sizes are one line."""
    whole: list[Line] = []
    for line in lines:
        joint = _joint(whole[-1], line) if whole else None
        if joint is None:
            whole.append(line)
            continue
        last = whole[-1]
        last.characters.extend([*joint, *line.characters])
        last.boxes.extend([*([None] * len(joint)), *line.boxes])
        last.broken_word = line.broken_word
    return whole


def _set_marks_apart(line: Line) -> None:
    """Puts a space between a word, or the mark that ends its sentence, and the raised number of a footnote behind it; 4th, m² and
    CO₂ stay as they are."""
    at = _LEAST_WORD
    while at < len(line.characters):
        mark, last = line.boxes[at], line.boxes[at - 1]
        end = at - 1 if line.characters[at - 1] in _BEFORE_NOTE_MARK else at
        word = line.characters[max(0, end - _LEAST_WORD) : end]
        if (
            line.characters[at].isdigit()
            and mark is not None
            and last is not None
            and len(word) == _LEAST_WORD
            and all(letter.isalpha() and letter.lower() != letter.upper() for letter in word)
            and mark[3] - mark[1] < _RAISED_SIZE * (last[3] - last[1])
            and mark[1] > last[1] + _RAISED_FOOT * (last[3] - last[1])
        ):
            line.characters.insert(at, " ")
            line.boxes.insert(at, None)
        at += 1


def _rows_joined(lines: list[Line]) -> list[Line]:
    """Lines that stand on one height, each right of the one before, are one: PDFium may end a line within the row of a table."""
    whole: list[Line] = []
    for line in lines:
        last = whole[-1] if whole else None
        if last is not None and not last.broken_word and _is_beside(last, line):
            last.characters.extend([" ", *line.characters])
            last.boxes.extend([None, *line.boxes])
            last.broken_word = line.broken_word
        else:
            whole.append(line)
    return whole


def _is_beside(before: Line, after: Line) -> bool:
    left, right = before.boxes[-1], after.boxes[0]
    if left is None or right is None:
        return False
    smaller, larger = sorted((left[3] - left[1], right[3] - right[1]))
    shared = min(left[3], right[3]) - max(left[1], right[1])
    return shared > _SAME_ROW * larger > 0 and smaller > _RAISED_SIZE * larger and right[0] > left[2]


def _joint(before: Line, after: Line) -> str | None:
    """What stands between a line and one that goes on beside it: a space or nothing; None where it does not go on there."""
    left, right = before.boxes[-1], after.boxes[0]
    if before.broken_word or left is None or right is None:
        return None
    smaller, larger = sorted((left[3] - left[1], right[3] - right[1]))
    shared = min(left[3], right[3]) - max(left[1], right[1])
    gap = right[0] - left[2]
    beside = shared > _SHARED_HEIGHT * smaller and -_SPACE_WIDTH * larger < gap < _LONGEST_GAP * larger
    if not beside or not 0 < smaller < _RAISED_SIZE * larger:
        return None
    return " " if gap > _SPACE_WIDTH * larger else ""


def _lines(glyphs: Iterable[Glyph]) -> list[Line]:
    lines: list[Line] = []
    current = Line(characters=[], boxes=[])
    high_surrogate = 0

    def close() -> None:
        nonlocal current
        while current.characters and current.characters[-1] == " ":
            current.characters.pop()
            current.boxes.pop()
        if current.characters:
            lines.append(current)
        current = Line(characters=[], boxes=[])

    for glyph in glyphs:
        code = glyph.code
        if 0xD800 <= code < 0xDC00:
            high_surrogate = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not high_surrogate:
                continue
            code = 0x10000 + ((high_surrogate - 0xD800) << 10) + (code - 0xDC00)
        high_surrogate = 0
        # PDFium puts U+0002 in place of a hyphen at a line's end and leaves the line end out.
        if code in {0x02, 0xFFFE} or (glyph.hyphen and code in {0x2D, 0xAD}):
            if current.characters:
                current.broken_word = True
                close()
            continue
        if code in {0x0A, 0x0D}:
            close()
            continue
        if current.boxes and _begins_line(current.boxes, glyph.box):
            close()
        for character in _stored(code):
            if character != " " or (current.characters and current.characters[-1] != " "):
                current.characters.append(character)
                current.boxes.append(None if character == " " else glyph.box)
    close()
    return lines


def _begins_line(before: list[Box | None], box: Box | None) -> bool:
    """Whether a letter stands wholly below the last one and further left: PDFium may have a space there where two sizes meet."""
    last = next((one for one in reversed(before) if one is not None), None)
    return box is not None and last is not None and box[3] < last[1] and box[0] < last[0]


def _by_columns(lines: list[Line]) -> list[Line]:
    """The lines in the order they are read, should the page write across its columns."""
    order = by_columns([line.boxes for line in lines], [line.height for line in lines])
    if order is None:
        return lines
    return [_joined([_piece(lines[each.line], each.start, each.end) for each in row]) for row in order]


def _piece(line: Line, start: int, end: int) -> Line:
    piece = Line(characters=line.characters[start:end], boxes=line.boxes[start:end])
    if end == len(line.characters):
        piece.broken_word = line.broken_word
    elif len(piece.characters) > 2 and piece.characters[-1] == "-" and piece.characters[-2].isalpha():
        # PDFium looks for broken words at the end of its own lines alone.
        piece.broken_word = True
        piece.characters.pop()
        piece.boxes.pop()
    return piece


def _joined(row: list[Line]) -> Line:
    whole = row[0]
    for piece in row[1:]:
        whole.characters.extend([" ", *piece.characters])
        whole.boxes.extend([None, *piece.boxes])
        whole.broken_word = piece.broken_word
    return whole


def _stored(code: int) -> str:
    """A character as it is stored: ligatures and the radicals some fonts use for Chinese characters become ordinary ones."""
    if code > 0x10FFFF or code < 0x20 or 0x7F <= code < 0xA0 or code in {0xFEFF, 0xFFFE, 0xFFFF, 0xAD}:
        return " " if code == 0x09 else ""
    character = chr(code)
    if 0xFB00 <= code <= 0xFB06 or 0x2E80 <= code <= 0x2FD5:
        return unicodedata.normalize("NFKC", character)
    return " " if character.isspace() else character
