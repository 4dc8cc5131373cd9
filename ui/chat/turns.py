"""Which running turn an event belongs to (pure).

A question is on the screen before the engine has given its turn an id, and events may overtake the answer of ``ask``. What comes
for an id nobody knows yet is held until ``ask`` names it.
"""

from __future__ import annotations

import dataclasses

from assistant.errors import ErrorReport
from assistant.events import TurnEvent, TurnFinished, TurnStarted
from assistant.ids import ConversationId, DocumentId, MessageId, TurnId
from assistant.records import Citation, MessageState
from ui.chat.entries import AnswerEntry
from ui.chat.state_words import waiting_words


@dataclasses.dataclass(slots=True, kw_only=True, eq=False)
class RunningTurn:
    """A turn that has not finished. ``conversation`` is None until a new one has been stored; ``general`` when the documents
    are left aside because they did not answer; ``typed`` when it was asked in this window. ``documents`` were
    chosen for it one by one. ``replaces`` is the answer that it writes another version of."""

    question: str
    conversation: ConversationId | None
    turn_id: TurnId | None = None
    spoken: bool = False
    typed: bool = False
    general: bool = False
    documents: tuple[DocumentId, ...] = ()
    replaces: AnswerEntry | None = None
    found: Citation | None = None
    found_says: str = ""
    text: str = ""
    words: str = ""
    progress: float | None = None
    stop_wanted: bool = False
    question_id: MessageId | None = None


Delivery = tuple[RunningTurn, TurnEvent]


class TurnBook:
    """The turns that run, by id; those still without one; and events held for ids nobody knows."""

    def __init__(self) -> None:
        self._by_id: dict[TurnId, RunningTurn] = {}
        self._unnamed: list[RunningTurn] = []
        self._held: dict[TurnId, list[TurnEvent]] = {}

    def begin(
        self,
        question: str,
        conversation: ConversationId | None,
        *,
        general: bool = False,
        documents: tuple[DocumentId, ...] = (),
        replaces: AnswerEntry | None = None,
    ) -> RunningTurn:
        """A turn that is being asked for."""
        running = RunningTurn(
            question=question,
            conversation=conversation,
            typed=True,
            general=general,
            documents=documents,
            replaces=replaces,
            words=waiting_words() if self._by_id or self._unnamed else "",
        )
        self._unnamed.append(running)
        return running

    def name(self, running: RunningTurn, turn_id: TurnId) -> list[Delivery]:
        """Gives a turn its id; returns what came for it before."""
        if running not in self._unnamed:
            return []
        self._unnamed.remove(running)
        running.turn_id = turn_id
        self._by_id[turn_id] = running
        held = self._held.pop(turn_id, [])
        self._forget_held()
        return self._deliver(running, held)

    def give_up(self, running: RunningTurn) -> None:
        """The engine took no such turn."""
        if running in self._unnamed:
            self._unnamed.remove(running)
        self._forget_held()

    def take(self, event: TurnEvent) -> list[Delivery]:
        """Turns and events to act on now, in order; nothing while the event is held."""
        running = self._by_id.get(event.turn_id)
        if running is not None:
            return self._deliver(running, [event])
        if isinstance(event, TurnStarted):
            asked = next((one for one in self._unnamed if one.question == event.question and not event.spoken), None)
            if asked is not None:
                return [*self.name(asked, event.turn_id), *self._deliver(asked, [event])]
            if event.spoken or not self._unnamed:
                heard = RunningTurn(
                    question=event.question,
                    conversation=event.conversation_id,
                    turn_id=event.turn_id,
                    spoken=event.spoken,
                )
                self._by_id[event.turn_id] = heard
                return self._deliver(heard, [*self._held.pop(event.turn_id, []), event])
        if self._unnamed:
            self._held.setdefault(event.turn_id, []).append(event)
        return []

    def running_in(self, conversation: ConversationId | None) -> RunningTurn | None:
        """The newest turn that runs in a conversation."""
        if conversation is None:
            return None
        every = [*self._by_id.values(), *self._unnamed]
        return next((one for one in reversed(every) if one.conversation == conversation), None)

    def conversations(self) -> frozenset[ConversationId]:
        """The stored conversations in which a turn runs."""
        every = [*self._by_id.values(), *self._unnamed]
        return frozenset(one.conversation for one in every if one.conversation is not None)

    def _deliver(self, running: RunningTurn, events: list[TurnEvent]) -> list[Delivery]:
        if running.turn_id is not None and any(isinstance(event, TurnFinished) for event in events):
            del self._by_id[running.turn_id]
        return [(running, event) for event in events]

    def _forget_held(self) -> None:
        if not self._unnamed:
            self._held.clear()


def ended(running: RunningTurn, event: TurnFinished) -> AnswerEntry:
    """A turn that has ended, as the transcript shows it."""
    if event.error is not None:
        return failed(running, event.error)
    state = MessageState.INTERRUPTED if event.interrupted else MessageState.COMPLETE
    text = event.answer.text if event.answer is not None else running.text
    if running.replaces is not None and not text.strip():
        # Stopped before a word was written: nothing came in its place.
        return running.replaces
    entry = AnswerEntry(
        text=text,
        question=running.question,
        state=state,
        answer=event.answer,
        message=event.answer.message if event.answer is not None else None,
        instead_of_documents=running.general,
        asked=running.question_id,
    )
    return entry if running.replaces is None else entry.in_place_of(running.replaces)


def begun(running: RunningTurn) -> AnswerEntry:
    """A turn whose answer is being written."""
    entry = AnswerEntry(text=running.text, question=running.question, state=MessageState.STREAMING)
    return entry if running.replaces is None else entry.in_place_of(running.replaces)


def failed(running: RunningTurn, error: ErrorReport) -> AnswerEntry:
    """A turn that ended in trouble, with what was written before."""
    asked = running.question_id
    if running.replaces is not None:
        asked = asked or running.replaces.asked
    entry = AnswerEntry(
        text=running.text,
        question=running.question,
        state=MessageState.FAILED,
        error=error,
        asked=asked,
        instead_of_documents=running.general,
    )
    return entry if running.replaces is None else entry.in_place_of(running.replaces)
