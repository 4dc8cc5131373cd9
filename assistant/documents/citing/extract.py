"""The sentence that most likely answers a question, taken from the passages as it stands. Pure.

It is shown long before a model on two cores has read the passages, and it cannot be made up.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from assistant.documents.citing.citations import Quote, Similarity
from assistant.documents.citing.quotable import Source, sources_of, telling_terms, terms_in
from assistant.documents.citing.sufficiency import spelled, terms_of
from assistant.documents.finding import query_words
from assistant.documents.questions import yes_no
from assistant.documents.questions.answer_kinds import asked_kind, tells
from assistant.documents.questions.limits import told_limit
from assistant.records import Passage

LOOKED_AT = 3
"""Sentences compared by meaning, each at about 20 ms on two cores. None when one leads by words as far as ``_CLEAR_LEAD``, unless
yes or no is asked for."""
_CLEAR_LEAD = 0.25
_COMPARED_CHARACTERS = 200
"""Of a sentence; rows of a table are longer, and what they are about stands first."""
_PASSAGES = 4
_OWN_SHARE = 0.05
"""What the question's words are worth in the sentence itself, and not only above it."""
_KIND_SHARE = 0.2
"""What it is worth that a sentence tells a name, time or number where one is asked for. On the even lines of XQuAD and JSQuAD as
many sentences hold the answer as without (77 of 90, 144 of 172), up to .5: each of their paragraphs tells of several. In a letter
or a contract few sentences do."""
_BESIDE_SHARE = 0.5
"""What the question's words are worth in the sentences beside, where it asks what may be done: the tenant may end the lease with
notice, says one, and the next that the landlord may give it only for own use."""
_RANK_SHARE = 0.15
"""What standing in the first passage is worth against all of the question's words."""


def best_quote(question: str, passages: Sequence[Passage], similarity: Similarity | None = None) -> Quote | None:
    """The best sentence, or lines of a table, of the first passages; None when there are no passages."""
    sources = [source for at, passage in enumerate(passages[:_PASSAGES]) for source in sources_of(at, passage)]
    if not sources:
        return None
    settling = _settling(question, sources) or told_limit(question, sources)
    if settling is not None:
        return Quote(passage=settling.passage, start=settling.start, end=settling.end, score=1.0)
    terms = frozenset(spelled(term) for term in terms_of(question))
    if query_words.has_unspaced(question):
        # What an ending changes (止める, 止まり) is found by its kanji.
        terms |= frozenset(frozenset((term,)) for term in telling_terms(question))
    frequency = Counter(term for source in sources for term in terms if not term.isdisjoint(source.terms))
    weights = {term: math.log(1 + len(sources) / (1 + frequency[term])) for term in terms}
    total = sum(weights.values()) or 1.0

    kind = asked_kind(question)
    permission = yes_no.asks_permission(question)
    beside = _terms_beside(sources) if permission else {}
    contexts = [_contexts(passage) for passage in passages[:_PASSAGES]]

    def by_words(source: Source) -> float:
        # What stands above all of a passage's sentences need not be said again by one: a headline says little else.
        above, below, at = contexts[source.passage]
        context = above | below if source.start >= at else above
        said = sum(weights[term] for term in terms if not term.isdisjoint(source.terms | context)) / total
        own = sum(weights[term] for term in terms if not term.isdisjoint(source.own)) / total
        told = kind is None or tells(kind, source.text[source.said_at :], question)
        if permission:
            told = yes_no.tells_permission(source.text[source.said_at :])
            near = beside[source.passage, source.start] - source.terms - context
            said += _BESIDE_SHARE * sum(weights[term] for term in terms if not term.isdisjoint(near)) / total
        return said + _OWN_SHARE * own + _RANK_SHARE * (1 - source.passage / _PASSAGES) + _KIND_SHARE * told

    # "Can the landlord end it?" is not answered by what the tenant can.
    subject = yes_no.subject(question)
    about = [source for source in sources if subject <= source.terms]
    ranked = sorted(about or sources, key=lambda source: -by_words(source))[:LOOKED_AT]
    scores = [by_words(source) for source in ranked]
    # Where none settles a question for yes or no, a lead by words tells little: every lease begins with the landlord and the lease.
    clear = len(scores) < 2 or (scores[0] - scores[1] >= _CLEAR_LEAD and not yes_no.is_yes_no(question))
    if similarity is not None and not clear:
        meaning = similarity(question, [source.text[:_COMPARED_CHARACTERS] for source in ranked])
        scores = [score + near for score, near in zip(scores, meaning, strict=True)]
    best = max(range(len(ranked)), key=lambda at: scores[at])
    source = ranked[best]
    return Quote(passage=source.passage, start=source.start, end=source.end, score=round(min(scores[best] / 2, 1.0), 3))


def _contexts(passage: Passage) -> tuple[frozenset[str], frozenset[str], int]:
    """The terms above all of a passage, those of the heading that stands in it, and where on the page that begins: a passage of
    several sections is found by one of them."""
    *parents, last = passage.heading.split(" › ")
    at = passage.text.find(last) if last else -1
    begins = passage.start + at if at >= 0 else passage.start
    return terms_in(" ".join((passage.title, *parents))), terms_in(last), begins


def _terms_beside(sources: Sequence[Source]) -> dict[tuple[int, int], frozenset[str]]:
    """The terms of the sentences before and after each, by its passage and place."""
    found = {}
    for at, source in enumerate(sources):
        around = [*sources[max(at - 1, 0) : at], *sources[at + 1 : at + 2]]
        found[source.passage, source.start] = frozenset[str]().union(
            *(one.own for one in around if one.passage == source.passage)
        )
    return found


def _settling(question: str, sources: Sequence[Source]) -> Source | None:
    """The first sentence that settles a question for yes or no; None where two settle it differently."""
    found = [(settled, source) for source in sources if (settled := yes_no.settles(question, source.text)) is not None]
    return found[0][1] if found and all(settled is found[0][0] for settled, _ in found) else None
