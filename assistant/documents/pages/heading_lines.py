"""Which lines of a page are its headings: as they are kept in the ``pages.headings`` column, and, for documents that were read
before it was there, told from the heading paths of their chunks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from assistant.documents.base import Heading

_rows = msgspec.json.Decoder(list[tuple[int, int, int]])
SEPARATOR = " › "
# What Markdown and plain text put before a heading.
_MARK = re.compile(r"^[#\s]*|[#\s]*$")


def encode_headings(text: str, headings: Sequence[Heading]) -> bytes:
    """The lines that head sections of a page, as they are stored. None are no bytes."""
    rows = [
        (heading.start, len(text[heading.start :].split("\n", 1)[0]) + heading.start, heading.level)
        for heading in headings
        if heading.level > 0  # the name of a file in a file stands in no line
    ]
    return msgspec.json.encode(rows) if rows else b""


def decode_headings(stored: bytes) -> tuple[tuple[int, int, int], ...]:
    """What ``encode_headings`` made, as ``(start, end, level)``."""
    return tuple(_rows.decode(stored)) if stored else ()


def heading_lines(text: str, paths: Iterable[str]) -> tuple[tuple[int, int, int], ...]:
    """Lines of ``text`` that are, marks aside, a part of one of the paths, as ``(start, end, level)`` in order."""
    levels: dict[str, int] = {}
    for path in paths:
        for level, part in enumerate(path.split(SEPARATOR), start=1):
            if part:
                levels[part] = min(level, levels.get(part, level))
    found = []
    for line in re.finditer(r"[^\n]+", text):
        heads = levels.get(" ".join(_MARK.sub("", line.group()).split()))
        if heads is not None:
            found.append((line.start(), line.end(), heads))
    return tuple(found)
