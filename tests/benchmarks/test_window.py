"""The window in a chat of 500 messages: how long it is held by opening it and by an answer that streams. Markdown rows, no verdict.

Processor time of the GUI thread is told, since a busy machine makes any other clock tell of its neighbours.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assistant.ids import TurnId
from assistant.testing.front_door import ScriptedAssistant
from ui.desktop import Desktop
from ui.main_window import MainWindow
from ui.theme.theme import Theme
from ui.translations.translator import WindowLanguage
from ui.window_state import WindowState

pytestmark = pytest.mark.benchmark

TURNS = 250
ANSWER = (
    "Some **bold** text with `code`:\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    "```python\ndef f(x):\n    return x + 1\n```\n\nAnd a closing paragraph, " + "word " * 60
)


def _held_ms(work: Callable[[], None]) -> float:
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def _step() -> None:
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)


def test_a_chat_of_500_messages(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    theme, state, api = Theme(qapp, "light"), WindowState(tmp_path / "window.ini"), ScriptedAssistant()
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    desktop = Desktop(window, theme, WindowLanguage(qapp, "en"), state, api)
    desktop.begin()
    qtbot.waitUntil(lambda: desktop.status is not None)
    chat = api.conversations.create("long")
    for number in range(TURNS):
        api.conversations.add_message(chat, "user", f"Question {number}")
        api.conversations.add_message(chat, "assistant", ANSWER)
    desktop.session.open(chat)
    opening: list[float] = []
    while window.chat.transcript.last_answer() is None or window.chat.transcript.filling:
        opening.append(_held_ms(_step))
    api.script("\n\n".join([ANSWER] * 6))
    window.chat.composer.set_text("Go on")
    window.chat.composer.edit.submitted.emit()
    qtbot.waitUntil(lambda: len(api.asked) == 1)
    turn = TurnId("turn-1")
    streaming: list[float] = []
    while desktop.session.answering:
        if api.left(turn):
            api.advance(turn)
        streaming.append(_held_ms(_step))
        # The model is slower than the window: about a hundred tokens a second.
        time.sleep(0.01)
    desktop.close()
    print("\n| held by | longest ms | over 16 ms | over 50 ms | steps |")
    print("|---|---|---|---|---|")
    for name, held in (("opening 500 messages", opening), ("an answer that streams", streaming)):
        over = [sum(one > limit for one in held) for limit in (16, 50)]
        print(f"| {name} | {max(held):.0f} | {over[0]} | {over[1]} | {len(held)} |")
