"""The answer to one question, on the model's thread: search, load, build the prompt, test, generate. Reads only; see ``steps``."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Generator, Iterator, Sequence

from assistant.clock import Clock
from assistant.conversation import wording
from assistant.conversation.doubted_answers import tested, to_be_tested
from assistant.conversation.evidence_budget import READ_PER_WRITTEN, evidence_tokens
from assistant.conversation.first_sentences import instead_of
from assistant.conversation.followed_citations import with_place
from assistant.conversation.grounding import NOTHING, Grounding, ground, wants_documents
from assistant.conversation.history import ConversationStore
from assistant.conversation.message_parts import questions_before
from assistant.conversation.model_holder import ChatModelHolder, ServerChoice
from assistant.conversation.prompt import Prompt, answer_budget, build_prompt
from assistant.conversation.quoted_answers import (
    found_instead,
    leading_word,
    or_no_answer,
    or_quote,
    quoted,
    writes_from_documents,
)
from assistant.conversation.remembering import MemoryDeed, MemorySource
from assistant.conversation.steps import AnswerOpened, Quoted, StageEntered, Step
from assistant.conversation.table_steps import TableAnswering
from assistant.conversation.temporary import is_temporary
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import ComputedAnswer, Evidence, EvidenceSource
from assistant.documents.questions.text_requests import asks_for_text
from assistant.documents.questions.where_requests import said_where
from assistant.events import Stage
from assistant.llm.base import ChatModel, GenerationItem, GenerationOptions, TextDelta
from assistant.records import Basis, Citation, Remembered


class QuestionAnswers:
    """Answers a question from tables, from documents, or from what the model knows and what is remembered."""

    def __init__(
        self,
        *,
        holder: ChatModelHolder,
        store: ConversationStore,
        evidence: EvidenceSource,
        clock: Clock,
        memory: MemorySource | None,
        tables: TableAnswering | None,
        written_per_s: Callable[[str], float],
        server: ServerChoice,
    ) -> None:
        """As of ``Answering``."""
        self._holder = holder
        self._server = server
        self._store = store
        self._evidence = evidence
        self._clock = clock
        self._memory = memory
        self._tables = tables
        self._written_per_s = written_per_s

    def holder_for(self, request: TurnRequest) -> ChatModelHolder:
        """Who holds the model that answers a question."""
        return self._server(request.spoken) or self._holder

    def steps(
        self, request: TurnRequest, deed: MemoryDeed | None, away: str, found: Grounding | None = None
    ) -> Generator[Step, None, None]:
        """The answer to one question, from tables, documents or what the model knows; ``found`` is what was found for it, if it
        was searched for already."""
        if found is not None and found.computed is not None:
            yield from _computed(request, found.computed, away)
            return
        holder, previous = self.holder_for(request), questions_before(request, self._store)
        grounding, tried = Grounding(), None
        if wants_documents(request, self._evidence):
            yield StageEntered(stage=Stage.SEARCHING)
            if self._tables is not None:
                computed, by, tried = yield from self._tables.steps(request, previous)
                if computed is not None:
                    yield from _computed(request, computed, away or by)
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
        place = self._place_of(request, grounding)
        if place is not None:
            yield AnswerOpened(sent=request.question, model=away, grounding=grounding)
            yield from found_instead(place, grounding.evidence.passages, request.question, remark=False)
            return
        if not holder.loaded:
            yield StageEntered(stage=Stage.LOADING_MODEL)
        model = holder.get()
        request.cancel.raise_if_cancelled()
        if grounding.quote is not None and self._only_found(request, model, grounding):
            yield AnswerOpened(sent=request.question, model=away, grounding=grounding)
            passages = grounding.evidence.passages
            yield from found_instead(grounding.quote, passages, request.question, remark=not request.spoken)
            return
        # Once: the model learns its speed as it reads, and what it has read must stand in the next prompt too.
        shown = self._passage_tokens(request, model)
        prompt = self.prompt(request, model, grounding.evidence, grounding.remembered, shown)
        begun: Iterator[GenerationItem] | None = None
        if prompt.passages and to_be_tested(grounding.evidence.likelihood, model):
            grounding, begun = yield from self._tested(request, model, prompt, grounding)
            away = self.away(holder)
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
            yield from items if deed is not None else or_no_answer(items, request.question)
            return
        answer = or_quote(
            items,
            grounding.quote,
            request.question,
            lambda said: instead_of(said, request.question, grounding, self._evidence),
        )
        if request.spoken and not asks_for_text(request.question):
            japanese = wording.is_japanese(request.question)
            answer = with_place(answer, grounding.evidence, self._evidence, japanese=japanese)
        yield from answer

    def _place_of(self, request: TurnRequest, grounding: Grounding) -> Citation | None:
        """What says a statement whose place is asked for: no model need tell where that is."""
        statement = said_where(request.question) if grounding.basis is Basis.DOCUMENTS else None
        if statement is None:
            return None
        cited = self._evidence.cite(statement, grounding.evidence)
        return cited.citations[0] if cited.support and all(one.supported for one in cited.support) else None

    def _only_found(self, request: TurnRequest, model: ChatModel, grounding: Grounding) -> bool:
        """Whether what was found is the answer of a model too small to write one; not where a text is to be made, nor of what was
        pointed at."""
        found = grounding.basis is Basis.DOCUMENTS and grounding.evidence.likelihood < 1.0
        return found and not writes_from_documents(model.parameters) and not asks_for_text(request.question)

    def away(self, holder: ChatModelHolder) -> str:
        return holder.get().model_id if holder is not self._holder else ""

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

    def _recalled(self, request: TurnRequest, grounding: Grounding) -> Grounding:
        if self._memory is None or leaves_nothing(request):
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
            today=self._today() if writes_from_documents(model.parameters) else None,
            instructions=request.settings.chat_instructions,
            spoken=request.spoken,
            dropped_before=dropped_before,
        )


def _computed(request: TurnRequest, computed: ComputedAnswer, model: str) -> Iterator[Step]:
    grounding = Grounding(basis=Basis.DATA, computed=computed)
    yield AnswerOpened(sent=request.question, model=model, grounding=grounding)
    yield TextDelta(text=computed.text, tokens=0)


def leaves_nothing(request: TurnRequest) -> bool:
    """Whether nothing of a turn may be kept or remembered."""
    return request.temporary or is_temporary(request.conversation)
