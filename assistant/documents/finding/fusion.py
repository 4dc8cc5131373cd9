"""Joining what several searches found into one ranking. Pure.

Weighted reciprocal rank fusion: an item's score is the sum of ``weight / (60 + rank)`` over the rankings that hold it
(Cormack, Clarke and Büttcher, SIGIR 2009, who chose 60). The balance of words and meaning goes by the length of the question,
from .75 for the words of a single-word query to .5 for those of a long one, and .9 for an exact hit. GPT4All settled on .75,
.25 and .9 with BEIR; for the built-in embedder .5 ranks better than .25 on the even lines of XQuAD and JSQuAD (the right paragraph
first for 97 and 99 % of the questions, not 96 and 97 %). Short queries are names and numbers, which embeddings blur.

A small cross-encoder (TinyBERT) by itself sorts worse than what was fused, and what it says moves a passage by a few places: on the
even lines of XQuAD, CLAP NQ and Disfl-QA weights from .03 to .15 put the right paragraph first for 184 or 185 of 195 questions, not
183, and no other among the first five; the odd lines fare best up to .05.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from assistant.documents.finding import query_words

Item = TypeVar("Item", bound=Hashable)

RANK_CONSTANT = 60
EXACT_HIT_WEIGHT = 0.9
RERANKER_WEIGHT = 0.05
_SHORT_WORDS, _LONG_WORDS = 1, 12
_SHORT_WEIGHT, _LONG_WEIGHT = 0.75, 0.5
_SHINGLE = 5
NEAR_DUPLICATE = 0.9


def fuse(rankings: Iterable[tuple[float, Sequence[Item]]], k: int = RANK_CONSTANT) -> list[tuple[Item, float]]:
    """Items best first with a score from 0 to 1; 1 means first in every ranking. Each ranking is a weight and items best first.

    Items of equal score keep the order in which they were first seen.
    """
    weighted = [(weight, items) for weight, items in rankings if weight > 0]
    best = sum(weight / (k + 1) for weight, _ in weighted)
    scores: dict[Item, float] = {}
    for weight, items in weighted:
        for rank, item in enumerate(dict.fromkeys(items), start=1):
            scores[item] = scores.get(item, 0.0) + weight / (k + rank)
    return sorted(((item, min(score / best, 1.0)) for item, score in scores.items()), key=lambda pair: -pair[1])


def reordered(ranked: Sequence[tuple[Item, float]], log_odds: Sequence[float]) -> list[tuple[Item, float]]:
    """The same items, the first of them sorted by their score plus ``RERANKER_WEIGHT`` times how likely a reranker holds them to
    answer; those that it gave no log-odds keep their places.

    Each place keeps the score that it had: the best of what was found is no better for having been chosen with more care.
    """
    scored = list(zip(ranked, log_odds, strict=False))
    scored.sort(key=lambda pair: -(pair[0][1] + RERANKER_WEIGHT * _likelihood(pair[1])))
    order = [item for (item, _), _ in scored] + [item for item, _ in ranked[len(scored) :]]
    return [(item, score) for item, (_, score) in zip(order, ranked, strict=True)]


def _likelihood(log_odds: float) -> float:
    return (1 + math.tanh(log_odds / 2)) / 2


def word_weight(query: str, *, exact_hit: bool) -> float:
    """Weight of the rankings by words, from 0 to 1; the ranking by meaning has the rest."""
    if exact_hit:
        return EXACT_HIT_WEIGHT
    # A word of Japanese or Chinese is about two characters long.
    length = len(query_words.words(query)) + (len(query_words.pairs(query)) + 1) // 2
    position = min(max((length - _SHORT_WORDS) / (_LONG_WORDS - _SHORT_WORDS), 0.0), 1.0)
    return _SHORT_WEIGHT + (_LONG_WEIGHT - _SHORT_WEIGHT) * position


def shingles(text: str) -> frozenset[str]:
    """Every run of five characters of a text, white space and case left aside; what ``near_duplicate`` compares."""
    plain = "".join(query_words.normalised(text).split())
    # A list is a third faster than a generator here, and this is most of what a search does with what it found.
    return frozenset([plain[i : i + _SHINGLE] for i in range(max(len(plain) - _SHINGLE + 1, 1))] if plain else ())


def near_duplicate(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two texts, as ``shingles``, are the same but for small differences: nine tenths of the smaller one shared.

    A text that is part of another counts as its duplicate.
    """
    left, right = sorted((first, second), key=len)
    return bool(left) and len(left & right) >= NEAR_DUPLICATE * len(left)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A found piece: characters ``start`` to ``end`` of page ``page_id``."""

    page_id: int
    start: int
    end: int
    score: float


def join_neighbours(spans: Sequence[Span], *, gap: int, longest: int) -> list[tuple[Span, int]]:
    """Spans of one page that overlap or lie within ``gap`` characters become one, up to ``longest`` characters.

    Returns each joined span with the position, in ``spans``, of its best part; order and score are those of the best part.
    """
    joined: list[tuple[Span, int]] = []
    order = sorted(range(len(spans)), key=lambda i: -spans[i].score)
    for i in order:
        span = spans[i]
        for at, (other, best) in enumerate(joined):
            start, end = min(span.start, other.start), max(span.end, other.end)
            near = span.start <= other.end + gap and other.start <= span.end + gap
            if span.page_id == other.page_id and near and end - start <= longest:
                joined[at] = (dataclasses.replace(other, start=start, end=end), best)
                break
        else:
            joined.append((span, i))
    return joined
