"""The stages of one turn, on the model's thread: search, load, build the prompt, generate. Reads only; see ``steps``."""

from __future__ import annotations

import datetime
from collections.abc import Generator

from assistant.clock import Clock
from assistant.conversation import wording
from assistant.conversation.grounding import NOTHING, Grounding, ground, wants_documents
from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.prompt import Prompt, answer_budget, build_prompt
from assistant.conversation.steps import AnswerOpened, Quoted, StageEntered, Step
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import Evidence, EvidenceSource
from assistant.documents.sufficiency import SURE
from assistant.events import Stage
from assistant.llm.base import ChatModel, GenerationOptions, TextDelta
from assistant.records import Basis


class Answering:
    """Computes answers; what becomes of them is for others to decide."""

    def __init__(
        self, *, holder: ChatModelHolder, store: ConversationStore, evidence: EvidenceSource, clock: Clock
    ) -> None:
        self._holder = holder
        self._store = store
        self._evidence = evidence
        self._clock = clock

    def steps(self, request: TurnRequest) -> Generator[Step, None, None]:
        """The steps of one answer. Raises what goes wrong, ``Interrupted`` when stopped before the answer is opened."""
        request.cancel.raise_if_cancelled()
        grounding = Grounding()
        if wants_documents(request, self._evidence):
            yield StageEntered(stage=Stage.SEARCHING)
            grounding = ground(request, self._evidence, self._store)
            request.cancel.raise_if_cancelled()
        if grounding.refuse:
            yield AnswerOpened(sent=request.question, model="", grounding=grounding)
            searched = self._evidence.library_size(request.collection)
            refusal = wording.refusal_with_hint(request.question, grounding.evidence.passages, searched)
            yield TextDelta(text=refusal, tokens=0)
            return
        if grounding.quote is not None:
            yield Quoted(citation=grounding.quote)
        if not self._holder.loaded:
            yield StageEntered(stage=Stage.LOADING_MODEL)
        model = self._holder.get()
        request.cancel.raise_if_cancelled()
        prompt = self.prompt(request, model, grounding.evidence)
        if not prompt.passages:
            grounding = Grounding()
        yield AnswerOpened(
            sent=prompt.sent, model=model.model_id, grounding=grounding, dropped_turns=prompt.dropped_turns
        )
        yield StageEntered(stage=Stage.READING_PROMPT, progress=0.0)
        options = GenerationOptions(
            max_tokens=answer_budget(model.context_tokens, request.answer_tokens),
            # What a document says is read, not made up: the likeliest word, always.
            temperature=0.0 if grounding.basis is Basis.DOCUMENTS else request.settings.chat_temperature,
        )
        yield from model.generate(prompt.messages, options, request.cancel)

    def prompt(self, request: TurnRequest, model: ChatModel, evidence: Evidence = NOTHING) -> Prompt:
        """The prompt as it would be sent now. Raises ``InvalidInput`` when the question alone is too long."""
        history, dropped_before = self._store.past_turns(request.conversation, request.question_id)
        return build_prompt(
            request.question,
            history,
            count=model.count_tokens,
            budget_tokens=model.context_tokens - answer_budget(model.context_tokens, request.answer_tokens),
            passage_tokens=request.settings.documents_passage_tokens,
            passages=evidence.passages,
            sure=evidence.likelihood >= SURE,
            today=datetime.datetime.fromtimestamp(self._clock.now()).astimezone().date(),
            instructions=request.settings.chat_instructions,
            spoken=request.spoken,
            dropped_before=dropped_before,
        )
