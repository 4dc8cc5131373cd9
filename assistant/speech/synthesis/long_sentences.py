"""Where a sentence that does not end is cut all the same. Pure.

A piece is synthesized as a whole, and that cannot be stopped: of 600 letters it takes seconds in which nothing is heard, and in
which an answer to the next question waits for the voice. A sentence of 1,200 letters took Piper 1.2 GB of memory, one of 250 0.2
GB. So past ``LONG`` a piece ends with the next clause, past ``LONGEST`` with the next word. Lists of names, Japanese without stops,
and what a model repeats for ever are such sentences.
"""

from __future__ import annotations

import re

from assistant.speech.synthesis.phrase_breaks import is_open

LONG, LONGEST = 150, 250
"""In Latin letters. A sentence of 250 takes some 17 s to say."""
_WIDE_LETTERS = 2
_PATIENCE = 1.4
"""Times ``LONGEST``, after which brackets and particles are waited for no more."""
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_PARTICLES = "はがをでにともへや"
_NEVER_FIRST = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮー々ゝゞヽヾん"
"""They belong to what stands before them."""


def letters(character: str) -> int:
    """How much of a piece ``character`` is."""
    return _WIDE_LETTERS if _WIDE.match(character) else 1


def word_cut(text: str, begin: int, at: int, length: int) -> int:
    """Where the piece from ``begin`` may end near ``at``, having ``length`` letters until there; 0 where it may not."""
    if length < LONGEST:
        return 0
    patient = length < LONGEST * _PATIENCE
    character, before = text[at], text[at - 1 : at]
    if character.isspace():
        cut = at + 1
    elif _WIDE.match(character) and _WIDE.match(before) and character not in _NEVER_FIRST:
        if patient and not (before in _PARTICLES and not "\u3040" <= character <= "\u309f"):
            return 0
        cut = at
    elif not patient and not character.isascii() and character.isalpha() and before.isalpha():
        cut = at  # Thai and the like, which have no spaces either
    else:
        return 0
    return 0 if patient and is_open(text[begin:at]) else cut
