"""What is answered where the model writes nothing of its own: the sentence that was found.

A small model now and then begins to recite its prompt. Generation stops there (``wording.recital_marks``), before any of it is
shown, and the documents' own words are the answer, with their place. So they are for a bare yes or no: it holds nothing that could
be found in the documents, and small models say it at random where the documents' sentence is a negative one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from assistant.conversation import wording
from assistant.conversation.steps import Cited, Step
from assistant.documents.base import CitedAnswer
from assistant.documents.one_line import one_line
from assistant.llm.base import GenerationEnd, GenerationItem, TextDelta
from assistant.records import Citation, SentenceSupport

_BARE = frozenset(word + mark for word in ("yes", "no", "はい", "いいえ", "いえ") for mark in ("", *".!。！"))


def or_quote(items: Iterator[GenerationItem], quote: Citation | None, question: str) -> Iterator[Step]:
    """The items of an answer from documents; ``quote`` instead of one that is empty or a bare yes or no and was not cancelled.
    Without a quote an empty one is the refusal."""
    held, tokens, written = "", 0, False
    for item in items:
        if isinstance(item, TextDelta) and not written:
            held, tokens = held + item.text, tokens + item.tokens
            said = held.strip().lower()
            if not any(bare.startswith(said) for bare in _BARE):
                written = True
                yield TextDelta(text=held, tokens=tokens)
            continue
        if isinstance(item, GenerationEnd) and not written:
            said = held.strip().lower()
            if item.reason != "cancelled" and quote is not None and (not said or said in _BARE):
                yield from _quoted(quote)
            elif said:
                yield TextDelta(text=held, tokens=tokens)
            elif item.reason != "cancelled":
                yield TextDelta(text=wording.refusal(question), tokens=0)
        yield item


def _quoted(quote: Citation) -> Iterator[Step]:
    text = one_line(quote.quote)
    cited = dataclasses.replace(quote, n=1)
    yield TextDelta(text=text, tokens=0)
    marks = (SentenceSupport(start=0, end=len(text), citations=(cited.n,)),)
    yield Cited(cited=CitedAnswer(citations=(cited,), support=marks, refused=False))
