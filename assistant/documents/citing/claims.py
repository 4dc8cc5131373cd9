"""What a sentence of an answer claims: its terms, numbers and names, without what it says of its source. Pure."""

from __future__ import annotations

import dataclasses
import re

from assistant.documents.citing.polarity import Polarity, polarity
from assistant.documents.citing.quotable import FISCAL_YEAR, LIST_MARK, NUMBER_WORDS, numbers_claimed, telling_terms
from assistant.documents.finding import query_words
from assistant.documents.questions.yes_no import said_first
from assistant.documents.sentences import sentence_spans

_REFERENCE = re.compile(r"\[\d+\]|[(（]?\b(?:pages?|pp?\.)\s*\d+\b[)）]?|[(（]?\d+\s*ページ[)）]?", re.IGNORECASE)
# "The passage from “Report” states that …", 文書によると、…: what an answer says of its source is no part of what the source says.
_OF_ITS_SOURCE = r"(?:passages?|documents?|texts?|context|excerpts?|sources?|files?|information)"
_TITLE = r"[\"“][^\"”\n]{1,160}[\"”]"
_SOURCE = rf"(?:the|these|this|your) (?:\w+ )?{_OF_ITS_SOURCE}(?: (?:from|in|of|titled|entitled|called) {_TITLE})?"
_SOURCE_SAID = re.compile(
    rf"^\W*(?:according to (?:{_SOURCE}|{_TITLE}),?\s+(?=\S)"
    rf"|(?:{_SOURCE}|it) (?:also )?"
    r"(?:states?|says?|mentions?|indicates?|explains?|notes?|shows?) that\s+"
    r"|(?:「[^」\n]{1,160}」(?:の|という)?)?(?:この|その|上の)?(?:文書|資料|抜粋|文章|本文|テキスト)(?:によると|によれば|では|には)[、,]?)",
    re.IGNORECASE,
)
# A capital inside a sentence; one at its start says nothing.
_NAME = re.compile(r"(?<=[\w,;)])\s+([A-Z][\w-]*)")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence as it is compared with its sources."""

    text: str
    terms: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    polarity: Polarity
    given: frozenset[str] = frozenset()
    """Names and numbers that the question brought in."""
    asked: frozenset[str] = frozenset()
    """The question's terms."""


def claim_of(sentence: str) -> Claim:
    """What a sentence claims."""
    text = _SOURCE_SAID.sub("", _REFERENCE.sub(" ", LIST_MARK.sub("", sentence)).replace("*", ""))
    names = frozenset(query_words.stem(word) for name in _NAME.findall(text) for word in query_words.words(name))
    return Claim(
        text=text,
        terms=telling_terms(text),
        numbers=numbers_claimed(text),
        names=frozenset(name for name in names if not FISCAL_YEAR.fullmatch(name))
        - query_words.STOP_WORDS
        - set(NUMBER_WORDS),
        polarity=polarity(text),
    )


def claim_spans(answer: str) -> list[tuple[int, int]]:
    """The sentences of an answer; a yes or no that stands by itself goes with the next."""
    found: list[tuple[int, int]] = []
    for start, end in sentence_spans(answer):
        word_alone = found and said_first(answer[slice(*found[-1])])[1] == found[-1][1] - found[-1][0]
        if word_alone:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
