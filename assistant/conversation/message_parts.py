"""The questions of a message, and what answers each: a skill, documents as wholes, tables, what was found, or general knowledge."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator

from assistant.conversation.acting import Proposal
from assistant.conversation.document_answers import DocumentAnswers, Meant
from assistant.conversation.grounding import Grounding, ground, wants_documents
from assistant.conversation.history import ConversationStore
from assistant.conversation.steps import StageEntered, Step
from assistant.conversation.table_steps import TableAnswering
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import EvidenceSource
from assistant.documents.questions.follow_up import refers_back
from assistant.documents.questions.several_questions import questions_in
from assistant.events import Stage
from assistant.records import Basis

_FOLLOWED = 12
"""Messages that a correction, or a follow-up about a table, may go back over."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several questions. ``grounding`` is what was found where it was searched, or what tables answer."""

    request: TurnRequest
    proposal: Proposal | None = None
    task: Meant | None = None
    grounding: Grounding | None = None

    @property
    def from_documents(self) -> bool:
        """Whether anything in the library answers it, or is said not to."""
        found = self.grounding is not None and self.grounding.basis in (Basis.DOCUMENTS, Basis.DATA)
        return found or self.task is not None


class MessageParts:
    """Takes messages apart. Used on the model's thread."""

    def __init__(
        self,
        *,
        evidence: EvidenceSource,
        store: ConversationStore,
        documents: DocumentAnswers | None,
        tables: TableAnswering | None,
        proposal: Callable[[TurnRequest], Proposal | None],
    ) -> None:
        """``proposal`` is what the skills make of a question."""
        self._evidence = evidence
        self._store = store
        self._documents = documents
        self._tables = tables
        self._proposal = proposal

    def read(self, request: TurnRequest) -> Generator[Step, None, list[Part]]:
        """The questions that are to be answered one by one, in order; the message itself as the only part where tables answer all
        of it; none where it is to be answered whole otherwise: it asks one, or something is to be done, or nothing but general
        knowledge answers any of them. Raises ``Interrupted``."""
        questions = questions_in(request.question)
        searches = bool(questions) and wants_documents(request, self._evidence)
        if searches:
            yield StageEntered(stage=Stage.SEARCHING)
            computed = self._computed(request)
            if computed is not None:
                return [computed]
        parts: list[Part] = []
        for at, question in enumerate(questions):
            one = dataclasses.replace(request, question=question)
            if at and refers_back(question):
                # What leans on what the documents say is asked of them too.
                demanded = True if searches and parts[-1].from_documents else request.use_documents
                one = dataclasses.replace(one, asked_before=tuple(questions[:at]), use_documents=demanded)
            part = self._read(one, searches=searches)
            if part.proposal is not None and part.proposal.deed is not None:
                return []
            parts.append(part)
            request.cancel.raise_if_cancelled()
        return parts if any(part.proposal is not None or part.from_documents for part in parts) else []

    def _read(self, request: TurnRequest, *, searches: bool) -> Part:
        proposal = self._proposal(request)
        if proposal is not None:
            return Part(request=request, proposal=proposal)
        task = self._documents.meant(request) if self._documents is not None else None
        if task is not None or not searches:
            return Part(request=request, task=task)
        computed = self._computed(request)
        if computed is not None:
            return computed
        grounding = ground(request, self._evidence, questions_before(request, self._store))
        if request.asked_before:
            grounding = self._by_itself(request, grounding)
        return Part(request=request, grounding=grounding)

    def _computed(self, request: TurnRequest) -> Part | None:
        """The question, where tables answer it by rule."""
        if self._tables is None:
            return None
        computed = self._tables.by_rule(request, questions_before(request, self._store))
        if computed is None:
            return None
        return Part(request=request, grounding=Grounding(basis=Basis.DATA, computed=computed))

    def _by_itself(self, request: TurnRequest, together: Grounding) -> Grounding:
        """What was found for a question that leans on one before it. Where its own words lead to the same document they find
        its own place there, and those of the one before would find that one's; else what was found with both."""
        alone = ground(request, self._evidence, ())
        first, own = together.evidence.passages[:1], alone.evidence.passages[:1]
        if alone.evidence.sufficient and [one.document_id for one in first] == [one.document_id for one in own]:
            return alone
        if together.quote is None:
            return together
        asked = dataclasses.replace(together.evidence, question=request.question)
        return dataclasses.replace(together, quote=self._evidence.best_quote(asked))


def questions_before(request: TurnRequest, store: ConversationStore) -> list[str]:
    """The questions before one, oldest first, each by itself, those of its own message too."""
    messages = store.previous_questions(request.conversation, request.question_id, _FOLLOWED)
    return [*(one for message in messages for one in questions_in(message) or [message]), *request.asked_before]
