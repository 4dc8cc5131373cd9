"""Gives the small window its life: asks, streams the answer into it, and hands the chat over to the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl

from assistant.errors import ErrorReport
from assistant.events import AnswerDelta, StageChanged, TurnEvent, TurnFinished, TurnStarted
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, TurnId
from ui.bridge import EngineBridge
from ui.chat.state_words import stage_words
from ui.operations import Operations
from ui.quick_ask.quick_ask import QuickAskWindow
from ui.widgets.engine_words import error_words


class QuickAsk(QObject):
    """Each question begins a chat of its own. The window is made when it is first wanted."""

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        *,
        open_chat: Callable[[ConversationId], None],
        open_link: Callable[[QUrl], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations = api, operations
        self._open_chat, self._open_link = open_chat, open_link
        self._made: QuickAskWindow | None = None
        self._asking: object | None = None
        self._turn: TurnId | None = None
        self._conversation: ConversationId | None = None
        self._held: list[TurnEvent] = []
        self._text = ""
        self._server = ""
        bridge.turn.connect(self._take)

    @property
    def window(self) -> QuickAskWindow:
        """The small window."""
        if self._made is None:
            self._made = QuickAskWindow()
            self._made.asked.connect(self._ask)
            self._made.opened.connect(self._open)
            self._made.stopped.connect(self._stop)
            self._made.link_activated.connect(self._open_link)
            self._made.away.show_server(self._server)
        return self._made

    def come(self) -> None:
        """Shows the window; an answer that was read makes room for the next question."""
        if self._asking is None:
            self.window.begin_anew()
            self._conversation = None
        self.window.come()

    def show_server(self, server: str) -> None:
        """Says where questions go, as ``MODEL · HOST``; empty says that they stay here."""
        self._server = server
        if self._made is not None:
            self._made.away.show_server(server)

    def close(self) -> None:
        """Puts the window away for good."""
        if self._made is not None:
            self._made.close()
            self._made.deleteLater()
            self._made = None

    def _ask(self, question: str, copied: str) -> None:
        self._stop()
        asking = self._asking = object()
        self._turn, self._conversation, self._text = None, None, ""
        self._held.clear()
        self.window.begin_anew()
        self.window.show_state(self.tr("Thinking …"))
        whole = f"{question}\n\n{copied}" if copied else question

        def named(turn: TurnId) -> None:
            if self._asking is not asking:
                # Put away, or asked anew, before the engine had named it.
                self._interrupt(turn)
                return
            self.window.show_asked(question)
            self._turn = turn
            held, self._held = self._held, []
            for event in held:
                self._take(event)

        def refused(error: ErrorReport) -> None:
            if self._asking is asking:
                self._asking = None
                self.window.show_state(error_words(error))

        # What was copied is the text that is meant: the documents would only answer another question.
        use_documents = False if copied else None
        self._operations.run(lambda: self._api.ask(whole, use_documents=use_documents), named, refused)

    def _take(self, event: TurnEvent) -> None:
        if self._asking is None:
            return
        if self._turn is None:
            self._held.append(event)
        elif event.turn_id == self._turn:
            self._act(event)

    def _act(self, event: TurnEvent) -> None:
        match event:
            case TurnStarted():
                self._conversation = event.conversation_id
                self.window.show_stored()
            case StageChanged():
                self.window.show_state(stage_words(event.stage, event.progress, event.page, event.pages))
            case AnswerDelta():
                self._text += event.text
                self.window.show_text(self._text)
                self.window.show_state("")
            case TurnFinished():
                self._asking = None
                if event.answer is not None:
                    self.window.show_text(event.answer.text)
                self.window.show_state(error_words(event.error) if event.error is not None else "")

    def _open(self) -> None:
        if self._conversation is not None:
            self.window.hide()
            self._open_chat(self._conversation)

    def _stop(self) -> None:
        turn = self._turn
        if self._asking is not None and turn is not None:
            self._interrupt(turn)
        self._asking = None

    def _interrupt(self, turn: TurnId) -> None:
        self._operations.run(lambda: self._api.interrupt(turn), None, lambda _: None)
