"""A chat server in the window: named, marked in red wherever it answers, switched off from a failed answer."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import ChatServerFailed, ErrorReport
from assistant.events import ChatServerChanged
from assistant.records import NetworkUse
from assistant.testing.front_door import ScriptedAssistant
from ui.chat.answer_view import AnswerView
from ui.chat.question_view import QuestionView
from ui.chat_server.chat_server_card import ChatServerCard
from ui.chat_server.chat_server_dialog import ChatServerDialog
from ui.operations import Operations
from ui.settings.network_card import NetworkCard

pytestmark = pytest.mark.desktop

ADDRESS = "http://192.168.1.20:8080"


@pytest.fixture
def dialog(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[ChatServerDialog]:
    operations = Operations()
    made = ChatServerDialog(api, operations)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.state.text() == "Not connected.")
    yield made
    operations.close(2.0)


def test_it_is_connected_and_forgotten(dialog: ChatServerDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    assert dialog.key.echoMode() is QLineEdit.EchoMode.Password
    dialog.connect_button.click()
    assert dialog.trouble.text() == "Write the server's address."
    dialog.address.setText(ADDRESS)
    dialog.key.setText("secret")
    dialog.connect_button.click()
    qtbot.waitUntil(lambda: "big-model answers" in dialog.state.text())
    assert (api.chat_server.now.address, api.chat_server.key, dialog.key.text()) == (ADDRESS, "secret", "")
    dialog.forget_button.click()
    qtbot.waitUntil(lambda: dialog.state.text() == "Not connected.")
    assert api.chat_server.key == ""


def test_a_refusal_keeps_what_was_typed(dialog: ChatServerDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    api.chat_server.refusal = ChatServerFailed("The chat server does not answer.", "Check that it runs.")
    dialog.address.setText(ADDRESS)
    dialog.key.setText("secret")
    dialog.connect_button.click()
    qtbot.waitUntil(lambda: "does not answer" in dialog.trouble.text())
    assert (dialog.address.text(), dialog.key.text()) == (ADDRESS, "secret")
    assert not api.chat_server.now.on


def test_while_it_answers_the_window_says_so_and_so_does_each_answer(opened: Any) -> None:
    away = opened.chat.state_line.away
    assert not away.isVisible()
    opened.api.chat_server.connect(ADDRESS)
    opened.until(away.isVisible)
    assert (away.text(), away.property("look")) == ("leaves this machine", "away")
    assert "big-model" in opened.chat.state_line.model_text
    opened.api.script("Blue.")
    opened.api.finish(opened.ask("Name a colour."))
    opened.until(lambda: not opened.desktop.session.answering)
    marks = [label.text() for label in _answer(opened).findChildren(QLabel) if label.property("look") == "away"]
    assert marks == ["left this machine"]
    opened.window.show_page("models")
    card = opened.window.findChild(ChatServerCard)
    opened.until(lambda: card.words.startswith("On: what you type leaves this machine, for big-model"))
    card.switch.click()
    opened.until(lambda: not opened.api.chat_server.now.on and card.words.startswith("Off; everything"))
    opened.until(lambda: not opened.chat.state_line.away.isVisibleTo(opened.chat.state_line))


def test_a_failed_answer_offers_the_model_here_with_the_question(opened: Any) -> None:
    opened.api.chat_server.connect(ADDRESS)
    turn = opened.ask("Name a colour.")
    failure = ErrorReport.of(ChatServerFailed("The chat server does not answer.", "Check that it runs."))
    opened.api.advance(turn)
    opened.api.fail(turn, failure)
    opened.until(lambda: not opened.desktop.session.answering)
    button = next(one for one in _answer(opened).findChildren(QPushButton) if one.text() == "Answer on this computer")
    assert button.isVisible()
    button.click()
    opened.until(lambda: len(opened.api.asked) == 2)
    assert not opened.api.chat_server.now.on
    assert opened.api.asked[1][0] == "Name a colour."
    assert len(opened.chat.transcript.findChildren(QuestionView)) == 1, (
        "the answer comes in the place of the failed one"
    )


def test_the_settings_count_what_went_there(qtbot: QtBot) -> None:
    card = NetworkCard()
    qtbot.addWidget(card)
    card.show_use(NetworkUse(since="2026-01-05", sent_bytes=900, to_chat_server_bytes=700))
    assert "700 of them went to the chat server" in card.words
    card.show_use(NetworkUse(since="2026-01-05", sent_bytes=900))
    assert "chat server" not in card.words


def _answer(opened: Any) -> AnswerView:
    view = opened.chat.transcript.last_answer()
    assert isinstance(view, AnswerView)
    return view


def test_the_voice_view_says_when_speech_leaves_too(opened: Any) -> None:
    opened.until(lambda: opened.desktop.screens is not None)
    view = opened.desktop.screens.voice.view
    opened.window.show_page("voice")
    opened.api.chat_server.connect(ADDRESS)
    opened.until(lambda: "big-model" in opened.desktop.status.chat_server)
    assert not view.away.isVisible()
    opened.api.chat_server.now = dataclasses.replace(opened.api.chat_server.now, spoken=True)
    opened.api.publish(ChatServerChanged())
    opened.until(view.away.isVisible)
    assert view.away.text() == "leaves this machine"
    opened.api.chat_server.disconnect()
    opened.until(lambda: not view.away.isVisible())


def test_what_is_typed_while_the_server_is_asked_stays(
    dialog: ChatServerDialog, api: ScriptedAssistant, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, gate = api.chat_server.connect, threading.Event()
    monkeypatch.setattr(api.chat_server, "connect", lambda *what: (gate.wait(30), connect(*what))[1])
    QTest.keyClicks(dialog.address, ADDRESS)
    QTest.keyClicks(dialog.key, "secret")
    dialog.connect_button.click()
    QTest.keyClicks(dialog.key, " and more")
    QTest.keyClicks(dialog.model, "larger")
    gate.set()
    qtbot.waitUntil(lambda: "big-model answers" in dialog.state.text())
    assert (dialog.address.text(), dialog.key.text(), dialog.model.text()) == (ADDRESS, "secret and more", "larger")
