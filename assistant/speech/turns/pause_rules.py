"""How long a pause must last to be the end of a turn. Pure.

Two things say whether more is to come: how it sounded (the scorer's probability that the turn is over) and what the words say. They
are joined as odds: the words multiply the odds of the sound. The likelier the end, the shorter the pause that is waited for. The
user's own habit stretches or shortens it (``patience``, see ``pause_habits``).

While an answer is being prepared in the pause, waiting costs the user nothing until that answer could be heard: there is no use in
ending a turn sooner than ``SHORTEST_S``.
"""

from __future__ import annotations

import itertools
import math

from assistant.speech.turns.sentence_end import SentenceEnd

WITHOUT_SCORE = 0.5
WORDS_LOG_ODDS = {SentenceEnd.COMPLETE: 1.0, SentenceEnd.OPEN: 0.0, SentenceEnd.UNFINISHED: -3.0}
PAUSE_BY_PROBABILITY = (
    (0.0, 2.5), (0.2, 1.7), (0.5, 1.1), (0.8, 0.85), (0.95, 0.65), (0.99, 0.5), (1.0, 0.4),
)  # fmt: skip
"""Pauses in seconds at probabilities of the end, straight lines between them: chosen by tests/benchmarks/test_turn_ends.py, where
waiting some 0.2 s less took a third of the short pauses of read speech for the end. Only where sound and words agree that the turn
is over, 0.1 s less took 6 of 40 short pauses of read speech instead of 5, and none of 11 of meetings as before."""
SHORTEST_S = 0.4
_EDGE = 0.001


def end_probability(score: float | None, words: SentenceEnd) -> float:
    """How likely the turn is over: the scorer's ``score`` (None without one) after what the words say."""
    sound = min(max(WITHOUT_SCORE if score is None else score, _EDGE), 1.0 - _EDGE)
    odds = math.log(sound / (1.0 - sound)) + WORDS_LOG_ODDS[words]
    return 1.0 / (1.0 + math.exp(-odds))


def pause_needed_s(probability: float, *, patience: float = 1.0, hard_end_s: float = 2.5) -> float:
    """Seconds of silence after which a turn is over that is so likely to be; never more than ``hard_end_s``."""
    needed_s = PAUSE_BY_PROBABILITY[-1][1]
    for (low, at_low_s), (high, at_high_s) in itertools.pairwise(PAUSE_BY_PROBABILITY):
        if probability <= high:
            needed_s = at_low_s + (at_high_s - at_low_s) * (probability - low) / (high - low)
            break
    return min(hard_end_s, max(SHORTEST_S, needed_s * patience))
