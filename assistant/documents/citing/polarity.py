"""What a sentence affirms and what it denies, in English and Japanese. Pure; by words, without a parser.

A sentence is cut into clauses; an odd number of negators makes a clause a denial of all its terms. What stands next to a negator is
its focus: two sentences contradict each other where one denies the focus of a negator and the most similar clause of the other
affirms it. "Not … without" and "no … except" hold two: who turns both round says the same. Turns of phrase that deny nothing
("not only", "no later than", 〜なければならない) are put aside first, and opposites ("forbidden") are denials of their partner.
"""

from __future__ import annotations

import dataclasses
import functools

from assistant.documents.citing.polarity_english import english_clauses
from assistant.documents.citing.polarity_japanese import japanese_clauses
from assistant.documents.citing.polarity_terms import Clause
from assistant.documents.finding import query_words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """The clauses of a text."""

    clauses: tuple[Clause, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """All that is affirmed or denied."""
        return frozenset[str]().union(*(clause.said for clause in self.clauses))

    @property
    def negated(self) -> bool:
        """Whether anything is denied."""
        return any(clause.denied for clause in self.clauses)

    @property
    def focus(self) -> frozenset[str]:
        """What stands next to a negator, and what is excepted."""
        return frozenset[str]().union(*(clause.focus for clause in self.clauses))

    def both_ways(self, terms: frozenset[str]) -> bool:
        """Whether one of some terms is affirmed in a clause and denied in another."""
        return any(len({clause.denies(term) for clause in self.clauses if term in clause.said}) > 1 for term in terms)


@functools.lru_cache(maxsize=1024)
def polarity(text: str) -> Polarity:
    """What ``text`` affirms and denies."""
    normalised = query_words.normalised(text)
    japanese = query_words.mostly_unspaced(normalised)
    return Polarity(clauses=tuple(japanese_clauses(normalised) if japanese else english_clauses(normalised)))


def contradict(one: Polarity, other: Polarity) -> bool:
    """Whether one denies what the other affirms. Nothing is said where they share no term of a focus."""
    turned = _turned(one, other) | _turned(other, one)
    excepted = _excepted(one, other) | _excepted(other, one)
    return bool(turned) != bool(excepted)


def _turned(one: Polarity, other: Polarity) -> bool:
    """Whether a clause of ``one`` denies, of what stands next to a negator, what the clause of ``other`` that is most like it
    affirms, or the other way round."""
    for clause in one.clauses:
        like = None if clause.excepted else _most_like(clause, other)
        if like is None:
            continue
        shared = {name for name, _ in clause.predicates} & {name for name, _ in like.predicates}
        # What is said to stay does not leave: where one says the opposite word, that decides.
        opposites = {name for name in shared if dict(clause.predicates)[name] != dict(like.predicates)[name]}
        for term in (opposites or (shared | clause.focus)) & like.said:
            # Another clause of the same text may be what that one is about.
            nearest = max((_overlap(rival, like) for rival in one.clauses if term in rival.said), default=0)
            if clause.denies(term) != like.denies(term) and _overlap(clause, like) == nearest:
                return True
    return False


def _most_like(clause: Clause, text: Polarity) -> Clause | None:
    """The clause of a text that shares most with one; None where none shares anything."""
    best = max((one for one in text.clauses if not one.excepted), key=lambda one: _overlap(one, clause), default=None)
    return best if _overlap(best, clause) else None


def _overlap(one: Clause | None, other: Clause) -> int:
    return 0 if one is None else len(one.said & other.said)


def _excepted(one: Polarity, other: Polarity) -> bool:
    """Whether ``other`` affirms what ``one`` excepts, and nowhere denies it."""
    excepted = frozenset[str]().union(*(clause.terms for clause in one.clauses if clause.excepted))
    affirmed = frozenset[str]().union(*(clause.terms for clause in other.clauses if not clause.denied))
    denied = frozenset[str]().union(*(clause.terms for clause in other.clauses if clause.denied))
    return bool(excepted & (affirmed - denied))
