"""Widgets on the offscreen platform, and the whole window over a scripted engine."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assistant.ids import TurnId
from assistant.testing.front_door import ScriptedAssistant
from ui.desktop import Desktop
from ui.main_window import MainWindow
from ui.theme.theme import Theme
from ui.translations.translator import WindowLanguage
from ui.window_state import WindowState


class OpenWindow:
    """The window over a scripted engine, with the two steps every test takes."""

    def __init__(self, qtbot: QtBot, desktop: Desktop, api: ScriptedAssistant) -> None:
        self.qtbot, self.desktop, self.api = qtbot, desktop, api
        self.window = desktop.window
        self.chat = desktop.window.chat

    def ask(self, question: str) -> TurnId:
        """Types a question and sends it; returns the turn the engine began."""
        before = len(self.api.asked)
        self.chat.composer.set_text(question)
        self.chat.composer.edit.submitted.emit()
        self.qtbot.waitUntil(lambda: len(self.api.asked) == before + 1)
        return TurnId(f"turn-{before + 1}")

    def until(self, condition: Callable[[], bool]) -> None:
        """Lets the window work until ``condition`` holds."""
        self.qtbot.waitUntil(condition)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme. Its style sheet stays on: taken off while widgets die, Qt would be left with dangling pointers."""
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def state(tmp_path: Path) -> WindowState:
    """A window's own memory."""
    return WindowState(tmp_path / "window.ini")


@pytest.fixture
def api() -> Iterator[ScriptedAssistant]:
    """A scripted engine."""
    made = ScriptedAssistant()
    yield made
    if not made.closed:
        made.close()


@pytest.fixture
def opened(
    qtbot: QtBot, qapp: QApplication, theme: Theme, state: WindowState, api: ScriptedAssistant
) -> Iterator[OpenWindow]:
    """The whole window, joined to the engine and ready."""
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    desktop = Desktop(window, theme, WindowLanguage(qapp, "en"), state, api)
    desktop.begin()
    qtbot.waitUntil(lambda: desktop.status is not None and api.warmed_up == 1)
    yield OpenWindow(qtbot, desktop, api)
    desktop.close()
