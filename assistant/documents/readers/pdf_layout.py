"""From the glyphs of a page to its text, its runs and its headings. Pure.

Line ends come from PDFium. A line end becomes an empty line where the page shows a gap, a new column or another size of letters,
so that sentences of different paragraphs never run together. A word broken over two lines is put together again.
"""

from __future__ import annotations

import collections
import dataclasses
import re
from collections.abc import Iterable

from assistant.documents.base import Heading, ReadPage, Run, Table
from assistant.documents.readers.layout_grids import NO_GRIDS, PageGrids, page_grids
from assistant.documents.readers.layout_leading import lines_going_on
from assistant.documents.readers.layout_lines import Glyph, Line, is_new_block, lines_of, word_goes_on
from assistant.documents.readers.layout_notes import notes_after_sentences
from assistant.documents.readers.layout_tables import cell_count, find_tables
from assistant.documents.sentences import Span
from assistant.records import Box

_HEADING_SIZE = 1.15  # ratio to the page's ordinary letters
_HEADING_CHARACTERS = 160
_RUN_BREAKERS = frozenset("、。，．！？：；「」『』（）")
_LONGEST_RUN = 40


class LetterSizes:
    """How high the letters of a document are, page by page, so that a page of small print has no headings of ordinary size."""

    def __init__(self) -> None:
        self._characters: collections.Counter[float] = collections.Counter()

    def add(self, height: float, characters: int) -> None:
        """Counts a line, by its height in points."""
        if height > 0:
            self._characters[round(height, 1)] += characters

    @property
    def ordinary(self) -> float:
        """The median over characters, so that a few big words do not count; 0 before there are any."""
        half = self._characters.total() / 2
        for height, characters in sorted(self._characters.items()):
            half -= characters
            if half <= 0:
                return height
        return 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page's text and what stands where in it. Every run's span holds no white space; headings and tables start lines."""

    text: str = ""
    runs: tuple[Run, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    grids: PageGrids = NO_GRIDS

    def page(self, number: int, width: float, height: float) -> ReadPage:
        """The page as read; ``width`` and ``height`` in the unit of the runs' boxes."""
        return ReadPage(
            number=number,
            text=self.text,
            runs=self.runs,
            headings=self.headings,
            tables=self.tables,
            width_pt=width,
            height_pt=height,
        )


def lay_out(glyphs: Iterable[Glyph], sizes: LetterSizes) -> Layout:
    """The layout of a page.

    ``sizes`` is what earlier pages had, and gets this page's lines.
    """
    lines = lines_of(glyphs)
    if not lines:
        return Layout()
    for line in lines:
        sizes.add(line.height, len(line.characters))
    ordinary = sizes.ordinary
    lines = notes_after_sentences(lines, ordinary)
    heights = [line.height for line in lines]
    characters: list[str] = []
    boxes: list[Box | None] = []
    headings: list[Heading] = []
    joined_words = _words_with_hyphens(lines)
    in_wide_leading = lines_going_on(lines, heights)
    before: Heading | None = None
    spans: list[Span] = []
    for number, line in enumerate(lines):
        goes_on, joint = False, " "
        if number:
            previous = lines[number - 1]
            apart = number not in in_wide_leading
            if (previous.broken_word and not apart) or word_goes_on(
                previous, line, heights[number - 1], heights[number]
            ):
                goes_on, joint = True, "-" if _keeps_hyphen(previous, line, joined_words) else ""
                characters.extend(joint)
                boxes.extend([None] * len(joint))
            else:
                goes_on = not (apart and is_new_block(previous, line, heights[number - 1], heights[number]))
                separator = "-" * previous.broken_word + ("\n" if goes_on else "\n\n")
                characters.extend(separator)
                boxes.extend([None] * len(separator))
        heading = _heading(line, len(characters), heights[number], ordinary)
        if heading is not None and goes_on and before is not None and before.level == heading.level:
            headings[-1] = dataclasses.replace(headings[-1], text=headings[-1].text + joint + heading.text)
        elif heading is not None:
            headings.append(heading)
        before = heading
        spans.append((len(characters), len(characters) + len(line.characters)))
        characters.extend(line.characters)
        boxes.extend(line.boxes)
    if lines[-1].broken_word:  # it goes on overleaf
        characters.append("-")
        boxes.append(None)
    text = "".join(characters)
    cells = [cell_count(line.boxes, height) for line, height in zip(lines, heights, strict=True)]
    tables = find_tables(text, spans, cells)
    # What is written large inside a table is a row of it.
    outside = tuple(each for each in headings if not any(table.start < each.start < table.end for table in tables))
    return Layout(
        text=text,
        runs=tuple(_runs(characters, boxes)),
        headings=outside,
        tables=tables,
        grids=page_grids(lines, heights, spans, tables),
    )


def _heading(line: Line, start: int, height: float, ordinary: float) -> Heading | None:
    text = line.text.strip()
    if ordinary <= 0 or height < ordinary * _HEADING_SIZE or len(text) > _HEADING_CHARACTERS:
        return None
    if sum(character.isalpha() for character in text) < max(2, len(text) / 3):
        return None
    ratio = height / ordinary
    return Heading(start=start, level=1 if ratio > 1.7 else 2 if ratio > 1.35 else 3, text=text)


def _words_with_hyphens(lines: list[Line]) -> frozenset[str]:
    """Words the page itself writes with a hyphen inside a line."""
    return frozenset(word.lower() for line in lines for word in re.findall(r"\w+-\w+", line.text))


def _keeps_hyphen(previous: Line, line: Line, with_hyphens: frozenset[str]) -> bool:
    """Whether a word broken at a hyphen has one of its own: it is written so elsewhere, or its halves are no lower-case letters."""
    left = re.search(r"\w+$", previous.text)
    right = re.match(r"\w+", line.text)
    if left is None or right is None:
        return True
    if not (left.group()[-1].islower() and right.group()[0].islower()):
        return True
    return f"{left.group()}-{right.group()}".lower() in with_hyphens


def _runs(characters: list[str], boxes: list[Box | None]) -> list[Run]:
    runs: list[Run] = []
    start = -1
    box: Box | None = None

    def close(end: int) -> None:
        nonlocal start, box
        if start >= 0 and box is not None and box[2] > box[0] and box[3] > box[1]:
            runs.append(Run(start=start, end=end, box=box))
        start, box = -1, None

    for index, (character, here) in enumerate(zip(characters, boxes, strict=True)):
        if here is None or character.isspace():
            close(index)
            continue
        if box is not None and (
            index - start >= _LONGEST_RUN or characters[index - 1] in _RUN_BREAKERS or _apart(box, here)
        ):
            close(index)
        if box is None:
            start, box = index, here
        else:
            box = (min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3]))
    close(len(characters))
    return runs


def _apart(run: Box, glyph: Box) -> bool:
    """Whether a glyph stands off the line of a run, or far from it along the line."""
    size = max(glyph[3] - glyph[1], glyph[2] - glyph[0], 1.0)
    return (
        glyph[0] > run[2] + size
        or glyph[2] < run[0] - size
        or glyph[1] > run[3] + size / 4
        or glyph[3] < run[1] - size / 4
    )
