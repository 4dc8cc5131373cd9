"""Who may, must or need not do what, and whether two sentences say it of two parties. Pure.

Of a lease the sentence on the tenant holds most words of one on the landlord: that one may end it says nothing of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.documents.citing.quotable import terms_in
from assistant.documents.finding import query_words

_MAY = re.compile(
    r"\W*(?:the|an?|each|every|any|your|my|our) (\w{3,}) "
    r"(?:may|can|cannot|must|shall|should|will|has to|needs? to"
    r"|(?:is|are) (?:not )?(?:allowed|permitted|entitled|obliged|required) to)\b"
)
_MAY_JA = re.compile(
    r"\W*(?:第[0-9]+条(?:\s|（[^）]*）)*)?([一-龥々ァ-ヴー]{1,8})は.*"
    "(?:でき|られる|られない|禁|必要|要する|ならない|てよい|ても(?:よい|いい)|権利|義務)"
)


def party(sentence: str) -> frozenset[str]:
    """The terms of who may or must do something, where a sentence begins with it; none otherwise."""
    text = query_words.normalised(sentence)
    found = _MAY.match(text) or _MAY_JA.match(text)
    return terms_in(found[1]) if found is not None else frozenset()


def tells_of_another(mine: frozenset[str], source: str, parties: Iterable[frozenset[str]]) -> bool:
    """Whether a source says it of another party than ``mine``, which it does not name, and of which others of the sources tell
    (``parties``): else it may be another word for the same."""
    theirs = party(source)
    return bool(mine and theirs) and mine != theirs and not mine <= terms_in(source) and mine in parties
