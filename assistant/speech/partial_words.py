"""Which words of a transcript that still grows will probably stay. Pure."""

from __future__ import annotations

import itertools
import re

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
UNSURE_WORDS = 1
"""The last word may be the beginning of a longer one."""


def stable_words(before: str, now: str) -> str:
    """The beginning of ``now`` that was already the beginning of ``before``, but for the last word and for closing signs."""
    words_before, words_now = list(_WORD.finditer(before)), list(_WORD.finditer(now))
    same = 0
    for old, new in zip(words_before, words_now, strict=False):
        if _bare(old[0]) != _bare(new[0]):
            break
        same += 1
    kept = list(itertools.islice(words_now, max(0, min(same, len(words_now) - UNSURE_WORDS))))
    return now[: kept[-1].end()].rstrip(".,;:!?…。、！？") if kept else ""


def _bare(word: str) -> str:
    return word.strip(".,;:!?…。、！？\"'").casefold()
