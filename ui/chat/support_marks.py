"""Where an answer's sentences stand: signs put into its Markdown before it is rendered (pure).

Each sentence that nothing supports is put between ``UNSUPPORTED_START`` and ``UNSUPPORTED_END``; a supported one gets its marks
``[n]`` at its end where the text has none of its own. The signs are punctuation in Unicode's eyes, so that they do not change how
Markdown reads the emphasis beside them (CommonMark 0.31, "left-flanking delimiter run").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.records import SentenceSupport

# Runic punctuation, which no answer of ours uses; a text that does is left without signs.
UNSUPPORTED_START = "\u16eb"
UNSUPPORTED_END = "\u16ec"
UNSUPPORTED_KEY = "unsupported"
"""Under which rendering notes in its environment whether it is between the two."""

CITATION_MARK = re.compile(r"\[(\d{1,2})\]")
_BLOCK_OPENING = re.compile(r"(?:\s|(?:[-*+]|\d{1,3}[.)])\s+|#{1,6}\s+|>\s?|\|\s*)*")
_CLOSING = re.compile(r"[*_~`)\"”’」』]*")


def with_support(text: str, support: Sequence[SentenceSupport], *, show_unsupported: bool) -> str:
    """``text`` with its signs. Spans that do not fit the text are left out."""
    if UNSUPPORTED_START in text or UNSUPPORTED_END in text:
        return text
    own_marks = CITATION_MARK.search(text) is not None
    pieces: list[str] = []
    done = 0
    for sentence in sorted(support, key=lambda span: span.start):
        start, end = _inside(text, sentence)
        if start < done or start >= end:
            continue
        marks = "" if own_marks or not sentence.citations else "\u2009" + "".join(f"[{n}]" for n in sentence.citations)
        if not sentence.supported and show_unsupported:
            pieces += [text[done:start], UNSUPPORTED_START, text[start:end], UNSUPPORTED_END, marks]
            done = end
        elif marks:
            pieces += [text[done:end], marks]
            done = end
    return "".join(pieces) + text[done:]


def _inside(text: str, sentence: SentenceSupport) -> tuple[int, int]:
    start = max(sentence.start, 0)
    end = min(sentence.end, len(text))
    while end > start and text[end - 1].isspace():
        end -= 1
    opening = _BLOCK_OPENING.match(text, start, end)
    closing = _CLOSING.match(text, end)
    return (opening.end() if opening else start), (closing.end() if closing else end)
