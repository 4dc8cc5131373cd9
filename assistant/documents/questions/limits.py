"""Whether passages give the limit that a Japanese question asks for by its counter: 何台まで is answered by 2台まで. Pure.

A sentence that gives it need share no other word with the question, and small models see no answer in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.citing.quotable import Source, sources_of, telling_terms
from assistant.documents.finding import query_words
from assistant.records import Passage

_ASKED = re.compile("何(?P<counter>[一-龥々ァ-ヴー]{1,3}|か月|ヶ月|つ)(?P<how>まで|以上|以下|以内|未満|前)")
_NUMBER = r"[\d一二三四五六七八九十百千万半数]\s*"
_PASSAGES = 3


def gives_limit(question: str, passages: Sequence[Passage]) -> bool:
    """Whether one sentence of the first passages tells the limit that a question asks for."""
    asks = _ASKED.search(query_words.normalised(question)) is not None
    sources = [source for at, passage in enumerate(passages[:_PASSAGES]) for source in sources_of(at, passage)]
    return asks and told_limit(question, sources) is not None


def told_limit(question: str, sources: Sequence[Source]) -> Source | None:
    """The only sentence that tells a limit of the kind that is asked for, where it or the sentence before it holds something else
    that the question, or the one that it follows, names; None where there is none, or more than one."""
    text = query_words.normalised(question)
    asked = [*_ASKED.finditer(text)][-1:]
    if not asked:
        return None
    limit = re.compile(_NUMBER + re.escape(asked[0]["counter"]) + asked[0]["how"])
    found = [at for at, source in enumerate(sources) if limit.search(query_words.normalised(source.text))]
    if len(found) != 1:
        return None
    at = found[0]
    beside = [one.terms for one in sources[max(at - 1, 0) : at] if one.passage == sources[at].passage]
    named = telling_terms(text[: asked[0].start()]) | telling_terms(text[asked[0].end() :])
    return None if named.isdisjoint(sources[at].terms.union(*beside)) else sources[at]
