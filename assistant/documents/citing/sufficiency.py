"""Whether what was found is likely to hold the answer. Pure.

No threshold of similarity can say this: something is always nearest. Signs are joined instead: how much of the question's rare
words one passage holds, how much of them stands close together in it, whether its names and numbers are there, how near the
nearest chunk is in meaning, whether words and meaning lead to the same chunk, and whether the query stands there word for word.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping, Sequence

from assistant.documents.finding import query_words
from assistant.documents.sentences import sentence_spans
from assistant.records import Passage

_TOP = 3
_CAPITAL = re.compile(r"(?<=[\w,;)])\s+([A-Z][\w-]*)")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for and against. All from 0 to 1; ``nearest`` is a closeness, None when there is no embedder;
    ``agreement`` is one over the rank that the best chunk by words has by meaning, 0 beyond the tenth. ``phrased`` says that two
    neighbouring sentences hold what is asked as it is asked, pair by pair, in a script without spaces."""

    coverage: float
    close_coverage: float
    names: float
    nearest: float | None
    exact_hit: bool
    agreement: float = 0.0
    phrased: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    constant: float
    coverage: float
    close_coverage: float
    names: float
    nearest: float = 0.0
    agreement: float = 0.0


# Logistic regressions fitted on the even lines of XQuAD, JSQuAD, CLAP-NQ and Disfl-QA (754 questions: answerable ones, ones whose
# document is missing, and, at half the weight, ones whose document is there but silent), with the built-in embedder.
# The bounds below were chosen on the same half; tests/benchmarks/ reports on the odd one.
_WITH_MEANING = _Weights(constant=-6.39, coverage=2.35, close_coverage=2.7, names=0.53, nearest=3.66, agreement=1.86)
_WORDS_ALONE = _Weights(constant=-4.98, coverage=3.71, close_coverage=4.4, names=1.24)
ENOUGH = 0.2
"""Likelihood from which evidence counts as sufficient: 99.7 % of the answerable questions reach it, and 6 % of those whose document
is missing."""
SURE = 0.95
"""Likelihood from which the model is not asked for its verdict: half of the answerable questions reach it, and 14 % of those whose
document is silent."""
_PHRASED = 0.9
"""Share of a question's pairs of characters, weighed by rarity, that makes it stand there as it is asked: pairs reach over the ends
of words, so that all of them in one place are more than its words. Of JSQuAD's answerable questions 42 % have it (145 of 344), and
none of 297 whose document is silent or 344 whose document is missing, on both halves. Small models see no answer in what is denied:
「外に出るものは何ですか」, where nothing goes out."""
_FEWEST_PAIRS = 3
ENOUGH_JUDGED = 0.4
"""Likelihood from which evidence counts as sufficient once the model has given its verdict: of the questions in between, 88 % of
the answerable reach it, 54 % of those whose document is silent, and 12 % of those whose document is missing."""


ENOUGH_TO_WRITE = 0.2
"""Likelihood after the verdict from which a small model writes an answer, whose source it is then asked about."""
SURE_JUDGED = 0.8
"""Likelihood after the verdict from which it is not: asking there changed nothing."""
ENOUGH_WRITTEN = 0.3
"""Likelihood from which evidence counts as sufficient after the model was asked about the answer's source, too."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _JudgedWeights:
    constant: float
    retrieval: float
    verdict: float
    source: float = 0.0


# A logistic regression on 73 questions of the even lines that retrieval is in doubt of, a third of each kind, with the verdicts of
# Qwen2.5 Coder 1.5B. Against a silent document the verdict tells much (area under the curve .80), retrieval nearly nothing (.59).
_JUDGED = _JudgedWeights(constant=-0.71, retrieval=0.6, verdict=1.07)
# The same on 264 such questions (134 answerable, 125 whose document is silent), with what the model says of the answer's source:
# against a silent document it tells most (area under the curve .85 in English; the verdict .74, retrieval .69). As many answerable
# questions pass the bounds above as passed before (256 of all 268), and 59 of 264 silent ones in place of 84.
_WRITTEN = _JudgedWeights(constant=-0.59, retrieval=0.73, verdict=0.47, source=0.91)
_SUREST_NO = 0.001
"""Nothing is taken for surer than this, either way."""


def terms_of(question: str) -> list[str]:
    """The words, numbers and character pairs of a question that must be found; stop words only when there is nothing else."""
    found = query_words.content_words(question)
    if query_words.has_unspaced(question):
        found = found + query_words.content_pairs(question)
    return found[: query_words.MAXIMUM_TERMS]


def spelled(term: str) -> frozenset[str]:
    """The stems of a term and of its other spellings: any of them will do."""
    return frozenset(map(query_words.stem, (term, *query_words.spellings(term))))


def rarity(counts: Mapping[str, int], chunk_count: int) -> dict[str, float]:
    """Weight of each term by the number of chunks that hold it: ``log(1 + N / (1 + n))``."""
    return {term: math.log(1 + chunk_count / (1 + count)) for term, count in counts.items()}


def read_signs(
    question: str,
    passages: Sequence[Passage],
    weights: Mapping[str, float],
    nearest: float | None,
    *,
    exact_hit: bool,
    agreement: float = 0.0,
) -> Signs:
    """The signs in the best passages; ``weights`` has each of ``terms_of(question)``."""
    total = sum(weights.values())
    needed = {spelled(term): weight for term, weight in weights.items()}
    must = _names_and_numbers(question)
    coverage = close = names = 0.0
    for passage in passages[:_TOP]:
        context = query_words.stems_and_pairs(f"{passage.title} {passage.heading}")
        inside = query_words.stems_and_pairs(passage.text) | context
        coverage = max(coverage, _share(needed, inside, total))
        names = max(names, sum(not one.isdisjoint(inside) for one in must) / len(must) if must else 1.0)
        spans = sentence_spans(passage.text)
        for at, (start, _) in enumerate(spans):
            window = passage.text[start : spans[min(at + 1, len(spans) - 1)][1]]
            close = max(close, _share(needed, query_words.stems_and_pairs(window) | context, total))
    pairs = sum(query_words.has_unspaced(term) for term in weights)
    return Signs(
        coverage=coverage,
        close_coverage=close,
        names=names,
        nearest=nearest,
        exact_hit=exact_hit,
        agreement=agreement,
        phrased=close >= _PHRASED and pairs >= _FEWEST_PAIRS,
    )


def likelihood(signs: Signs) -> float:
    """How likely it is that the passages hold the answer, 0 to 1."""
    if signs.exact_hit:
        return 1.0
    weights = _WORDS_ALONE if signs.nearest is None else _WITH_MEANING
    logit = (
        weights.constant
        + weights.coverage * signs.coverage
        + weights.close_coverage * signs.close_coverage
        + weights.names * signs.names
        + weights.nearest * (signs.nearest or 0.0)
        + weights.agreement * signs.agreement
    )
    found = 1.0 / (1.0 + math.exp(-logit))
    return max(found, SURE) if signs.phrased else found


def doubted(likelihood: float) -> float:
    """The same, never so sure that the model is not asked."""
    return min(likelihood, math.nextafter(SURE, 0.0))


def in_doubt(likelihood: float) -> bool:
    """Whether the model should be asked: retrieval is sure neither way."""
    return ENOUGH <= likelihood < SURE


def judged(likelihood: float, yes: float) -> float:
    """The likelihood after the model found the answer in the passages with the chance ``yes``."""
    return _joined(_JUDGED, likelihood, yes)


def written(likelihood: float, yes: float, source: float) -> float:
    """The same after it wrote an answer and found, with the chance ``source``, that the answer's source answers the question."""
    return _joined(_WRITTEN, likelihood, yes, source)


def _joined(weights: _JudgedWeights, likelihood: float, yes: float, source: float = 0.5) -> float:
    logit = weights.constant + weights.retrieval * _logit(likelihood) + weights.verdict * _logit(yes)
    return 1.0 / (1.0 + math.exp(-logit - weights.source * _logit(source)))


def _logit(chance: float) -> float:
    bounded = min(max(chance, _SUREST_NO), 1 - _SUREST_NO)
    return math.log(bounded / (1 - bounded))


def _share(needed: Mapping[frozenset[str], float], inside: frozenset[str], total: float) -> float:
    found = sum(weight for ways, weight in needed.items() if not ways.isdisjoint(inside))
    return found / total if total > 0 else 0.0


def _names_and_numbers(question: str) -> frozenset[frozenset[str]]:
    names = [word for name in _CAPITAL.findall(question) for word in query_words.words(name)]
    numbers = [word for word in query_words.words(question) if word[0].isdigit()]
    return frozenset(spelled(word) for word in names + numbers if word not in query_words.STOP_WORDS)
