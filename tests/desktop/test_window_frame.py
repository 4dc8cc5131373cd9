"""The frame of the window: menus, panes, keys, where it stood, and what is typed beside the box."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QListWidget,
    QSplitterHandle,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.chat.state_line import StateLine
from ui.commands import ACCESS_KEYS, MENUS, with_access_key
from ui.main_window import MainWindow
from ui.widgets.hold_key import REPEAT_MS
from ui.widgets.icon_button import IconButton
from ui.window_state import WindowState

pytestmark = pytest.mark.desktop


def test_the_talk_key_is_held_and_let_go(opened: Any, qtbot: QtBot) -> None:
    heard: list[str] = []
    opened.window.talk_pressed.connect(lambda: heard.append("down"))
    opened.window.talk_released.connect(lambda: heard.append("up"))
    key = (opened.chat.composer.edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyPress(*key)
    # X11 repeats a held key as a release and a press at once, and does not always say so.
    for _ in range(3):
        QTest.keyRelease(*key)
        QTest.keyPress(*key)
    QTest.qWait(2 * REPEAT_MS)
    assert heard == ["down"]
    QTest.keyRelease(*key)
    qtbot.waitUntil(lambda: heard == ["down", "up"])
    assert opened.chat.composer.text == ""


def test_drafts_and_geometry_survive(opened: Any, state: WindowState, qtbot: QtBot, tmp_path: Path) -> None:
    opened.chat.composer.set_text("half a thought")
    file = tmp_path / "window.ini"
    opened.until(lambda: "half a thought" in file.read_text())
    assert file.stat().st_mode & 0o777 == 0o600
    opened.window.resize(777, 555)
    opened.window.close()
    again = MainWindow(WindowState(file))
    qtbot.addWidget(again)
    assert again.size().width() == 777
    assert WindowState(file).draft(None) == "half a thought"


def test_every_control_has_a_name_and_a_place_in_the_tab_order(opened: Any) -> None:
    opened.api.script("Yes.\n\n```python\nx = 1\n```")
    turn = opened.ask("Show code")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit, QListWidget, QTextEdit)
        for widget in opened.window.findChildren(kind)
        if not (widget.isHidden() or widget.objectName().startswith("qt_")) and _is_ours(widget)
    ]
    assert len(controls) > 12
    nameless = [type(one).__name__ for one in controls if not (one.accessibleName() or _text(one))]
    unreachable = [one.accessibleName() for one in controls if not one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert nameless == []
    assert unreachable == []


def _is_ours(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is None or not isinstance(parent, QLineEdit)


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_what_is_typed_beside_the_box_goes_into_it(opened: Any) -> None:
    turn = opened.ask("Hello")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    copy = next(
        one for one in opened.chat.transcript.findChildren(IconButton) if one.accessibleName().startswith("Copy")
    )
    copy.setFocus()
    QTest.keyClick(copy, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(copy, Qt.Key.Key_Space)
    assert opened.chat.composer.text == ""
    QTest.keyClicks(copy, "Who")
    assert opened.chat.composer.text == "Who"
    opened.until(opened.chat.composer.edit.hasFocus)


def test_the_composer_is_as_wide_as_the_column_of_text(opened: Any) -> None:
    opened.ask("Hello")
    column = opened.chat.transcript._column

    def edges(widget: QWidget) -> tuple[int, int]:
        return widget.mapTo(opened.chat, QPoint(0, 0)).x(), widget.width()

    for width in (700, 1000, 1800):
        opened.window.resize(width, 700)
        opened.until(lambda width=width: opened.window.width() == width)
        opened.until(lambda: edges(column) == edges(opened.chat.composer))
        assert edges(column)[1] <= 600


def test_the_model_is_named_when_the_engine_has_said_which(qtbot: QtBot) -> None:
    line = StateLine()
    qtbot.addWidget(line)
    line.resize(500, 40)
    line.show()
    named = next(iter(line.findChildren(IconButton)))
    height = line.sizeHint().height()
    assert not named.isVisible()
    line.show_model("")
    assert named.isVisible()
    assert named.text() == "No model"
    assert line.sizeHint().height() == height
    line.show_model("Qwen2.5 Coder 1.5B Instruct Q4_K_M")
    assert named.text() == "Qwen2.5 Coder 1.5B"
    assert named.accessibleName() == "Model that answers: Qwen2.5 Coder 1.5B Instruct Q4_K_M"


def test_every_menu_has_its_place_from_the_first_paint(qtbot: QtBot, state: WindowState) -> None:
    window = MainWindow(state)
    qtbot.addWidget(window)
    assert [action.text() for action in window.menuBar().actions() if action.isVisible()] == [
        "&Chat",
        "&Answer",
        "&View",
        "&Go",
        "&Help",
    ]


def test_a_window_that_is_never_closed_opens_where_it_stood(qtbot: QtBot, state: WindowState) -> None:
    window = MainWindow(state)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    window.resize(777, 555)
    qtbot.waitUntil(lambda: state.geometry("window") is not None)
    again = MainWindow(state)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (777, 555)


def test_panes_are_made_wider_with_the_mouse_and_stay_so(qtbot: QtBot, state: WindowState) -> None:
    window = MainWindow(state)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    handle = next(one for one in window.findChildren(QSplitterHandle) if one.isVisible())
    before, at = window.side_bar.width(), QPoint(0, handle.height() // 2)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(handle, at + QPoint(90, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at + QPoint(90, 0))
    wider = window.side_bar.width()
    assert abs(wider - before - 90) <= 2, "the handle is a line and a little wide"
    qtbot.waitUntil(lambda: state.geometry("splitter") is not None)
    again = MainWindow(state)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.first_painted):
        again.show()
    assert again.side_bar.width() == wider


def test_menus_open_with_alt_and_a_letter_in_every_language(qtbot: QtBot, state: WindowState) -> None:
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.command("new_chat")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(window.menu("go").isVisible)
    window.menu("go").close()
    assert window.chat.composer.text == ""
    assert with_access_key("移動", "G") == "移動(&G)"
    assert len(set(ACCESS_KEYS.values())) == len(MENUS)
