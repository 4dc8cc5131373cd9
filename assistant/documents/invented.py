"""What of a sentence its source cannot have said: names and things that stand nowhere in it. Pure.

Most of a long sentence can be its source's, and the one thing that was asked for not. A word that its source lacks may be another
word for the same; two next to each other are another thing. So are a word in katakana or in Latin letters inside Japanese, and a
run of kanji of which not even a pair stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from assistant.documents import query_words
from assistant.documents.quotable import terms_in

_NEIGHBOURS = 2
_KATAKANA = re.compile("[ァ-ヴー]{2,}")
_KANJI = re.compile("[一-龥々〆]{3,}")
_TOPIC = re.compile(r"\s*([一-龥々ァ-ヴー]{2,8})は")
_LATIN = re.compile("[a-z][a-z0-9]+")


def invents(sentence: str, known: Set[str]) -> bool:
    """Whether a sentence names what is not among the terms (``terms_in``) of its source and of the question."""
    if query_words.mostly_unspaced(sentence):
        return any(not terms & known if some else not terms <= known for terms, some in _names_ja(sentence))
    unknown = 0
    for word in query_words.words(sentence):
        if word in query_words.STOP_WORDS:
            continue
        unknown = unknown + 1 if not terms_in(word) <= known else 0
        if unknown == _NEIGHBOURS:
            return True
    return False


def is_about_another(sentence: str, known: Set[str]) -> bool:
    """Whether a Japanese sentence begins with a topic of which nothing is among the terms of its source, whoever brought it in:
    敷金は where only 管理費 is told of. Of 27 answerable questions of JSQuAD (even lines) that begin so, all have it in their
    passages."""
    topic = _TOPIC.match(query_words.normalised(sentence))
    return topic is not None and not terms_in(topic[1]) & known


def _names_ja(sentence: str) -> Iterator[tuple[frozenset[str], bool]]:
    """Terms of each word that can be a name, and whether some of them are enough."""
    text = query_words.normalised(sentence)
    for pattern, some in ((_KATAKANA, False), (_LATIN, False), (_KANJI, True)):
        for found in pattern.findall(text):
            yield terms_in(found), some
