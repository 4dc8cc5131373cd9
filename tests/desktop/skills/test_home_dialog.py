"""The smart home in the window: connected and disconnected; a refusal keeps what was typed."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from assistant.errors import InvalidInput
from assistant.testing.front_door import ScriptedAssistant
from ui.operations import Operations
from ui.skills.home_dialog import HomeDialog

pytestmark = pytest.mark.desktop


@pytest.fixture
def dialog(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[HomeDialog]:
    operations = Operations()
    made = HomeDialog(api, operations)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.state.text() == "Not connected.")
    yield made
    operations.close(2.0)


def test_it_is_connected_and_disconnected(dialog: HomeDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    assert dialog.token.echoMode() is QLineEdit.EchoMode.Password
    dialog.connect_button.click()
    assert "long-lived" in dialog.trouble.text()
    dialog.address.setText("http://homeassistant.local:8123")
    dialog.token.setText("secret")
    dialog.connect_button.click()
    qtbot.waitUntil(lambda: "Kitchen" in dialog.state.text())
    assert (api.home.address, api.home.token) == ("http://homeassistant.local:8123", "secret")
    assert dialog.token.text() == ""
    dialog.disconnect_button.click()
    qtbot.waitUntil(lambda: dialog.state.text() == "Not connected.")
    assert api.home.address == ""


def test_a_refusal_keeps_what_was_typed(dialog: HomeDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    api.home.refusal = InvalidInput("This address is not on the local network.", "Use your own network.")
    dialog.address.setText("http://8.8.8.8")
    dialog.token.setText("secret")
    dialog.connect_button.click()
    qtbot.waitUntil(lambda: "local network" in dialog.trouble.text())
    assert (dialog.address.text(), dialog.token.text()) == ("http://8.8.8.8", "secret")
    assert dialog.connect_button.isEnabled()


def test_what_is_typed_before_the_engine_answers_stays(
    qtbot: QtBot, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, gate = api.settings, threading.Event()
    monkeypatch.setattr(api, "settings", lambda: (gate.wait(30), settings())[1])
    operations = Operations()
    dialog = HomeDialog(api, operations)
    qtbot.addWidget(dialog)
    QTest.keyClicks(dialog.address, "http://ho")
    gate.set()
    qtbot.waitUntil(lambda: dialog.state.text() == "Not connected.")
    assert dialog.address.text() == "http://ho"
    operations.close(2.0)
