"""Widgets on the offscreen platform, and the whole window over a scripted engine."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assistant.events import DownloadProgress, ModelsChanged
from assistant.ids import DocumentId, OperationId, TurnId
from assistant.records import FileReport, FileState, Recommendation
from assistant.testing.front_door import ScriptedAssistant
from assistant.testing.model_statuses import model_status
from ui.collecting import Collector
from ui.desktop import Desktop
from ui.first_run.first_run_page import FirstRunPage
from ui.library.library_page import LibraryPage
from ui.main_window import MainWindow
from ui.settings.settings_dialog import SettingsDialog
from ui.theme.theme import Theme
from ui.translations.translator import WindowLanguage
from ui.window_state import WindowState

MOST_MS = 30_000
"""Of any wait that a test expects to end. Other programs may have the processor meanwhile."""


class PatientBot(QtBot):
    """Waits up to ``MOST_MS`` where pytest-qt would wait 5 s."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = MOST_MS) -> None:
        """Lets Qt work until ``callback`` holds or no longer raises."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = MOST_MS, **more: Any) -> Any:
        """Lets Qt work until ``signal`` came."""
        return super().waitSignal(signal, timeout=timeout, **more)


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
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, patient."""
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def collector(qapp: QApplication) -> Collector:
    """No thread of a test's takes the widgets of an earlier one apart."""
    return Collector(qapp)


@pytest.fixture(scope="session", autouse=True)
def english(qapp: QApplication) -> WindowLanguage:
    """The plural forms of English are a translation too."""
    return WindowLanguage(qapp, "en")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme. Its style sheet stays on: taken off while widgets die, Qt would be left with dangling pointers."""
    font = QFont(qapp.font())
    made = Theme(qapp, "light")
    yield made
    # The next theme is made of the font that it finds: one that was enlarged would be enlarged again.
    qapp.setFont(font)
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
    qtbot: QtBot, theme: Theme, english: WindowLanguage, state: WindowState, api: ScriptedAssistant
) -> Iterator[OpenWindow]:
    """The whole window, joined to the engine and ready."""
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    desktop = Desktop(window, theme, english, state, api)
    desktop.begin()
    qtbot.waitUntil(lambda: desktop.status is not None and api.warmed_up == 1)
    yield OpenWindow(qtbot, desktop, api)
    desktop.close()
    desktop.choose_language("en")


@pytest.fixture
def furnished(opened: OpenWindow) -> OpenWindow:
    """Every screen with something on it: an answer, documents, a download under way, the settings."""
    opened.api.models.statuses = [
        model_status("talker", size_bytes=1_000_000_000, note="Not for commercial use."),
        model_status("ears", "speech-to-text", size_bytes=150_000_000),
    ]
    opened.api.models.recommendation = Recommendation(
        machine="This machine has 8 cores and 16 GB of memory.",
        entries=(("talker", "It tells speech from silence."),),
        missing=("talker",),
        missing_bytes=1_000_000_000,
    )
    opened.api.documents.reports = [
        FileReport(
            path=Path("locked.pdf"),
            state=FileState.FAILED,
            document_id=DocumentId(3),
            reason="This PDF is protected with a password. Unlock it with its password, or add a copy without one.",
            locked=True,
        ),
        FileReport(path=Path("lease.txt"), state=FileState.INDEXED, document_id=DocumentId(4), chunks=9, pages=2),
    ]
    library = opened.window.findChild(LibraryPage)
    assert isinstance(library, LibraryPage)
    library.refresh()
    opened.until(lambda: len(library.list.names()) == 2)
    turn = opened.ask("Ask me")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.api.missing_roles = ("chat",)
    opened.api.publish(ModelsChanged())
    opened.until(lambda: opened.window.page_name() == "first_run")
    page = opened.window.findChild(FirstRunPage)
    assert isinstance(page, FirstRunPage)
    sheet = page.starter_set
    opened.until(lambda: sheet.fetch.isVisible())
    sheet.fetch.click()
    opened.until(lambda: opened.api.models.wanted == ["talker"])
    opened.api.publish(
        DownloadProgress(
            operation_id=OperationId("get-1"), model_id="talker", bytes_done=10**8, bytes_total=10**9, bytes_per_s=5e6
        )
    )
    opened.until(lambda: "MB" in sheet.overall)
    for name in ("documents", "models", "chat"):
        opened.window.show_page(name)
    opened.window.command("settings").trigger()
    dialog = opened.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    opened.until(lambda: dialog.sheet is not None)
    return opened
