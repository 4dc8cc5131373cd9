"""The window in a chat of 500 messages: how long it is held by opening it and by an answer that streams; its memory over a day of
10,000 messages. Markdown rows, no verdict.

Processor time of the GUI thread is told, since a busy machine makes any other clock tell of its neighbours.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assistant.ids import ConversationId, TurnId
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


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The whole window over a scripted engine, at rest."""
    theme, state = Theme(qapp, "light"), WindowState(tmp_path / "window.ini")
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    made = Desktop(window, theme, WindowLanguage(qapp, "en"), state, ScriptedAssistant())
    made.begin()
    qtbot.waitUntil(lambda: made.status is not None)
    # What the window loads by itself when it is ready.
    qtbot.wait(500)
    yield made
    made.close()


def _chat(api: ScriptedAssistant, title: str, turns: int) -> ConversationId:
    chat = api.conversations.create(title)
    for number in range(turns):
        api.conversations.add_message(chat, "user", f"Question {number}")
        api.conversations.add_message(chat, "assistant", ANSWER)
    return chat


def test_a_chat_of_500_messages(qtbot: QtBot, desktop: Desktop) -> None:
    api, window = cast(ScriptedAssistant, desktop.api), desktop.window
    chat = _chat(api, "long", TURNS)
    # As the program does when all is there; the messages are of the scripted engine, which is no part of the real window.
    gc.freeze()
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
    gc.unfreeze()
    print("\n| held by | longest ms | over 16 ms | over 50 ms | steps |")
    print("|---|---|---|---|---|")
    for name, held in (("opening 500 messages", opening), ("an answer that streams", streaming)):
        over = [sum(one > limit for one in held) for limit in (16, 50)]
        print(f"| {name} | {max(held):.0f} | {over[0]} | {over[1]} | {len(held)} |")


@pytest.mark.timeout(900)
def test_the_memory_of_a_day(qtbot: QtBot, desktop: Desktop) -> None:
    """A hundred chats of a hundred messages, each opened, read to its first page and asked one more thing."""
    api, transcript = cast(ScriptedAssistant, desktop.api), desktop.window.chat.transcript
    chats = [_chat(api, f"chat {number}", 50) for number in range(100)]
    api.script("A short answer.")
    process = psutil.Process()
    print("\n| messages seen | memory of the window process and its scripted engine |")
    print("|---|---|")
    for number, chat in enumerate(chats, start=1):
        desktop.session.open(chat)
        qtbot.waitUntil(lambda: transcript.last_answer() is not None and not transcript.filling, timeout=60_000)
        desktop.window.chat.composer.set_text("Go on")
        desktop.window.chat.composer.edit.submitted.emit()
        qtbot.waitUntil(lambda expected=number: len(api.asked) == expected, timeout=60_000)  # type: ignore[misc]
        api.finish(TurnId(f"turn-{number}"))
        qtbot.waitUntil(lambda: not desktop.session.answering, timeout=60_000)
        if number in (5, 10, 20, 40, 60, 80, 100):
            print(f"| {number * 100:,} | {process.memory_info().rss / 1e6:.0f} MB |", flush=True)
