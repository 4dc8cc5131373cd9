"""What a message asks for, on the model's thread: something to do or to remember, whole documents, or one question or several.

Reads only; see ``steps``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Iterator

from assistant.clock import Clock
from assistant.conversation import wording
from assistant.conversation.acting import Proposal, SkillSource
from assistant.conversation.answering_each import answered_each
from assistant.conversation.document_answers import DocumentAnswers
from assistant.conversation.followed_citations import Followed, followed, last_cited, opening_words, read_out
from assistant.conversation.grounding import Grounding
from assistant.conversation.history import ConversationStore
from assistant.conversation.message_parts import MessageParts, Part, questions_before
from assistant.conversation.model_holder import ChatModelHolder, ServerChoice, no_server
from assistant.conversation.prompt import Prompt
from assistant.conversation.question_answers import QuestionAnswers, leaves_nothing
from assistant.conversation.remembering import MemoryDeed, MemorySource
from assistant.conversation.steps import AnswerOpened, DeedProposed, StageEntered, Step
from assistant.conversation.table_steps import TableAnswering
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import EvidenceSource
from assistant.documents.questions.follow_up import as_meant
from assistant.events import Stage
from assistant.llm.base import ChatModel, TextDelta
from assistant.memory.commands import parse_command
from assistant.records import Basis, Citation


class Answering:
    """Computes answers; what becomes of them is for others to decide."""

    def __init__(
        self,
        *,
        holder: ChatModelHolder,
        store: ConversationStore,
        evidence: EvidenceSource,
        clock: Clock,
        memory: MemorySource | None = None,
        skills: SkillSource | None = None,
        documents: DocumentAnswers | None = None,
        tables: TableAnswering | None = None,
        written_per_s: Callable[[str], float] = lambda _: 0.0,
        server: ServerChoice = no_server,
    ) -> None:
        """``documents`` answers what concerns documents as wholes, ``tables`` what is counted, summed or listed in tables.
        ``written_per_s`` says how many tokens a second a model writes, as measured or expected; 0 where nothing is known.
        ``server`` says which questions the model of a chat server answers in place of the one here."""
        self._store = store
        self._evidence = evidence
        self._memory = memory
        self._skills = skills
        self._documents = documents
        self._questions = QuestionAnswers(
            holder=holder,
            store=store,
            evidence=evidence,
            clock=clock,
            memory=memory,
            tables=tables,
            written_per_s=written_per_s,
            server=server,
        )
        self._parts = MessageParts(
            evidence=evidence, store=store, documents=documents, tables=tables, proposal=self._proposal
        )

    def holder_for(self, request: TurnRequest) -> ChatModelHolder:
        """Who holds the model that answers a question."""
        return self._questions.holder_for(request)

    def foreseen_prompt(self, request: TurnRequest, model: ChatModel) -> Prompt:
        """The prompt of a question that begins like ``request``'s, as ``QuestionAnswers`` foresees it."""
        return self._questions.foreseen_prompt(request, model)

    def steps(self, request: TurnRequest) -> Generator[Step, None, None]:
        """The steps of one answer. Raises what goes wrong, ``Interrupted`` when stopped before the answer is opened."""
        request.cancel.raise_if_cancelled()
        holder = self._questions.holder_for(request)
        # The chat server's model, once it was asked anything: the answer must say so, whoever words it in the end.
        away = ""
        place, proposal = self._followed(request)
        if place is not None and proposal is None:
            yield AnswerOpened(sent=request.question, model="", grounding=Grounding(basis=Basis.DOCUMENTS))
            yield from read_out(place, japanese=wording.is_japanese(request.question))
            return
        proposal = proposal or self._proposal(request)
        deed = self._deed(request) if proposal is None else None
        if proposal is None and deed is None and self._may_be_command(request):
            proposal = yield from self._read_proposal(request, holder)
            away = self._questions.away(holder)
        if proposal is not None:
            yield AnswerOpened(sent=request.question, model=away, grounding=Grounding(basis=Basis.SKILL))
            if proposal.deed is not None:
                yield DeedProposed(proposal=proposal)
            else:
                yield TextDelta(text=proposal.sentence, tokens=0)
            return
        if deed is not None and deed.complete:
            yield AnswerOpened(sent=request.question, model="", grounding=Grounding(basis=Basis.MEMORY), deed=deed)
            yield TextDelta(text=deed.sentence, tokens=0)
            return
        previous = questions_before(request, self._store)
        put_right = dataclasses.replace(request, question=as_meant(request.question, previous))
        task = self._documents.meant(put_right) if self._documents is not None else None
        if self._documents is not None and task is not None:
            yield from self._documents.steps(task, put_right, holder.get)
            return
        if deed is None:
            parts = yield from self._parts.read(put_right)
            if len(parts) == 1:
                yield from self._part(put_right, parts[0])
                return
            if parts:
                yield from answered_each(
                    put_right,
                    [part.request for part in parts],
                    lambda at, one: self._part(one, parts[at]),
                    self._evidence,
                )
                return
        yield from self._questions.steps(request, deed, away)

    def _part(self, request: TurnRequest, part: Part) -> Iterator[Step]:
        if part.proposal is not None:
            yield AnswerOpened(sent=request.question, model="", grounding=Grounding(basis=Basis.SKILL))
            yield TextDelta(text=part.proposal.sentence, tokens=0)
        elif self._documents is not None and part.task is not None:
            yield from self._documents.steps(part.task, request, self._questions.holder_for(request).get)
        else:
            yield from self._questions.steps(request, None, "", part.grounding)

    def _followed(self, request: TurnRequest) -> tuple[Citation | None, Proposal | None]:
        """The place that was cited last, where it is wanted; and how its document is opened, where that is."""
        wanted = followed(request.question) if request.conversation is not None else None
        place = last_cited(self._store.messages(request.conversation)) if wanted and request.conversation else None
        if place is None or wanted is Followed.READ:
            return place, None
        words = opening_words(place, japanese=wording.is_japanese(request.question))
        return place, self._proposal(dataclasses.replace(request, question=words, use_documents=None))

    def _proposal(self, request: TurnRequest) -> Proposal | None:
        if self._skills is None or request.use_documents:
            return None
        previous = self._store.previous_questions(request.conversation, request.question_id)
        return self._skills.propose(request.question, conversation=request.conversation, previous=previous)

    def _may_be_command(self, request: TurnRequest) -> bool:
        return self._skills is not None and not request.use_documents and self._skills.may_mean(request.question)

    def _read_proposal(self, request: TurnRequest, holder: ChatModelHolder) -> Generator[Step, None, Proposal | None]:
        """A command in the user's own words, read by the model."""
        if self._skills is None:
            return None
        if not holder.loaded:
            yield StageEntered(stage=Stage.LOADING_MODEL)
        model = holder.get()
        yield StageEntered(stage=Stage.READING_PROMPT, progress=0.0)
        previous = self._store.previous_questions(request.conversation, request.question_id)
        return (
            yield from self._skills.read(
                request.question,
                conversation=request.conversation,
                previous=previous,
                model=model,
                cancel=request.cancel,
            )
        )

    def _deed(self, request: TurnRequest) -> MemoryDeed | None:
        if self._memory is None:
            return None
        if leaves_nothing(request):
            return _kept_nothing(request.question)
        return self._memory.deed(request.question, conversation=request.conversation, before=request.question_id)


def _kept_nothing(question: str) -> MemoryDeed | None:
    """The answer to a request to the memory in a temporary conversation, which has none."""
    if parse_command(question) is None:
        return None
    return MemoryDeed(sentence=wording.temporary(question))
