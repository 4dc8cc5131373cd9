"""What becomes of a question that was asked: its turn gets an id, begins, streams and ends, on the screen or behind it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from assistant.errors import ErrorReport
from assistant.events import TurnEvent, TurnFinished, TurnStarted
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, TurnId
from ui.bridge import EngineBridge
from ui.chat.chat_page import ChatPage
from ui.chat.drafts import Drafts
from ui.chat.heard_answers import HeardAnswers
from ui.chat.shown_turn import ShownTurn
from ui.chat.stored_chat import StoredChat
from ui.chat.turns import RunningTurn, TurnBook, ended, failed
from ui.chat.unread_chats import UnreadChats
from ui.operations import Operations


class AskedTurns(QObject):
    """``chat_stored`` with the id that the open chat got with its first question; ``stored`` when the list of chats is out of date;
    ``running_changed`` with the ids of those in which an answer is being written; ``answered`` when the answer on the screen is
    whole and the next question may be asked; ``given_back`` with questions that were not answered."""

    chat_stored = Signal(object)
    stored = Signal()
    running_changed = Signal(frozenset)
    answered = Signal()
    given_back = Signal(tuple)

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        page: ChatPage,
        *,
        turns: TurnBook,
        drafts: Drafts,
        shown: ShownTurn,
        stored_chat: StoredChat,
        unread: UnreadChats,
        tell_error: Callable[[ErrorReport], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._page, self._tell_error = api, operations, page, tell_error
        self._turns, self._drafts, self._shown = turns, drafts, shown
        self._stored_chat, self._unread = stored_chat, unread
        self._heard = HeardAnswers(self)
        self._calls: deque[tuple[RunningTurn, Callable[[], TurnId]]] = deque()
        bridge.turn.connect(self._take)
        bridge.voice.connect(self._heard.take)

    def ask(self, running: RunningTurn, call: Callable[[], TurnId]) -> None:
        """Shows a turn that was begun, and makes the call of the engine that asks for it, after those that were asked before."""
        self._shown.show(running)
        self._calls.append((running, call))
        if len(self._calls) == 1:
            self._call()

    def stop(self) -> bool:
        """Stops the answer that is being written; False when there is none."""
        running = self._shown.turn
        if running is None:
            return False
        running.stop_wanted = True
        self._shown.say_stopping()
        if running.turn_id is not None:
            self._interrupt(running.turn_id)
        return True

    def _call(self) -> None:
        """One at a time: two at once may come to the engine the other way round."""
        running, call = self._calls[0]
        self._operations.run(
            call, lambda turn_id: self._named(running, turn_id), lambda error: self._refused(running, error)
        )

    def _call_next(self) -> None:
        self._calls.popleft()
        if self._calls:
            self._call()

    def _named(self, running: RunningTurn, turn_id: TurnId) -> None:
        self._call_next()
        for one, event in self._turns.name(running, turn_id):
            self._act(one, event)
        if running.stop_wanted:
            self._interrupt(turn_id)

    def _refused(self, running: RunningTurn, error: ErrorReport) -> None:
        self._call_next()
        self._turns.give_up(running)
        if running.turn_id is not None or self._shown.turn is not running:
            return
        view = self._shown.end()
        if running.replaces is not None:
            if view is not None:
                view.show_entry(running.replaces)
            self._tell_error(error)
            return
        if not self._page.composer.text:
            # The engine did not store it; as a draft it outlives the window.
            self.given_back.emit((running.question,))
        if error.kind == "invalid_input":
            self._page.transcript.remove_last(2)
            self._page.show_transcript(not self._page.transcript.is_empty())
            self._tell_error(error)
        elif view is not None:
            view.show_entry(failed(running, error))

    def _take(self, event: TurnEvent) -> None:
        for running, one in self._turns.take(event):
            self._act(running, one)

    def _act(self, running: RunningTurn, event: TurnEvent) -> None:
        match event:
            case TurnStarted():
                self._started(running, event)
            case TurnFinished():
                self._finished(running, event)
            case _:
                self._shown.take(running, event)

    def _started(self, running: RunningTurn, event: TurnStarted) -> None:
        running.conversation = event.conversation_id
        running.question_id = event.question_id
        shown = self._shown.turn is running
        if running.spoken and self._shown.turn is None and self._drafts.conversation in (None, event.conversation_id):
            self._shown.show(running)
            shown = True
        if shown and self._drafts.conversation is None:
            self._drafts.stored_as(event.conversation_id)
            self.chat_stored.emit(event.conversation_id)
        if running.stop_wanted:
            self._interrupt(event.turn_id)
        self.stored.emit()
        self.running_changed.emit(self._turns.conversations())

    def _finished(self, running: RunningTurn, event: TurnFinished) -> None:
        view = self._shown.finish(ended(running, event)) if self._shown.turn is running else None
        if view is not None:
            if event.answer is not None:
                self._page.state_line.context.show_answer(event.answer)
            if running.spoken:
                self._heard.written(event, view)
            if running.replaces is None:
                self._page.transcript.set_question_id(view, running.question_id)
            waiting = self._turns.running_in(self._drafts.conversation)
            if waiting is not None and waiting.spoken:
                self._shown.show(waiting)
            elif event.error is not None or event.interrupted:
                # What waited was meant to follow an answer that did not come.
                self.given_back.emit(tuple(self._page.queue.take_all()))
            else:
                self.answered.emit()
        elif running.typed and running.conversation is not None:
            self._came_unseen(running.conversation)
        self.stored.emit()
        self.running_changed.emit(self._turns.conversations())

    def _came_unseen(self, conversation: ConversationId) -> None:
        """An answer is whole that is not on the screen."""
        if conversation != self._drafts.conversation:
            self._unread.add(conversation)
        elif self._shown.turn is None:
            # Its chat is just being opened and may have been read before the answer's end, or it is far back in a long one.
            self._stored_chat.load(conversation)
            self.answered.emit()

    def _interrupt(self, turn_id: TurnId) -> None:
        self._operations.run(lambda: self._api.interrupt(turn_id), None, self._tell_error)
