"""Which documents speak of something, told as a list with a quote from each, without the model."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from assistant.conversation.cited_lists import Line, Place, Quote, cited_list
from assistant.conversation.steps import Step
from assistant.documents.pages.one_line import one_line
from assistant.documents.questions.mentions import Mention
from assistant.records import Citation

MOST_LISTED = 20
MOST_SPOKEN = 3
_LONGEST_SHOWN = 160


def listed(
    what: str, found: Sequence[Mention], searched: int, quote: Quote, *, japanese: bool, spoken: bool
) -> Iterator[Step]:
    """All are counted, the first ``MOST_LISTED`` listed; ``MOST_SPOKEN`` where the answer is heard. ``searched`` says how many
    documents were looked through."""
    head = _head(what, len(found), searched, japanese=japanese)
    lines = [
        Line(
            places=(Place(passage=mention.passage, start=mention.start, end=mention.end),),
            said=functools.partial(_line, mention, japanese=japanese),
        )
        for mention in found
    ]
    more = "ほかに{count}件あります。" if japanese else "And {count} more."
    yield from cited_list(head, lines, quote, most=MOST_SPOKEN if spoken else MOST_LISTED, more=more)


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


def _line(mention: Mention, cited: Sequence[Citation], *, japanese: bool) -> str:
    name, page = mention.passage.document.name, mention.passage.page
    said = one_line(cited[0].quote) if cited else ""
    said = said if len(said) <= _LONGEST_SHOWN else f"{said[: _LONGEST_SHOWN - 1]}…"
    if japanese:
        where = f"「{name}」" if page is None else f"「{name}」{page}ページ"
        more = f"（{mention.passages}か所）" if mention.passages > 1 else ""
        return f"{where}{more}：「{said}」" if said else f"{where}{more}"
    where = f"“{name}”" if page is None else f"“{name}”, page {page}"
    more = f" ({mention.passages} places)" if mention.passages > 1 else ""
    return f"{where}{more}: “{said}”" if said else f"{where}{more}"
