"""The engine's log in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.operations import Operations
from ui.settings.log_dialog import LogDialog, log_end

pytestmark = pytest.mark.desktop


def test_the_log_is_shown_read_again_and_copied(qtbot: QtBot, tmp_path: Path) -> None:
    file, operations = tmp_path / "engine.log", Operations()
    dialog = LogDialog(file, operations)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.text.toPlainText() == ""
    file.write_text("engine opened\n", encoding="utf-8")
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Read again"].click()
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == "engine opened\n")
    buttons["Copy"].click()
    assert QGuiApplication.clipboard().text() == "engine opened\n"
    operations.close(2.0)


def test_a_log_that_comes_after_the_dialog_was_closed_is_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    operations = Operations()
    told: list[object] = []
    operations.failed_by_bug.connect(told.append)
    dialog = LogDialog(tmp_path / "engine.log", operations)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    operations.run(lambda: None, lambda _: told.append("after"))
    qtbot.waitUntil(lambda: told == ["after"])
    operations.close(2.0)


def test_of_a_long_log_whole_lines_of_the_end_are_read(tmp_path: Path) -> None:
    file = tmp_path / "engine.log"
    file.write_text("first line\nsecond line\nthird line\n", encoding="utf-8")
    assert log_end(file, longest_bytes=15) == "third line\n"
    assert log_end(tmp_path / "none.log") == ""
