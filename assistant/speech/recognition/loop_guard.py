"""Recognises the repetition loops that Whisper falls into. Pure.

A loop shows in one of four ways: more tokens than anybody can say in the time, the same few tokens over and over, the whole text
said twice, or text that compresses too well. Of a clip of a second or less the short window makes Whisper hear the words a second
time; said so fast they were said once, and the first half is right.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from assistant.speech.base import MICROPHONE_RATE_HZ, Samples

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

LETTERS_PER_S = 16.5
"""Nobody repeats a phrase so fast. Seven commands of one or two words that were written down a second time come to 16.7 to 44
letters a second (Piper at its usual speed, Whisper base); eight that were said two or three times come to 4.8 to 12.8, and spoken
1.3 times as fast to 15.8."""
WIDE_LETTER = 1.5
"""Of those is a kana or a kanji."""

QUIET_DB = 20.0
_PIECE = MICROPHONE_RATE_HZ // 50
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_SHORTEST_WIDE = 2
_AFTER_WORD = re.compile(r"\W*")


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


def loud_span_s(audio: Samples) -> float:
    """Seconds from the first to the last 20 ms of ``audio`` (16 kHz) that are less than ``QUIET_DB`` under its loudest."""
    pieces = audio[: len(audio) // _PIECE * _PIECE].reshape(-1, _PIECE)
    powers = np.mean(np.square(pieces, dtype=np.float64), axis=1)
    loud = np.flatnonzero(powers > powers.max(initial=0.0) * 10.0 ** (-QUIET_DB / 10.0))
    return float(loud[-1] - loud[0] + 1) * _PIECE / MICROPHONE_RATE_HZ if len(loud) else 0.0


def is_said_twice(tokens: Sequence[int]) -> bool:
    """Whether the second half repeats the first."""
    half = len(tokens) // 2
    return half > 0 and len(tokens) == 2 * half and list(tokens[:half]) == list(tokens[half:])


def said_once(text: str, loud_s: float) -> str:
    """``text``, or the phrase that it repeats when nobody can have said all of it within ``loud_s`` of sound."""
    words = list(_WORD.finditer(text))
    said = [word.group().casefold() for word in words]
    if sum(_letters(word) for word in said) <= LETTERS_PER_S * loud_s:
        return text
    for length in range(1, len(said) // 2 + 1):
        phrase = said[:length]
        if (
            len(said) % length == 0
            and phrase * (len(said) // length) == said
            and len("".join(phrase)) >= _SHORTEST_WIDE
        ):
            end = words[length - 1].end()
            after = _AFTER_WORD.match(text, end)
            return text[: after.end() if after else end].strip().rstrip(",、")
    return text


def _letters(word: str) -> float:
    return len(word) if word.isascii() else WIDE_LETTER * len(word)


def is_loop(tokens: Sequence[int], text: str, duration_s: float) -> bool:
    """Whether what came out of ``duration_s`` of audio is a repetition loop."""
    return (
        len(tokens) > token_limit(duration_s)
        or has_repeated_phrase(tokens)
        or (len(tokens) >= 2 * MIN_TWICE and is_said_twice(tokens))
        or compression_ratio(text) > MAX_COMPRESSION_RATIO
    )
