"""What is answered where the model writes nothing of its own: the sentence that was found.

A small model now and then begins to recite its prompt. Generation stops there (``wording.recital_marks``), before any of it is
shown, and the documents' own words are the answer, with their place.
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


def or_quote(items: Iterator[GenerationItem], quote: Citation | None, question: str) -> Iterator[Step]:
    """The items of an answer from documents; ``quote`` before the end of one that is empty and was not cancelled, or the refusal
    where there is no quote."""
    written = False
    for item in items:
        if isinstance(item, TextDelta):
            written = written or bool(item.text.strip())
        elif isinstance(item, GenerationEnd) and not written and item.reason != "cancelled":
            yield from _quoted(quote) if quote is not None else (TextDelta(text=wording.refusal(question), tokens=0),)
        yield item


def _quoted(quote: Citation) -> Iterator[Step]:
    text = one_line(quote.quote)
    cited = dataclasses.replace(quote, n=1)
    yield TextDelta(text=text, tokens=0)
    marks = (SentenceSupport(start=0, end=len(text), citations=(cited.n,)),)
    yield Cited(cited=CitedAnswer(citations=(cited,), support=marks, refused=False))
