"""What a sentence affirms and what it denies, in English and Japanese. Pure; by words, without a parser.

A sentence is cut into clauses; an odd number of negators makes a clause a denial of all its terms. What stands next to a negator is
its focus: two sentences contradict each other where one denies the focus of the other's negator, or its own, and the other affirms
it. "Not … without" and "no … except" hold two: who turns both round says the same. Turns of phrase that deny nothing ("not only",
"no later than", 〜なければならない) are put aside first, and opposites ("forbidden") are denials of their partner.
"""

from __future__ import annotations

import dataclasses
import functools

from assistant.documents import query_words
from assistant.documents.polarity_english import english_clauses
from assistant.documents.polarity_japanese import japanese_clauses
from assistant.documents.polarity_terms import Clause, is_predicate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """Terms that a text affirms and denies; one can be both. ``focus`` holds those next to a negator, ``exceptions`` those of what
    is excepted ("without consent")."""

    affirmed: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()

    @property
    def terms(self) -> frozenset[str]:
        """All of them."""
        return self.affirmed | self.denied

    @property
    def negated(self) -> bool:
        """Whether anything is denied."""
        return bool(self.denied)


@functools.lru_cache(maxsize=1024)
def polarity(text: str) -> Polarity:
    """What ``text`` affirms and denies."""
    normalised = query_words.normalised(text)
    clauses = japanese_clauses(normalised) if query_words.has_unspaced(normalised) else english_clauses(normalised)
    return Polarity(
        affirmed=_terms(clauses, denied=False),
        denied=_terms(clauses, denied=True),
        focus=frozenset[str]().union(*(clause.focus for clause in clauses)),
        exceptions=frozenset[str]().union(*(clause.terms for clause in clauses if clause.excepted)),
    )


def contradict(one: Polarity, other: Polarity) -> bool:
    """Whether one denies what the other affirms. Nothing is said where they share no term of a focus."""
    predicates = {term for term in one.terms & other.terms if is_predicate(term)}
    # A predicate that both have, as itself or as its opposite, decides: what is said to stay does not leave.
    asked = predicates or (one.focus | other.focus)
    turned = {term for term in asked | one.exceptions | other.exceptions if _turned(term, one, other)}
    excepted = turned & (one.exceptions | other.exceptions)
    return bool(turned) and not (excepted and turned - excepted)


def _turned(term: str, one: Polarity, other: Polarity) -> bool:
    """Whether one only affirms a term and the other only denies it."""
    return (term in one.affirmed - one.denied and term in other.denied - other.affirmed) or (
        term in one.denied - one.affirmed and term in other.affirmed - other.denied
    )


def _terms(clauses: list[Clause], *, denied: bool) -> frozenset[str]:
    plain = frozenset[str]().union(*(clause.terms for clause in clauses if clause.denied == denied))
    # An opposite is its partner, turned round.
    return plain | {
        term for clause in clauses for term, turned in clause.predicates if (clause.denied != turned) == denied
    }
