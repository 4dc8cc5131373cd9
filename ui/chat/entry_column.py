"""The entries of a conversation as widgets in a column: made, joined to the column's signals, found, changed and taken out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from assistant.ids import DocumentId, MessageId
from assistant.records import Action, Citation, PageImage
from ui.chat.answer_view import AnswerView
from ui.chat.entries import AnswerEntry, Entry, QuestionEntry, holds, with_stale_marks
from ui.chat.question_view import QuestionView


class EntryColumn(QScrollArea):
    """Gives what the reader did with an entry. ``_earlier`` are those that have no widget yet; they come before those that do."""

    citation_activated = Signal(object)
    picture_wanted = Signal(object)
    memory_activated = Signal(object)
    undo_wanted = Signal(int)
    link_activated = Signal(QUrl)
    ask_again = Signal(object, bool)
    models_wanted = Signal()
    read_aloud = Signal(str)
    edit_requested = Signal(object)
    question_picture_wanted = Signal(object)
    document_activated = Signal(object)
    delete_requested = Signal(object)
    branch_requested = Signal(object)
    exam_wanted = Signal(object)
    here_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._earlier: list[Entry] = []
        self._views: list[QuestionView | AnswerView] = []
        self._marked: QuestionView | AnswerView | None = None
        self._column = QWidget()
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._entries = QVBoxLayout(self._column)
        self._entries.setContentsMargins(0, 20, 0, 20)
        self._entries.setSpacing(16)

    def show_picture(self, citation: Citation, page: PageImage) -> None:
        """Shows a figure under every answer that wants it."""
        for view in self._views:
            if isinstance(view, AnswerView):
                view.show_picture(citation, page)

    def show_question_picture(self, document: DocumentId, image: QImage) -> None:
        """Shows a picture in every question that is about it; a null one takes its place away."""
        for view in self._views:
            if isinstance(view, QuestionView):
                view.show_picture(document, image)

    def citations_beside(self, citation: object) -> tuple[Citation, ...]:
        """All citations of the answer that one belongs to; empty when no answer shown has it."""
        for view in reversed(self._views):
            answer = view.entry.answer if isinstance(view, AnswerView) else None
            if answer is not None and citation in answer.citations:
                return answer.citations
        return ()

    def drop(self, views: Sequence[QuestionView | AnswerView]) -> None:
        """Takes entries out; those that are gone already are passed over."""
        for view in [one for one in views if one in self._views]:
            self._views.remove(view)
            self._marked = None if self._marked is view else self._marked
            self._entries.removeWidget(view)
            view.hide()
            view.deleteLater()

    def show_changed(self, actions: Sequence[Action]) -> None:
        """Shows which actions of skills were undone."""
        for view in self._views:
            if isinstance(view, AnswerView):
                view.show_changed(actions)

    def show_stale(self, citations: Mapping[MessageId, Sequence[Citation]]) -> None:
        """Marks the answers whose documents have changed, by the citations of the stored ones."""
        self._earlier = [with_stale_marks(entry, citations) for entry in self._earlier]
        for view in self._views:
            if isinstance(view, AnswerView):
                entry = with_stale_marks(view.newest, citations)
                if isinstance(entry, AnswerEntry) and entry is not view.newest:
                    view.show_marked(entry)

    def show_reading(self, text: str | None) -> None:
        """Shows which answer is read aloud; None for none."""
        for view in self._views:
            if isinstance(view, AnswerView):
                view.show_reading(text is not None and view.text == text)

    def last_answer(self) -> AnswerView | None:
        """The newest answer on the screen."""
        return next((view for view in reversed(self._views) if isinstance(view, AnswerView)), None)

    def show_again(self, before: AnswerEntry, entry: AnswerEntry) -> AnswerView | None:
        """Shows an entry in place of an answer; None where that is not on the screen."""
        view = None if before.asked is None else self._view_of(before.asked, AnswerView)
        if isinstance(view, AnswerView):
            view.show_entry(entry)
            return view
        return None

    def turn_of(self, view: AnswerView) -> list[QuestionView | AnswerView]:
        """An answer with the question it belongs to."""
        at = self._views.index(view)
        before = self._views[at - 1] if at > 0 else None
        return [before, view] if isinstance(before, QuestionView) else [view]

    def set_question_id(self, view: AnswerView, message: MessageId | None) -> None:
        """The question before an answer has been stored under this id."""
        for one in self.turn_of(view):
            if isinstance(one, QuestionView):
                one.entry = dataclasses.replace(one.entry, message=message)

    def is_first(self, entry: QuestionEntry) -> bool:
        """Whether nothing stands before a question."""
        return not self._earlier and bool(self._views) and self._views[0].entry == entry

    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self._views

    def _view_of(
        self, message: MessageId, kind: type[QuestionView] | type[AnswerView] | None = None
    ) -> QuestionView | AnswerView | None:
        """The view of a message; a question that was asked again is found with its answer."""
        views = [view for view in self._views if kind is None or isinstance(view, kind)]
        return next((view for view in views if holds(_entry_of(view), message)), None)

    def _insert(self, at: int, entry: Entry) -> QuestionView | AnswerView:
        view: QuestionView | AnswerView
        if isinstance(entry, QuestionEntry):
            view = QuestionView(entry)
            view.edit_requested.connect(self.edit_requested)
            view.document_activated.connect(self.document_activated)
        else:
            view = AnswerView(entry)
            view.citation_activated.connect(self.citation_activated)
            view.memory_activated.connect(self.memory_activated)
            view.undo_wanted.connect(self.undo_wanted)
            view.picture_wanted.connect(self.picture_wanted)
            view.link_activated.connect(self.link_activated)
            view.ask_again.connect(self.ask_again)
            view.models_wanted.connect(self.models_wanted)
            view.read_aloud.connect(self.read_aloud)
            view.delete_requested.connect(lambda answer=view: self.delete_requested.emit(answer))
            view.branch_requested.connect(lambda answer=view: self.branch_requested.emit(answer))
            view.exam_wanted.connect(lambda answer=view: self.exam_wanted.emit(answer))
            view.here_wanted.connect(self.here_wanted)
        self._views.insert(at, view)
        self._entries.insertWidget(at + 1, view)
        # A layout shows what it was given later on, when a picture may have been painted without it.
        view.show()
        for document in entry.documents if isinstance(entry, QuestionEntry) else ():
            self.question_picture_wanted.emit(document)
        for citation in view.pictured if isinstance(view, AnswerView) else ():
            self.picture_wanted.emit(citation)
        return view


def _entry_of(view: QuestionView | AnswerView) -> Entry:
    return view.newest if isinstance(view, AnswerView) else view.entry
