"""Whether a sentence puts one name where its source has another: "the meeting chose Calder", where it "chose Brightside". Pure.

All other words of such a sentence are its source's, and the name may stand beside in the same passage: a question that was asked of
the wrong one is answered so. Seen only where the words on both sides of the two names are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.documents.finding import query_words

_TOKEN = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]|[.!?;](?=\s|$)")
_BEGINNING = "^"
"""In place of a mark that ends a sentence, and before the first."""
_INSIDE_NAMES = frozenset({"of", "the", "and", "for", "de", "von", "van"})


class _Word(NamedTuple):
    stem: str
    capital: bool
    name: bool
    content: bool


def names_another(sentence: str, source: str, known: frozenset[str]) -> bool:
    """Whether it does so. ``known`` are the terms that the source is read with, those above and before it too: a name among them is
    no other."""
    mine, theirs = _words(sentence), _words(source)
    said = {word.stem for word in mine}
    for start, end in _names(mine):
        own = [word.stem in known for word in mine[start:end] if word.name]
        if 2 * sum(own) >= len(own):
            continue
        before, after = _before(mine, start), _after(mine, end)
        for begin, close in _names(theirs):
            if any(word.stem in said for word in theirs[begin:close] if word.name):
                continue
            follows = _after(theirs, close)
            open_ended = before[0] != _BEGINNING and (not after or not follows)
            if _before(theirs, begin) == before and ((follows and follows == after) or open_ended):
                return True
    return False


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    began = 0
    for match in _TOKEN.finditer(text):
        raw = match.group()
        word = query_words.normalised(raw)
        if not word[0].isalnum():
            found.append(_Word(stem=_BEGINNING, capital=False, name=False, content=False))
            began = len(found)
            continue
        # A capital at the beginning of a sentence says nothing, unless another follows: "Emperor Gegeen", and not "The Wall".
        capital, content = raw[0].isupper(), word not in query_words.STOP_WORDS
        if capital and len(found) == began + 1 and found[-1].capital and found[-1].content:
            found[-1] = found[-1]._replace(name=True)
        found.append(
            _Word(stem=query_words.stem(word), capital=capital, name=capital and len(found) > began, content=content)
        )
    return found


def _names(words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Where names begin and end."""
    at = 0
    while at < len(words):
        if not words[at].name:
            at += 1
            continue
        end = at + 1
        while end < len(words) and (
            words[end].name or (words[end].stem in _INSIDE_NAMES and end + 1 < len(words) and words[end + 1].name)
        ):
            end += 1
        yield at, end
        at = end


def _before(words: Sequence[_Word], start: int) -> tuple[str, ...]:
    """The words before a name, as far as one that carries a topic, or the beginning of the sentence."""
    at = start - 1
    while at >= 0 and not words[at].content and words[at].stem != _BEGINNING:
        at -= 1
    if at < 0:
        return (_BEGINNING, *(word.stem for word in words[:start]))
    return tuple(word.stem for word in words[at:start])


def _after(words: Sequence[_Word], end: int) -> tuple[str, ...]:
    """The words behind a name, as far as one that carries a topic; empty where the sentence ends before it."""
    for at in range(end, len(words)):
        if words[at].stem == _BEGINNING:
            break
        if words[at].content:
            return tuple(word.stem for word in words[end : at + 1])
    return ()
