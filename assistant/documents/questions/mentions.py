"""What documents are looked through for, as full text is asked for it, and which sentence of a passage says it. Pure."""

from __future__ import annotations

import dataclasses
import re

from assistant.documents.citing.quotable import sources_of, terms_in
from assistant.documents.finding import query_words
from assistant.records import Passage

_OR = re.compile(r"\s+or\s+|または|あるいは|もしくは", re.IGNORECASE)
_COLUMNS = "{heading text}"
_SPACE = " "


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The first passage of a document that holds the words, characters ``start`` to ``end`` of its page that say them, and how many
    passages hold them."""

    passage: Passage
    start: int
    end: int
    passages: int


def queries(what: str) -> list[dict[str, str]]:
    """For each part of ``what`` that "or" joins, a query by table of the index; a passage that matches them all holds the part.
    Words may stand in any order, scripts without spaces as they are."""
    return [found for part in _OR.split(what) if (found := _by_table(part))]


def mention(what: str, passage: Passage, passages: int) -> Mention:
    """The sentence of a passage that holds most of the words."""
    wanted = terms_in(what)
    best = max(sources_of(0, passage), key=lambda source: len(wanted & source.terms), default=None)
    start, end = (best.start, best.end) if best is not None else (passage.start, passage.end)
    return Mention(passage=passage, start=start, end=end, passages=passages)


def _by_table(part: str) -> dict[str, str]:
    runs = [query_words.pairs(run) for run in query_words.unspaced_runs(part)]
    found = {
        "chunk_words": [f'"{word}"' for word in query_words.content_words(part)],
        "chunk_pairs": [f'"{_SPACE.join(run)}"' if len(run[0]) > 1 else f'"{run[0]}"*' for run in runs],
    }
    return {
        table: f"{_COLUMNS} : ({' AND '.join(terms[: query_words.MAXIMUM_TERMS])})"
        for table, terms in found.items()
        if terms
    }
