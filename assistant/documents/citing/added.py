"""Whether what a sentence adds to its question stands in the passages. Pure.

An answer repeats words of its question that its source says otherwise: a film that was released is a movie that came out. Of a
sentence that no source bears (``citations``), what it adds tells the made up from the reworded. So it does of an answer that was
given what the user said before.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from assistant.documents.citing.claims import claim_of
from assistant.documents.citing.quotable import numbers_claimed, sources_of, telling_terms, terms_in
from assistant.records import Passage

_ADDED = 0.7
"""Share of what is added, by rarity, that one sentence must hold, as of a whole sentence for a citation."""
_REPEATED = 1 / 3
"""Share of the question's words in it that the sentence's passage must hold: it is about that, if in other words. Of what
Qwen2.5 Coder 1.5B wrote and no source bore, 8 of 9 sentences whose documents are silent have less than the one or the other, and
one of 7 whose documents hold the answer (Disfl-QA, CLAP-NQ, XQuAD, JSQuAD; both shares were chosen with these in view)."""


def adds_what_stands_there(sentence: str, question: str, passages: Sequence[Passage]) -> bool:
    """Whether one sentence of the passages holds the terms, and all numbers, that are not the question's, in a passage about what
    is. A sentence that adds nothing says nothing that is not there."""
    claim = claim_of(sentence)
    asked = terms_in(question) | telling_terms(question)
    added, repeated = claim.terms - asked, claim.terms & asked
    numbers = claim.numbers - numbers_claimed(question)
    sources = [source for at, passage in enumerate(passages) for source in sources_of(at, passage)]
    frequency = Counter(term for source in sources for term in source.terms)
    weights = {term: math.log(1 + len(sources) / max(frequency[term], 1)) for term in claim.terms}
    whole = [terms_in(f"{passage.title} {passage.heading} {passage.text}") for passage in passages]

    def holds(terms: frozenset[str], wanted: frozenset[str], share: float) -> bool:
        return sum(weights[term] for term in wanted & terms) >= share * sum(weights[term] for term in wanted)

    return not added or any(
        numbers <= source.numbers
        and holds(source.terms, added, _ADDED)
        and holds(whole[source.passage], repeated, _REPEATED)
        for source in sources
    )


def owes_to(answer: str, question: str, told: Sequence[str]) -> bool:
    """Whether anything that an answer adds to its question stands in what the user told; or nothing is added, and all may."""
    asked = terms_in(question) | telling_terms(question)
    added = claim_of(answer).terms - asked
    return not added or not added.isdisjoint(frozenset[str]().union(*(terms_in(each) for each in told)))
