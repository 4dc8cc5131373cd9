"""What is answered where the model writes nothing of its own, or the wrong word: the sentence that was found.

A small model now and then begins to recite its prompt. Generation stops there (``wording.recital_marks``), before any of it is
shown, and the documents' own words are the answer, with their place. So they are for a bare yes or no: it holds nothing that could
be found in the documents, and small models say it at random where the documents' sentence is a negative one.

Where the sentence settles a question for yes or no, the answer begins with that word. The first sentence is held back until it is
known; one that says the other word, or the opposite of what was found, is not shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from assistant.conversation import wording
from assistant.conversation.steps import Cited, Step
from assistant.documents.base import CitedAnswer
from assistant.documents.one_line import one_line
from assistant.documents.polarity import contradict, polarity
from assistant.documents.sentences import sentence_spans
from assistant.documents.yes_no import said_first, settles, word
from assistant.llm.base import GenerationEnd, GenerationItem, TextDelta
from assistant.records import Citation, SentenceSupport

_LONGEST_HELD = 400
"""Characters of a first sentence that are waited for."""


def or_quote(items: Iterator[GenerationItem], quote: Citation | None, question: str) -> Iterator[Step]:
    """The items of an answer from documents; ``quote`` instead of one that is empty or a bare yes or no and was not cancelled, or
    that says the opposite. Without a quote an empty one is the refusal."""
    yes = settles(question, quote.quote) if quote is not None else None
    held, tokens, written, replaced = "", 0, False, False
    for item in items:
        if isinstance(item, TextDelta) and written:
            if not replaced:
                yield item
            continue
        if isinstance(item, TextDelta):
            held, tokens = held + item.text, tokens + item.tokens
            if _whole(held, yes):
                written = True
                replaced = quote is not None and yes is not None and _opposes(held, yes, quote)
                yield from _begun(held, tokens, quote, question, yes, replaced=replaced)
            continue
        if isinstance(item, GenerationEnd) and not written:
            bare = not held[said_first(held)[1] :].strip() or not held.strip()
            if (
                item.reason != "cancelled"
                and quote is not None
                and (bare or (yes is not None and _opposes(held, yes, quote)))
            ):
                yield from _quoted(quote, yes, question)
            elif held.strip():
                yield from _begun(held, tokens, quote, question, yes, replaced=False)
            elif item.reason != "cancelled":
                yield TextDelta(text=wording.refusal(question), tokens=0)
        yield item


def leading_word(quote: Citation, question: str) -> str:
    """Yes or no, where that is asked for and the quote settles it; else empty."""
    yes = settles(question, quote.quote)
    return "" if yes is None else word(yes, japanese=wording.is_japanese(question))


def _whole(held: str, yes: bool | None) -> bool:
    """Whether so much is written that it can be judged: more than a bare word, or a whole sentence where the word is known."""
    _, start = said_first(held + " ")
    rest = held[start:]
    if yes is not None:
        return len(sentence_spans(rest)) > 1 or len(held) >= _LONGEST_HELD
    return bool(rest.strip()) and not _may_become_a_word(held)


def _may_become_a_word(held: str) -> bool:
    said = held.strip().lower()
    return any(bare.startswith(said) for bare in ("yes", "no", "はい", "いいえ", "いえ"))


def _opposes(held: str, yes: bool, quote: Citation) -> bool:
    """Whether an answer begins with the other word, or with the opposite of what was found."""
    said, start = said_first(held)
    rest = held[start:]
    spans = sentence_spans(rest)
    first = rest[slice(*spans[0])] if spans else ""
    return (said is not None and said is not yes) or contradict(polarity(first), polarity(one_line(quote.quote)))


def _begun(
    held: str, tokens: int, quote: Citation | None, question: str, yes: bool | None, *, replaced: bool
) -> Iterator[Step]:
    """What is shown of a first sentence."""
    if replaced and quote is not None:
        yield from _quoted(quote, yes, question)
        return
    missing = yes is not None and said_first(held)[0] is None
    before = word(yes, japanese=wording.is_japanese(question)) if missing and yes is not None else ""
    yield TextDelta(text=before + (held.lstrip() if before else held), tokens=tokens)


def _quoted(quote: Citation, yes: bool | None, question: str) -> Iterator[Step]:
    before = "" if yes is None else word(yes, japanese=wording.is_japanese(question))
    text = before + one_line(quote.quote)
    cited = dataclasses.replace(quote, n=1)
    yield TextDelta(text=text, tokens=0)
    marks = (SentenceSupport(start=0, end=len(text), citations=(cited.n,)),)
    yield Cited(cited=CitedAnswer(citations=(cited,), support=marks, refused=False))
