"""Answers about documents as wholes: which are meant, and the steps of a summary or a comparison."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from assistant.conversation import comparing, wording
from assistant.conversation.document_tasks import TaskKind, parse_task
from assistant.conversation.grounding import Grounding
from assistant.conversation.history import ConversationStore
from assistant.conversation.steps import AnswerOpened, StageEntered, Step
from assistant.conversation.summarising import summarise
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import Evidence, EvidenceSource
from assistant.documents.naming import named
from assistant.documents.whole_documents import DocumentName, WholeDocuments
from assistant.events import Stage
from assistant.llm.base import ChatModel
from assistant.records import Basis

MOST_SUMMARISED = 20


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What is wanted of which documents, in the order in which they were named."""

    kind: TaskKind
    documents: tuple[DocumentName, ...]


class DocumentAnswers:
    """Finds out which documents a question means as wholes, and answers it. Used on the model's thread."""

    def __init__(self, documents: WholeDocuments, evidence: EvidenceSource, store: ConversationStore) -> None:
        self._documents = documents
        self._evidence = evidence
        self._store = store

    def meant(self, request: TurnRequest) -> Meant | None:
        """The documents that are to be summarised or compared; None where the question is none of these or names nothing that
        is there."""
        task = parse_task(request.question) if request.use_documents is not False else None
        if task is None:
            return None
        library = self._documents.names(request.collection)
        at_hand = self._at_hand(request, library)
        found = [named(words, library) if words else at_hand for words in task.names]
        if task.kind is TaskKind.SUMMARY:
            return Meant(kind=task.kind, documents=tuple(found[0][:MOST_SUMMARISED])) if found[0] else None
        pair = found[0] if len(found) == 1 else _pair(found[0], found[1])
        return Meant(kind=task.kind, documents=tuple(pair)) if len(pair) == 2 else None

    def steps(self, meant: Meant, request: TurnRequest, model: Callable[[], ChatModel]) -> Iterator[Step]:
        """The steps of the answer; ``model`` loads it where it is needed. Raises ``Interrupted`` when stopped."""
        japanese = wording.is_japanese(request.question)
        passages = self._documents.passages([one.document_id for one in meant.documents])
        evidence = Evidence(passages=passages, sufficient=True, took_ms=0.0)
        grounding = Grounding(evidence=evidence, basis=Basis.DOCUMENTS)
        if meant.kind is TaskKind.DIFFERENCES:
            yield StageEntered(stage=Stage.READING_DOCUMENT)
            yield AnswerOpened(sent=request.question, model="", grounding=grounding)
            yield from comparing.changes(meant.documents, passages, self._evidence.quote, japanese=japanese)
            return
        yield StageEntered(stage=Stage.LOADING_MODEL)
        loaded = model()
        yield AnswerOpened(sent=request.question, model=loaded.model_id, grounding=grounding)
        if meant.kind is TaskKind.SUMMARY:
            yield from summarise(self._documents, meant.documents, loaded, request.cancel, japanese=japanese)
        else:
            yield from comparing.conflicts(
                meant.documents, passages, self._evidence.quote, loaded, request.cancel, japanese=japanese
            )

    def _at_hand(self, request: TurnRequest, library: list[DocumentName]) -> list[DocumentName]:
        """What "it" or "these two" can mean: the documents cited last in this conversation, else all of a chosen collection, else
        the only ones there are."""
        messages = self._store.messages(request.conversation) if request.conversation is not None else ()
        for message in reversed(messages):
            if message.answer is not None and message.answer.citations:
                cited = {citation.document_id for citation in message.answer.citations}
                return [one for one in library if one.document_id in cited]
        return library if request.collection or len(library) <= 2 else []


def _pair(first: list[DocumentName], second: list[DocumentName]) -> list[DocumentName]:
    """One document for each name, where only one choice makes two different ones."""
    pairs = [[a, b] for a in first for b in second if a != b]
    only_first = [pair for pair in pairs if pair[1] not in first or pair[0] not in second]
    chosen = only_first or pairs
    return chosen[0] if len(chosen) == 1 else []
