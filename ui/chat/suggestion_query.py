"""What a suggestion is asked for with: ``/`` begins a command, ``@`` the name of a document (pure).

A ``/`` counts at the very beginning of the text alone, so that a path or a fraction stays what it is. An ``@`` counts where no
Latin letter, digit or sign of an address stands before it: Japanese puts no space between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

COMMAND = "/"
DOCUMENT = "@"

_COMMAND = re.compile(r"/([^\n/]*)\Z")
_DOCUMENT = re.compile(r"(?<![A-Za-z0-9._%+-])@([^\n@]{0,60})\Z")


class SuggestionQuery(NamedTuple):
    """What was typed after ``sign``, which stands at ``start``; ``end`` is the cursor."""

    sign: str
    typed: str
    start: int
    end: int


def query_at(text: str, cursor: int) -> SuggestionQuery | None:
    """The suggestion that is asked for at the cursor, if any."""
    before = text[:cursor]
    command = _COMMAND.match(before)
    if command is not None:
        return SuggestionQuery(COMMAND, command[1], 0, cursor)
    document = _DOCUMENT.search(before)
    if document is not None:
        return SuggestionQuery(DOCUMENT, document[1], document.start(), cursor)
    return None


def ranked(names: Iterable[str], typed: str) -> list[int]:
    """The places of the names that hold what was typed: those that begin with it first, then those with a word that does.

    Case does not matter. Everything matches nothing typed, in the order given.
    """
    wanted = typed.strip().casefold()
    found: list[tuple[int, int]] = []
    for place, name in enumerate(names):
        folded = name.casefold()
        at = folded.find(wanted)
        if at >= 0:
            found.append((0 if at == 0 else 1 if not folded[at - 1].isalnum() else 2, place))
    return [place for _, place in sorted(found)]
