"""Which words of a transcript that still grows to read ahead. Pure."""

from __future__ import annotations

import re

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
UNSURE_WORDS = 1
"""The last word may be the beginning of a longer one."""


def words_to_read_ahead(text: str) -> str:
    """The text but for the last word and for closing signs.

    Words that change later cost reading that nobody waits for; words that are not read ahead are read while the user waits.
    """
    words = list(_WORD.finditer(text))[:-UNSURE_WORDS]
    return text[: words[-1].end()].rstrip(".,;:!?…。、！？") if words else ""
