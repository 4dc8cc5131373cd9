"""A front door without an engine: answers are scripted and every event is released by hand, so that a test needs no sleep.

Events come from a thread of its own, as they do from the real engine.
"""

from __future__ import annotations

import dataclasses
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

from assistant.errors import ErrorReport, InvalidInput, UserFacingError
from assistant.events import AnswerDelta, ChatServerChanged, Event, Stage, StageChanged, TurnFinished, TurnStarted
from assistant.front_door import Listener, Unsubscribe
from assistant.ids import ConversationId, DocumentId, MessageId, TurnId
from assistant.records import (
    CHAT_SERVER,
    Action,
    Answer,
    Basis,
    Check,
    Citation,
    EngineStatus,
    LocalServerStatus,
    LookIn,
    MessageState,
    NetworkUse,
    Remembered,
    SentenceSupport,
    Timings,
)
from assistant.settings import Settings, Value, validate
from assistant.testing.backups import ScriptedBackups, ScriptedEncryption
from assistant.testing.chat_server import ScriptedChatServer
from assistant.testing.exam import ScriptedExam
from assistant.testing.front_door_parts import (
    ScriptedConversations,
    ScriptedDocuments,
    ScriptedModels,
)
from assistant.testing.front_door_voice import ScriptedSoundCheck, ScriptedVoice
from assistant.testing.home import ScriptedHome
from assistant.testing.memory import ScriptedMemory
from assistant.testing.skills import ScriptedSkills
from assistant.testing.tools import ScriptedTools


class ScriptedAssistant:
    """``AssistantApi`` whose turns move on when the test says so.

    ``script`` lines up answers; ``ask`` takes the next one (or "Yes."). ``advance`` releases a turn's next events and returns when
    every listener has had them; ``finish`` releases the rest. ``refuse_next`` makes the next ``ask`` raise.
    """

    def __init__(self, chat_model: str = "Scripted 1B") -> None:
        self.conversations = ScriptedConversations()
        self.documents = ScriptedDocuments(self)
        self.memory = ScriptedMemory()
        self.models = ScriptedModels(self)
        self.voice = ScriptedVoice(self)
        self.sound_check = ScriptedSoundCheck()
        self.backups = ScriptedBackups()
        self.encryption = ScriptedEncryption()
        self.skills = ScriptedSkills(self)
        self.tools = ScriptedTools()
        self.exam = ScriptedExam(lambda event: self.publish(event))
        self.home = ScriptedHome()
        self.chat_server = ScriptedChatServer(lambda: self.publish(ChatServerChanged()))
        self.asked: list[tuple[str, ConversationId | None, bool | None]] = []
        self.asked_in: list[str] = []
        self.asked_with_filters: list[bool] = []
        self.asked_document: list[DocumentId | None] = []
        self.asked_look_in: list[LookIn] = []
        self.asked_temporary: list[bool] = []
        self.asked_again: list[MessageId | None] = []
        self.interrupted: list[TurnId] = []
        self.warmed_up = 0
        self.network = NetworkUse(since="2026-01-05")
        self.server = LocalServerStatus()
        self.missing_roles: tuple[str, ...] = ()
        self.closed = False
        self._chat_model = chat_model
        self._settings = Settings()
        self._listeners: list[Listener] = []
        self._answers: deque[Answer] = deque()
        self._pending: dict[TurnId, deque[Event]] = {}
        self._written: dict[TurnId, str] = {}
        self._places: dict[TurnId, tuple[ConversationId, MessageId | None]] = {}
        self._refusal: UserFacingError | None = None
        self._numbers = 0
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="scripted-engine")

    def script(
        self,
        *texts: str,
        basis: Basis = Basis.GENERAL,
        citations: tuple[Citation, ...] = (),
        support: tuple[SentenceSupport, ...] = (),
        refused: bool = False,
        remembered: tuple[Remembered, ...] = (),
        actions: tuple[Action, ...] = (),
    ) -> None:
        """Lines up an answer for each text."""
        for text in texts:
            self._answers.append(
                Answer(
                    text=text,
                    conversation=ConversationId(0),
                    message=MessageId(0),
                    turn=0,
                    model=f"{CHAT_SERVER}{self.chat_server.now.model}" if self.chat_server.now.on else self._chat_model,
                    basis=basis,
                    citations=citations,
                    support=support,
                    refused=refused,
                    remembered=remembered,
                    actions=actions,
                    timings=Timings(
                        first_token_ms=180,
                        total_ms=2400,
                        prompt_tokens=310,
                        completion_tokens=64,
                        tokens_per_s=26.4,
                        context_tokens=4096,
                    ),
                )
            )

    def refuse_next(self, error: UserFacingError) -> None:
        """The next ``ask`` raises this."""
        self._refusal = error

    def ask_spoken(self, question: str, conversation: ConversationId | None = None) -> TurnId:
        """Begins a turn as the voice session does: nobody called ``ask``. ``advance`` and ``finish`` move it on."""
        turn = self.ask(question, conversation=conversation)
        self._pending[turn][0] = dataclasses.replace(cast(TurnStarted, self._pending[turn][0]), spoken=True)
        return turn

    def publish(self, *events: Event) -> None:
        """Gives events to the listeners from the engine's thread, and waits until they have them."""
        for event in events:
            self._thread.submit(self._deliver, event).result()

    def advance(self, turn: TurnId, steps: int = 1) -> None:
        """Releases a turn's next events: started, loading, searching, reading, then a word each."""
        for _ in range(steps):
            event = self._pending[turn].popleft()
            if isinstance(event, AnswerDelta):
                self._written[turn] += event.text
            if isinstance(event, TurnFinished):
                event = self._store(turn, event)
            self.publish(event)

    def left(self, turn: TurnId) -> int:
        """How many events of a turn are not released yet."""
        return len(self._pending[turn])

    def finish(self, turn: TurnId) -> None:
        """Releases everything that is left of a turn."""
        self.advance(turn, len(self._pending[turn]))

    def fail(self, turn: TurnId, error: ErrorReport) -> None:
        """Ends a turn with an error, as when the engine process dies under it."""
        self._pending[turn] = deque([TurnFinished(turn_id=turn, answer=None, error=error)])
        self.finish(turn)

    # -- AssistantApi ---------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """See ``AssistantApi``; as all that follows."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

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
        temporary: bool = False,
        again: MessageId | None = None,
    ) -> TurnId:
        look_in = look_in or LookIn(collection=collection, document=document)
        self.asked_in.append(look_in.collection)
        self.asked_with_filters.append(filters)
        self.asked_document.append(look_in.document)
        self.asked_look_in.append(look_in)
        self.asked_temporary.append(temporary)
        self.asked_again.append(again)
        if self._refusal is not None:
            error, self._refusal = self._refusal, None
            raise error
        if not question.strip():
            raise InvalidInput("The question is empty.", "Type or say something first.")
        with self._lock:
            self._numbers += 1
            turn = TurnId(f"turn-{self._numbers}")
            where = conversation if conversation is not None else self.conversations.create(question)
            question_id = self.conversations.add_message(where, "user", question, again_of=again)
            self._pending[turn] = self._events(turn, where, question_id, question)
            self._written[turn] = ""
            self._places[turn] = (where, again)
            # Last: whoever sees the question there may have its turn go on.
            self.asked.append((question, conversation, use_documents))
        return turn

    def interrupt(self, turn_id: TurnId) -> None:
        self.interrupted.append(turn_id)
        if self._pending.get(turn_id):
            self._pending[turn_id] = deque([TurnFinished(turn_id=turn_id, answer=None, interrupted=True)])
            self.finish(turn_id)

    def warm_up(self) -> None:
        self.warmed_up += 1

    def status(self) -> EngineStatus:
        return EngineStatus(
            version="0",
            chat_model="" if "chat" in self.missing_roles else self._chat_model,
            missing_roles=self.missing_roles,
            data_folder=Path("home"),
            models_folder=Path("models"),
            process_id=1,
            chat_server=f"{self.chat_server.now.model} · {self.chat_server.now.address}"
            if self.chat_server.now.on
            else "",
            speech_leaves=self.chat_server.now.on and self.chat_server.now.spoken,
        )

    def settings(self) -> Settings:
        return self._settings

    def reset_settings(self) -> Settings:
        self._settings = Settings()
        return self._settings

    def set_setting(self, name: str, value: Value) -> Settings:
        changed: dict[str, Any] = {name: validate(name, value)}
        self._settings = dataclasses.replace(self._settings, **changed)
        return self._settings

    def doctor(self) -> Sequence[Check]:
        return (Check(name="scripted", ok=True, detail="no engine"),)

    def network_use(self) -> NetworkUse:
        return self.network

    def local_server(self) -> LocalServerStatus:
        return self.server

    def close(self) -> None:
        self.closed = True
        self._thread.shutdown()

    def _events(self, turn: TurnId, where: ConversationId, question_id: MessageId, question: str) -> deque[Event]:
        if not self._answers:
            self.script("Yes.")
        answer = self._answers.popleft()
        words = [word + " " for word in answer.text.split(" ")]
        words[-1] = words[-1][:-1]
        return deque(
            [
                TurnStarted(turn_id=turn, conversation_id=where, question_id=question_id, question=question),
                StageChanged(turn_id=turn, stage=Stage.LOADING_MODEL),
                StageChanged(turn_id=turn, stage=Stage.SEARCHING),
                StageChanged(turn_id=turn, stage=Stage.READING_PROMPT, progress=0.43),
                StageChanged(turn_id=turn, stage=Stage.ANSWERING),
                *(AnswerDelta(turn_id=turn, text=word) for word in words),
                TurnFinished(turn_id=turn, answer=answer),
            ]
        )

    def _store(self, turn: TurnId, event: TurnFinished) -> TurnFinished:
        """Stores the answer; returns the event with the ids it was stored under."""
        where, again = self._places[turn]
        if event.answer is not None:
            message = self.conversations.add_message(
                where, "assistant", event.answer.text, answer=event.answer, again_of=again
            )
            stored = dataclasses.replace(event.answer, conversation=where, message=message)
            return dataclasses.replace(event, answer=stored)
        state = MessageState.INTERRUPTED if event.interrupted else MessageState.FAILED
        self.conversations.add_message(where, "assistant", self._written[turn], state=state, again_of=again)
        return event

    def _deliver(self, event: Event) -> None:
        for listener in list(self._listeners):
            listener(event)
