"""Keys that the user chooses: in force at once, kept, and never two commands on one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.commands import COMMANDS, TALK
from ui.keys.key_bindings import Fit, KeyBindings
from ui.keys.key_button import KeyButton
from ui.keys.keys_dialog import KeysDialog
from ui.main_window import MainWindow
from ui.window_state import WindowState

pytestmark = pytest.mark.desktop


@pytest.fixture
def bindings(state: WindowState) -> KeyBindings:
    return KeyBindings(state)


def press(qtbot: QtBot, button: KeyButton, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    button.click()
    assert button.listening
    QTest.keyClick(button, key, modifier)


def test_the_usual_keys_are_all_different(bindings: KeyBindings) -> None:
    keys = [keys for command in (*COMMANDS, None) for keys in bindings.keys(command.id if command else TALK)]
    assert len({QKeySequence(one).toString() for one in keys}) == len(keys) > 15


@pytest.mark.parametrize(
    ("keys", "fit"),
    [
        ("Ctrl+N", Fit.TAKEN),
        ("Ctrl+=", Fit.TAKEN),
        ("Ctrl+Space", Fit.TAKEN),
        ("Ctrl+R", Fit.FITS),
        ("Ctrl+Alt+7", Fit.FITS),
        ("F9", Fit.FITS),
        ("A", Fit.TYPES),
        ("Shift+A", Fit.TYPES),
        ("Return", Fit.TYPES),
        ("Left", Fit.TYPES),
    ],
)
def test_what_fits(bindings: KeyBindings, keys: str, fit: Fit) -> None:
    assert bindings.fit("ask_again", keys) is fit


def test_keys_that_another_command_has_change_hands_and_come_back(bindings: KeyBindings) -> None:
    bindings.choose("ask_again", "Ctrl+N")
    assert bindings.keys("ask_again") == ("Ctrl+N",)
    assert bindings.keys("new_chat") == ()
    bindings.reset("new_chat")
    assert bindings.keys("new_chat") == ("Ctrl+N",)
    assert bindings.keys("ask_again") == ()
    bindings.reset("ask_again")
    assert bindings.keys("ask_again") == ("Ctrl+R",)
    assert not bindings.is_changed("ask_again")


def test_the_window_obeys_the_new_keys_and_keeps_them(
    opened: Any, qtbot: QtBot, tmp_path: Path, state: WindowState
) -> None:
    window = opened.window
    window.command("keys").trigger()
    dialog = window.findChild(KeysDialog)
    press(qtbot, dialog.buttons["side_bar"], Qt.Key.Key_F9)
    assert dialog.buttons["side_bar"].text() == "F9"
    dialog.reject()
    shown = window.side_bar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.side_bar.isVisible() is not shown
    state.flush()
    again = MainWindow(WindowState(state_file(tmp_path)))
    qtbot.addWidget(again)
    assert again.command("side_bar").shortcuts() == [QKeySequence("F9")]


def state_file(folder: Path) -> Path:
    return folder / "window.ini"


def test_the_talk_key_can_be_another(opened: Any, qtbot: QtBot) -> None:
    window = opened.window
    window.command("keys").trigger()
    dialog = window.findChild(KeysDialog)
    press(qtbot, dialog.buttons[TALK], Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    dialog.reject()
    with qtbot.waitSignal(window.talk_pressed):
        QTest.keyPress(window.chat.composer.edit, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    with qtbot.waitSignal(window.talk_released):
        QTest.keyRelease(window.chat.composer.edit, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    with qtbot.assertNotEmitted(window.talk_pressed):
        QTest.keyPress(window.chat.composer.edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)


def test_the_sheet_says_whose_keys_were_taken_and_what_cannot_be(opened: Any, qtbot: QtBot) -> None:
    opened.window.command("keys").trigger()
    dialog = opened.window.findChild(KeysDialog)
    press(qtbot, dialog.buttons["find_chat"], Qt.Key.Key_Q)
    assert "needed for typing" in dialog.foot.text()
    assert dialog.buttons["find_chat"].text() == "Ctrl+K"
    press(qtbot, dialog.buttons["find_chat"], Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert "New chat" in dialog.foot.text()
    assert dialog.buttons["new_chat"].text() == "None"
    press(qtbot, dialog.buttons["find_chat"], Qt.Key.Key_Escape)
    assert dialog.buttons["find_chat"].text() == "Ctrl+N"
    press(qtbot, dialog.buttons["find_chat"], Qt.Key.Key_Backspace)
    assert dialog.buttons["find_chat"].text() == "None"


def test_the_sheet_has_the_menus_as_headings(opened: Any, qtbot: QtBot) -> None:
    dialog = KeysDialog(opened.window.bindings)
    qtbot.addWidget(dialog)
    headings = [one.text() for one in dialog.findChildren(QLabel) if one.property("look") == "heading"]
    assert headings == ["Chat", "Answer", "View", "Go", "Help", "Keys that stay as they are"]
    assert set(dialog.buttons) == {command.id for command in COMMANDS} | {TALK}
