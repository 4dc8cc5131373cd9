"""Runs turns, one after the other, on the model's thread.

A turn: the question is stored → ``TurnStarted`` → (model's thread) the stages of ``answering`` → ``TurnFinished``, exactly once and
last, whatever happens. A turn that waits for its place can be interrupted before it begins.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from assistant.clock import Clock
from assistant.conversation.answering import Answering
from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.turn import Turn
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import EvidenceSource
from assistant.errors import EngineStopped, ErrorReport, Interrupted, InvalidInput, UserFacingError
from assistant.events import Event, TurnEvent, TurnFinished, TurnStarted
from assistant.ids import ConversationId, TurnId, new_turn_id
from assistant.records import Answer, MessageState
from assistant.settings import Settings
from assistant.workers import Worker

_log = logging.getLogger(__name__)


class ConversationRunner:
    """Answers questions. ``ask`` and ``interrupt`` may be called from any thread."""

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
    ) -> None:
        self._holder = holder
        self._worker = worker
        self._store = store
        self._evidence = evidence
        self._settings = settings
        self._publish = publish
        self._clock = clock
        self._lock = threading.Lock()
        self._running: dict[TurnId, Turn] = {}
        self._closed = False

    def ask(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        use_documents: bool | None = None,
        collection: str = "",
        max_tokens: int | None = None,
        spoken: bool = False,
    ) -> Turn:
        """Stores the question and queues its turn. Raises ``InvalidInput``, ``NotFound`` or ``StorageError``."""
        plain = question.strip()
        if not plain:
            raise InvalidInput("The question is empty.", "Type or say a question.")
        if max_tokens is not None and max_tokens < 1:
            raise InvalidInput("An answer needs at least one token.", "Ask for a longer answer.")
        asked_at = self._clock.monotonic()
        turn = Turn(new_turn_id())
        with self._lock:
            if self._closed:
                raise EngineStopped("Sotto is closing.", "Ask again after it has started.")
            self._running[turn.id] = turn
        try:
            conversation, question_id = self._store.add_question(conversation, plain, spoken=spoken)
            request = TurnRequest(
                turn=turn,
                question=plain,
                conversation=conversation,
                question_id=question_id,
                use_documents=use_documents,
                collection=collection,
                max_tokens=max_tokens,
                spoken=spoken,
                settings=self._settings(),
                asked_at=asked_at,
            )
        except BaseException:
            self._forget(turn)
            raise
        self._tell(
            turn,
            TurnStarted(
                turn_id=turn.id,
                conversation_id=conversation,
                question_id=question_id,
                question=plain,
                spoken=spoken,
            ),
        )
        self._worker.post(self._run, request)
        return turn

    def interrupt(self, turn_id: TurnId) -> None:
        """Stops a turn's computing; ``TurnFinished`` follows. Unknown ids are ignored."""
        with self._lock:
            turn = self._running.get(turn_id)
        if turn is not None:
            turn.interrupt()

    def warm_up(self) -> None:
        """Loads the chat model in the background. A load that fails is reported by the turn that needs it."""
        self._worker.post(self._warm_up)

    def close(self) -> None:
        """Interrupts every turn and waits until each has finished; later questions are refused."""
        with self._lock:
            self._closed = True
            turns = list(self._running.values())
        for turn in turns:
            turn.interrupt()
        self._worker.run(lambda: None)

    def _warm_up(self) -> None:
        try:
            self._holder.get()
        except UserFacingError as error:
            _log.info("the chat model was not loaded: %s", error.kind)

    def _run(self, request: TurnRequest) -> None:
        turn = request.turn

        def emit(event: TurnEvent) -> None:
            self._tell(turn, event)

        answering = Answering(
            request,
            holder=self._holder,
            store=self._store,
            evidence=self._evidence,
            clock=self._clock,
            emit=emit,
        )
        answer: Answer | None = None
        error: ErrorReport | None = None
        interrupted = False
        try:
            answer = answering.run()
            interrupted = answer.state is MessageState.INTERRUPTED
        except Interrupted:
            interrupted = True
        except Exception as failure:  # noqa: BLE001 - a turn ends with TurnFinished whatever happens
            error = _report(failure)
            answer = self._kept(answering)
        finally:
            self._forget(turn)
            emit(TurnFinished(turn_id=turn.id, answer=answer, error=error, interrupted=interrupted))

    def _kept(self, answering: Answering) -> Answer | None:
        try:
            return answering.keep_failed()
        except Exception as failure:  # noqa: BLE001 - the first failure is the one to report
            _report(failure)
            return None

    def _tell(self, turn: Turn, event: TurnEvent) -> None:
        turn.put(event)
        self._publish(event)

    def _forget(self, turn: Turn) -> None:
        with self._lock:
            self._running.pop(turn.id, None)


def _report(failure: Exception) -> ErrorReport:
    if isinstance(failure, UserFacingError):
        _log.info("a turn failed: %s", failure.kind)
    else:
        _log.error("a turn failed with a bug: %s", type(failure).__name__)
    return ErrorReport.of(failure)
