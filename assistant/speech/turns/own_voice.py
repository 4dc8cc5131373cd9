"""Whether what was understood over an answer is the answer itself, come back through the loudspeakers. Pure.

An echo canceller leaves a rest, and Whisper understands rests. What it understands then are words of the answer in their order, but
for a few misheard ones. One word alone is no proof: people say "no" in answer to a "no". Asking for silence is never an echo.
"""

from __future__ import annotations

import difflib
import re

from assistant.speech.turns.interjections import Interjection, interjection

LEAST_SHARE = 0.75
"""Of the understood words, in order, that must be among those just said."""
LEAST_WORDS = 2
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_WIDE_WORDS = 2
"""So many Japanese characters count as a word here."""


def is_own_voice(understood: str, said: str) -> bool:
    """Whether ``understood`` repeats a part of ``said``, the clauses played last."""
    heard = _WORD.findall(understood.casefold())
    wide = sum(not word.isascii() for word in heard)
    if len(heard) - wide + wide / _WIDE_WORDS < LEAST_WORDS or interjection(understood) is Interjection.STOP:
        return False
    matcher = difflib.SequenceMatcher(a=heard, b=_WORD.findall(said.casefold()), autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same >= LEAST_SHARE * len(heard)
