"""The stages of one turn, on the model's thread: load, search, build the prompt, stream, cite, store."""

from __future__ import annotations

import datetime

from assistant.clock import Clock
from assistant.conversation import wording
from assistant.conversation.grounding import Grounding, ground, wants_documents
from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.prompt import Prompt, answer_budget, build_prompt
from assistant.conversation.streaming import Emit, StreamingAnswer
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import CitedAnswer, EvidenceSource
from assistant.events import Stage, StageChanged
from assistant.ids import MessageId
from assistant.llm.base import ChatModel, GenerationOptions
from assistant.records import Answer, Basis, MessageState, Timings

_UNCITED = CitedAnswer(citations=(), support=(), refused=False)


class Answering:
    """Answers one question. ``run`` raises what went wrong; what had streamed by then is kept all the same."""

    def __init__(
        self,
        request: TurnRequest,
        *,
        holder: ChatModelHolder,
        store: ConversationStore,
        evidence: EvidenceSource,
        clock: Clock,
        emit: Emit,
    ) -> None:
        self._request = request
        self._holder = holder
        self._store = store
        self._evidence = evidence
        self._clock = clock
        self._emit = emit
        self._grounding = Grounding()
        self._streaming: StreamingAnswer | None = None
        self._message: MessageId | None = None
        self._model_id = ""
        self._dropped_messages = 0

    def run(self) -> Answer:
        """The finished answer, stored. Raises ``Interrupted`` when stopped before anything was begun."""
        request = self._request
        request.turn.cancel.raise_if_cancelled()
        if wants_documents(request, self._evidence):
            self._stage(Stage.SEARCHING)
            self._grounding = ground(request, self._evidence, self._store)
            request.turn.cancel.raise_if_cancelled()
        if self._grounding.refuse:
            return self._refuse()
        if not self._holder.loaded:
            self._stage(Stage.LOADING_MODEL)
        model = self._holder.get()
        self._model_id = model.model_id
        request.turn.cancel.raise_if_cancelled()
        prompt = self._prompt(model)
        streaming = self._begin(prompt.sent)
        self._dropped_messages = prompt.dropped_turns * 2
        self._stage(Stage.READING_PROMPT, 0.0)
        options = GenerationOptions(
            max_tokens=answer_budget(model.context_tokens, request.answer_tokens),
            # What a document says is read, not made up: the likeliest word, always.
            temperature=0.0 if self._grounding.basis is Basis.DOCUMENTS else request.settings.chat_temperature,
        )
        for item in model.generate(prompt.messages, options, request.turn.cancel):
            streaming.take(item)
        cancelled = streaming.end is not None and streaming.end.reason == "cancelled"
        return self._finish(MessageState.INTERRUPTED if cancelled else MessageState.COMPLETE)

    def keep_failed(self) -> Answer | None:
        """After ``run`` raised: stores what had streamed; None when no answer was begun."""
        return self._finish(MessageState.FAILED) if self._message is not None else None

    def _prompt(self, model: ChatModel) -> Prompt:
        request = self._request
        history, dropped_before = self._store.past_turns(request.conversation, request.question_id)
        prompt = build_prompt(
            request.question,
            history,
            count=model.count_tokens,
            budget_tokens=model.context_tokens - answer_budget(model.context_tokens, request.answer_tokens),
            passage_tokens=request.settings.documents_passage_tokens,
            passages=self._grounding.evidence.passages,
            today=datetime.datetime.fromtimestamp(self._clock.now()).astimezone().date(),
            instructions=request.settings.chat_instructions,
            spoken=request.spoken,
            dropped_before=dropped_before,
        )
        if not prompt.passages:
            self._grounding = Grounding()
        return prompt

    def _begin(self, sent: str) -> StreamingAnswer:
        request = self._request
        self._message = self._store.begin_answer(
            request.conversation, request.question_id, sent=sent, model=self._model_id
        )
        self._streaming = StreamingAnswer(request.turn.id, self._message, self._store, self._clock, self._emit)
        return self._streaming

    def _refuse(self) -> Answer:
        request = self._request
        streaming = self._begin(request.question)
        streaming.add_text(wording.refusal_with_hint(request.question, self._grounding.evidence.passages))
        return self._finish(MessageState.COMPLETE)

    def _finish(self, state: MessageState) -> Answer:
        request, streaming = self._request, self._streaming
        assert streaming is not None and self._message is not None  # noqa: S101, PT018 - _begin set both
        text = streaming.written.strip()
        cited = _UNCITED
        if self._grounding.basis is Basis.DOCUMENTS and not self._grounding.refuse and state is not MessageState.FAILED:
            cited = self._evidence.cite(text, self._grounding.evidence)
        answer = Answer(
            text=text,
            conversation=request.conversation,
            message=self._message,
            turn=self._store.turn_number(request.conversation, request.question_id),
            model=self._model_id,
            basis=self._grounding.basis,
            refused=self._grounding.refuse or cited.refused,
            citations=cited.citations,
            support=cited.support,
            timings=self._timings(streaming),
            dropped_messages=self._dropped_messages,
            state=state,
        )
        self._store.finish_answer(answer, written=streaming.written)
        return answer

    def _timings(self, streaming: StreamingAnswer) -> Timings:
        asked, now, end = self._request.asked_at, self._clock.monotonic(), streaming.end
        first = streaming.first_at
        return Timings(
            retrieval_ms=self._grounding.evidence.took_ms,
            first_token_ms=(first - asked) * 1000 if first is not None else 0.0,
            total_ms=(now - asked) * 1000,
            prompt_tokens=end.prompt_tokens if end else 0,
            reused_tokens=end.reused_tokens if end else 0,
            completion_tokens=end.completion_tokens if end else 0,
            tokens_per_s=end.completion_tokens * 1000 / end.generation_ms if end and end.generation_ms > 0 else 0.0,
        )

    def _stage(self, stage: Stage, progress: float | None = None) -> None:
        self._emit(StageChanged(turn_id=self._request.turn.id, stage=stage, progress=progress))
