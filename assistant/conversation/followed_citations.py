"""Following a citation by word of mouth: a spoken answer says where it stands, and “read it out” and “open it” mean that place."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterator, Sequence

from assistant.conversation import wording
from assistant.conversation.steps import Aside, Cited, Step
from assistant.documents.base import CitedAnswer, Evidence, EvidenceSource
from assistant.documents.pages.shown_quote import shown_quote
from assistant.llm.base import GenerationEnd, TextDelta
from assistant.records import Citation, Message, SentenceSupport

_POLITE = r"(?:(?:please|now|and|can you|could you|would you)\s+)*"
_PLEASE_JA = r"(?:ください|下さい|くれますか|もらえますか|くれる|もらえる|ほしい)?"
_READ = re.compile(
    rf"{_POLITE}read (?:me )?(?:it|that|this|(?:the|that) (?:passage|quote|sentence|source|place|part|clause|original))"
    rf"(?: (?:out|aloud|loud|to me|please))*"
    rf"|(?:それ|そこ|その(?:箇所|文|部分|条文)|原文|引用)?を?(?:読み上げて|読んで){_PLEASE_JA}",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"{_POLITE}open (?:it|that|this|(?:the|that) (?:document|file|page|source|paper|place))(?: (?:up|please|for me))*"
    rf"|(?:それ|そこ|その(?:文書|書類|ファイル|ページ|箇所))?を?(?:開いて|ひらいて){_PLEASE_JA}",
    re.IGNORECASE,
)
_APART = re.compile(r"[\s,、]+")
_TRIMMED = " .,!?。、！？"


class Followed(enum.Enum):
    """What is to be done with the place that was cited."""

    READ = "read"
    OPEN = "open"


def followed(question: str) -> Followed | None:
    """What a message wants done with what was cited last; None for any other."""
    text = _APART.sub(" ", question).strip(_TRIMMED)
    if _READ.fullmatch(text):
        return Followed.READ
    return Followed.OPEN if _OPEN.fullmatch(text) else None


def last_cited(messages: Sequence[Message]) -> Citation | None:
    """The first citation of the last answer; None where that cites nothing."""
    answer = next((message.answer for message in reversed(messages) if message.answer is not None), None)
    return answer.citations[0] if answer is not None and answer.citations else None


def read_out(citation: Citation, *, japanese: bool) -> Iterator[Step]:
    """The cited words and where they stand, as the whole answer."""
    place = wording.place_in(citation.document.stem, citation.page, citation.at_s, japanese=japanese)
    text = wording.found_at(place, shown_quote(citation), japanese=japanese)
    mark = SentenceSupport(start=0, end=len(text), citations=(1,))
    yield TextDelta(text=text, tokens=0)
    yield Cited(cited=CitedAnswer(citations=(dataclasses.replace(citation, n=1),), support=(mark,), refused=False))


def opening_words(citation: Citation, *, japanese: bool) -> str:
    """The request that opens the document, by its name."""
    return f"{citation.document.name}を開いて" if japanese else f"open {citation.document.name}"


def with_place(steps: Iterator[Step], evidence: Evidence, source: EvidenceSource, *, japanese: bool) -> Iterator[Step]:
    """An answer from documents that ends with where it stands; as it is where it was stopped, or cites nothing."""
    text, cited = "", None
    end: GenerationEnd | None = None
    for step in steps:
        if isinstance(step, GenerationEnd):
            end = step
            continue
        if isinstance(step, TextDelta):
            text += step.text
        elif isinstance(step, Cited):
            cited = step.cited
        yield step
    said = text.strip() and (end is None or end.reason != "cancelled")
    if said and cited is None:
        cited = source.cite(text.strip(), evidence)
        yield Cited(cited=cited)
    if said and cited is not None and cited.citations and not cited.refused:
        first = cited.citations[0]
        titles = [one.title for one in evidence.passages if one.document_id == first.document_id and one.title]
        name = (titles[0] if titles else first.document.stem).replace("_", " ")
        yield Aside(text=wording.stands_at(name, first.page, first.at_s, japanese=japanese), tokens=0)
    if end is not None:
        yield end
