"""Gives the chat page its life: asks, streams, stops, asks again, and moves between conversations.

Turns go on when another conversation is opened; their text is kept here and shown again on return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, MessageId
from assistant.records import LookIn
from ui.bridge import EngineBridge
from ui.chat.asked_turns import AskedTurns
from ui.chat.asking_again import AskingAgain
from ui.chat.chat_page import ChatPage
from ui.chat.chosen_documents import ChosenDocuments
from ui.chat.cited_figures import CitedFigures
from ui.chat.drafts import Drafts
from ui.chat.entries import AnswerEntry
from ui.chat.filter_chips import FilterWatch
from ui.chat.named_questions import NamedQuestions
from ui.chat.pasting import PastedPictures
from ui.chat.question_pictures import QuestionPictures
from ui.chat.shown_turn import ShownTurn
from ui.chat.stored_chat import StoredChat
from ui.chat.turns import TurnBook
from ui.chat.unread_chats import UnreadChats
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
        self._api, self._page = api, page
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
        self._unread = UnreadChats(self)
        self._unread.changed.connect(self.unread_changed)
        self._idle_words = ""
        self._filters = FilterWatch(api, operations, page, self)
        self._pictures = PastedPictures(api, bridge, operations, page, self.tell_error, self)
        self._documents = ChosenDocuments(page.composer.search_in, self._filters, self._pictures)
        self._question_pictures = QuestionPictures(api, operations, page.transcript, self)
        self._figures = CitedFigures(api, operations, page.transcript, self)
        self._stored_chat = StoredChat(
            api,
            operations,
            page,
            self._drafts,
            self._documents,
            self._turns,
            self._shown,
            self.tell_error,
            self,
        )
        self._asked = AskedTurns(
            api,
            bridge,
            operations,
            page,
            turns=self._turns,
            drafts=self._drafts,
            shown=self._shown,
            stored_chat=self._stored_chat,
            unread=self._unread,
            tell_error=self.tell_error,
            parent=self,
        )
        self._asked.chat_stored.connect(self.conversation_changed)
        self._asked.stored.connect(self.stored)
        self._asked.running_changed.connect(self.running_changed)
        self._asked.answered.connect(self._ask_next)
        self._asked.given_back.connect(self._write_on)
        page.queue.taken_back.connect(self._write_on)
        page.composer.stop_requested.connect(self._asked.stop)
        page.composer.picture_pasted.connect(self.attach)
        page.composer.edit.too_long_pasted.connect(self._tell_too_long)
        page.composer.recall_requested.connect(self._recall)
        page.composer.text_changed.connect(self._drafts.save)
        self._asking_again = AskingAgain(
            api,
            page,
            turns=self._turns,
            drafts=self._drafts,
            documents=self._documents,
            shown=self._shown,
            asked=self._asked,
            ask_anew=lambda question, general: self.ask(question, general=general),
            parent=self,
        )
        page.transcript.ask_again.connect(self.ask_once_more)

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
        self._stored_chat.load(conversation, then)

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
        self._stored_chat.last_question = question
        running = self._turns.begin(question, self._drafts.conversation, general=general, documents=places.documents)
        use_documents = (
            False if general else True if places.document else _USE_DOCUMENTS[self._page.composer.use_documents]
        )
        conversation, temporary = self._drafts.conversation, self._drafts.temporary
        self._asked.ask(
            running,
            lambda: self._api.ask(
                question,
                conversation=conversation,
                use_documents=use_documents,
                filters=filters,
                look_in=places,
                temporary=temporary,
            ),
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
            self.ask_once_more(last.newest, last.entry.instead_of_documents)

    def ask_once_more(self, entry: AnswerEntry, general: bool = False) -> None:
        """Asks the question of an answer again, with ``general`` without the documents."""
        self._asking_again.ask(entry, _USE_DOCUMENTS[self._page.composer.use_documents], general=general)

    def stop(self) -> bool:
        """Stops the answer that is being written; False when there is none."""
        return self._asked.stop()

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
        self._stored_chat.last_question = ""
        self._documents.forget()
        self._page.banner.dismiss()
        self._page.state_line.context.show_last([])
        self._drafts.change_to(conversation)
        self._shown.end()
        self._unread.read(conversation)
        self.conversation_changed.emit(conversation)

    def _recall(self) -> None:
        if self._stored_chat.last_question:
            self._page.composer.set_text(self._stored_chat.last_question)

    def _write_on(self, waiting: Sequence[str]) -> None:
        """Puts questions back into the composer, with the document that all of them were about."""
        self._drafts.write_on(waiting)
        if waiting:
            self._documents.put_back(waiting)

    def _tell_too_long(self) -> None:
        words = self.tr("This text is too long for a question. Save it as a file and add that, then ask about it.")
        self._page.banner.show_notice(words)

    def _ask_next(self) -> None:
        question = self._page.queue.take_first()
        if question is not None:
            self._drafts.save()
            self.ask(question)

    def _resting_words(self) -> str:
        if self._idle_words:
            return self._idle_words
        return self.tr("Temporary chat: nothing of it is stored or remembered") if self._drafts.temporary else ""
