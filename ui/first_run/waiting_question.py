"""A question that was asked while the model that answers was still being fetched: it is asked again when the model is here."""

from __future__ import annotations

from PySide6.QtCore import QObject

from assistant.events import TurnEvent, TurnFinished
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId
from assistant.records import EngineStatus
from ui.bridge import EngineBridge
from ui.chat.chat_page import ChatPage
from ui.chat.session import ChatSession
from ui.model_manager.downloads import Downloads
from ui.operations import Operations

MISSING = "model_unavailable"


class WaitingQuestion(QObject):
    """Keeps the chat whose last answer lacked a model while models are on their way. A chat that was left by then keeps its button
    to ask again, and nothing more."""

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        downloads: Downloads,
        session: ChatSession,
        page: ChatPage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._downloads = api, operations, downloads
        self._session, self._page = session, page
        self._chat: ConversationId | None = None
        self._words = ""
        bridge.turn.connect(self._take)
        bridge.models_changed.connect(self._look)

    def _take(self, event: TurnEvent) -> None:
        if not isinstance(event, TurnFinished):
            return
        lacking = event.error is not None and event.error.kind == MISSING
        self._chat = self._session.conversation if lacking and self._downloads.state.active else None
        if self._chat is not None:
            self._words = self.tr(
                "The models are on their way. Your question is asked as soon as one is here that answers."
            )
            self._page.banner.show_notice(self._words)

    def _look(self) -> None:
        if self._chat is not None:
            self._operations.run(self._api.status, self._ask)

    def _ask(self, status: EngineStatus) -> None:
        if self._chat is None or "chat" in status.missing_roles:
            return
        chat, self._chat = self._chat, None
        last = self._page.transcript.last_answer()
        if self._page.banner.text == self._words:
            self._page.banner.dismiss()
        unanswered = last is not None and last.entry.error is not None and last.entry.error.kind == MISSING
        if unanswered and self._session.conversation == chat:
            self._session.ask_again()
