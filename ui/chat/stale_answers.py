"""Marks the answers on the screen whose documents changed or went: after each reading, and when documents are forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from assistant.events import DocumentsForgotten, Event, IndexFinished
from assistant.front_door import AssistantApi
from assistant.records import Message
from ui.bridge import EngineBridge
from ui.chat.session import ChatSession
from ui.chat.transcript import Transcript
from ui.operations import Operations


class StaleAnswers(QObject):
    """Asks the engine, which compares each citation with its document as it is now."""

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        session: ChatSession,
        transcript: Transcript,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._session, self._transcript = api, operations, session, transcript
        bridge.index.connect(self._take)

    @Slot(object)
    def _take(self, event: Event) -> None:
        changed = isinstance(event, IndexFinished) and event.indexed + event.partly + event.failed > 0
        conversation = self._session.conversation
        if not (changed or isinstance(event, DocumentsForgotten)) or conversation is None or self._session.temporary:
            return

        def show(messages: Sequence[Message]) -> None:
            if conversation == self._session.conversation:
                self._transcript.show_stale(
                    {one.id: one.answer.citations for one in messages if one.answer is not None}
                )

        self._operations.run(lambda: self._api.conversations.messages(conversation), show, self._session.tell_error)
