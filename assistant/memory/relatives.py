"""Whose a sentence is, where it names a relative: what is asked of the mother is not told by the sister's birthday. Pure; English
and Japanese."""

from __future__ import annotations

import re

from assistant.documents.finding import query_words

_PARENTS, _SIBLINGS, _CHILDREN, _SPOUSES, _GRANDPARENTS = (
    {"mother", "father"},
    {"older sister", "younger sister", "older brother", "younger brother"},
    {"daughter", "son"},
    {"wife", "husband"},
    {"grandmother", "grandfather"},
)
# Longer words first: 祖母 holds 母.
_RELATIVES: tuple[tuple[str, set[str]], ...] = (
    (r"\bcousins?\b|いとこ|従兄弟|従姉妹", {"cousin"}),
    (r"\baunts?\b|叔母|伯母", {"aunt"}),
    (r"\buncles?\b|叔父|伯父", {"uncle"}),
    (r"\bgrandparents?\b|祖父母", _GRANDPARENTS),
    (r"\b(?:grandmother|grandma|granny|nan)\b|祖母|おばあ(?:さん|ちゃん)", {"grandmother"}),
    (r"\b(?:grandfather|grandpa|granddad)\b|祖父|おじい(?:さん|ちゃん)", {"grandfather"}),
    (r"\bparents?\b|両親|父母", _PARENTS),
    (r"\b(?:mother|mum|mom|mummy|mommy|mama)\b|お母さん|母親|母(?![国校音体])|ママ", {"mother"}),
    (r"\b(?:father|dad|daddy|papa)\b|お父さん|父親|父|パパ", {"father"}),
    (r"\bsiblings?\b|兄弟|きょうだい", _SIBLINGS),
    (r"\bsisters?\b|姉妹", {"older sister", "younger sister"}),
    (r"\bbrothers?\b", {"older brother", "younger brother"}),
    (r"姉", {"older sister"}),
    (r"妹", {"younger sister"}),
    (r"兄", {"older brother"}),
    (r"弟(?!子)", {"younger brother"}),
    (r"\b(?:child|children|kids?)\b|子ども|子供", _CHILDREN),
    (r"\bdaughters?\b|娘", {"daughter"}),
    (r"\bsons?\b|息子", {"son"}),
    (r"\b(?:spouse|partner)\b|配偶者", _SPOUSES),
    (r"\bwife\b|妻|家内|奥さん", {"wife"}),
    (r"\bhusband\b|(?<![丈工])夫|旦那", {"husband"}),
    (r"\bnieces?\b|姪", {"niece"}),
    (r"\bnephews?\b|甥", {"nephew"}),
)
_NAMED = re.compile("|".join(f"(?P<r{at}>{pattern})" for at, (pattern, _) in enumerate(_RELATIVES)))


def is_of_another_relative(question: str, text: str) -> bool:
    """Whether a question names relatives and a text others alone."""
    asked = _relatives(question)
    told = _relatives(text) if asked else frozenset()
    return bool(told) and asked.isdisjoint(told)


def _relatives(text: str) -> frozenset[str]:
    found = [match.lastgroup or "" for match in _NAMED.finditer(query_words.normalised(text))]
    return frozenset(one for group in found for one in _RELATIVES[int(group[1:])][1])
