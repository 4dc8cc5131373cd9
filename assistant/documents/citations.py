"""Which sentence of which passage supports each sentence of an answer. Pure.

The model is not asked for citations; its words are held against the passages' own. A sentence counts as supported when its
rare words are found together in one or two sentences of the passages, every number it names is among them, and every name
stands somewhere in the passage, its title or its headings. A name or number that the question brought in and the source does
not hold is said to be missing. A quote is a span of the passage: exact by construction; it is a sentence or lines of a table.
A heading counts for what stands below it; the quote begins with the sentence, and with the heading only where no sentence follows.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

from assistant.documents import query_words
from assistant.documents.sentences import sentence_spans
from assistant.records import Passage

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How near a sentence comes to others in meaning, each from 0 to 1."""

SUPPORTED = 0.5
"""Share of a sentence's weight that the sources must hold."""
_SECOND_SOURCE_GAIN = 0.2
_NEGATION_MISMATCH = 0.75
_WORTH_A_LOOK = 0.25
_SAME_MEANING = 0.95
_LOOKED_AT = 8
_LONGEST_QUOTE = 300
_LONGEST_HEAD_WORDS = 10
_QUESTION_SHARE = 0.3
"""How much the question's words count against the sentence's own when sources are ranked: a bare "1,355" stands in many rows."""

_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
}
_REFERENCE = re.compile(r"\[\d+\]|[(（]?\b(?:pages?|pp?\.)\s*\d+\b[)）]?|[(（]?\d+\s*ページ[)）]?", re.IGNORECASE)
_FISCAL_YEAR = re.compile(r"fy(?:\d{2}|\d{4})")
_SENTENCE_ENDS = tuple(".!?。！？…」）”\"'")
# "4.2 Notice", "5 プライバシー"; what a line that is broken in the middle of a sentence has, commas and full stops, it has not.
_NUMBERED_HEAD = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?[^\S\n]+(?![a-z])[^\n.,;:!?。、：；！？]{1,60}")
_HEAD_SHARE = 0.5
"""A numbered heading is at most so long as this share of the line below; a line that the page breaks is about as long."""
_LIST_MARK = re.compile(r"^\s*(?:[-*•・]|\d{1,3}[.)、])\s+")
# A capital inside a sentence; one at its start says nothing.
_NAME = re.compile(r"(?<=[\w,;)])\s+([A-Z][\w-]*)")
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n['’]t\b|ません|ない|なかった|なく")
_REFUSAL = re.compile(
    r"(?:documents?|passages?|texts?|context|sources?|files?|excerpts?|information provided|provided information)\b[^.!?]{0,60}?"
    r"\b(?:do|does|did)(?: not|n['’]t)\s(?:\w+ly\s)?"
    r"(?:say|mention|state|contain|provide|specify|include|hold|give|describe|discuss|indicate|address|answer|cover|explain|list|have)"
    r"|\b(?:no|not any|isn['’]t any|not enough|insufficient)\s(?:\w+\s)?(?:information|mention|answer|details?|data|evidence)\b"
    r"[^.!?]{0,80}?\b(?:documents?|passages?|texts?|context|sources?|files?|excerpts?|provided|given|available)\b"
    r"|\b(?:not|n['’]t|never)\s(?:\w+ly\s)?(?:been\s)?(?:mentioned|stated|specified|provided|given|found|contained|included|described|available|answered)"
    r"\b[^.!?]{0,40}?\b(?:documents?|passages?|texts?|context|sources?|files?|excerpts?)\b"
    r"|\b(?:cannot|can['’]t|could not|couldn['’]t|unable to|did not|didn['’]t)\s(?:find|answer|determine|locate)\b[^.!?]{0,80}?"
    r"\b(?:documents?|passages?|texts?|context|sources?|files?|excerpts?|provided|given)\b"
    r"|(?:文書|資料|書類|文章|文脈|本文|ファイル|テキスト|提供された情報|与えられた情報)[^。]{0,40}?"
    r"(?:書かれていません|書かれていない|記載されていません|記載されていない|記載がありません|記載はありません|記載がない"
    r"|記述がありません|記述はありません|含まれていません|含まれていない|ありません|見つかりません|見当たりません"
    r"|述べられていません|言及されていません|示されていません|わかりません|分かりません)",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Characters ``start`` to ``end`` of the page that ``passages[passage]`` stands on."""

    passage: int
    start: int
    end: int
    score: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A sentence of the answer and the quotes that support it, best first; none when nothing does. ``missing`` holds the
    question's own names and numbers that the sentence repeats and its quotes do not hold, as the sentence writes them."""

    start: int
    end: int
    quotes: tuple[Quote, ...]
    missing: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sentence of a passage, or lines of a table; ``start`` and ``end`` are characters of the page. ``text`` and all that is
    read from it hold the heading above too."""

    passage: int
    start: int
    end: int
    text: str
    terms: frozenset[str]
    numbers: frozenset[str]
    negated: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    text: str
    terms: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    negated: bool
    given: frozenset[str] = frozenset()
    """Names and numbers that the question brought in."""
    asked: frozenset[str] = frozenset()
    """The question's terms."""


def is_refusal(answer: str) -> bool:
    """Whether an answer says, in English or Japanese, that the documents do not hold what was asked.

    Its first sentence decides; an answer that gives something and adds what is missing is no refusal.
    """
    spans = sentence_spans(answer)
    return bool(spans) and _REFUSAL.search(answer[spans[0][0] : spans[0][1]]) is not None


def support(
    answer: str, passages: Sequence[Passage], similarity: Similarity | None = None, question: str = ""
) -> tuple[Support, ...]:
    """Each sentence of the answer that claims something, in order. Greetings, lead-ins and questions are left out
    when nothing supports them: there is nothing to mark. ``question`` is what was answered."""
    asked = _claim(question)
    # A question may begin with the name it is about, which inside a sentence a capital gives away.
    given = asked.numbers | frozenset(map(query_words.stem, query_words.content_words(question)))
    sources = [source for at, passage in enumerate(passages) for source in sources_of(at, passage)]
    contexts = [_terms(f"{passage.title} {passage.heading}") for passage in passages]
    whole = [contexts[at] | _terms(passage.text) for at, passage in enumerate(passages)]
    document_frequency = Counter(term for source in sources for term in source.terms)
    rarity = {term: math.log(1 + len(sources) / count) for term, count in document_frequency.items()}
    unknown = math.log(1 + len(sources)) if sources else 1.0
    found = []
    for start, end in sentence_spans(answer):
        claim = _claim(answer[start:end])
        if not claim.terms:
            continue
        claim = dataclasses.replace(claim, given=(claim.names | claim.numbers) & given, asked=asked.terms)
        weigh = {term: rarity.get(term, unknown) for term in claim.terms}
        quotes = _quotes(claim, weigh, sources, contexts, whole, similarity)
        missing: tuple[str, ...] = ()
        if not quotes and claim.given:
            without = dataclasses.replace(
                claim,
                terms=claim.terms - claim.given,
                names=claim.names - claim.given,
                numbers=claim.numbers - claim.given,
            )
            quotes = _quotes(without, weigh, sources, contexts, whole, similarity) if without.terms else ()
            held = frozenset[str]().union(*(whole[quote.passage] for quote in quotes))
            missing = _as_written(claim.given - held, claim.text) if quotes else ()
        if quotes or not claim.text.rstrip().endswith((":", "：", "?", "？")):
            found.append(Support(start=start, end=end, quotes=quotes, missing=missing))
    return tuple(found)


def _as_written(terms: frozenset[str], text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(word.group() for word in re.finditer(r"[\w,.]*\w", text) if _terms(word.group()) & terms)
    )


def _quotes(
    claim: _Claim,
    weigh: dict[str, float],
    sources: Sequence[Source],
    contexts: Sequence[frozenset[str]],
    whole: Sequence[frozenset[str]],
    similarity: Similarity | None,
) -> tuple[Quote, ...]:
    usable = [source for source in sources if claim.names <= whole[source.passage]]
    ranked = sorted(
        ((_score(claim, weigh, source, contexts[source.passage]), source) for source in usable),
        key=lambda pair: (-pair[0] - _asked_share(claim, pair[1]), pair[1].passage, len(pair[1].text)),
    )
    ranked = [(score, source) for score, source in ranked if score > 0]
    if not any(score >= _WORTH_A_LOOK for score, _ in ranked):
        return ()
    whole_numbers = [(score, source) for score, source in ranked if claim.numbers <= source.numbers]
    enough = next((pair for pair in whole_numbers if pair[0] >= SUPPORTED), None)
    if enough is not None:
        return (_quote(*enough),)
    pair = _two_sources(claim, weigh, ranked, contexts)
    if pair:
        return pair
    if similarity is not None and whole_numbers:
        near = [(score, source) for score, source in whole_numbers if score >= _WORTH_A_LOOK][:_LOOKED_AT]
        if near:
            meaning = similarity(claim.text, [source.text for _, source in near])
            best, (_, source) = max(zip(meaning, near, strict=True), key=lambda item: item[0])
            if best >= _SAME_MEANING and source.negated == claim.negated:
                return (_quote(float(best), source),)
    return ()


def _two_sources(
    claim: _Claim,
    weigh: dict[str, float],
    ranked: Sequence[tuple[float, Source]],
    contexts: Sequence[frozenset[str]],
) -> tuple[Quote, ...]:
    """The best source and the one that adds most to it, when only both together hold the claim."""
    first_score, first = max(ranked, key=lambda pair: pair[0])
    total = sum(weigh[term] for term in claim.terms)
    have = (first.terms | contexts[first.passage]) & claim.terms
    best: tuple[float, float, Source] | None = None
    for score, second in ranked:
        if second is first or not claim.numbers <= first.numbers | second.numbers:
            continue
        together = sum(weigh[term] for term in have | (second.terms & claim.terms)) / total
        if (
            together >= SUPPORTED
            and together - first_score >= _SECOND_SOURCE_GAIN
            and (best is None or together > best[0])
        ):
            best = (together, score, second)
    if best is None or claim.negated not in (first.negated, best[2].negated):
        return ()
    return (_quote(first_score, first), _quote(best[1], best[2]))


def _score(claim: _Claim, weigh: dict[str, float], source: Source, context: frozenset[str]) -> float:
    """Share of the claim's weight that the source holds; what stands in title and headings need not be said again."""
    said = sum(weigh[term] for term in claim.terms & source.terms)
    if said == 0.0:
        return 0.0
    implied = sum(weigh[term] for term in (claim.terms & context) - source.terms)
    share = said / (sum(weigh[term] for term in claim.terms) - implied)
    return share * (_NEGATION_MISMATCH if source.negated != claim.negated else 1.0)


def _asked_share(claim: _Claim, source: Source) -> float:
    return _QUESTION_SHARE * len(claim.asked & source.terms) / len(claim.asked) if claim.asked else 0.0


def _quote(score: float, source: Source) -> Quote:
    return Quote(passage=source.passage, start=source.start, end=source.end, score=round(min(score, 1.0), 3))


def _claim(sentence: str) -> _Claim:
    text = _REFERENCE.sub(" ", _LIST_MARK.sub("", sentence)).replace("*", "")
    names = frozenset(query_words.stem(word) for name in _NAME.findall(text) for word in query_words.words(name))
    return _Claim(
        text=text,
        terms=_terms(text),
        numbers=_numbers(text),
        names=frozenset(name for name in names if not _FISCAL_YEAR.fullmatch(name))
        - query_words.STOP_WORDS
        - set(_NUMBER_WORDS),
        negated=_NEGATION.search(text.lower()) is not None,
    )


def sources_of(at: int, passage: Passage) -> list[Source]:
    """What of ``passages[at]`` can be quoted."""
    found = []
    headings = frozenset(map(_plain, (passage.title, *passage.heading.split(" › "))))
    for start, end in _below_heads(passage.text, _pieces(passage.text), headings):
        text = passage.text[start:end]
        found.append(
            Source(
                passage=at,
                start=passage.start + start + _sentence_start(text, headings),
                end=passage.start + end,
                text=text,
                terms=_terms(text),
                numbers=_numbers(text),
                negated=_NEGATION.search(text.lower()) is not None,
            )
        )
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    """Sentences; where one is as long as a table, windows of whole lines instead."""
    found = []
    for start, end in sentence_spans(text):
        lines = [(start + line.start(), start + line.end()) for line in re.finditer(r"\S[^\n]*", text[start:end])]
        if end - start <= _LONGEST_QUOTE or len(lines) < 2:
            found.append((start, end))
            continue
        for i, (line_start, line_end) in enumerate(lines):
            window_end = line_end
            for _, later_end in lines[i + 1 :]:
                if later_end - line_start > _LONGEST_QUOTE:
                    break
                window_end = later_end
            found.append((line_start, window_end))
    return [(start, start + len(text[start:end].rstrip())) for start, end in found]


def _below_heads(text: str, pieces: Sequence[tuple[int, int]], headings: frozenset[str]) -> list[tuple[int, int]]:
    """Pieces where each head has joined what stands below it. A known heading with nothing below says nothing and goes."""
    found: list[tuple[int, int]] = []
    head: tuple[int, int] | None = None
    for start, end in pieces:
        piece = text[start:end]
        if _plain(piece) in headings:
            head = (start, end)
        elif _is_head(piece):
            head = (head[0], end) if head is not None and end - head[0] <= _LONGEST_QUOTE else (start, end)
        else:
            joins = head is not None and end - head[0] <= _LONGEST_QUOTE
            found.append((head[0] if head is not None and joins else start, end))
            head = None
    if head is not None and _plain(text[head[0] : head[1]]) not in headings:
        found.append(head)
    return found


def _sentence_start(text: str, headings: frozenset[str]) -> int:
    """Where the sentence of a piece begins below its headings; 0 where no sentence stands below."""
    if not text.endswith(_SENTENCE_ENDS):
        return 0
    start = 0
    for line in re.finditer(r"([^\n]+)\n\s*", text):
        below = text[line.end() : line.end() + _LONGEST_QUOTE].split("\n", 1)[0]
        if line.start() != start or not below or not _heads(line, below, headings):
            break
        start = line.end()
    return start


def _heads(line: re.Match[str], below: str, headings: frozenset[str]) -> bool:
    """Whether a line is a heading: known, set off by an empty line, or numbered and far shorter than what follows."""
    words = line.group(1).strip()
    if words.endswith((":", "：")):
        return False
    if _plain(words) in headings:
        return True
    if line.group().count("\n") > 1:
        return _is_head(words)
    return (
        _NUMBERED_HEAD.fullmatch(words) is not None
        and len(words) <= _HEAD_SHARE * len(below)
        and not below[0].islower()
    )


def _is_head(piece: str) -> bool:
    """Whether a piece looks like a heading or a lead-in: one short line without numbers that ends like no sentence."""
    plain = _LIST_MARK.sub("", piece)
    if "\n" in piece or (plain != piece and not piece.lstrip()[0].isdigit()):
        return False
    if plain.rstrip().endswith((":", "：")):
        return True
    return (
        not plain.rstrip().endswith(tuple(".!?。！？…;”\"'」）)"))
        and not any(character.isdigit() for character in plain)
        and len(query_words.words(plain)) + len(query_words.pairs(plain)) // 2 <= _LONGEST_HEAD_WORDS
    )


def _plain(text: str) -> str:
    return " ".join(query_words.words(text) + query_words.pairs(text))


def _terms(text: str) -> frozenset[str]:
    return frozenset(
        [query_words.stem(_plain_number(word)) for word in query_words.content_words(text)]
        + (query_words.content_pairs(text) if query_words.has_unspaced(text) else [])
    )


def _numbers(text: str) -> frozenset[str]:
    found = (_plain_number(word) for word in query_words.words(text))
    return frozenset(word for word in found if word[0].isdigit())


def _plain_number(word: str) -> str:
    """``1,577`` as ``1577``, ``12.50`` as ``12.5``, ``seven`` as ``7``, ``fy23`` as ``2023``; other words as they are."""
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if _FISCAL_YEAR.fullmatch(word):
        return word[2:] if len(word) == 6 else f"20{word[2:]}"
    if not word[0].isdigit():
        return word
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", word)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
