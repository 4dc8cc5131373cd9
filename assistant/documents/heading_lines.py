"""Which lines of a page are its headings, told from the heading paths of its chunks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

SEPARATOR = " › "
# What Markdown and plain text put before a heading.
_MARK = re.compile(r"^[#\s]*|[#\s]*$")


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
