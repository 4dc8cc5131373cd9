"""Recognises the repetition loops that Whisper falls into. Pure.

A loop shows in one of four ways: more tokens than anybody can say in the time, the same few tokens over and over, the whole text
said twice, or text that compresses too well.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

MAX_TOKENS_PER_S = 8
"""Nobody says more; measured on commands and read speech."""

SPARE_TOKENS = 10
"""Very short clips still need room for punctuation."""

MAX_COMPRESSION_RATIO = 2.4
"""The threshold of Whisper's own decoder (Radford et al. 2022, section 4.5)."""

LONGEST_PHRASE = 16
MIN_REPEATS = 3
MIN_RUN = 12
"""Three times the same phrase and at least so many tokens: "no, no, no" is speech, not a loop."""

MIN_TWICE = 4
"""Shorter phrases are said twice by people too."""

MIN_TWICE_IN_HASTE = 3
HASTE_TOKENS_PER_S = 5
"""But not so fast: "ten of clubs" in a second, heard twice by beam search, is half as fast in truth."""


def token_limit(duration_s: float) -> int:
    """The most tokens that ``duration_s`` of speech can hold."""
    return int(MAX_TOKENS_PER_S * duration_s) + SPARE_TOKENS


def compression_ratio(text: str) -> float:
    """Bytes of UTF-8 divided by bytes after zlib; 1 for an empty text."""
    encoded = text.encode()
    return len(encoded) / len(zlib.compress(encoded)) if encoded else 1.0


def has_repeated_phrase(tokens: Sequence[int]) -> bool:
    """Whether a phrase of up to ``LONGEST_PHRASE`` tokens stands ``MIN_REPEATS`` times in a row, ``MIN_RUN`` tokens or more."""
    for length in range(1, LONGEST_PHRASE + 1):
        needed = max(MIN_REPEATS * length, MIN_RUN)
        same = 0
        for index in range(length, len(tokens)):
            same = same + 1 if tokens[index] == tokens[index - length] else 0
            if same + length >= needed:
                return True
    return False


def is_said_twice(tokens: Sequence[int], duration_s: float) -> bool:
    """Whether the second half repeats the first: a short window makes Whisper hear a clip of a second twice."""
    half = len(tokens) // 2
    least = MIN_TWICE_IN_HASTE if len(tokens) > HASTE_TOKENS_PER_S * duration_s else MIN_TWICE
    return half >= least and len(tokens) == 2 * half and list(tokens[:half]) == list(tokens[half:])


def is_loop(tokens: Sequence[int], text: str, duration_s: float) -> bool:
    """Whether what came out of ``duration_s`` of audio is a repetition loop."""
    return (
        len(tokens) > token_limit(duration_s)
        or has_repeated_phrase(tokens)
        or is_said_twice(tokens, duration_s)
        or compression_ratio(text) > MAX_COMPRESSION_RATIO
    )
