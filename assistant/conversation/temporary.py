"""Temporary conversations: in this process's memory alone, never on the disk, gone when Sotto ends.

Their conversations and messages have numbers of their own, far above those of the database, so that one number says which it is.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Sequence
from typing import Any

from assistant.clock import Clock
from assistant.conversation.history import ConversationStore
from assistant.conversation.prompt import PastTurn
from assistant.conversation.spoken_answers import SpokenAnswers
from assistant.errors import NotFound
from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import Answer, LookIn, Message, MessageState, VoiceLatency
from assistant.storage.database import Storage

FIRST_TEMPORARY = 1_000_000_000


def is_temporary(conversation: ConversationId | None) -> bool:
    """Whether a conversation is held in memory alone."""
    return conversation is not None and conversation >= FIRST_TEMPORARY


def is_temporary_message(message: MessageId) -> bool:
    """Whether a message is held in memory alone."""
    return message >= FIRST_TEMPORARY


class TemporaryConversations:
    """Holds whole messages; see ``ConversationStore`` for the contract of every call. May be used from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._next = FIRST_TEMPORARY
        self._messages: dict[ConversationId, list[Message]] = {}
        self._sent: dict[MessageId, str] = {}
        self._places: dict[MessageId, ConversationId] = {}

    def __bool__(self) -> bool:
        return bool(self._messages)

    def next_message_id(self) -> MessageId:
        return MessageId(self._next)

    def messages(self, conversation: ConversationId) -> Sequence[Message]:
        with self._lock:
            return tuple(self._of(conversation))

    def delete(self, conversation: ConversationId) -> None:
        with self._lock:
            for message in self._messages.pop(conversation, []):
                self._sent.pop(message.id, None)
                self._places.pop(message.id, None)

    def add_question(
        self, conversation: ConversationId | None, question: str, again_of: MessageId | None = None
    ) -> tuple[ConversationId, MessageId]:
        with self._lock:
            if conversation is None:
                conversation = ConversationId(self._number())
                self._messages[conversation] = []
            return conversation, self._add(conversation, "user", question, MessageState.COMPLETE, again_of)

    def first_asked(self, conversation: ConversationId, question: MessageId) -> MessageId:
        for message in self.messages(conversation):
            if message.id == question and message.role == "user":
                return message.again_of or message.id
        raise NotFound("This question does not exist any more.", "Ask it anew.")

    def past_turns(self, conversation: ConversationId, before: MessageId) -> tuple[tuple[PastTurn, ...], int]:
        turns: dict[MessageId, tuple[PastTurn, int]] = {}
        question, place = "", before
        for message in self.messages(conversation):
            if (message.again_of or message.id) >= before or message.state is MessageState.STREAMING:
                continue
            text = self._sent.get(message.id) or message.text
            if message.role == "user":
                question, place = text, message.again_of or message.id
            elif question and text.strip():
                dropped = message.answer.dropped_messages // 2 if message.answer else 0
                turns[place] = PastTurn(question=question, answer=text), dropped
                question = ""
        return tuple(turn for turn, _ in turns.values()), next((count for _, count in reversed(turns.values())), 0)

    def previous_questions(self, conversation: ConversationId, before: MessageId, count: int) -> tuple[str, ...]:
        asked = [one.text for one in self._asked(conversation) if one.id < before]
        return tuple(asked[-count:])

    def begin_answer(self, conversation: ConversationId, question: MessageId, *, sent: str) -> MessageId:
        with self._lock:
            self._sent[question] = sent
            first = next((one.again_of for one in self._of(conversation) if one.id == question), None)
            return self._add(conversation, "assistant", "", MessageState.STREAMING, first)

    def finish_answer(self, answer: Answer, *, written: str) -> None:
        with self._lock:
            messages = self._of(answer.conversation)
            for at, message in enumerate(messages):
                if message.id == answer.message:
                    self._sent[message.id] = written
                    messages[at] = dataclasses.replace(message, text=answer.text, state=answer.state, answer=answer)

    def keep_heard(self, message: MessageId, heard: str, unheard: str) -> None:
        state = MessageState.INTERRUPTED if unheard else MessageState.COMPLETE
        with self._lock:
            if message in self._places:
                self._sent[message] = heard
            self._change(message, text=heard, state=state, unheard=unheard)

    def keep_latency(self, message: MessageId, latency: VoiceLatency) -> None:
        with self._lock:
            self._change(message, voice_latency=latency)

    def broken_off(self, conversation: ConversationId) -> tuple[MessageId, str, str] | None:
        answers = [one.answer for one in self.messages(conversation) if one.role == "assistant"]
        last = answers[-1] if answers else None
        return (last.message, last.text, last.unheard) if last is not None and last.unheard else None

    def turn_number(self, conversation: ConversationId, message: MessageId) -> int:
        first = self.first_asked(conversation, message)
        return sum(one.id <= first for one in self._asked(conversation))

    def _asked(self, conversation: ConversationId) -> list[Message]:
        return [one for one in self.messages(conversation) if one.role == "user" and one.again_of is None]

    def _change(self, message: MessageId, **changes: Any) -> None:
        """Changes an answer, and its message with it; nothing where it is gone."""
        messages = self._messages.get(self._places[message], []) if message in self._places else []
        for at, one in enumerate(messages):
            if one.id == message and one.answer is not None:
                answer = dataclasses.replace(one.answer, **changes)
                messages[at] = dataclasses.replace(one, answer=answer, text=answer.text, state=answer.state)

    def _add(
        self,
        conversation: ConversationId,
        role: str,
        text: str,
        state: MessageState,
        again_of: MessageId | None = None,
    ) -> MessageId:
        number = MessageId(self._number())
        self._places[number] = conversation
        self._of(conversation).append(
            Message(
                id=number,
                conversation=conversation,
                role=role,
                text=text,
                created_at=self._clock.now(),
                state=state,
                again_of=again_of,
            )
        )
        return number

    def _of(self, conversation: ConversationId) -> list[Message]:
        if conversation not in self._messages:
            raise NotFound("This temporary chat is gone.", "Start a new one.")
        return self._messages[conversation]

    def _number(self) -> int:
        self._next += 1
        return self._next - 1


class AllConversations(ConversationStore):
    """Conversations of the database and, beside them, temporary ones; each call goes to where its conversation is."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        before_delete: Callable[[Sequence[MessageId]], None] | None = None,
        after_import: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(storage, clock, before_delete, after_import)
        self._temporary = TemporaryConversations(clock)
        self.spoken_answers: SpokenAnswers = AllSpokenAnswers(storage, self._temporary)

    def messages(self, conversation: ConversationId) -> Sequence[Message]:
        return self._temporary.messages(conversation) if is_temporary(conversation) else super().messages(conversation)

    def delete(self, conversation: ConversationId) -> None:
        if is_temporary(conversation):
            self._temporary.delete(conversation)
        else:
            super().delete(conversation)

    def require(self, conversation: ConversationId) -> None:
        if is_temporary(conversation):
            self._temporary.messages(conversation)
        else:
            super().require(conversation)

    def add_question(
        self,
        conversation: ConversationId | None,
        question: str,
        *,
        spoken: bool = False,
        temporary: bool = False,
        document: DocumentId | None = None,
        look_in: LookIn | None = None,
        again_of: MessageId | None = None,
    ) -> tuple[ConversationId, MessageId]:
        if is_temporary(conversation) or (conversation is None and temporary):
            return self._temporary.add_question(conversation, question, again_of)
        return super().add_question(
            conversation, question, spoken=spoken, document=document, look_in=look_in, again_of=again_of
        )

    def first_asked(self, conversation: ConversationId | None, question: MessageId) -> MessageId:
        if conversation is not None and is_temporary(conversation):
            return self._temporary.first_asked(conversation, question)
        return super().first_asked(conversation, question)

    def next_message_id(self) -> MessageId:
        return self._temporary.next_message_id() if self._temporary else super().next_message_id()

    def past_turns(self, conversation: ConversationId | None, before: MessageId) -> tuple[tuple[PastTurn, ...], int]:
        if conversation is not None and is_temporary(conversation):
            return self._temporary.past_turns(conversation, before)
        return super().past_turns(conversation, before)

    def previous_questions(
        self, conversation: ConversationId | None, before: MessageId, count: int = 2
    ) -> tuple[str, ...]:
        if conversation is not None and is_temporary(conversation):
            return self._temporary.previous_questions(conversation, before, count)
        return super().previous_questions(conversation, before, count)

    def begin_answer(self, conversation: ConversationId, question: MessageId, *, sent: str, model: str) -> MessageId:
        if is_temporary(conversation):
            return self._temporary.begin_answer(conversation, question, sent=sent)
        return super().begin_answer(conversation, question, sent=sent, model=model)

    def append_piece(self, message: MessageId, n: int, text: str) -> None:
        if message < FIRST_TEMPORARY:
            super().append_piece(message, n, text)

    def finish_answer(self, answer: Answer, *, written: str) -> None:
        if is_temporary(answer.conversation):
            self._temporary.finish_answer(answer, written=written)
        else:
            super().finish_answer(answer, written=written)

    def turn_number(self, conversation: ConversationId, message: MessageId) -> int:
        if is_temporary(conversation):
            return self._temporary.turn_number(conversation, message)
        return super().turn_number(conversation, message)


class AllSpokenAnswers(SpokenAnswers):
    """What was heard of answers of both kinds of conversations."""

    def __init__(self, storage: Storage, temporary: TemporaryConversations) -> None:
        super().__init__(storage)
        self._temporary = temporary

    def keep_heard(self, message: MessageId, heard: str, unheard: str) -> None:
        keep = super().keep_heard if message < FIRST_TEMPORARY else self._temporary.keep_heard
        keep(message, heard, unheard)

    def broken_off(self, conversation: ConversationId) -> tuple[MessageId, str, str] | None:
        find = self._temporary.broken_off if is_temporary(conversation) else super().broken_off
        return find(conversation)

    def keep_latency(self, message: MessageId, latency: VoiceLatency) -> None:
        keep = super().keep_latency if message < FIRST_TEMPORARY else self._temporary.keep_latency
        keep(message, latency)
