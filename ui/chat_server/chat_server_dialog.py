"""Naming a chat server: its address, key and model, and what it means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import ChatServerStatus
from ui.operations import Operations
from ui.widgets.engine_dialog import EngineDialog
from ui.widgets.page_column import wrapped_label


class ChatServerDialog(EngineDialog):
    """The key is only ever sent to the engine; what is typed stays until it was accepted."""

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(api, operations, parent)
        self.setWindowTitle(self.tr("Chat server"))
        self.about.setText(
            self.tr(
                "A server of OpenAI's API can answer in place of the model here: one of llama.cpp or vLLM on another computer, or "
                "on several together."
            )
        )
        warning = wrapped_label(
            self.tr(
                "Then what you type leaves this machine, together with what Sotto shows the model: earlier messages of the chat, "
                "passages of your documents, and what it remembers. What you say aloud stays here unless the settings say "
                "otherwise."
            ),
            "error",
        )
        self.address, self.key, self.model = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("http://192.168.1.20:8080")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(self.tr("Only where the server asks for one"))
        self.model.setPlaceholderText(self.tr("The first that the server names"))
        form = QFormLayout()
        for field, words in (
            (self.address, self.tr("Address")),
            (self.key, self.tr("Key")),
            (self.model, self.tr("Model")),
        ):
            field.setAccessibleName(words)
            field.returnPressed.connect(self._connect)
            form.addRow(words, field)
        self.connect_button = QPushButton(self.tr("Connect and use"))
        self.connect_button.setProperty("look", "primary")
        self.connect_button.clicked.connect(self._connect)
        self.forget_button = QPushButton(self.tr("Forget it"))
        self.forget_button.clicked.connect(self._forget)
        self.forget_button.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.forget_button, self.connect_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.state = wrapped_label()
        self.content.addWidget(warning)
        self.content.addLayout(form)
        self.content.addLayout(buttons)
        self.content.addWidget(self.state)
        self.content.addStretch(1)
        self.resize(540, 400)
        self.call(self._api.chat_server.status, self._fill)

    def _fill(self, status: ChatServerStatus) -> None:
        for field, text in ((self.address, status.address), (self.model, status.model)):
            if not field.isModified():  # what was typed stays
                field.setText(text)
        self._show(status)

    def _show(self, status: ChatServerStatus) -> None:
        self.forget_button.setEnabled(bool(status.address))
        if not status.address:
            self.state.setText(self.tr("Not connected."))
        elif status.on:
            words = self.tr("Connected. {model} answers what you type.")
            self.state.setText(words.format(model=status.model))
        else:
            self.state.setText(self.tr("Switched off."))

    def _connect(self) -> None:
        if not self.connect_button.isEnabled():
            return
        address, key, model = (field.text().strip() for field in (self.address, self.key, self.model))
        if not address:
            self.say(self.tr("Write the server's address."))
            return
        self._hand_over()
        self._run(
            lambda: self._api.chat_server.connect(address, key, model), lambda status: self._connected(key, status)
        )

    def _connected(self, key: str, status: ChatServerStatus) -> None:
        if self.key.text().strip() == key:
            self.key.clear()
        self._fill(status)

    def _hand_over(self) -> None:
        """What stands there now is the engine's to answer; only what is typed from now on is not."""
        for field in (self.address, self.model):
            field.setModified(False)

    def _forget(self) -> None:
        def forget() -> ChatServerStatus:
            self._api.chat_server.disconnect()
            return self._api.chat_server.status()

        self._hand_over()
        self._run(forget, self._fill)

    def _run(self, act: Callable[[], ChatServerStatus], done: Callable[[ChatServerStatus], None]) -> None:
        self.say("")
        self.connect_button.setEnabled(False)

        def settled(status: ChatServerStatus) -> None:
            self.connect_button.setEnabled(True)
            done(status)

        def failed(error: ErrorReport) -> None:
            self.connect_button.setEnabled(True)
            self.tell(error)

        self.call(act, settled, failed)
