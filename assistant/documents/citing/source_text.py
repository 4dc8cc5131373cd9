"""Where an answer's sentence comes from, whether or not it may be cited: the sentence that is most like it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.finding import query_words
from assistant.documents.sentences import sentence_spans
from assistant.records import Passage

_LONGEST = 800
"""Characters; what is longer is no sentence but a list or a table without ends."""


def source_text(said: str, passages: Sequence[Passage]) -> str:
    """The sentence of the passages that shares most words with ``said``, or pairs of characters where there are no spaces, after
    the one before it, which often names what it is about. A substring of a passage; empty without passages."""
    wanted = query_words.stems_and_pairs(said)
    best, found = -1, ""
    for passage in passages:
        spans = sentence_spans(passage.text)
        for at, (start, end) in enumerate(spans):
            shared = len(wanted & query_words.stems_and_pairs(passage.text[start:end]))
            if shared > best:
                best, found = shared, passage.text[spans[max(at - 1, 0)][0] : end]
    return found.strip()[:_LONGEST].rstrip()
