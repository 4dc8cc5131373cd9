"""What can be done with messages of the open chat: write a question anew, go on from an answer in a copy,
and take a question back with its answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, MessageId
from assistant.records import ExamQuestion
from ui.chat.answer_view import AnswerView
from ui.chat.chat_page import ChatPage
from ui.chat.entries import AnswerEntry, QuestionEntry
from ui.chat.question_view import QuestionView
from ui.chat.session import ChatSession
from ui.operations import Operations

UNDO_S = 8.0


class MessageActions(QObject):
    """Stands between the composer and the session, since a question that is written anew goes on in a chat of its own."""

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        session: ChatSession,
        page: ChatPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._session, self._page = api, operations, session, page
        self._editing: QuestionEntry | None = None
        page.composer.submitted.connect(self.submit)
        page.transcript.edit_requested.connect(self.edit)
        page.transcript.delete_requested.connect(self.delete)
        page.transcript.branch_requested.connect(self.branch)
        page.transcript.exam_wanted.connect(self.keep_for_exam)
        session.conversation_changed.connect(lambda _: self._end_edit())

    def submit(self, question: str) -> None:
        """Asks; a question that was written anew is asked in a copy of the chat up to there, and the chat stays as it is."""
        editing, conversation = self._editing, self._session.conversation
        if editing is None or editing.message is None or conversation is None:
            self._session.ask(question)
            return
        before, look_in = editing.message, self._session.documents.take_instead_of(editing.text)
        self._end_edit()
        self._page.banner.dismiss()
        if self._page.transcript.is_first(editing):
            self._page.composer.clear()
            self._session.new_chat()
            self._session.ask(question, look_in=look_in)
            return

        def go_on(branch: ConversationId) -> None:
            if self._session.conversation == conversation:
                if self._page.composer.text.strip() == question.strip():  # what has been typed since stays as a draft
                    self._page.composer.clear()
                self._session.open(branch, then=lambda: self._session.ask(question, look_in=look_in))

        self._operations.run(
            lambda: self._api.conversations.branch(conversation, before), go_on, self._session.tell_error
        )

    def edit(self, entry: QuestionEntry) -> None:
        """Puts a question into the composer, to be asked in other words. Without an id it is simply asked again later on."""
        if self._must_wait():
            return
        self._editing = entry
        self._page.composer.set_text(entry.text)
        self._page.composer.edit.setFocus()
        self._page.banner.show_notice(
            self.tr("Send it to go on from here in a new chat. This chat stays as it is."),
            action=self.tr("Cancel"),
            on_action=self._give_up,
            on_gone=self._end_edit,
        )

    def branch(self, view: AnswerView) -> None:
        """Opens a copy of the chat up to an answer, which goes on from the version that is shown; this chat stays as it is."""
        conversation, message = self._session.conversation, view.entry.message
        if self._must_wait() or conversation is None or message is None:
            return
        answers = (*view.newest.earlier, view.newest)
        # All versions have the place of the first. Those after the shown one would take its place in what the model sees.
        after = MessageId((answers[0].message or answers[0].asked or message) + 1)
        later = _stored(answers[next(at for at, one in enumerate(answers) if one is view.entry) + 1 :])

        def go_on(branch: ConversationId) -> None:
            if self._session.conversation == conversation:
                self._session.stored.emit()
                self._session.open(branch)
                self._page.banner.show_notice(self.tr("This is a copy up to there. The other chat stays as it is."))

        self._operations.run(
            lambda: self._api.conversations.branch(conversation, after, later), go_on, self._session.tell_error
        )

    def keep_for_exam(self, view: AnswerView) -> None:
        """Takes an answer that was right into the exam."""
        conversation, message = self._session.conversation, view.entry.message
        if conversation is None or message is None:
            return

        def kept(question: ExamQuestion) -> None:
            if question.answerable:
                words = self.tr("It is in your exam: a right answer shows this place.")
            else:
                words = self.tr("It is in your exam: right is to say that your documents do not answer it.")
            self._page.banner.show_notice(
                words,
                action=self.tr("Undo"),
                on_action=lambda: self._operations.run(
                    lambda: self._api.exam.remove(question.id), None, self._session.tell_error
                ),
                seconds=UNDO_S,
            )

        self._operations.run(lambda: self._api.exam.keep(conversation, message), kept, self._session.tell_error)

    def delete(self, view: AnswerView) -> None:
        """Takes a question and its answer out of the chat, and offers to undo it."""
        conversation = self._session.conversation
        if self._must_wait() or conversation is None:
            return
        views = self._page.transcript.turn_of(view)
        answers = (*view.newest.earlier, view.newest)
        asked = [one.entry.message for one in views if isinstance(one, QuestionView) and one.entry.message is not None]
        ids = list(dict.fromkeys((*asked, *_stored(answers))))
        for one in views:
            one.hide()

        def undo() -> None:
            for one in views:
                one.show()

        versions = len(view.newest.versions)
        if versions > 1:
            words = self.tr("Deleted the question and all %Ln versions of its answer.", "", versions)
        else:
            words = self.tr("Deleted the question and its answer.")
        self._page.banner.show_notice(
            words,
            action=self.tr("Undo"),
            on_action=undo,
            on_gone=lambda: self._really_delete(conversation, ids, views),
            seconds=UNDO_S,
        )

    def _must_wait(self) -> bool:
        """Whether an answer is being written, which is said: nothing is done then that would take its chat apart."""
        if self._session.answering:
            self._page.banner.show_notice(self.tr("An answer is being written. Wait for its end or stop it first."))
        return self._session.answering

    def _really_delete(
        self, conversation: ConversationId, ids: list[MessageId], views: list[QuestionView | AnswerView]
    ) -> None:
        self._page.transcript.drop(views)
        self._operations.run(
            lambda: self._api.conversations.delete_messages(conversation, ids), None, self._session.tell_error
        )

    def _give_up(self) -> None:
        self._end_edit()
        self._page.composer.clear()

    def _end_edit(self) -> None:
        self._editing = None


def _stored(answers: Sequence[AnswerEntry]) -> list[MessageId]:
    """The ids of answers, and of the questions that each of them answers."""
    return [number for one in answers for number in (one.asked, one.message) if number is not None]
