"""What was heard of an answer that was cut off. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.speech.base import Synthesis


def heard_text(pieces: Sequence[Synthesis], played_samples: int) -> str:
    """The text of ``pieces``, played one after the other, up to the last word that ended within ``played_samples``."""
    heard: list[str] = []
    left = played_samples
    for piece in pieces:
        count = len(piece.audio.samples)
        if left >= count:
            heard.append(piece.text)
        else:
            characters = max((end for end, samples in piece.word_ends if samples <= left), default=0)
            heard.append(piece.text[:characters])
            break
        left -= count
    return _joined(heard)


def _joined(texts: Sequence[str]) -> str:
    joined = ""
    for text in (text.strip() for text in texts):
        space = " " if joined and text and joined[-1].isascii() else ""
        joined += space + text
    return joined
