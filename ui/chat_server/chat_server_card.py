"""The chat server on the models page: whether one answers in place of the model here, and the switch."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import ChatServerStatus
from ui.bridge import EngineBridge
from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.engine_words import error_words, joined
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated


class ChatServerCard(Retranslated, QFrame):
    """Follows the engine. Emits ``connect_wanted`` when the user wants to name one."""

    connect_wanted = Signal()

    def __init__(
        self, api: AssistantApi, bridge: EngineBridge, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._api, self._standing = api, Reading(operations)
        self._status = ChatServerStatus()
        self.setProperty("look", "card")
        self._title = wrapped_label(look="heading")
        self._state = wrapped_label()
        self._trouble = wrapped_label(look="error")
        self._trouble.hide()
        self.switch = QPushButton()
        self.switch.clicked.connect(self._switch)
        self.name = QPushButton()
        self.name.setProperty("look", "plain")
        self.name.clicked.connect(self.connect_wanted)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for line in (self._title, self._state, self._trouble):
            lines.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 11, 12, 11)
        row.setSpacing(8)
        row.addLayout(lines, 1)
        row.addWidget(self.name)
        row.addWidget(self.switch)
        bridge.chat_server_changed.connect(self.refresh)
        self.say(self._say_words)
        self.refresh()

    @property
    def words(self) -> str:
        """What it says."""
        return self._state.text()

    def refresh(self) -> None:
        """Asks the engine how it stands."""
        self._standing.begin(self._api.chat_server.status, self._show, lambda _: None)

    def _show(self, status: ChatServerStatus) -> None:
        self._status = status
        self._trouble.hide()
        self._say_words()

    def _switch(self) -> None:
        on = not self._status.on
        self._standing.begin(lambda: self._api.chat_server.use(on), self._show, self._tell)

    def _tell(self, error: ErrorReport) -> None:
        self._trouble.setText(error_words(error))
        self._trouble.show()

    def _say_words(self) -> None:
        status = self._status
        self._title.setText(self.tr("Chat server"))
        self.setAccessibleName(self.tr("Chat server"))
        self.name.setText(self.tr("Connect …") if not status.address else self.tr("Change …"))
        self.switch.setVisible(bool(status.address))
        self.switch.setText(self.tr("Switch off") if status.on else self.tr("Switch on"))
        self._state.setProperty("look", "error" if status.on else "muted")
        self._state.style().polish(self._state)
        self._state.setText(self._state_words())

    def _state_words(self) -> str:
        status = self._status
        if not status.address:
            return self.tr("Off. Where this computer is not enough, a model on another one can answer.")
        if not status.on:
            words = self.tr("Off; everything is answered on this computer. Named: {address}")
            return words.format(address=status.address)
        words = self.tr("On: what you type leaves this machine, for {model} at {address}.")
        if status.spoken:
            words = self.tr("On: what you type and say leaves this machine, for {model} at {address}.")
        more = []
        if status.grammars is False:
            more.append(
                self.tr(
                    "It does not hold its model to a form: commands in words of your own and tools need the model here."
                )
            )
        if status.key_kept == "memory":
            more.append(self.tr("There is no keyring here, so its key is forgotten when Sotto ends."))
        return joined(words.format(model=status.model or "?", address=status.address), *more)
