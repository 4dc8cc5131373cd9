"""Footnotes: lines at the foot of a column or page that explain a mark in its text. Pure."""

from __future__ import annotations

import re

from assistant.documents.readers.layout_lines import ENDS_SENTENCE, Line, is_new_block, is_of_another_size
from assistant.documents.sentences import sentence_spans

_SHORTEST_NOTE = 10
_NOTE_SIZE = 0.95  # ratio to the page's ordinary letters, at most
_NOTE_MARK = re.compile(
    r"(?:\d{1,3}|[*\u2020\u2021\u00a7\u00b6]{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})[.)]?\s?[\u201c\u300c(]?[^\W\d_]"
)


def notes_after_sentences(lines: list[Line], ordinary: float) -> list[Line]:
    """The lines with the footnotes at a column's foot behind the sentence that the column ends with, which goes on at the top of
    the next one; a line in which it ends is cut there. ``ordinary`` is the height of the letters of the text."""
    ordered = list(lines)
    start = 0
    while start < len(ordered):
        end = _note_end(ordered, start, ordinary)
        if end > start:
            top = _top(ordered[start])
            beside = [place for place in range(end, len(ordered)) if _bottom(ordered[place]) > top]
            behind, cut = _sentence_end(ordered, start, end, beside[-1] + 1) if beside else (end, 0)
            if cut:
                ordered[behind : behind + 1] = _cut(ordered[behind], cut)
                behind += 1
            ordered[start:behind] = [*ordered[end:behind], *ordered[start:end]]
            start = behind
        else:
            start += 1
    return ordered


def _note_end(lines: list[Line], start: int, ordinary: float) -> int:
    """Where the footnotes that begin at a line end; ``start`` where none does. A note has text of its column above it."""
    text = lines[start].text
    below = start > 0 and _bottom(lines[start - 1]) >= _top(lines[start])
    if not below or len(text) < _SHORTEST_NOTE or not _NOTE_MARK.match(text):
        return start
    end = start
    while (
        end < len(lines)
        and 0 < lines[end].height < _NOTE_SIZE * ordinary
        and (end == start or _top(lines[end]) <= _bottom(lines[end - 1]) + lines[end].height / 2)
    ):
        end += 1
    return end


def _sentence_end(lines: list[Line], start: int, end: int, last: int) -> tuple[int, int]:
    """Before which line, from ``end`` to ``last``, the sentence ends that the line before ``start`` belongs to, or behind how many
    characters of that line. It ends with its paragraph at the latest."""
    before = lines[start - 1]
    for place in range(end, last):
        line = lines[place]
        if ENDS_SENTENCE.search(before.text) or is_of_another_size(before.height, line.height):
            return place, 0
        if place > end and is_new_block(before, line, before.height, line.height):
            return place, 0
        sentences = sentence_spans(line.text)
        if len(sentences) > 1:
            return place, sentences[0][1]
        before = line
    return last, 0


def _cut(line: Line, at: int) -> list[Line]:
    rest = at
    while line.characters[rest] == " ":
        rest += 1
    return [
        Line(characters=line.characters[:at], boxes=line.boxes[:at]),
        Line(characters=line.characters[rest:], boxes=line.boxes[rest:], broken_word=line.broken_word),
    ]


def _top(line: Line) -> float:
    return max((box[3] for box in line.boxes if box is not None), default=0.0)


def _bottom(line: Line) -> float:
    return min((box[1] for box in line.boxes if box is not None), default=0.0)
