"""Which documents speak of something, told as a list with a quote from each, without the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.conversation.comparing import Quote
from assistant.conversation.steps import Cited, Step
from assistant.documents.base import CitedAnswer
from assistant.documents.mentions import Mention
from assistant.documents.one_line import one_line
from assistant.llm.base import TextDelta
from assistant.records import Citation, SentenceSupport

MOST_LISTED = 20
MOST_SPOKEN = 3
_LONGEST_SHOWN = 160


def listed(
    what: str, found: Sequence[Mention], searched: int, quote: Quote, *, japanese: bool, spoken: bool
) -> Iterator[Step]:
    """All are counted, the first ``MOST_LISTED`` listed; ``MOST_SPOKEN`` where the answer is heard. ``searched`` says how many
    documents were looked through."""
    text = _head(what, len(found), searched, japanese=japanese)
    most = MOST_SPOKEN if spoken else MOST_LISTED
    citations: list[Citation] = []
    marks: list[SentenceSupport] = []
    for number, mention in enumerate(found[:most], start=1):
        cited = quote(mention.passage, mention.start, mention.end, len(citations) + 1)
        text += "\n\n" if number == 1 else "\n"
        start = len(text)
        text += f"{number}. {_line(mention, cited, japanese=japanese)}"
        if cited is not None:
            citations.append(cited)
            marks.append(SentenceSupport(start=start, end=len(text), citations=(cited.n,)))
    if len(found) > most:
        more = len(found) - most
        text += f"\n\nほかに{more}件あります。" if japanese else f"\n\nAnd {more} more."
    yield TextDelta(text=text, tokens=0)
    yield Cited(cited=CitedAnswer(citations=tuple(citations), support=tuple(marks), refused=False))


def _head(what: str, found: int, searched: int, *, japanese: bool) -> str:
    if japanese:
        if not found:
            return (
                f"「{what}」という言葉は、{searched}件のどの文書にもありません。同じ意味のほかの言葉は調べていません。"
            )
        return f"「{what}」という言葉は、{searched}件の文書のうち{found}件にあります。"
    if not found:
        none = f"None of your {searched} documents has" if searched != 1 else "Your document does not have"
        return f"{none} “{what}” in it. Other words that mean the same were not looked for."
    of = "your 1 document" if searched == 1 else f"your {searched} documents"
    return f"{found} of {of} {'has' if found == 1 else 'have'} “{what}” in {'it' if found == 1 else 'them'}."


def _line(mention: Mention, cited: Citation | None, *, japanese: bool) -> str:
    name, page = mention.passage.document.name, mention.passage.page
    said = one_line(cited.quote) if cited is not None else ""
    said = said if len(said) <= _LONGEST_SHOWN else f"{said[: _LONGEST_SHOWN - 1]}…"
    if japanese:
        where = f"「{name}」" if page is None else f"「{name}」{page}ページ"
        more = f"（{mention.passages}か所）" if mention.passages > 1 else ""
        return f"{where}{more}：「{said}」" if said else f"{where}{more}"
    where = f"“{name}”" if page is None else f"“{name}”, page {page}"
    more = f" ({mention.passages} places)" if mention.passages > 1 else ""
    return f"{where}{more}: “{said}”" if said else f"{where}{more}"
