"""A clause and what it denies: what the rules of each language give to ``polarity``. Pure."""

from __future__ import annotations

import dataclasses

_PREDICATE = "="


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of a sentence, or what it excepts. ``predicates`` are those known to have opposites, each with whether the opposite
    is what was said."""

    terms: frozenset[str]
    denied: bool
    focus: frozenset[str] = frozenset()
    excepted: bool = False
    predicates: frozenset[tuple[str, bool]] = frozenset()

    @property
    def said(self) -> frozenset[str]:
        """Its terms and predicates."""
        return self.terms | {name for name, _ in self.predicates}

    def denies(self, term: str) -> bool:
        """Whether it denies one of ``said``. An opposite is its partner, turned round."""
        return self.denied != dict(self.predicates).get(term, False)


def predicate(name: str) -> str:
    """The term of a predicate that has an opposite; no word looks like it."""
    return _PREDICATE + name


def words_of(listed: str) -> frozenset[str]:
    """The words of a list written with spaces between them."""
    return frozenset(listed.split())
