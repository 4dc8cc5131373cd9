"""Answers about documents as wholes: which are meant, and the steps of a summary or a comparison."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from assistant.conversation import comparing, wording
from assistant.conversation.document_tasks import DocumentTask, TaskKind, parse_task
from assistant.conversation.grounding import Grounding
from assistant.conversation.history import ConversationStore
from assistant.conversation.mention_requests import mentioned
from assistant.conversation.mentioning import listed
from assistant.conversation.steps import AnswerOpened, Cited, StageEntered, Step
from assistant.conversation.summarising import summarise
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import CitedAnswer, Evidence, EvidenceSource
from assistant.documents.document_name import DocumentName
from assistant.documents.pages.one_line import one_line
from assistant.documents.whole_documents import WholeDocuments
from assistant.events import Stage
from assistant.llm.base import ChatModel, TextDelta
from assistant.records import Basis, Citation, SentenceSupport

MOST_SUMMARISED = 20
MOST_FIGURES = 3
_COMPARED = {
    TaskKind.DIFFERENCES: comparing.changes,
    TaskKind.CONTRADICTIONS: comparing.conflicts,
    TaskKind.ONE_SIDED: comparing.only_in_first,
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What is wanted of which documents, in the order in which they were named; ``searched`` counts those that are looked through
    for ``words``."""

    kind: TaskKind
    documents: tuple[DocumentName, ...] = ()
    figures: tuple[Citation, ...] = ()
    words: str = ""
    searched: int = 0


class DocumentAnswers:
    """Finds out which documents a question means as wholes, and answers it. Used on the model's thread."""

    def __init__(self, documents: WholeDocuments, evidence: EvidenceSource, store: ConversationStore) -> None:
        self._documents = documents
        self._evidence = evidence
        self._store = store

    def meant(self, request: TurnRequest) -> Meant | None:
        """The documents that are to be summarised, compared or looked through; None where the question is none of these or names
        nothing that is there."""
        if request.use_documents is False:
            return None
        task, words = parse_task(request.question), mentioned(request.question)
        if words is not None and (searched := self._documents.count(request.collection)):
            return Meant(kind=TaskKind.MENTIONS, searched=searched, words=words)
        if task is None:
            return None
        library = self._documents.names(request.collection)
        if task.kind is TaskKind.FIGURE:
            figures = self._figures(request, task, library)
            return Meant(kind=task.kind, figures=tuple(figures[:MOST_FIGURES])) if figures else None
        if not task.names:
            return Meant(kind=task.kind, documents=tuple(library)) if len(library) > 1 else None
        at_hand = self._at_hand(request, library)
        found = [
            self._documents.named(words, library, request.collection) if words else at_hand for words in task.names
        ]
        if task.kind is TaskKind.SUMMARY:
            return Meant(kind=task.kind, documents=tuple(found[0][:MOST_SUMMARISED])) if found[0] else None
        pair = found[0] if len(found) == 1 else _pair(found[0], found[1])
        return Meant(kind=task.kind, documents=tuple(pair)) if len(pair) == 2 else None

    def steps(self, meant: Meant, request: TurnRequest, model: Callable[[], ChatModel]) -> Iterator[Step]:
        """The steps of the answer; ``model`` loads it where it is needed. Raises ``Interrupted`` when stopped."""
        japanese = wording.is_japanese(request.question)
        if meant.kind is TaskKind.FIGURE:
            yield AnswerOpened(sent=request.question, model="", grounding=Grounding(basis=Basis.DOCUMENTS))
            yield from shown_figures(meant.figures, japanese=japanese)
            return
        if meant.kind is TaskKind.MENTIONS:
            yield StageEntered(stage=Stage.SEARCHING)
            yield AnswerOpened(sent=request.question, model="", grounding=Grounding(basis=Basis.DOCUMENTS))
            found = self._documents.mentions(meant.words, request.collection)
            yield from listed(
                meant.words, found, meant.searched, self._evidence.quote, japanese=japanese, spoken=request.spoken
            )
            return
        compared = meant.documents[: comparing.MOST_TOGETHER]
        passages = self._documents.passages([one.document_id for one in compared])
        evidence = Evidence(passages=passages, sufficient=True, took_ms=0.0)
        grounding = Grounding(evidence=evidence, basis=Basis.DOCUMENTS)
        if meant.kind is not TaskKind.SUMMARY:
            yield StageEntered(stage=Stage.READING_DOCUMENT)
            yield AnswerOpened(sent=request.question, model="", grounding=grounding)
            compare = _COMPARED[meant.kind] if len(meant.documents) == 2 else comparing.conflicts_among
            yield from compare(meant.documents, passages, self._evidence.quote, japanese=japanese)
            return
        yield StageEntered(stage=Stage.LOADING_MODEL)
        loaded = model()
        yield AnswerOpened(sent=request.question, model=loaded.model_id, grounding=grounding)
        yield from summarise(
            self._documents,
            meant.documents,
            loaded,
            request.cancel,
            japanese=japanese,
            answer_tokens=request.answer_tokens,
            spoken=request.spoken,
        )

    def _figures(self, request: TurnRequest, task: DocumentTask, library: list[DocumentName]) -> list[Citation]:
        """Where no document is named, those at hand come first, and then any."""
        if task.names and task.names[0]:
            meant = self._documents.named(task.names[0], library, request.collection)
            return self._documents.figures(meant, task.number, table=task.table)
        at_hand = self._documents.figures(self._at_hand(request, library), task.number, table=task.table)
        return at_hand or self._documents.figures(library, task.number, table=task.table)

    def _at_hand(self, request: TurnRequest, library: list[DocumentName]) -> list[DocumentName]:
        """What "it" or "these two" can mean: the documents cited last in this conversation, else all of a chosen collection, else
        the only ones there are."""
        messages = self._store.messages(request.conversation) if request.conversation is not None else ()
        for message in reversed(messages):
            if message.answer is not None and message.answer.citations:
                cited = {citation.document_id for citation in message.answer.citations}
                return [one for one in library if one.document_id in cited]
        return library if request.collection or len(library) <= 2 else []


def shown_figures(figures: Sequence[Citation], *, japanese: bool) -> Iterator[Step]:
    """Where each figure stands, with its caption; the window shows the picture."""
    text = ""
    marks = []
    for citation in figures:
        caption = one_line(citation.quote)
        name = citation.document.name
        if japanese:
            where = f"「{name}」" if citation.page is None else f"「{name}」の{citation.page}ページ"
            line = f"{where}：{caption}"
        else:
            where = f"“{name}”" if citation.page is None else f"page {citation.page} of “{name}”"
            line = f"On {where}: {caption}" if citation.page is not None else f"In {where}: {caption}"
        text += "\n\n" if text else ""
        marks.append(SentenceSupport(start=len(text), end=len(text) + len(line), citations=(citation.n,)))
        text += line
    yield TextDelta(text=text, tokens=0)
    yield Cited(cited=CitedAnswer(citations=tuple(figures), support=tuple(marks), refused=False))


def _pair(first: list[DocumentName], second: list[DocumentName]) -> list[DocumentName]:
    """One document for each name, where only one choice makes two different ones."""
    pairs = [[a, b] for a in first for b in second if a != b]
    only_first = [pair for pair in pairs if pair[1] not in first or pair[0] not in second]
    chosen = only_first or pairs
    return chosen[0] if len(chosen) == 1 else []
