"""What two documents say differently: paragraphs that went, came or changed, and sentences that contradict. Pure.

Texts are compared sentence by sentence, with white space, case and marks left aside, so that a new line break is no change. Each
side keeps its page and its place there, for the quotes.
"""

from __future__ import annotations

import calendar
import dataclasses
import difflib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.documents.citing.kanji_numbers import with_digits
from assistant.documents.citing.polarity import contradict, polarity
from assistant.documents.citing.quotable import LIST_MARK, NUMBER_WORDS
from assistant.documents.finding import query_words
from assistant.documents.sentences import sentence_spans
from assistant.records import Passage

_SAME_SENTENCE = 0.5
"""Share of common words from which one sentence counts as the other, changed."""
_SAME_SUBJECT = 0.6
"""Share of the words of the shorter sentence, by rarity and without numbers and names, that the other must hold."""
_SAME_DENIED = 0.75
"""The same where nothing but a denial sets the two apart: what is denied of one thing may hold for another."""
_LEAST_TERMS = 2
_LONGEST_ITEM = 80
_MOSTLY = 0.8
"""Share of a text's lines that are short and end as no sentence does, from which it is a list."""
_MOST_COMPARED = 4000
_CLAUSE_END = re.compile(r"[,;](?=\s)|\s(?:and|but|which|who|where|plus)\s|[、，；]", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME = re.compile(r"(?<=[\w,;)])\s+([A-Z][\w-]*)")
_UNITS = frozenset(map(query_words.stem, ("minutes", "hours", "days", "weeks", "months", "years")))
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS = (
    {word: number for word, number in NUMBER_WORDS.items() if word != "zero"}
    | {"thirteen": "13", "fourteen": "14", "fifteen": "15"}
    | {word: str(10 * number) for number, word in enumerate(_TENS.split(), start=2)}
)
_DATE_WORDS = frozenset(
    query_words.stem(name.lower()) for name in (*calendar.month_name, *calendar.day_name) if name and name != "May"
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of ``passages[passage]``; ``start`` and ``end`` are characters of its page."""

    passage: int
    start: int
    end: int
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What stands in one document and not, or not so, in the other; one side is None where it has nothing like it."""

    before: Statement | None
    after: Statement | None


def statements(passages: Sequence[Passage], document: int) -> list[Statement]:
    """The sentences of one document (an id) in order, each once: passages overlap."""
    found: list[Statement] = []
    reached: dict[int | None, int] = {}
    for at, passage in enumerate(passages):
        if passage.document_id != document:
            continue
        for start, end in sentence_spans(passage.text):
            text = passage.text[start:end]
            if passage.start + start < reached.get(passage.page, 0) or not any(map(str.isalnum, text)):
                continue
            reached[passage.page] = passage.start + end
            found.append(Statement(passage=at, start=passage.start + start, end=passage.start + end, text=text))
    return found


def items(passages: Sequence[Passage], document: int) -> list[Statement]:
    """The lines of one document that is a list or a table; none of any other. Each once, without its mark or number."""
    found: list[Statement] = []
    reached: dict[int | None, int] = {}
    for at, passage in enumerate(passages):
        if passage.document_id != document:
            continue
        for line in re.finditer(r"[^\n]*\w[^\n]*", passage.text):
            mark = LIST_MARK.match(line.group())
            start = passage.start + line.start() + (mark.end() if mark else 0)
            if start < reached.get(passage.page, 0):
                continue
            text = line.group()[mark.end() if mark else 0 :].strip()
            reached[passage.page] = start + len(text)
            found.append(Statement(passage=at, start=start, end=start + len(text), text=text))
    short = [
        one for one in found if len(one.text) <= _LONGEST_ITEM and not one.text.endswith((".", "。", "!", "?", ":"))
    ]
    return found if found and len(short) >= _MOSTLY * len(found) else []


def one_sided(first: Sequence[Statement], second: Sequence[Statement]) -> list[Difference]:
    """What stands in the first text and not in the second, in order; where the second has it otherwise, that is beside it."""
    first, second = first[:_MOST_COMPARED], second[:_MOST_COMPARED]
    there = {_plain(one.text) for one in second}
    theirs = [query_words.stems_and_pairs(one.text) for one in second]
    holders: dict[str, list[int]] = {}
    for at, terms in enumerate(theirs):
        for term in terms:
            holders.setdefault(term, []).append(at)
    found: list[Difference] = []
    for one in first:
        if _plain(one.text) in there:
            continue
        terms = query_words.stems_and_pairs(one.text)
        shared = Counter(at for term in terms for at in holders.get(term, ()))
        best = max(((_alike(terms, theirs[at]), -at) for at in shared), default=(0.0, 0))
        found.append(Difference(before=one, after=second[-best[1]] if best[0] >= _SAME_SENTENCE else None))
    return found


def _alike(terms: frozenset[str], others: frozenset[str]) -> float:
    """Share of common words; all where nothing but numbers differs."""
    words, other_words = (frozenset(term for term in side if not term[0].isdigit()) for side in (terms, others))
    if words and words == other_words:
        return 1.0
    return len(terms & others) / len(terms | others)


def differences(before: Sequence[Statement], after: Sequence[Statement]) -> list[Difference]:
    """The changes from one text to the other, in the order of the second. A sentence that only moved is no change."""
    before, after = before[:_MOST_COMPARED], after[:_MOST_COMPARED]
    plain = [[_plain(one.text) for one in side] for side in (before, after)]
    moved = Counter(plain[0]) & Counter(plain[1])
    found: list[Difference] = []
    matcher = difflib.SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone = [one for one, text in zip(before[a0:a1], plain[0][a0:a1], strict=True) if text not in moved]
        come = [one for one, text in zip(after[b0:b1], plain[1][b0:b1], strict=True) if text not in moved]
        found.extend(_paired(gone, come))
    return found


def contradictions(first: Sequence[Statement], second: Sequence[Statement]) -> list[Difference]:
    """Pairs of sentences with the same subject and other numbers, dates or names, or one the denial of the other, the likeliest
    first. Some of them will not contradict: what they name may differ for another reason."""
    first, second = first[:_MOST_COMPARED], second[:_MOST_COMPARED]
    same = {_plain(one.text) for one in first} & {_plain(one.text) for one in second}
    sides = [
        [(one, text, _subject(text)) for one in side if _plain(one.text) not in same for text in _tellings(one.text)]
        for side in (first, second)
    ]
    frequency = Counter(term for side in sides for _, _, terms in side for term in terms)
    count = sum(map(len, sides))
    weight = {term: math.log(1 + count / number) for term, number in frequency.items()}
    holders: dict[str, list[int]] = {}
    for at, (_, _, terms) in enumerate(sides[1]):
        for term in terms if len(terms) >= _LEAST_TERMS else ():
            holders.setdefault(term, []).append(at)
    theirs = [sum(weight[term] for term in terms) for _, _, terms in sides[1]]
    best: dict[Statement, tuple[float, Statement]] = {}
    for one, text, terms in sides[0]:
        values = _values(text)
        if len(terms) < _LEAST_TERMS:
            continue
        shared: dict[int, float] = {}
        for term in terms:
            for at in holders.get(term, ()):
                shared[at] = shared.get(at, 0.0) + weight[term]
        whole = sum(weight[term] for term in terms)
        for at, common in shared.items():
            other, said, _ = sides[1][at]
            share = common / max(whole, theirs[at])
            if share < _SAME_SUBJECT or (one in best and share <= best[one][0]):
                continue
            if _disagree(text, said, values) or (share >= _SAME_DENIED and _deny(text, said)):
                best[one] = (share, other)
    ranked = sorted(best.items(), key=lambda item: -item[1][0])
    return [Difference(before=one, after=other) for one, (_, other) in ranked]


def _tellings(text: str) -> Iterator[str]:
    """A statement, and its first clause where that tells a value by itself: the rest may say more than the other document does."""
    text = with_digits(text)
    yield text
    end = _CLAUSE_END.search(text)
    if end is not None and _values(text[: end.start()]):
        yield text[: end.start()]


def _disagree(one: str, other: str, values: frozenset[str]) -> bool:
    """Whether two statements on one subject name other numbers, dates or names, in units that can be compared."""
    theirs = _values(other)
    if not values or not theirs or theirs <= values or values <= theirs or _of_other_years(values, theirs):
        return False
    units = [{query_words.stem(word) for word in query_words.words(text)} & _UNITS for text in (one, other)]
    return not all(units) or bool(units[0] & units[1])


def _deny(one: str, other: str) -> bool:
    return contradict(polarity(one), polarity(other))


def _paired(gone: Sequence[Statement], come: Sequence[Statement]) -> list[Difference]:
    """Each sentence that came beside the one it most likely was, in the order of both."""
    words = [[query_words.stems_and_pairs(one.text) for one in side] for side in (gone, come)]
    pairs: list[Difference] = []
    next_gone = 0
    for at, one in enumerate(come):
        shares = [
            (len(words[0][n] & words[1][at]) / max(len(words[0][n] | words[1][at]), 1), -n)
            for n in range(next_gone, len(gone))
        ]
        best = max(shares, default=(0.0, 0))
        if best[0] >= _SAME_SENTENCE:
            pairs.extend(Difference(before=lost, after=None) for lost in gone[next_gone : -best[1]])
            pairs.append(Difference(before=gone[-best[1]], after=one))
            next_gone = 1 - best[1]
        else:
            pairs.append(Difference(before=None, after=one))
    pairs.extend(Difference(before=lost, after=None) for lost in gone[next_gone:])
    return pairs


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", query_words.normalised(text)).strip()


def _values(text: str) -> frozenset[str]:
    """Numbers, names of months and days, and names: what contradicting sentences differ in."""
    words = query_words.words(text)
    numbers = {re.sub(r"[,.](?=\d{3}\b)", "", word) for word in words if word[0].isdigit()}
    numbers |= {_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS}
    names = {word for name in _NAME.findall(text) for word in query_words.words(name)}
    stems = {query_words.stem(word) for word in query_words.words(text)}
    return frozenset(numbers | names | (stems & _DATE_WORDS))


def _of_other_years(values: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two statements speak of different years, and so may both be true: the years differ, and something else does."""
    years = [frozenset(filter(_YEAR.fullmatch, side)) for side in (values, theirs)]
    return all(years) and years[0].isdisjoint(years[1]) and values - years[0] != theirs - years[1]


def _subject(text: str) -> frozenset[str]:
    values = _values(text)
    words = {
        query_words.stem(word)
        for word in query_words.content_words(text)
        if word not in values and word not in _NUMBER_WORDS
    }
    pairs = query_words.content_pairs(text) if query_words.has_unspaced(text) else []
    return frozenset([*(word for word in words - values - _UNITS if not word[0].isdigit()), *pairs])
