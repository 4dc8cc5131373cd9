"""The data folder in the settings: moved, after which the program starts anew, the settings reset, and everything erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from assistant.errors import StorageError
from ui.settings.data_questions import folder_in
from ui.settings.erase_dialog import EraseDialog
from ui.settings.settings_dialog import SettingsDialog

pytestmark = pytest.mark.desktop


@pytest.fixture
def dialog(opened: Any) -> SettingsDialog:
    """The settings of the whole window."""
    opened.window.command("settings").trigger()
    found = opened.window.findChild(SettingsDialog)
    assert isinstance(found, SettingsDialog)
    opened.until(lambda: found.sheet is not None and found.sheet.data.words == "home")
    return found


def _boxes(dialog: SettingsDialog) -> list[QMessageBox]:
    return [box for box in dialog.findChildren(QMessageBox) if box.isVisible()]


def _press(box: QMessageBox, text: str) -> None:
    next(button for button in box.buttons() if button.text() == text).click()


def test_the_data_is_moved_after_a_question_and_the_program_ends_to_start_anew(
    opened: Any, dialog: SettingsDialog, tmp_path: Path
) -> None:
    dialog.data_questions.confirm_move(tmp_path / "new")
    assert str(tmp_path / "new") in _boxes(dialog)[0].text()
    with opened.qtbot.waitSignal(opened.window.closed):
        _press(_boxes(dialog)[0], "Move")
    assert opened.api.backups.moved == [tmp_path / "new"]
    assert opened.desktop.starts_anew


def test_a_move_that_fails_is_told_and_the_window_stays(opened: Any, dialog: SettingsDialog, tmp_path: Path) -> None:
    rested: list[bool] = []
    dialog.engine_rests.connect(lambda: rested.append(True))
    opened.api.backups.refuse_next(StorageError("There is not enough room.", "Free some."))
    dialog.data_questions.move_to(tmp_path / "new")
    opened.until(lambda: any("not enough room" in box.text() for box in _boxes(dialog)))
    assert rested == [True]
    assert opened.window.isVisible()
    assert not opened.desktop.starts_anew


def test_the_settings_are_reset_and_the_window_follows(opened: Any, dialog: SettingsDialog) -> None:
    dialog.change("appearance_theme", "dark")
    opened.until(lambda: opened.desktop.theme.choice == "dark")
    dialog.data_questions.confirm_reset()
    _press(_boxes(dialog)[0], "Reset the settings")
    opened.until(lambda: opened.desktop.theme.choice == "system")
    assert dialog.sheet is not None
    assert dialog.sheet.rows["appearance_theme"].value == "system"


def test_everything_is_erased_only_after_the_word_was_typed(opened: Any, dialog: SettingsDialog) -> None:
    opened.desktop._state.save_draft(None, "a secret draft")
    dialog.data_questions.confirm_erase()
    opened.until(lambda: dialog.findChild(EraseDialog) is not None)
    question = dialog.findChild(EraseDialog)
    assert isinstance(question, EraseDialog)
    assert question.words.splitlines()[0] == (
        "• Chats: 12, messages: 240, facts: 7, documents that were read: 3 (45 MB)"
    )
    assert question.words.splitlines()[-1] == "• In all 126 MB in home"
    assert "/notes/of/mine stays" in " ".join(label.text() for label in question.findChildren(QLabel))
    question.word.setText("eras")
    question.word.returnPressed.emit()
    assert not question.erase.isEnabled()
    assert question.isVisible()
    question.word.setText(" Erase")
    assert question.erase.isEnabled()
    with opened.qtbot.waitSignal(opened.window.closed):
        question.erase.click()
    assert opened.api.backups.erased == 1
    assert opened.desktop.starts_anew
    assert opened.desktop._state.draft(None) == ""
    opened.desktop._state.save_draft(None, "written while it closes")
    assert opened.desktop._state.draft(None) == ""


def test_an_erasing_that_fails_is_told_and_the_window_stays(opened: Any, dialog: SettingsDialog) -> None:
    opened.api.backups.refuse_next(StorageError("Another Sotto uses this data folder.", "Close it."))
    dialog.data_questions.erase()
    opened.until(lambda: any("Another Sotto" in box.text() for box in _boxes(dialog)))
    assert opened.window.isVisible()
    assert not opened.desktop.starts_anew


def test_a_folder_with_something_in_it_gets_one_of_our_own(tmp_path: Path) -> None:
    assert folder_in(tmp_path) == tmp_path
    (tmp_path / "file.txt").write_text("mine", encoding="utf-8")
    assert folder_in(tmp_path) == tmp_path / "Sotto"
