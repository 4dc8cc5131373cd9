"""A document cut into parts that a small model can read, and shortened to what it may cost. Pure."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Sequence

from assistant.documents.finding import query_words
from assistant.documents.finding.chunking import approximate_tokens
from assistant.documents.sentences import sentence_spans
from assistant.documents.whole_documents import DocumentPage

_OPENING_WORTH = 1.5
"""What the first sentence of a page counts against another: it tends to say what the page is about."""
_LONGEST_SENTENCE_TOKENS = 400


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Text from ``first_page`` to ``last_page``, counted from 1 in the order of reading."""

    first_page: int
    last_page: int
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    page: int
    text: str
    tokens: int
    score: float = 0.0


def sections(pages: Sequence[DocumentPage], *, section_tokens: int, most_tokens: int) -> list[Section]:
    """Whole sentences packed up to ``section_tokens`` each. Where the document is longer than ``most_tokens``, every page keeps
    the same share of its sentences: those with the words that the document uses most."""
    sentences = _sentences(pages)
    total = sum(one.tokens for one in sentences)
    if total > most_tokens:
        sentences = _most_telling(sentences, most_tokens / total)
    found: list[Section] = []
    packed: list[_Sentence] = []
    for sentence in sentences:
        if packed and sum(one.tokens for one in packed) + sentence.tokens > section_tokens:
            found.append(_section(packed))
            packed = []
        packed.append(sentence)
    if packed:
        found.append(_section(packed))
    return found


def _sentences(pages: Sequence[DocumentPage]) -> list[_Sentence]:
    found = []
    for page, one in enumerate(pages, start=1):
        for start, end in sentence_spans(one.text):
            text = one.text[start:end]
            if not any(character.isalnum() for character in text):
                continue
            tokens = approximate_tokens(text)
            if tokens > _LONGEST_SENTENCE_TOKENS:
                # A table without a full stop: its beginning says what it is.
                text = text[: len(text) * _LONGEST_SENTENCE_TOKENS // tokens]
                tokens = _LONGEST_SENTENCE_TOKENS
            found.append(_Sentence(page=page, text=text, tokens=tokens))
    return found


def _most_telling(sentences: Sequence[_Sentence], share: float) -> list[_Sentence]:
    terms = [_terms(sentence.text) for sentence in sentences]
    used = Counter(term for one in terms for term in one)
    scored = [
        dataclasses.replace(sentence, score=sum(math.log(used[term]) for term in mine) / math.sqrt(len(mine) or 1))
        for sentence, mine in zip(sentences, terms, strict=True)
    ]
    kept: list[_Sentence] = []
    by_page: dict[int, list[_Sentence]] = {}
    for sentence in scored:
        by_page.setdefault(sentence.page, []).append(sentence)
    left = 0.0
    for mine in by_page.values():
        left += share * sum(sentence.tokens for sentence in mine)
        worth = {id(mine[0]): _OPENING_WORTH}
        chosen = set()
        for sentence in sorted(mine, key=lambda one: -one.score * worth.get(id(one), 1.0)):
            if sentence.tokens <= left:
                chosen.add(id(sentence))
                left -= sentence.tokens
        kept.extend(sentence for sentence in mine if id(sentence) in chosen)
    return kept


def _section(packed: Sequence[_Sentence]) -> Section:
    lines = [
        ("\n" if at and packed[at - 1].page != one.page else " " if at else "") + one.text
        for at, one in enumerate(packed)
    ]
    return Section(first_page=packed[0].page, last_page=packed[-1].page, text="".join(lines))


def _terms(text: str) -> frozenset[str]:
    pairs = query_words.content_pairs(text) if query_words.has_unspaced(text) else []
    return frozenset([*map(query_words.stem, query_words.content_words(text)), *pairs])
