"""A conversation's automatic title: the first words of its first question."""

from __future__ import annotations

import unicodedata

LONGEST_TITLE = 60
_JOINER = "\u200d"


def automatic_title(question: str) -> str:
    """At most ``LONGEST_TITLE`` characters on one line, cut between words where there are any, never inside a character."""
    line = " ".join(question.split())
    if len(line) <= LONGEST_TITLE:
        return line
    cut = LONGEST_TITLE - 1
    space = line.rfind(" ", 0, cut + 1)
    if space >= LONGEST_TITLE // 2:
        cut = space
    while cut > 1 and _inside_character(line, cut):
        cut -= 1
    return line[:cut].rstrip(" ,;:、。") + "…"


def _inside_character(text: str, at: int) -> bool:
    """Whether a cut before ``text[at]`` would tear what people see as one character."""
    after, before = text[at], text[at - 1]
    regional = "\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff"
    return (
        unicodedata.category(after) in ("Mn", "Me", "Mc")
        or after == _JOINER
        or before == _JOINER
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or regional
    )
