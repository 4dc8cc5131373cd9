"""Which sentence of which passage supports each sentence of an answer. Pure.

The model is not asked for citations; its words are held against the passages' own. A sentence counts as supported when its
rare words are found together in one or two sentences of the passages, every number it names is among them and counts the same
(``measures``), and every name
and thing stands somewhere in the passage, its title or its headings (``invented``). What says the opposite (``polarity``) supports
nothing, and weighs against what does. A name or number that the question brought in and the source does not hold is said to be
missing. A quote is a span of the passage: exact by construction (``quotable``).
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

from assistant.documents.citing.claims import Claim, claim_of, claim_spans
from assistant.documents.citing.invented import invents, is_about_another
from assistant.documents.citing.measures import counts_otherwise, mismeasured, on_another_day
from assistant.documents.citing.parties import party, tells_of_another
from assistant.documents.citing.polarity import contradict
from assistant.documents.citing.quotable import Source, sources_of, terms_in
from assistant.documents.citing.substituted import names_another
from assistant.documents.finding import query_words
from assistant.documents.questions import yes_no
from assistant.records import Passage

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How near a sentence comes to others in meaning, each from 0 to 1."""

SUPPORTED = 0.7
"""Share of a sentence's weight that the sources must hold. Chosen on the even lines of VitaminC (claims that differ from their
source by a word): of 39 that it refutes and 15 it says nothing of, one is taken for supported, and 22 of 46 true ones; with .5
twelve, and 23. On the odd lines 5 of 54 and 23 of 46; with .5 twelve, and 29."""
_AGAINST = 0.5
"""The same for a source that says the opposite."""
_AGAINST_BY_NUMBER = 0.8
"""The same, numbers aside, for a source that only counts otherwise: with less it tells of something else."""
_SUPPORTED_UNSETTLED = 0.8
"""The same for a sentence that says yes or no to what its source does not settle."""
_SECOND_SOURCE_GAIN = 0.2
_UNKNOWN_DENIAL = 0.75
"""What a source is worth to a sentence that denies something, where the source denies nothing and they share no focus."""
_WORTH_A_LOOK = 0.25
_SAME_MEANING = 0.95
_COMPARED = 0.5
"""Share of a sentence from which nearness in meaning can bear the rest: whatever is about the same is near."""
_LOOKED_AT = 8
_QUESTION_SHARE = 0.3
"""How much the question's words count against the sentence's own when sources are ranked: a bare "1,355" stands in many rows."""


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


def support(
    answer: str, passages: Sequence[Passage], similarity: Similarity | None = None, question: str = ""
) -> tuple[Support, ...]:
    """Each sentence of the answer that claims something, in order. Greetings, lead-ins and questions are left out
    when nothing supports them: there is nothing to mark. ``question`` is what was answered."""
    asked = claim_of(question)
    # A question may begin with the name it is about, which inside a sentence a capital gives away.
    given = asked.numbers | frozenset(map(query_words.stem, query_words.content_words(question)))
    sources = [source for at, passage in enumerate(passages) for source in sources_of(at, passage)]
    contexts = [terms_in(f"{passage.title} {passage.heading}") for passage in passages]
    whole = [contexts[at] | terms_in(passage.text) for at, passage in enumerate(passages)]
    document_frequency = Counter(term for source in sources for term in source.terms)
    rarity = {term: math.log(1 + len(sources) / count) for term, count in document_frequency.items()}
    unknown = math.log(1 + len(sources)) if sources else 1.0
    found = []
    for start, end in claim_spans(answer):
        yes, at = yes_no.said_first(answer[start:end])
        claim = claim_of(answer[start + at : end])
        if not claim.terms:
            if yes is not None:
                found.append(Support(start=start, end=end, quotes=_settling(question, yes, sources)))
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
        if yes is not None and not _agrees(yes, question, claim, quotes, passages):
            quotes, missing = (), ()
        if quotes or not claim.text.rstrip().endswith((":", "：", "?", "？")):
            found.append(Support(start=start, end=end, quotes=quotes, missing=missing))
    return tuple(found)


def opposite(sentence: str, passages: Sequence[Passage]) -> Quote | None:
    """The source that says the opposite of a sentence, or the same of another name, day or number; None where one supports it."""
    (found, *_) = support(sentence, passages) or (None,)
    claim = claim_of(sentence[yes_no.said_first(sentence)[1] :])
    if found is None or found.quotes or not claim.terms:
        return None
    sources = [source for at, passage in enumerate(passages) for source in sources_of(at, passage)]
    counted = dataclasses.replace(claim, terms=claim.terms - claim.numbers)
    against = [
        (share, source)
        for source in sources
        if not source.is_proviso
        and (share := _share(claim, dict.fromkeys(claim.terms, 1.0), source, frozenset())) >= _AGAINST
        and (
            contradict(claim.polarity, source.polarity) or _tells_of_another(claim, source)
            if claim.numbers <= source.numbers
            else counts_otherwise(claim.text, source.text)
            and _share(counted, dict.fromkeys(counted.terms, 1.0), source, frozenset()) >= _AGAINST_BY_NUMBER
        )
    ]
    return _quote(*max(against, key=lambda pair: pair[0])) if against else None


def _settling(question: str, yes: bool, sources: Sequence[Source]) -> tuple[Quote, ...]:
    """A source that answers the question with this word."""
    return next(((_quote(1.0, source),) for source in sources if yes_no.settles(question, source.text) is yes), ())


def _agrees(yes: bool, question: str, claim: Claim, quotes: Sequence[Quote], passages: Sequence[Passage]) -> bool:
    """Whether yes or no is what the quotes answer. Where they do not hold all of the question, the sentence's own denial tells."""
    if not yes_no.is_yes_no(question):
        return True
    texts = [
        passages[one.passage].text[one.start - passages[one.passage].start :][: one.end - one.start] for one in quotes
    ]
    settled = {answer for text in texts if (answer := yes_no.settles(question, text)) is not None}
    if settled:
        return yes in settled
    return yes is not claim.polarity.negated and all(quote.score >= _SUPPORTED_UNSETTLED for quote in quotes)


def _as_written(terms: frozenset[str], text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(word.group() for word in re.finditer(r"[\w,.]*\w", text) if terms_in(word.group()) & terms)
    )


def _quotes(
    claim: Claim,
    weigh: dict[str, float],
    sources: Sequence[Source],
    contexts: Sequence[frozenset[str]],
    whole: Sequence[frozenset[str]],
    similarity: Similarity | None,
) -> tuple[Quote, ...]:
    usable = [source for source in sources if claim.names <= whole[source.passage]]
    borne = [not invents(claim.text, terms | claim.asked) for terms in whole]
    mine = party(claim.text)
    parties = {party(source.text[source.said_at :]) for source in sources} if mine else set()
    shares = [(_share(claim, weigh, source, contexts[source.passage] | source.taken_up), source) for source in usable]
    against = max(
        (
            share
            for share, source in shares
            if share and not source.is_proviso and contradict(claim.polarity, source.polarity)
        ),
        default=0.0,
    )
    ranked = sorted(
        ((_score(claim, share, source), source) for share, source in shares if share),
        key=lambda pair: (-pair[0] - _asked_share(claim, pair[1]), pair[1].passage, len(pair[1].text)),
    )
    ranked = [(score, source) for score, source in ranked if score > 0]
    if not any(score >= _WORTH_A_LOOK for score, _ in ranked) or against >= max(_AGAINST, ranked[0][0]):
        return ()
    whole_numbers = [
        (score, source)
        for score, source in ranked
        if claim.numbers <= source.numbers
        and borne[source.passage]
        and not is_about_another(claim.text, whole[source.passage], source.text)
        and not mismeasured(claim.text, source.text)
        and not tells_of_another(mine, source.text[source.said_at :], parties)
        and not counts_otherwise(claim.text, source.text)
        and not _tells_of_another(claim, source)
    ]
    enough = next((pair for pair in whole_numbers if pair[0] >= SUPPORTED), None)
    if enough is not None:
        return (_quote(*enough),)
    if against >= _WORTH_A_LOOK:
        # Two sources that each hold a part, or one that is near in meaning, bear nothing that another denies.
        return ()
    pair = _two_sources(claim, weigh, ranked, contexts)
    held = frozenset[str]().union(*(whole[quote.passage] for quote in pair))
    places = {(quote.passage, quote.start) for quote in pair}
    both = [source for _, source in ranked if (source.passage, source.start) in places]
    said = "\n".join(source.text for source in both)
    if any(tells_of_another(mine, source.text[source.said_at :], parties) for source in both) or (
        both and _tells_of_another(claim, both[0])
    ):
        return ()
    if pair and not invents(claim.text, claim.asked | held) and not is_about_another(claim.text, held, said):
        return _or_heading(claim, pair, both, contexts)
    if similarity is not None and whole_numbers:
        near = [(score, source) for score, source in whole_numbers if score >= _COMPARED][:_LOOKED_AT]
        if near:
            meaning = similarity(claim.text, [source.text for _, source in near])
            best, (_, source) = max(zip(meaning, near, strict=True), key=lambda item: item[0])
            if best >= _SAME_MEANING and source.polarity.negated == claim.polarity.negated:
                return (_quote(float(best), source),)
    return ()


def _tells_of_another(claim: Claim, source: Source) -> bool:
    """Whether the claim has another name where the source has one, or another day of the week."""
    said = source.text[source.said_at :]
    return on_another_day(claim.text, source.text) or names_another(claim.text, said, source.terms | source.taken_up)


def _two_sources(
    claim: Claim,
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
        if mismeasured(claim.text, f"{first.text}\n{second.text}"):
            continue
        together = sum(weigh[term] for term in have | (second.terms & claim.terms)) / total
        if (
            together >= SUPPORTED
            and together - first_score >= _SECOND_SOURCE_GAIN
            and (best is None or together > best[0])
        ):
            best = (together, score, second)
    if best is None or (claim.polarity.negated and not (first.polarity.negated or best[2].polarity.negated)):
        return ()
    return (_quote(first_score, first), _quote(best[1], best[2]))


def _or_heading(
    claim: Claim, pair: tuple[Quote, ...], both: Sequence[Source], contexts: Sequence[frozenset[str]]
) -> tuple[Quote, ...]:
    """Two quotes; of the second the heading above it, where nothing else of it bears the claim."""
    first, second = (
        next(one for one in both if (one.passage, one.start) == (each.passage, each.start)) for each in pair
    )
    added = (claim.terms & second.terms) - first.terms - contexts[first.passage]
    if not second.said_at or not added.isdisjoint(second.own) or not claim.numbers <= first.numbers:
        return pair
    start = second.start - second.said_at
    end = start + len(second.text[: second.said_at].rstrip())
    return (pair[0], dataclasses.replace(pair[1], start=start, end=end))


def _share(claim: Claim, weigh: dict[str, float], source: Source, context: frozenset[str]) -> float:
    """Share of the claim's weight that the source holds; what stands in title and headings need not be said again."""
    said = sum(weigh[term] for term in claim.terms & source.terms)
    if said == 0.0:
        return 0.0
    implied = sum(weigh[term] for term in (claim.terms & context) - source.terms)
    return said / (sum(weigh[term] for term in claim.terms) - implied)


def _score(claim: Claim, share: float, source: Source) -> float:
    """The share; nothing where the source says the opposite."""
    if contradict(claim.polarity, source.polarity):
        return 0.0
    unknown = claim.polarity.negated and not source.polarity.negated
    return share * (_UNKNOWN_DENIAL if unknown else 1.0)


def _asked_share(claim: Claim, source: Source) -> float:
    return _QUESTION_SHARE * len(claim.asked & source.terms) / len(claim.asked) if claim.asked else 0.0


def _quote(score: float, source: Source) -> Quote:
    return Quote(passage=source.passage, start=source.start, end=source.end, score=round(min(score, 1.0), 3))
