"""The window over the real engine process: a model file is dropped, taken in, chosen, and answers; nothing is started anew."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from assistant.paths import Paths
from assistant.remote import RemoteAssistant
from ui.desktop import Desktop
from ui.main_window import MainWindow
from ui.model_manager.model_row import ModelRow
from ui.model_manager.models_page import ModelsPage
from ui.theme.theme import Theme
from ui.translations.translator import WindowLanguage
from ui.window_state import WindowState

pytestmark = pytest.mark.integration

SMALL = "smollm2-135m-instruct-q4_1"
MOST_MS = 120_000


class Desk:
    """A user's hands on the window, and the engine behind it."""

    def __init__(self, qtbot: QtBot, desktop: Desktop, engine: RemoteAssistant) -> None:
        self.qtbot, self.desktop, self.engine = qtbot, desktop, engine

    @property
    def page(self) -> ModelsPage:
        page = self.desktop.window.findChild(ModelsPage)
        assert isinstance(page, ModelsPage)
        return page

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=MOST_MS)

    def ask(self, question: str) -> str:
        """The model that answered."""
        window = self.desktop.window
        window.command("new_chat").trigger()
        window.chat.composer.set_text(question)
        window.chat.composer.edit.submitted.emit()
        self.until(lambda: self.desktop.session.answering)
        self.until(lambda: not self.desktop.session.answering)
        (newest, *_) = self.engine.conversations.list()
        answer = self.engine.conversations.messages(newest.id)[-1].answer
        assert answer is not None
        assert answer.text
        return answer.model

    def row(self, model: str) -> ModelRow:
        self.desktop.window.show_page("models")
        self.until(lambda: "chat" in self.page.roles.roles)
        self.page.roles.choose("chat")
        self.until(lambda: model in self.page.rows)
        return self.page.rows[model]


def press(within: ModelRow, words: str) -> None:
    next(button for button in within.findChildren(QPushButton) if button.text() == words).click()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, small_chat_file: Path) -> Iterator[Desk]:
    models = tmp_path / "models"
    shutil.copytree(small_chat_file.parent, models / SMALL)
    engine = RemoteAssistant(Paths(home=tmp_path / "home", models=models), offline=True)
    state, language = WindowState(tmp_path / "window.ini"), WindowLanguage(qapp, "en")
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.show()
    desktop = Desktop(window, Theme(qapp, "light"), language, state, engine)
    desktop.begin()
    made = Desk(qtbot, desktop, engine)
    made.until(lambda: desktop.status is not None and window.findChild(ModelsPage) is not None)
    yield made
    desktop.close()


def test_another_model_is_dropped_chosen_and_answers_in_the_same_process(
    desk: Desk, tmp_path: Path, small_chat_file: Path
) -> None:
    assert desk.ask("Name a colour.") == SMALL
    process = desk.engine.process_id
    assert process is not None

    mine = tmp_path / "mine.gguf"
    shutil.copy(small_chat_file, mine)
    with mine.open("ab") as file:
        file.write(bytes(32))  # behind its last tensor: the same weights, and a file that the catalog does not know
    desk.page.offer([mine])
    box = desk.page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == "Use it").click()
    desk.until(lambda: len(desk.engine.models.list()) > 0 and any(one.taken_in for one in desk.engine.models.list()))
    (taken,) = (one for one in desk.engine.models.list() if one.taken_in)

    press(desk.row(taken.id), "Use")
    desk.until(lambda: desk.row(taken.id).tag == "In use")
    assert desk.row(SMALL).tag == "On this computer"
    assert desk.ask("Name another colour.") == taken.id

    press(desk.row(SMALL), "Use")
    desk.until(lambda: desk.row(SMALL).tag == "In use")
    assert desk.ask("Name a third colour.") == SMALL
    assert desk.engine.process_id == process, "the engine was started anew"
