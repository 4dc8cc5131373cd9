"""Text with marks in it for what is bold and italic, on its way from a file to a page. Pure.

The marks are four of the characters that Unicode keeps for a program's own use inside and that no text holds (U+FDD0 to U+FDEF,
Unicode 16, 23.7). So a reader may cut, join and strip marked text as any other.
"""

from __future__ import annotations

import re

from assistant.documents.base import Emphasis

BOLD = _BOLD, _NOT_BOLD = "\ufdd0", "\ufdd1"
"""Where bold letters begin, and where they end."""
ITALIC = _ITALIC, _NOT_ITALIC = "\ufdd2", "\ufdd3"
"""Where italic letters begin, and where they end."""
_MARKS = "".join((*BOLD, *ITALIC))
_AT_MARKS = re.compile(f"([{_MARKS}])")
_AMONG_SPACES = re.compile(f" ([{_MARKS} ]*[{_MARKS}]) ")
_NO_MARKS = dict.fromkeys(map(ord, _MARKS))


def marked(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """The text with the marks for its emphasis around it."""
    if bold:
        text = f"{_BOLD}{text}{_NOT_BOLD}"
    return f"{_ITALIC}{text}{_NOT_ITALIC}" if italic else text


def without_marks(text: str) -> str:
    """The text alone."""
    return text.translate(_NO_MARKS)


def one_line(text: str) -> str:
    """The text with one space between words, as if its marks were not there."""
    joined = " ".join(text.split())
    return _AMONG_SPACES.sub(lambda match: f" {match[1].replace(' ', '')}", joined)


def unmarked(text: str, start: int = 0) -> tuple[str, tuple[Emphasis, ...]]:
    """The text without marks and without white space around it, and what in it has emphasis, counted from ``start``. Marks that
    have no partner mean what they say, to the text's end."""
    if not _AT_MARKS.search(text):
        return text.strip(), ()
    parts: list[str] = []
    found: list[Emphasis] = []
    depth = {_BOLD: 0, _ITALIC: 0}
    at = 0
    for part in _AT_MARKS.split(text):
        if part in depth:
            depth[part] += 1
        elif part in {_NOT_BOLD, _NOT_ITALIC}:
            begun = _BOLD if part == _NOT_BOLD else _ITALIC
            depth[begun] = max(0, depth[begun] - 1)
        elif part:
            bold, italic = depth[_BOLD] > 0, depth[_ITALIC] > 0
            if bold or italic:
                found.append(Emphasis(start=at, end=at + len(part), bold=bold, italic=italic))
            parts.append(part)
            at += len(part)
    return _stripped("".join(parts), found, start)


def _stripped(text: str, found: list[Emphasis], start: int) -> tuple[str, tuple[Emphasis, ...]]:
    words = text.strip()
    before = len(text) - len(text.lstrip())
    kept: list[Emphasis] = []
    for each in found:
        first, last = max(each.start - before, 0), min(each.end - before, len(words))
        if first >= last:
            continue
        here = Emphasis(start=start + first, end=start + last, bold=each.bold, italic=each.italic)
        if kept and kept[-1].end == here.start and (kept[-1].bold, kept[-1].italic) == (here.bold, here.italic):
            here = Emphasis(start=kept.pop().start, end=here.end, bold=here.bold, italic=here.italic)
        kept.append(here)
    return words, tuple(kept)
