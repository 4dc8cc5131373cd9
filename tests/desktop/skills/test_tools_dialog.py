"""Tool servers in the window: added, allowed tool by tool, removed; what was typed stays when one does not answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import InvalidInput
from assistant.testing.front_door import ScriptedAssistant
from ui.operations import Operations
from ui.skills.tools_dialog import ToolsDialog

pytestmark = pytest.mark.desktop


@pytest.fixture
def dialog(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[ToolsDialog]:
    operations = Operations()
    made = ToolsDialog(api, operations)
    qtbot.addWidget(made)
    made.show()
    yield made
    operations.close(2.0)


def test_a_server_is_added_allowed_and_removed(dialog: ToolsDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    dialog.add.click()
    assert "Write a name" in dialog.trouble.text()
    dialog.name.setText("weather")
    dialog.command.setText("'/opt/my tools/weather")
    dialog.add.click()
    assert "quotation mark" in dialog.trouble.text()
    dialog.command.setText("'/opt/my tools/weather' --fast")
    dialog.add.click()
    qtbot.waitUntil(lambda: len(dialog.boxes) == 1)
    assert api.tools.known[0].command == ("/opt/my tools/weather", "--fast")
    assert dialog.name.text() == ""
    box = dialog.boxes["weather", "forecast"]
    assert not box.isChecked()
    box.click()
    qtbot.waitUntil(lambda: api.tools.known[0].tools[0].allowed)
    qtbot.waitUntil(lambda: dialog.boxes["weather", "forecast"] is not box)
    assert dialog.boxes["weather", "forecast"].isChecked()
    remove = next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "Remove weather")
    remove.click()
    qtbot.waitUntil(lambda: dialog.boxes == {})
    assert api.tools.known == []


def test_what_was_typed_stays_when_the_program_does_not_answer(
    dialog: ToolsDialog, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    api.tools.refusal = InvalidInput("The tool server did not answer in time.", "Try again, or remove the server.")
    dialog.name.setText("slow")
    dialog.command.setText("sleep 100")
    dialog.add.click()
    qtbot.waitUntil(lambda: "in time" in dialog.trouble.text())
    assert (dialog.name.text(), dialog.add.isEnabled()) == ("slow", True)


def add_weather(dialog: ToolsDialog, qtbot: QtBot) -> None:
    dialog.name.setText("weather")
    dialog.command.setText("weather")
    dialog.add.click()
    qtbot.waitUntil(lambda: len(dialog.boxes) == 1)


def test_a_tool_that_could_not_be_allowed_is_not_shown_as_allowed(
    dialog: ToolsDialog, api: ScriptedAssistant, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise InvalidInput("The tool has changed.", "Look at it again.")

    add_weather(dialog, qtbot)
    box = dialog.boxes["weather", "forecast"]
    monkeypatch.setattr(api.tools, "allow", refuse)
    box.click()
    qtbot.waitUntil(lambda: "has changed" in dialog.trouble.text())
    qtbot.waitUntil(lambda: dialog.boxes["weather", "forecast"] is not box)
    assert not dialog.boxes["weather", "forecast"].isChecked()


def test_the_keyboard_stays_at_the_tool_that_was_allowed(
    dialog: ToolsDialog, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    add_weather(dialog, qtbot)
    dialog.activateWindow()
    for allowed in (True, False):
        box = dialog.boxes["weather", "forecast"]
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: dialog.boxes["weather", "forecast"] is not box)  # noqa: B023 - waited for here and now
        assert dialog.boxes["weather", "forecast"].isChecked() is allowed
        assert dialog.focusWidget() is dialog.boxes["weather", "forecast"]


def test_what_is_typed_while_a_program_is_started_stays(
    dialog: ToolsDialog, api: ScriptedAssistant, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, gate = api.tools.add, threading.Event()
    monkeypatch.setattr(api.tools, "add", lambda *what: (gate.wait(30), add(*what))[1])
    dialog.name.setText("weather")
    dialog.command.setText("weather")
    dialog.add.click()
    dialog.name.setText("maps")
    dialog.name.returnPressed.emit()
    gate.set()
    qtbot.waitUntil(lambda: len(dialog.boxes) == 1)
    assert [one.name for one in api.tools.known] == ["weather"]
    assert (dialog.name.text(), dialog.command.text()) == ("maps", "weather")
