"""The smart home: a Home Assistant connected by its address and token, and what can be switched there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import HomeDevice
from ui.operations import Operations
from ui.widgets.engine_dialog import EngineDialog
from ui.widgets.page_column import wrapped_label

SHOWN = 12


class HomeDialog(EngineDialog):
    """The token is only ever sent to the engine; what is typed stays until it was accepted."""

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(api, operations, parent)
        self.setWindowTitle(self.tr("Smart home"))
        self.about.setText(
            self.tr(
                "Sotto can turn lights and switches on and off through a Home Assistant on your own network: “turn on the kitchen "
                "light”. It is the only place it then speaks with, and what it sends is counted."
            )
        )
        self.address, self.token = QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("http://homeassistant.local:8123")
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        form = QFormLayout()
        for field, words in ((self.address, self.tr("Address")), (self.token, self.tr("Token"))):
            field.setAccessibleName(words)
            field.returnPressed.connect(self._connect)
            form.addRow(words, field)
        self.connect_button = QPushButton(self.tr("Connect"))
        self.connect_button.setProperty("look", "primary")
        self.connect_button.clicked.connect(self._connect)
        self.disconnect_button = QPushButton(self.tr("Disconnect"))
        self.disconnect_button.clicked.connect(self._disconnect)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.disconnect_button, self.connect_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.state = wrapped_label()
        self.content.addLayout(form)
        self.content.addLayout(buttons)
        self.content.addWidget(self.state)
        self.content.addStretch(1)
        self.resize(520, 320)
        self.call(lambda: self._api.settings().skills_home_assistant, self._show_address)

    def _show_address(self, address: str) -> None:
        if not self.address.isModified():  # what was typed stays
            self.address.setText(address)
        self.disconnect_button.setEnabled(bool(address))
        self.state.setText(self.tr("Not connected.") if not address else "")
        if address:
            self.call(self._api.home.devices, self._show)

    def _connect(self) -> None:
        if not self.connect_button.isEnabled():
            return
        address, token = self.address.text().strip(), self.token.text().strip()
        if not address or not token:
            self.say(self.tr("Write the address and a long-lived access token."))
            return
        self._run(lambda: self._api.home.connect(address, token), lambda devices: self._connected(token, devices))

    def _connected(self, token: str, devices: Sequence[HomeDevice]) -> None:
        if self.token.text().strip() == token:
            self.token.clear()
        self.disconnect_button.setEnabled(True)
        self._show(devices)

    def _disconnect(self) -> None:
        self.address.setModified(False)
        self._run(self._api.home.disconnect, lambda _: self._show_address(""))

    def _run(
        self, act: Callable[[], Sequence[HomeDevice] | None], done: Callable[[Sequence[HomeDevice]], None]
    ) -> None:
        self.say("")
        self.connect_button.setEnabled(False)

        def settled(outcome: Sequence[HomeDevice] | None) -> None:
            self.connect_button.setEnabled(True)
            done(outcome or ())

        def failed(error: ErrorReport) -> None:
            self.connect_button.setEnabled(True)
            self.tell(error)

        self.call(act, settled, failed)

    def _show(self, devices: Sequence[HomeDevice]) -> None:
        names = ", ".join(device.name for device in devices[:SHOWN]) + (" …" if len(devices) > SHOWN else "")
        words = self.tr("Connected. It can switch: {names}").format(names=names)
        self.state.setText(words if devices else self.tr("Connected. It has no lights or switches."))
