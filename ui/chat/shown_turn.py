"""The turn whose answer is being written in the open conversation, and the line that says what Sotto is doing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.events import AnswerDelta, QuoteFound, StageChanged, TurnEvent
from ui.chat.announcing import AnswerAnnouncer
from ui.chat.answer_view import AnswerView
from ui.chat.chat_page import ChatPage
from ui.chat.entries import AnswerEntry, QuestionEntry
from ui.chat.state_words import stage_words
from ui.chat.turns import RunningTurn, begun
from ui.widgets.announce import announce


class ShownTurn(QObject):
    """At most one. What comes for a turn that is not on the screen is kept with the turn, and shown when it comes back."""

    def __init__(self, page: ChatPage, resting_words: Callable[[], str], parent: QObject | None = None) -> None:
        """``resting_words`` are said while no answer is being written."""
        super().__init__(parent)
        self._page, self._resting_words = page, resting_words
        self._turn: RunningTurn | None = None
        self._view: AnswerView | None = None
        self._announcer: AnswerAnnouncer | None = None

    @property
    def turn(self) -> RunningTurn | None:
        """The turn on the screen."""
        return self._turn

    def show(self, running: RunningTurn) -> None:
        """Shows a turn from its question on, with what has been written of its answer."""
        transcript = self._page.transcript
        self._page.show_transcript(True)
        if running.replaces is None:
            transcript.append_question(
                QuestionEntry(text=running.question, spoken=running.spoken, documents=running.documents)
            )
            view: AnswerView | None = transcript.append_answer(begun(running))
        else:
            # Of a long conversation that was opened meanwhile it may not be on the screen.
            view = transcript.show_again(running.replaces, begun(running))
        if view is not None and running.found is not None:
            view.show_found(running.found, says=running.found_says)
        self._turn, self._view = running, view
        # What is spoken need not be said by a screen reader as well.
        self._announcer = None if running.spoken or view is None else AnswerAnnouncer(view, running.text)
        self._page.composer.set_streaming(True)
        self.say()

    def finish(self, entry: AnswerEntry) -> AnswerView | None:
        """The turn is over: shows its answer whole; gives the view of it."""
        announcer, view = self._announcer, self.end()
        if view is not None:
            view.show_entry(entry)
            if announcer is not None:
                announcer.end(entry.text)
                announce(view, view.note)
        return view

    def end(self) -> AnswerView | None:
        """The turn is over, or another conversation comes on the screen; gives the view of its answer."""
        self._announcer = None
        view, self._turn, self._view = self._view, None, None
        self._page.composer.set_streaming(False)
        self.say()
        return view

    def take(self, running: RunningTurn, event: TurnEvent) -> None:
        """Keeps, and shows, how a turn goes on."""
        view = self._view if running is self._turn else None
        match event:
            case StageChanged():
                running.words = stage_words(event.stage, event.progress, event.page, event.pages)
                running.progress = event.progress
                self.say()
            case QuoteFound():
                running.found, running.found_says = event.citation, event.says
                if view is not None:
                    view.show_found(event.citation, says=event.says)
            case AnswerDelta():
                running.text += event.text
                if view is not None:
                    view.set_text(running.text)
                    if self._announcer is not None:
                        self._announcer.grow(running.text)

    def say_stopping(self) -> None:
        """Says that the answer is being stopped."""
        self._page.state_line.show_state(self.tr("Stopping …"))

    def say(self) -> None:
        """Says what is being done."""
        running = self._turn
        if running is not None and running.words:
            self._page.state_line.show_state(running.words, running.progress)
        else:
            self._page.state_line.show_state(self._resting_words())
