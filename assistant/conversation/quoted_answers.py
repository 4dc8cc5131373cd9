"""What is answered where the model writes nothing of its own, or the wrong word: the sentence that was found.

A small model now and then begins to recite its prompt. Generation stops there (``wording.recital_marks``), before any of it is
shown, and the documents' own words are the answer, with their place. So they are for a bare yes or no: it holds nothing that could
be found in the documents, and small models say it at random where the documents' sentence is a negative one.

The smallest models are not asked at all (``writes_from_documents``): what was found is their answer, and said to be no more.

Where the sentence settles a question for yes or no, the answer begins with that word. The first sentence is held back until it is
whole: one that says the other word, or one that no source answers, or the opposite of what stands in the documents, is not shown;
what stands there is.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Generator, Iterator, Sequence

from assistant.conversation import wording
from assistant.conversation.steps import Cited, Step
from assistant.documents.base import CitedAnswer
from assistant.documents.citing.polarity import contradict, polarity
from assistant.documents.pages.one_line import one_line
from assistant.documents.questions.yes_no import said_first, settles, word
from assistant.documents.sentences import sentence_spans
from assistant.llm.base import GenerationEnd, GenerationItem, PromptProgress, TextDelta
from assistant.records import Citation, Passage, SentenceSupport

_TOO_SMALL = 0.7e9
"""Parameters below which a model does not write from documents. Of 20 questions of XQuAD that forty paragraphs answer
SmolLM2 135M answered 10 and refused 6; the sentence that was found holds the answer of 19."""
_LONGEST_HELD = 400
"""Characters of a first sentence that are waited for."""
_NUMBER_OF_ITEM = re.compile(r"(?:\d{1,3}[.)]|[(（]\d{1,3}[)）]|[•*-])\s+(?=\w)")


def first_sentence(
    items: Iterator[GenerationItem],
) -> Generator[PromptProgress, None, tuple[str, list[GenerationItem]]]:
    """Reads an answer until its first sentence is whole, and tells how far the prompt is read. Returns that sentence, with a yes or
    no before it, and all items that hold it: the others are still to come. Empty where the answer was cancelled before."""
    held: list[GenerationItem] = []
    said = ""
    for item in items:
        if isinstance(item, PromptProgress):
            yield item
            continue
        held.append(item)
        if isinstance(item, TextDelta):
            said += item.text
            if _whole(said):
                break
        elif item.reason == "cancelled":
            return "", held
    return _beginning(said), held


def or_quote(
    items: Iterator[GenerationItem],
    quote: Citation | None,
    question: str,
    instead_of: Callable[[str], Citation | None] = lambda _: None,
) -> Iterator[Step]:
    """The items of an answer from documents; ``quote`` instead of one that is empty or a bare yes or no and was not cancelled, or
    that begins with the opposite. ``instead_of`` finds what of the documents must be said in place of a first sentence. Without a
    quote an empty one is the refusal."""
    yes = settles(question, quote.quote) if quote is not None else None
    held, tokens, begun, replaced = "", 0, False, False

    def begin(*, ended: bool) -> Iterator[Step]:
        nonlocal begun, replaced
        begun = True
        bare = ended and not held[said_first(held)[1] :].strip()
        instead = instead_of(_beginning(held)) if not bare else None
        if quote is not None and (bare or (yes is not None and _opposes(held, yes, quote))):
            instead = quote
        replaced = instead is not None
        if instead is not None:
            yield from quoted(instead, question)
        elif held.strip():
            before = leading_word(quote, question) if quote is not None and said_first(held)[0] is None else ""
            yield TextDelta(text=before + (_without_number(held.lstrip()) if before else held), tokens=tokens)
        else:
            yield TextDelta(text=wording.refusal(question), tokens=0)

    for item in items:
        if isinstance(item, TextDelta):
            if not begun:
                held, tokens = held + item.text, tokens + item.tokens
                if _whole(held):
                    yield from begin(ended=False)
            elif not replaced:
                yield item
            continue
        if isinstance(item, GenerationEnd) and not begun:
            if item.reason != "cancelled":
                yield from begin(ended=True)
            elif held.strip():
                yield TextDelta(text=held, tokens=tokens)
        yield item


def or_no_answer(items: Iterator[GenerationItem], question: str) -> Iterator[Step]:
    """The items of an answer without documents; that there is none, where nothing was written and it was not cancelled."""
    written = False
    for item in items:
        written = written or (isinstance(item, TextDelta) and bool(item.text.strip()))
        if isinstance(item, GenerationEnd) and not written and item.reason != "cancelled":
            yield TextDelta(text=wording.no_answer(question), tokens=0)
        yield item


def writes_from_documents(parameters: int) -> bool:
    """Whether a model of so many parameters, 0 where that is not known, is to answer from documents in its own words."""
    return not 0 < parameters < _TOO_SMALL


def found_instead(quote: Citation, passages: Sequence[Passage], question: str, *, remark: bool) -> Iterator[Step]:
    """What was found, and where, as the whole answer; ``remark`` tells that the model is too small to write one."""
    japanese = wording.is_japanese(question)
    at = next((one for one in passages if (one.document_id, one.page) == (quote.document_id, quote.page)), None)
    place = wording.place(at, japanese=japanese) if at is not None else quote.document.name
    found = wording.found_at(place, one_line(quote.quote), japanese=japanese)
    text = leading_word(quote, question) + found
    mark = SentenceSupport(start=0, end=len(text), citations=(1,))
    text += wording.too_small(japanese=japanese) if remark else ""
    yield TextDelta(text=text, tokens=0)
    cited = CitedAnswer(citations=(dataclasses.replace(quote, n=1),), support=(mark,), refused=False)
    yield Cited(cited=cited)


def leading_word(quote: Citation, question: str) -> str:
    """Yes or no, where that is asked for and the quote settles it; else empty."""
    yes = settles(question, quote.quote)
    return "" if yes is None else word(yes, japanese=wording.is_japanese(question))


def _without_number(sentence: str) -> str:
    """An item of a list as a sentence: behind a yes or no, its number would be read as one of theirs."""
    found = _NUMBER_OF_ITEM.match(sentence)
    return sentence if found is None else sentence[found.end() :]


def _whole(held: str) -> bool:
    """Whether the first sentence is: the next has begun, or it is longer than any that is waited for."""
    return len(sentence_spans(held[said_first(held)[1] :])) > 1 or len(held) >= _LONGEST_HELD


def _beginning(held: str) -> str:
    """The first sentence with the yes or no before it."""
    return (held[: said_first(held)[1]] + _first_sentence(held)).strip()


def _first_sentence(held: str) -> str:
    rest = held[said_first(held)[1] :]
    spans = sentence_spans(rest)
    return rest[slice(*spans[0])] if spans else ""


def _opposes(held: str, yes: bool, quote: Citation) -> bool:
    """Whether an answer begins with the other word, or with the opposite of what was found."""
    said, _ = said_first(held)
    opposed = contradict(polarity(_first_sentence(held)), polarity(one_line(quote.quote)))
    return (said is not None and said is not yes) or opposed


def quoted(quote: Citation, question: str) -> Iterator[Step]:
    """A quote as the whole answer, with yes or no before it where that is asked for and it settles it."""
    text = leading_word(quote, question) + _without_number(one_line(quote.quote))
    cited = dataclasses.replace(quote, n=1)
    yield TextDelta(text=text, tokens=0)
    marks = (SentenceSupport(start=0, end=len(text), citations=(cited.n,)),)
    yield Cited(cited=CitedAnswer(citations=(cited,), support=marks, refused=False))
