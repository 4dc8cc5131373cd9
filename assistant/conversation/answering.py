"""The stages of one turn, on the model's thread: search, load, build the prompt, generate. Reads only; see ``steps``."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Generator, Iterator, Sequence

from assistant.clock import Clock
from assistant.conversation import wording
from assistant.conversation.acting import Proposal, SkillSource
from assistant.conversation.answering_each import answered_each
from assistant.conversation.document_answers import DocumentAnswers
from assistant.conversation.doubted_answers import tested, to_be_tested
from assistant.conversation.evidence_budget import READ_PER_WRITTEN, evidence_tokens
from assistant.conversation.first_sentences import instead_of
from assistant.conversation.grounding import NOTHING, Grounding, ground, wants_documents
from assistant.conversation.history import ConversationStore
from assistant.conversation.message_parts import MessageParts, Part, questions_before
from assistant.conversation.model_holder import ChatModelHolder, ServerChoice, no_server
from assistant.conversation.prompt import Prompt, answer_budget, build_prompt
from assistant.conversation.quoted_answers import (
    found_instead,
    leading_word,
    or_quote,
    quoted,
    writes_from_documents,
)
from assistant.conversation.remembering import MemoryDeed, MemorySource
from assistant.conversation.steps import AnswerOpened, DeedProposed, Quoted, StageEntered, Step
from assistant.conversation.table_steps import TableAnswering
from assistant.conversation.temporary import is_temporary
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import Evidence, EvidenceSource
from assistant.documents.follow_up import as_meant
from assistant.documents.text_requests import asks_for_text
from assistant.events import Stage
from assistant.llm.base import ChatModel, GenerationItem, GenerationOptions, TextDelta
from assistant.memory.commands import parse_command
from assistant.records import Basis, Remembered


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
        self._holder = holder
        self._server = server
        self._store = store
        self._evidence = evidence
        self._clock = clock
        self._memory = memory
        self._skills = skills
        self._documents = documents
        self._tables = tables
        self._written_per_s = written_per_s
        self._parts = MessageParts(
            evidence=evidence, store=store, documents=documents, tables=tables, proposal=self._proposal
        )

    def holder_for(self, request: TurnRequest) -> ChatModelHolder:
        """Who holds the model that answers a question."""
        return self._server(request.spoken) or self._holder

    def steps(self, request: TurnRequest) -> Generator[Step, None, None]:
        """The steps of one answer. Raises what goes wrong, ``Interrupted`` when stopped before the answer is opened."""
        request.cancel.raise_if_cancelled()
        holder = self.holder_for(request)
        # The chat server's model, once it was asked anything: the answer must say so, whoever words it in the end.
        away = ""
        proposal = self._proposal(request)
        deed = self._deed(request) if proposal is None else None
        if proposal is None and deed is None and self._may_be_command(request):
            proposal = yield from self._read_proposal(request, holder)
            away = self._away(holder)
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
            if parts:
                yield from answered_each(
                    put_right,
                    [part.request for part in parts],
                    lambda at, one: self._part(one, parts[at]),
                    self._evidence,
                )
                return
        yield from self._answered(request, deed, away)

    def _part(self, request: TurnRequest, part: Part) -> Iterator[Step]:
        if part.proposal is not None:
            yield AnswerOpened(sent=request.question, model="", grounding=Grounding(basis=Basis.SKILL))
            yield TextDelta(text=part.proposal.sentence, tokens=0)
        elif self._documents is not None and part.task is not None:
            yield from self._documents.steps(part.task, request, self.holder_for(request).get)
        else:
            yield from self._answered(request, None, "", part.grounding)

    def _answered(
        self, request: TurnRequest, deed: MemoryDeed | None, away: str, found: Grounding | None = None
    ) -> Generator[Step, None, None]:
        """The answer to one question, from tables, documents or what the model knows; ``found`` is what was found for it, if it
        was searched for already."""
        holder, previous = self.holder_for(request), questions_before(request, self._store)
        grounding, tried = Grounding(), None
        if wants_documents(request, self._evidence):
            yield StageEntered(stage=Stage.SEARCHING)
            if self._tables is not None:
                computed, by, tried = yield from self._tables.steps(request, previous)
                if computed is not None:
                    found = Grounding(basis=Basis.DATA, computed=computed)
                    yield AnswerOpened(sent=request.question, model=away or by, grounding=found)
                    yield TextDelta(text=computed.text, tokens=0)
                    return
            grounding = found or ground(request, self._evidence, previous)
            request.cancel.raise_if_cancelled()
        grounding, typed = dataclasses.replace(grounding, tried=tried), request
        if grounding.basis is Basis.DOCUMENTS and grounding.evidence.meant:
            request = dataclasses.replace(request, question=grounding.evidence.meant)
        if grounding.refuse:
            yield from self._refusal(request, grounding, away)
            return
        if grounding.basis is Basis.GENERAL:
            grounding = self._recalled(request, grounding)
        if grounding.quote is not None:
            yield Quoted(citation=grounding.quote, says=leading_word(grounding.quote, request.question).strip())
        if not holder.loaded:
            yield StageEntered(stage=Stage.LOADING_MODEL)
        model = holder.get()
        request.cancel.raise_if_cancelled()
        if grounding.quote is not None and self._only_found(request, model, grounding):
            yield AnswerOpened(sent=request.question, model=away, grounding=grounding)
            passages = grounding.evidence.passages
            yield from found_instead(grounding.quote, passages, request.question, spoken=request.spoken)
            return
        # Once: the model learns its speed as it reads, and what it has read must stand in the next prompt too.
        shown = self._passage_tokens(request, model)
        prompt = self.prompt(request, model, grounding.evidence, grounding.remembered, shown)
        begun: Iterator[GenerationItem] | None = None
        if prompt.passages and to_be_tested(grounding.evidence.likelihood, model):
            grounding, begun = yield from self._tested(request, model, prompt, grounding)
            away = self._away(holder)
            if grounding.refuse:
                yield from self._refusal(request, grounding, away)
                return
            if grounding.basis is Basis.GENERAL:
                request = typed
                grounding = self._recalled(request, grounding)
                prompt = self.prompt(request, model, grounding.evidence, grounding.remembered, shown)
        if grounding.basis is Basis.DOCUMENTS and not prompt.passages and grounding.quote is not None:
            # Not even one fits the model's view: what was found is the answer, and no guess without it.
            yield AnswerOpened(sent=request.question, model=away, grounding=grounding)
            yield from quoted(grounding.quote, request.question)
            return
        if not prompt.passages:
            basis = Basis.MEMORY if prompt.remembered or deed is not None else Basis.GENERAL
            # That the documents were searched is told with the answer, though nothing of them is in it.
            searched = dataclasses.replace(grounding.evidence, passages=())
            grounding = Grounding(evidence=searched, remembered=prompt.remembered, basis=basis, tried=tried)
        yield AnswerOpened(
            sent=prompt.sent,
            model=model.model_id,
            grounding=grounding,
            dropped_turns=prompt.dropped_turns,
            context_tokens=model.context_tokens,
            deed=deed,
        )
        if deed is not None:
            yield TextDelta(text=f"{deed.sentence}\n\n", tokens=0)
        if begun is None:
            yield StageEntered(stage=Stage.READING_PROMPT, progress=0.0)
        items = begun or self._written(request, model, prompt, grounding.basis)
        if grounding.basis is not Basis.DOCUMENTS:
            yield from items
            return
        yield from or_quote(
            items,
            grounding.quote,
            request.question,
            lambda said: instead_of(said, request.question, grounding, self._evidence),
        )

    def _only_found(self, request: TurnRequest, model: ChatModel, grounding: Grounding) -> bool:
        """Whether what was found is the answer of a model too small to write one; not where a text is to be made, nor of what was
        pointed at."""
        found = grounding.basis is Basis.DOCUMENTS and grounding.evidence.likelihood < 1.0
        return found and not writes_from_documents(model.parameters) and not asks_for_text(request.question)

    def _proposal(self, request: TurnRequest) -> Proposal | None:
        if self._skills is None or request.use_documents:
            return None
        previous = self._store.previous_questions(request.conversation, request.question_id)
        return self._skills.propose(request.question, conversation=request.conversation, previous=previous)

    def _may_be_command(self, request: TurnRequest) -> bool:
        return self._skills is not None and not request.use_documents and self._skills.may_mean(request.question)

    def _away(self, holder: ChatModelHolder) -> str:
        return holder.get().model_id if holder is not self._holder else ""

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

    def _refusal(self, request: TurnRequest, grounding: Grounding, away: str) -> Iterator[Step]:
        yield AnswerOpened(sent=request.question, model=away, grounding=grounding)
        evidence = grounding.evidence
        if evidence.documents is not None:
            refusal = wording.refusal_within(request.question, evidence.passages, evidence.filters, evidence.documents)
        else:
            searched = self._evidence.library_size(request.collection)
            refusal = wording.refusal_with_hint(request.question, evidence.passages, searched)
        yield TextDelta(text=refusal, tokens=0)

    def _tested(
        self, request: TurnRequest, model: ChatModel, prompt: Prompt, grounding: Grounding
    ) -> Generator[Step, None, tuple[Grounding, Iterator[GenerationItem] | None]]:
        """What a tested answer stands on, and its beginning where that is the documents."""
        return (
            yield from tested(
                request,
                model,
                prompt,
                grounding,
                today=self._today(),
                write=lambda: self._written(request, model, prompt, Basis.DOCUMENTS),
                evidence=self._evidence,
            )
        )

    def _written(
        self, request: TurnRequest, model: ChatModel, prompt: Prompt, basis: Basis
    ) -> Iterator[GenerationItem]:
        options = GenerationOptions(
            max_tokens=answer_budget(model.context_tokens, request.answer_tokens),
            # What a document says is read, not made up: the likeliest word, always.
            temperature=0.0 if basis is Basis.DOCUMENTS else request.settings.chat_temperature,
            stop=wording.recital_marks(request.question) if basis is Basis.DOCUMENTS else (),
        )
        return model.generate(prompt.messages, options, request.cancel)

    def _today(self) -> datetime.date:
        return datetime.datetime.fromtimestamp(self._clock.now()).astimezone().date()

    def _deed(self, request: TurnRequest) -> MemoryDeed | None:
        if self._memory is None:
            return None
        if _leaves_nothing(request):
            return _kept_nothing(request.question)
        return self._memory.deed(request.question, conversation=request.conversation, before=request.question_id)

    def _recalled(self, request: TurnRequest, grounding: Grounding) -> Grounding:
        if self._memory is None or _leaves_nothing(request):
            return grounding
        remembered = self._memory.recall(request.question, outside=request.conversation)
        return dataclasses.replace(grounding, remembered=remembered)

    def _passage_tokens(self, request: TurnRequest, model: ChatModel) -> int:
        speed = model.read_tokens_per_s or READ_PER_WRITTEN * self._written_per_s(model.model_id)
        return request.settings.documents_passage_tokens or evidence_tokens(
            parameters=model.parameters, context_tokens=model.context_tokens, read_tokens_per_s=speed
        )

    def foreseen_prompt(self, request: TurnRequest, model: ChatModel) -> Prompt:
        """The prompt of a question that begins like ``request``'s, with what is recalled for its first words. That stands
        before them: were it left to the turn, nothing of the question could be read ahead. Raises as ``prompt`` does."""
        remembered = self._recalled(request, Grounding()).remembered if request.question else ()
        return self.prompt(request, model, remembered=remembered)

    def prompt(
        self,
        request: TurnRequest,
        model: ChatModel,
        evidence: Evidence = NOTHING,
        remembered: Sequence[Remembered] = (),
        passage_tokens: int = 0,
    ) -> Prompt:
        """The prompt as it would be sent now, with ``passage_tokens`` of the evidence.

        Raises ``InvalidInput`` when the question alone is too long."""
        history, dropped_before = self._store.past_turns(request.conversation, request.question_id)
        return build_prompt(
            request.question,
            [*history, *request.answered],
            count=model.count_tokens,
            budget_tokens=model.context_tokens - answer_budget(model.context_tokens, request.answer_tokens),
            passage_tokens=passage_tokens,
            passages=evidence.passages,
            memory_tokens=request.settings.memory_tokens,
            remembered=remembered,
            today=self._today(),
            instructions=request.settings.chat_instructions,
            spoken=request.spoken,
            dropped_before=dropped_before,
        )


def _leaves_nothing(request: TurnRequest) -> bool:
    return request.temporary or is_temporary(request.conversation)


def _kept_nothing(question: str) -> MemoryDeed | None:
    """The answer to a request to the memory in a temporary conversation, which has none."""
    if parse_command(question) is None:
        return None
    return MemoryDeed(sentence=wording.temporary(question))
