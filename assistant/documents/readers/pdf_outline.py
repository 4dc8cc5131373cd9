"""A PDF's own table of contents, put to the places in its pages that it names. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assistant.documents.base import Heading

# What only looks like a heading comes below everything the outline names.
_BELOW_OUTLINE = 10
_NUMBERING = re.compile(r"^(?:chapter|section|part|第)?\s*[\divxlc.]+[章節条]?[.):\s]\s*", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """An entry of the outline: ``level`` counts from 1."""

    level: int
    title: str


def outlined_headings(text: str, entries: Sequence[OutlineEntry], found: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings of a page: the outline's entries for it, each where its title stands, or at the page's start when it does
    not stand there; and what looks like a heading besides, a step deeper."""
    placed: list[Heading] = []
    lines = [(match.start(), _plain(match.group())) for match in re.finditer(r"[^\n]+", text)]
    at = 0
    for entry in entries:
        title = _plain(entry.title)
        bare = _plain(_NUMBERING.sub("", entry.title))
        start = next((start for start, line in lines if start >= at and _is_title(line, title, bare)), None)
        at = at if start is None else start
        placed.append(Heading(start=at, level=entry.level, text=entry.title))
    named = {heading.start for heading in placed}
    titles = {_plain(heading.text) for heading in placed}
    others = [
        dataclasses.replace(heading, level=heading.level + _BELOW_OUTLINE)
        for heading in found
        if heading.start not in named and _plain(heading.text) not in titles
    ]
    return tuple(sorted([*placed, *others], key=lambda heading: heading.start))


def _is_title(line: str, title: str, bare: str) -> bool:
    if not title:
        return False
    # A long title goes on in the next line.
    return (
        line == title
        or line.endswith(title)
        or (bool(bare) and line == bare)
        or (len(line) >= 15 and title.startswith(line))
    )


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
