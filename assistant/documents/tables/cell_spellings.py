"""Other words for a cell (pure): a question says “women” where the table says Female, “rainy days” for days of rain, and “trucks”
for rows of which each is a Truck."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

_SHORTEST = 4
_WORD = re.compile(r"[a-z]+")
_SEXES = (
    (
        re.compile(r"\b(?:wom[ae]n|females?|girls?|lad(?:y|ies))\b|女性|女子|女の人"),
        ("female", "f", "woman", "women", "girl", "girls", "女性", "女", "女子"),
    ),
    (
        re.compile(r"\b(?:m[ae]n|males?|boys?|gentlem[ae]n)\b|男性|男子|男の人"),
        ("male", "m", "man", "men", "boy", "boys", "男性", "男", "男子"),
    ),
)
SEX_COLUMN = re.compile(r"\b(?:sex|gender)\b|性別", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CellSpelling:
    """Characters ``start`` to ``end`` of a folded question may mean a cell that reads ``text``; with ``of_sex`` only in a column
    that is called so: “m” is much else."""

    start: int
    end: int
    text: str
    of_sex: bool = False


def cell_spellings(question: str) -> list[CellSpelling]:
    """What else may stand in a table for the words of a folded question."""
    found = [
        CellSpelling(start=match.start(), end=match.end(), text=text, of_sex=len(text) == 1)
        for pattern, texts in _SEXES
        for match in pattern.finditer(question)
        for text in texts
        if text != match.group()
    ]
    for match in _WORD.finditer(question):
        found.extend(CellSpelling(start=match.start(), end=match.end(), text=text) for text in _roots(match.group()))
    return found


def singular(word: str) -> str:
    """An English word without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _roots(word: str) -> Iterator[str]:
    """The word that an English plural or an adjective in -y is made of: trucks, rainy, sunny, hazy."""
    if len(word) < _SHORTEST:
        return
    if singular(word) != word:
        yield singular(word)
    if word.endswith("y") and len(word) > _SHORTEST:
        root = word[:-1]
        yield root
        if root[-1] == root[-2]:
            yield root[:-1]
    if word.endswith("y"):
        yield word[:-1] + "e"
