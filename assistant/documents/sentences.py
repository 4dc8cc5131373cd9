"""Where sentences begin and end, in English and in Chinese and Japanese. Pure.

A sentence ends at a full stop, question or exclamation mark that something new follows, at the Chinese and Japanese marks
whatever follows, at an empty line, and before the next item of a list. A line's end alone ends nothing: extracted pages break
lines anywhere.
"""

from __future__ import annotations

import re

Span = tuple[int, int]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# After these a full stop is part of the word. Titles and references come before names and numbers, so what follows is no proof.
ABBREVIATIONS = _words(
    "mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt gov sen rep vs etc e.g i.e cf al approx dept est fig figs eq eqs "
    "sec ch vol vols no nos pp p ed eds art para pt inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec "
    "u.s u.k u.n a.m p.m ph.d"
)
# Of those, the ones that often end a sentence too: a capital letter after them means that they did.
_MAY_END = _words("etc inc ltd co corp a.m p.m u.s u.k u.n jr sr al")

_CLOSERS = "\"'\u201d\u2019)\\]\u300d\u300f\uff09\u3011\u300b\u3009"
_BREAK = re.compile(
    rf"[。！？｡]+[{_CLOSERS}]*"  # Chinese and Japanese
    rf"|[.!?\u2026]+[{_CLOSERS}]*(?=\s)"
    r"|\n[^\S\n]*\n"  # an empty line
    r"|\n(?=[^\S\n]*(?:[-*\u2022\u25cf\u25aa\u2013\u30fb]|\(?\d{1,3}[.)]|\([a-z]\))[^\S\n]+\S)"  # an item of a list
)
_LAST_WORD = re.compile(r"[^\s(\[\"'\u201c\u2018]*$")

# "0 . 25", as a number is recognised or tokenised now and then.
_TORN = re.compile(r"\d $")


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences of ``text`` in order, without the white space around them. Together they hold all the rest."""
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if text[match.start()] in ".!?\u2026" and not _ends_sentence(text, start, match):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 40].lstrip()
    if following and following[0].islower():
        return False
    if _TORN.search(text, max(start, match.start() - 12), match.start()) and following[:1].isdigit():
        return False
    if match.group() != ".":  # a question, an exclamation, dots, or a closed quotation
        return True
    found = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
    word = found.group().lower() if found else ""
    if word in _MAY_END:
        return bool(following) and not following[0].isdigit()
    if word in ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isalpha():  # an initial: "J. Smith", but "plan B." is rarer
        return False
    # "1." before its item; a sentence that ends in a number goes on with a word before it.
    return not (word.rstrip(".").isdigit() and text[start : match.start()].strip().lower() == word)
