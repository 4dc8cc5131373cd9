"""Runs turns, one after the other, on the model's thread.

A turn: the question is stored → ``TurnStarted`` → (model's thread) the steps of ``answering``, kept and told by ``answer_record`` →
``TurnFinished``, exactly once and last, whatever happens. A turn that waits for its place can be interrupted before it begins. A
draft computes the same steps first and is stored when it is committed. After an answer the cache is made ready for the next.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import logging
import threading
from collections.abc import Callable
from typing import Unpack

from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.conversation.acting import SkillSource
from assistant.conversation.answer_record import AnswerRecord
from assistant.conversation.answering import Answering
from assistant.conversation.code_model import CodeModel
from assistant.conversation.document_answers import DocumentAnswers
from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder, ServerChoice, no_server
from assistant.conversation.prefilling import Prefilling
from assistant.conversation.remembering import MemorySource
from assistant.conversation.table_steps import TableAnswering
from assistant.conversation.turn import Turn
from assistant.conversation.turn_draft import TurnDraft
from assistant.conversation.turn_request import TurnRequest, Wishes, as_asked
from assistant.conversation.unrecorded import unrecorded
from assistant.documents.base import EvidenceSource, TableSource
from assistant.documents.whole_documents import WholeDocuments
from assistant.errors import EngineStopped, InvalidInput, UserFacingError
from assistant.events import Event, TurnEvent, TurnStarted
from assistant.exam.base import Unrecorded
from assistant.ids import ConversationId, DocumentId, MessageId, TurnId, new_turn_id
from assistant.priority_lane import PriorityLane
from assistant.records import LookIn
from assistant.settings import Settings
from assistant.workers import Worker

_log = logging.getLogger(__name__)


class ConversationRunner:
    """Answers questions; implements ``SpokenTurns``. Every call may come from any thread."""

    def __init__(
        self,
        *,
        holder: ChatModelHolder,
        worker: Worker,
        store: ConversationStore,
        evidence: EvidenceSource,
        settings: Callable[[], Settings],
        publish: Callable[[Event], None],
        clock: Clock,
        memory: MemorySource | None = None,
        skills: SkillSource | None = None,
        documents: WholeDocuments | None = None,
        lane: PriorityLane | None = None,
        tables: TableSource | None = None,
        code: CodeModel | None = None,
        written_per_s: Callable[[str], float] = lambda _: 0.0,
        server: ServerChoice = no_server,
    ) -> None:
        """Without ``memory`` nothing is recalled, and no message asks anything of it. ``skills`` answer by themselves what they
        can. Without ``documents`` nothing is summarised or compared, without ``tables`` nothing counted in tables; ``code``
        writes statements for what no rule understands. ``written_per_s`` is the speed that is known of a model, or 0. Answers give
        way in ``lane``. The model of a chat server answers where ``server`` says so."""
        self._holder = holder
        self._server = server
        self._worker = worker
        self._store = store
        self._evidence = evidence
        self._settings = settings
        self._publish = publish
        self._clock = clock
        self._memory = memory
        self._skills = skills
        self._lane = lane or PriorityLane()
        self._answering = Answering(
            holder=holder,
            store=store,
            evidence=evidence,
            clock=clock,
            memory=memory,
            skills=skills,
            documents=DocumentAnswers(documents, evidence, store) if documents is not None else None,
            tables=TableAnswering(tables, code=code) if tables is not None else None,
            written_per_s=written_per_s,
            server=server,
        )
        self._prefilling = Prefilling(answering=self._answering, worker=worker, lane=self._lane)
        self._lock = threading.Lock()
        self._running: dict[TurnId, TurnDraft] = {}
        self._closed = False
        self._last: TurnRequest | None = None

    def ask(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        use_documents: bool | None = None,
        collection: str = "",
        filters: bool = True,
        document: DocumentId | None = None,
        look_in: LookIn | None = None,
        max_tokens: int | None = None,
        spoken: bool = False,
        temporary: bool = False,
        again: MessageId | None = None,
    ) -> Turn:
        """Stores the question and queues its turn. Raises ``InvalidInput``, ``NotFound`` or ``StorageError``."""
        # What was chosen in one way is kept as all is.
        look_in = look_in or LookIn(collection=collection, document=document)
        collection, document = collection or look_in.collection, document or look_in.document
        draft = self._new(
            question,
            conversation=conversation,
            use_documents=use_documents,
            collection=collection,
            filters=filters,
            document=document,
            look_in=look_in,
            max_tokens=max_tokens,
            spoken=spoken,
            temporary=temporary,
            again=None if again is None else self._store.first_asked(conversation, again),
        )
        turn = draft.commit()
        self._worker.post(draft.run)
        return turn

    def draft(
        self,
        question: str,
        *,
        conversation: ConversationId | None,
        max_tokens: int | None = None,
        spoken: bool = True,
        use_documents: bool | None = None,
    ) -> TurnDraft:
        """Queues a draft; see ``SpokenTurns.draft``. Raises ``InvalidInput``."""
        draft = self._new(
            question, conversation=conversation, max_tokens=max_tokens, spoken=spoken, use_documents=use_documents
        )
        self._worker.post(draft.run)
        return draft

    def answer_unrecorded(self, question: str, cancel: CancelToken) -> Unrecorded:
        """The answer from documents, kept nowhere; see ``Answerer``."""
        request = self._request(question, conversation=None, use_documents=True)
        request = dataclasses.replace(request, cancel=cancel)
        return self._worker.run(unrecorded, request, self._answering, self._evidence, self._lane)

    def prefill(self, words: str, *, conversation: ConversationId | None, spoken: bool = True) -> None:
        """Reads ahead at idle; see ``SpokenTurns.prefill``."""
        # A disk that fails is told by the turn that needs it.
        with contextlib.suppress(UserFacingError):
            self._prefilling.post(self._request(words, conversation=conversation, spoken=spoken))

    def interrupt(self, turn_id: TurnId) -> None:
        """Stops a turn's computing; ``TurnFinished`` follows. Unknown ids are ignored."""
        with self._lock:
            draft = self._running.get(turn_id)
        if draft is not None:
            draft.interrupt()

    def warm_up(self, conversation: ConversationId | None = None, *, spoken: bool = False) -> None:
        """Loads the chat model, where it is the one that answers, in the background and reads what the next prompt begins with.

        A load that fails is reported by the turn that needs it.
        """
        self._worker.post(functools.partial(self._warm_up, conversation, spoken))

    def close(self) -> None:
        """Interrupts every turn and waits until each has finished; later questions are refused."""
        with self._lock:
            self._closed = True
            drafts = list(self._running.values())
        for draft in drafts:
            draft.stop()
        self._worker.run(lambda: None)

    def read_ahead_again(self) -> None:
        """The model was used for something else: reads the last conversation's prompt back into its cache, at idle."""
        if self._last is not None:
            self.prefill("", conversation=self._last.conversation, spoken=self._last.spoken)

    def _request(self, question: str, *, conversation: ConversationId | None, **wishes: Unpack[Wishes]) -> TurnRequest:
        return TurnRequest(
            question=as_asked(question),
            conversation=conversation,
            question_id=wishes.get("again") or self._store.next_message_id(),
            settings=self._settings(),
            cancel=CancelToken(),
            **wishes,
        )

    def _new(self, question: str, *, conversation: ConversationId | None, **wishes: Unpack[Wishes]) -> TurnDraft:
        request = self._request(question, conversation=conversation, **wishes)
        if not request.question:
            raise InvalidInput("The question is empty.", "Type or say a question.")
        if request.max_tokens is not None and request.max_tokens < 1:
            raise InvalidInput("An answer needs at least one token.", "Ask for a longer answer.")
        turn = Turn(new_turn_id(), cancel=request.cancel)
        draft = TurnDraft(
            turn,
            request,
            answering=self._answering,
            worker=self._worker,
            open_record=self._open_record,
            ended=self._ended,
            lane=self._lane,
        )
        with self._lock:
            if self._closed:
                raise EngineStopped("Sotto is closing.", "Ask again after it has started.")
            self._running[turn.id] = draft
        return draft

    def _open_record(self, turn: Turn, request: TurnRequest) -> tuple[TurnRequest, AnswerRecord]:
        def tell(event: TurnEvent) -> None:
            turn.put(event)
            self._publish(event)

        conversation, question_id = self._store.add_question(
            request.conversation,
            request.question,
            spoken=request.spoken,
            temporary=request.temporary,
            document=request.document,
            look_in=request.look_in,
            again_of=request.again,
        )
        record = AnswerRecord(
            turn,
            conversation,
            question_id,
            store=self._store,
            evidence=self._evidence,
            clock=self._clock,
            tell=tell,
            memory=self._memory,
            skills=self._skills,
        )
        tell(
            TurnStarted(
                turn_id=turn.id,
                conversation_id=conversation,
                question_id=question_id,
                question=request.question,
                spoken=request.spoken,
            )
        )
        place = request.again or question_id
        return dataclasses.replace(request, conversation=conversation, question_id=place), record

    def _ended(self, draft: TurnDraft) -> None:
        with self._lock:
            self._running.pop(draft.turn.id, None)
        if draft.committed:
            self._last = draft.request
            # The closing tokens of the answer and the opening of the next question.
            self.prefill("", conversation=draft.request.conversation, spoken=draft.request.spoken)

    def _warm_up(self, conversation: ConversationId | None, spoken: bool) -> None:
        if self._server(spoken) is not None:
            # Nothing is sent to a chat server before it is asked.
            return
        try:
            self._holder.get()
        except UserFacingError as error:
            _log.info("the chat model was not loaded: %s", error.kind)
            return
        self.prefill("", conversation=conversation, spoken=spoken)
