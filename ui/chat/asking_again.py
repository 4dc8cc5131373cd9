"""Asks a question once more: its answer comes as another version of the one it has, in the same place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.front_door import AssistantApi
from ui.chat.asked_turns import AskedTurns
from ui.chat.chat_page import ChatPage
from ui.chat.chosen_documents import ChosenDocuments
from ui.chat.drafts import Drafts
from ui.chat.entries import AnswerEntry
from ui.chat.shown_turn import ShownTurn
from ui.chat.turns import TurnBook


class AskingAgain(QObject):
    """Joins the versions on the screen to the engine; ``ask_anew`` asks what was never stored, from general knowledge or not."""

    def __init__(
        self,
        api: AssistantApi,
        page: ChatPage,
        *,
        turns: TurnBook,
        drafts: Drafts,
        documents: ChosenDocuments,
        shown: ShownTurn,
        asked: AskedTurns,
        ask_anew: Callable[[str, bool], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._page, self._turns, self._drafts = api, page, turns, drafts
        self._documents, self._shown, self._asked, self._ask_anew = documents, shown, asked, ask_anew

    def ask(self, entry: AnswerEntry, use_documents: bool | None, *, general: bool) -> None:
        """Asks the question of an answer again: of the documents that it was asked of, or with ``general`` of none."""
        question, again, conversation = entry.question, entry.asked, self._drafts.conversation
        if again is None or conversation is None:
            self._ask_anew(question, general)
            return
        if self._shown.turn is not None:
            self._page.banner.show_notice(
                self.tr("An answer is being written. Wait for its end or stop it, then ask this again.")
            )
            return
        if self._page.composer.text.strip() == question:
            self._page.composer.clear()
        # The button that was pressed goes away, and would hand the keyboard to whichever comes next.
        self._page.composer.edit.setFocus()
        places = self._documents.of(question)
        running = self._turns.begin(question, conversation, general=general, documents=places.documents, replaces=entry)
        wanted = False if general else True if places.document else use_documents
        self._asked.ask(
            running,
            lambda: self._api.ask(
                question, conversation=conversation, use_documents=wanted, look_in=places, again=again
            ),
        )
