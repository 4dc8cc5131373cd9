"""How many tokens of documents a model is shown for one question, by its size, its context and its speed. Pure.

| parameters | tokens | reason |
|---|---|---|
| under 0.7 billion | 600 | two or three passages hold the right one for 251 of 254 questions; more is more to recite |
| under 2.5 billion | 1200 | four or five hold it for all 254; the size that the benchmarks of answers were made with |
| under 6 billion | 1800 | most of the eight passages that are looked for, for answers that take several |
| more | 2600 | all eight, long ones too |

The questions are those of the even lines of XQuAD and JSQuAD that find their paragraph among 500 at all; 300 tokens hold it for
248. The last two rows are judged by that, and not measured: no model of such a size was at hand.

Of these at most ``CONTEXT_SHARE`` of the context, so that history and answer have room, and no more than is read in
``PATIENCE_S``: while a model reads, people have the quote that was found, and wait for the rest.
"""

from __future__ import annotations

_BY_SIZE = ((0.7e9, 600), (2.5e9, 1200), (6e9, 1800), (float("inf"), 2600))
_SIZE_UNKNOWN = 1200
CONTEXT_SHARE = 0.35
PATIENCE_S = 15.0
FEWEST = 300
"""About one passage; the first is shown even where it is longer."""
_STEP = 50
READ_PER_WRITTEN = 2.8
"""Tokens read in the time that one takes to be written, on processors: Qwen2.5 1.5B read 77 a second on two cores and wrote 27.
More cores, and graphics cards, read faster than that."""


def evidence_tokens(*, parameters: int, context_tokens: int, read_tokens_per_s: float) -> int:
    """Tokens that the passages may take; ``parameters`` and ``read_tokens_per_s`` are 0 where they are not known."""
    wanted = next(tokens for below, tokens in _BY_SIZE if parameters < below) if parameters else _SIZE_UNKNOWN
    wanted = min(wanted, int(context_tokens * CONTEXT_SHARE))
    if read_tokens_per_s > 0:
        wanted = min(wanted, int(read_tokens_per_s * PATIENCE_S))
    return max(wanted // _STEP * _STEP, FEWEST)
