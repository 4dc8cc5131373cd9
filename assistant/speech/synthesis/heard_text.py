"""What was heard of an answer that was cut off, and where to take it up again. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from assistant.speech.base import Synthesis

_WORD_END = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpokenPiece:
    """A clause: ``source`` is the answer's text from ``begin`` on, as it was written; ``text`` what was said for it, in so many
    ``samples``, with its ``word_ends`` as a ``Synthesis`` has them. It holds no sound: what is read aloud may last for an hour."""

    source: str
    begin: int
    text: str
    samples: int
    word_ends: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, source: str, begin: int, made: Synthesis) -> SpokenPiece:
        """The clause that ``made`` says."""
        return cls(
            source=source, begin=begin, text=made.text, samples=len(made.audio.samples), word_ends=made.word_ends
        )


def heard_words(pieces: Sequence[SpokenPiece], played_samples: int) -> str:
    """The words said of ``pieces``, played one after the other, up to the last word that ended within ``played_samples``."""
    heard: list[str] = []
    left = played_samples
    for piece in pieces:
        count = piece.samples
        if left < count:
            heard.append(_said(piece, left))
            break
        heard.append(piece.text)
        left -= count
    return _joined(heard)


def heard_length(pieces: Sequence[SpokenPiece], played_samples: int, spoken: Callable[[str], str]) -> int:
    """How many characters of the answer as it was written were heard; ``spoken`` says what is said for a part of it.

    Within a clause it is the longest beginning, in whole words, for which no more is said than was heard.
    """
    heard = 0
    left = played_samples
    for piece in pieces:
        count = piece.samples
        if left >= count:
            heard = piece.begin + len(piece.source)
            left -= count
            continue
        said = _letters(_said(piece, left))
        for match in _WORD_END.finditer(piece.source):
            letters = _letters(spoken(piece.source[: match.end()]))
            if letters and said.startswith(letters):
                heard = piece.begin + match.end()
        break
    return heard


def last_word_begin(pieces: Sequence[SpokenPiece], played_samples: int) -> int:
    """The sample at which the word begins that was being said after ``played_samples``."""
    before = 0
    begin = 0
    for piece in pieces:
        count = piece.samples
        for _, samples in piece.word_ends:
            if before + samples <= played_samples:
                begin = max(begin, before + samples)
        before += count
        if before > played_samples:
            break
        begin = before
    return begin


def _said(piece: SpokenPiece, samples: int) -> str:
    characters = max((end for end, at in piece.word_ends if at <= samples), default=0)
    return piece.text[:characters]


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _joined(texts: Sequence[str]) -> str:
    joined = ""
    for text in (text.strip() for text in texts):
        space = " " if joined and text and joined[-1].isascii() else ""
        joined += space + text
    return joined
