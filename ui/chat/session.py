"""Gives the chat page its life: asks, streams, stops, asks again, and moves between conversations.

Turns go on when another conversation is opened; their text is kept here and shown again on return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assistant.errors import ErrorReport
from assistant.events import TurnEvent, TurnFinished, TurnStarted
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, MessageId, TurnId
from assistant.records import Citation, LookIn, Message
from ui.bridge import EngineBridge
from ui.chat.chat_page import ChatPage
from ui.chat.chosen_documents import ChosenDocuments
from ui.chat.drafts import Drafts
from ui.chat.entries import QuestionEntry, entries_of
from ui.chat.figure_picture import PIXELS_PER_POINT
from ui.chat.filter_chips import FilterWatch
from ui.chat.heard_answers import HeardAnswers
from ui.chat.named_questions import NamedQuestions
from ui.chat.pasting import PastedPictures
from ui.chat.question_pictures import QuestionPictures
from ui.chat.shown_turn import ShownTurn
from ui.chat.turns import RunningTurn, TurnBook, ended, failed
from ui.operations import Operations
from ui.window_state import WindowState

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_USE_DOCUMENTS = {"auto": None, "always": True, "never": False}


class ChatSession(QObject):
    """The conversation that is open. ``conversation_changed(id or None)``; ``stored`` when the list of chats is out of date;
    ``running_changed`` with the ids of those in which an answer is being written, ``unread_changed`` of those that got one while
    another was open."""

    conversation_changed = Signal(object)
    stored = Signal()
    running_changed = Signal(frozenset)
    unread_changed = Signal(frozenset)

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        page: ChatPage,
        state: WindowState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._page = api, operations, page
        self._turns = TurnBook()
        self._drafts = Drafts(page, state)
        self._shown = ShownTurn(page, self._resting_words, self)
        self._named_questions = NamedQuestions(
            api,
            operations,
            page,
            ask_with_text=lambda question: self.ask(question, general=True),
            ask_as_said=lambda question: self.ask(question, as_said=True),
            tell_error=self.tell_error,
            parent=self,
        )
        self._unread: frozenset[ConversationId] = frozenset()
        self._last_question = ""
        self._idle_words = ""
        self._heard = HeardAnswers(self)
        self._filters = FilterWatch(api, operations, page, self)
        self._pictures = PastedPictures(api, bridge, operations, page, self.tell_error, self)
        self._documents = ChosenDocuments(page.composer.search_in, self._filters, self._pictures)
        self._question_pictures = QuestionPictures(api, operations, page.transcript, self)
        bridge.turn.connect(self._take)
        bridge.voice.connect(self._heard.take)
        page.queue.taken_back.connect(self._write_on)
        page.composer.stop_requested.connect(self.stop)
        page.composer.picture_pasted.connect(self.attach)
        page.composer.recall_requested.connect(self._recall)
        page.composer.text_changed.connect(self._drafts.save)
        page.transcript.ask_again.connect(self.ask)
        page.transcript.general_wanted.connect(lambda question: self.ask(question, general=True))
        page.transcript.picture_wanted.connect(self._fetch_picture)

    @property
    def conversation(self) -> ConversationId | None:
        """The conversation that is open; None while a new one has not been stored."""
        return self._drafts.conversation

    @property
    def filters(self) -> FilterWatch:
        """What the typed question says about where to look."""
        return self._filters

    @property
    def documents(self) -> ChosenDocuments:
        """What the questions of the chat look into."""
        return self._documents

    @property
    def answering(self) -> bool:
        """Whether the open conversation is waiting for an answer."""
        return self._shown.turn is not None

    @property
    def temporary(self) -> bool:
        """Whether the open conversation is never stored."""
        return self._drafts.temporary

    @property
    def pictures(self) -> PastedPictures:
        """The pictures that go with the question that is being written."""
        return self._pictures

    def attach(self, picture: QImage) -> None:
        """Puts a picture to the question that is being written."""
        if self._drafts.temporary:
            self._page.banner.show_notice(
                self.tr("A picture is kept with its chat, and a temporary chat keeps nothing. Open a new chat for it.")
            )
        else:
            self._pictures.attach(picture)

    def new_chat(self, *, temporary: bool = False) -> None:
        """Opens an empty conversation; it is stored with its first question, or never when it is ``temporary``."""
        self._leave(None)
        self._drafts.temporary = temporary
        self._shown.say()
        self._page.transcript.clear()
        self._page.show_transcript(False)
        self._page.composer.edit.setFocus()

    def open(self, conversation: ConversationId, then: Callable[[], None] | None = None) -> None:
        """Opens a stored conversation, and does something when it is shown."""
        if conversation == self._drafts.conversation:
            return
        self._leave(conversation)
        # Until its messages come, neither those of another chat nor the welcome of a new one stand there.
        self._page.transcript.clear()
        self._page.show_transcript(True)
        self._load(conversation, then)

    def _load(self, conversation: ConversationId, then: Callable[[], None] | None = None) -> None:
        def show(messages: Sequence[Message]) -> None:
            if self._drafts.conversation == conversation:
                self._show_messages(messages)
                if then is not None:
                    then()

        self._operations.run(lambda: self._api.conversations.messages(conversation), show, self.tell_error)

    def open_at(self, conversation: ConversationId, message: MessageId | None) -> None:
        """Opens a conversation and goes to one of its messages, which may be gone."""

        def go() -> None:
            if message is not None:
                self._page.transcript.show_message(message)

        if conversation == self._drafts.conversation:
            go()
        else:
            self.open(conversation, then=go)

    def ask(
        self, question: str, *, general: bool = False, look_in: LookIn | None = None, as_said: bool = False
    ) -> None:
        """Asks in the open conversation, with ``general`` without the documents; while an answer is being written the
        question waits for its end. What was asked before looks again where it did then, unless ``look_in`` says where. A question
        about the clipboard takes its text along, unless it is asked ``as_said``."""
        if not question.strip() or (not as_said and self._named_questions.take(question)):
            return
        filters = self._filters.follows(question)
        if self._page.composer.text.strip() == question:
            if self._pictures.reading:
                self._ask_when_read(question)
                return
            self._documents.keep(question, self._documents.take())
            self._page.composer.clear()
        if look_in is not None:
            self._documents.keep(question, look_in)
        places = self._documents.of(question)
        if self._shown.turn is not None:
            self._page.queue.add(question)
            self._drafts.save()
            return
        self._last_question = question
        running = self._turns.begin(question, self._drafts.conversation, general=general, documents=places.documents)
        self._shown.show(running)
        use_documents = (
            False if general else True if places.document else _USE_DOCUMENTS[self._page.composer.use_documents]
        )
        conversation, temporary = self._drafts.conversation, self._drafts.temporary
        self._operations.run(
            lambda: self._api.ask(
                question,
                conversation=conversation,
                use_documents=use_documents,
                filters=filters,
                look_in=places,
                temporary=temporary,
            ),
            lambda turn_id: self._named(running, turn_id),
            lambda error: self._refused(running, error),
        )

    def _ask_when_read(self, question: str) -> None:
        """The question stays in the composer meanwhile, and is sent if it still stands there."""

        def send() -> None:
            if self._page.composer.text.strip() == question:
                self.ask(question)

        self._pictures.when_read(send)

    def ask_again(self) -> None:
        """Asks the last question once more."""
        last = self._page.transcript.last_answer()
        if last is not None:
            self.ask(last.entry.question)

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

    def copy_last_answer(self) -> None:
        """Puts the newest answer on the clipboard."""
        last = self._page.transcript.last_answer()
        if last is not None:
            last.copy()

    def show_idle_words(self, words: str) -> None:
        """What the state line says while no answer is being written."""
        self._idle_words = words
        self._shown.say()

    def tell_error(self, error: ErrorReport) -> None:
        """Says what went wrong, over the composer; what stands there already keeps its button."""
        self._page.banner.show_error(error)

    def forget(self, conversation: ConversationId) -> None:
        """Leaves a conversation that is being deleted."""
        self._drafts.forget(conversation)
        if conversation == self._drafts.conversation:
            self.new_chat()

    def _leave(self, conversation: ConversationId | None) -> None:
        self._last_question = ""
        self._documents.forget()
        self._page.banner.dismiss()
        self._page.state_line.context.show_last([])
        self._drafts.change_to(conversation)
        self._shown.end()
        if conversation in self._unread:
            self._tell_unread(self._unread - {conversation})
        self.conversation_changed.emit(conversation)

    def _show_messages(self, messages: Sequence[Message]) -> None:
        entries = entries_of(list(messages))
        running = self._turns.running_in(self._drafts.conversation)
        if running is not None:
            while entries and not isinstance(entries[-1], QuestionEntry):
                entries.pop()
            if entries:
                entries.pop()
        self._documents.read(messages)
        self._page.show_transcript(True)
        self._page.transcript.show_entries(entries)
        self._page.state_line.context.show_last([message.answer for message in messages if message.answer is not None])
        self._last_question = next((m.text for m in reversed(messages) if m.role == "user"), "")
        if running is not None:
            self._shown.show(running)

    def _named(self, running: RunningTurn, turn_id: TurnId) -> None:
        for one, event in self._turns.name(running, turn_id):
            self._act(one, event)
        if running.stop_wanted:
            self._interrupt(turn_id)

    def _refused(self, running: RunningTurn, error: ErrorReport) -> None:
        self._turns.give_up(running)
        if running.turn_id is not None or self._shown.turn is not running:
            return
        view = self._shown.end()
        if not self._page.composer.text:
            # The engine did not store it; as a draft it outlives the window.
            self._write_on((running.question,))
        if error.kind == "invalid_input":
            self._page.transcript.remove_last(2)
            self._page.show_transcript(not self._page.transcript.is_empty())
            self.tell_error(error)
        elif view is not None:
            view.show_entry(failed(running, error))

    def _take(self, event: TurnEvent) -> None:
        for running, one in self._turns.take(event):
            self._act(running, one)

    def _fetch_picture(self, citation: Citation) -> None:
        """A figure whose page cannot be painted any more keeps its caption, and no more is said."""
        page = citation.page or 1
        self._operations.run(
            lambda: self._api.documents.page_image(citation.document_id, page, PIXELS_PER_POINT),
            lambda image: self._page.transcript.show_picture(citation, image),
            lambda _: None,
        )

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
            self.conversation_changed.emit(event.conversation_id)
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
            self._page.transcript.set_question_id(view, running.question_id)
            waiting = self._turns.running_in(self._drafts.conversation)
            if waiting is not None and waiting.spoken:
                self._shown.show(waiting)
            elif event.error is not None or event.interrupted:
                # What waited was meant to follow an answer that did not come.
                self._write_on(self._page.queue.take_all())
            else:
                self._ask_next()
        elif running.typed and running.conversation is not None:
            self._came_unseen(running.conversation)
        self.stored.emit()
        self.running_changed.emit(self._turns.conversations())

    def _came_unseen(self, conversation: ConversationId) -> None:
        """An answer is whole that is not on the screen."""
        if conversation != self._drafts.conversation:
            self._tell_unread(self._unread | {conversation})
        elif self._shown.turn is None:
            # Its chat is just being opened, and may have been read before the answer's end.
            self._load(conversation)

    def _tell_unread(self, unread: frozenset[ConversationId]) -> None:
        self._unread = unread
        self.unread_changed.emit(unread)

    def _interrupt(self, turn_id: TurnId) -> None:
        self._operations.run(lambda: self._api.interrupt(turn_id), None, self.tell_error)

    def _recall(self) -> None:
        if self._last_question:
            self._page.composer.set_text(self._last_question)

    def _write_on(self, waiting: Sequence[str]) -> None:
        """Puts questions back into the composer, with the document that all of them were about."""
        self._drafts.write_on(waiting)
        if waiting:
            self._documents.put_back(waiting)

    def _ask_next(self) -> None:
        question = self._page.queue.take_first()
        if question is not None:
            self._drafts.save()
            self.ask(question)

    def _resting_words(self) -> str:
        if self._idle_words:
            return self._idle_words
        return self.tr("Temporary chat: nothing of it is stored or remembered") if self._drafts.temporary else ""
