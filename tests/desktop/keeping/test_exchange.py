"""Chats of other assistants come in through the window, and everything goes out as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from assistant.records import ImportReport
from tests.desktop.conftest import OpenWindow

pytestmark = pytest.mark.desktop


def test_an_export_is_chosen_and_taken_in(opened: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "conversations.json"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    opened.window.command("import_chats").trigger()
    opened.until(lambda: opened.api.conversations.imported == [chosen])
    opened.until(lambda: opened.chat.banner.text == "2 chats with 9 messages were added. 1 was here already.")


def test_what_could_not_be_read_is_named(opened: OpenWindow, tmp_path: Path) -> None:
    problems = tuple(f"Conversation {number} of the export is broken; it was left out." for number in range(5))
    opened.api.conversations.import_report = ImportReport(chats=1, messages=2, known=0, broken=5, problems=problems)
    opened.desktop.exchange.take_in(tmp_path / "a.json")
    opened.until(lambda: opened.window.findChild(QMessageBox) is not None)
    box = opened.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text() == "5 could not be read. The others were imported."
    assert box.informativeText().count("\n") == 2
    assert box.detailedText().count("\n") == 4


@pytest.mark.parametrize("ending", ["md", "json"])
def test_everything_is_written_to_a_file(opened: OpenWindow, tmp_path: Path, ending: str) -> None:
    opened.api.memory.add("Mia is allergic to nuts")
    opened.api.finish(opened.ask("What can Mia not eat?"))
    file = tmp_path / f"all.{ending}"
    opened.desktop.exchange.export(file)
    opened.until(lambda: "1 chat" in opened.chat.banner.text)
    text = file.read_text(encoding="utf-8")
    assert "Mia is allergic to nuts" in text
    assert "What can Mia not eat?" in text
    if ending == "json":
        everything = json.loads(text)
        assert [len(everything[name]) for name in ("facts", "conversations")] == [1, 1]


def test_a_place_that_cannot_be_written_is_told(opened: OpenWindow, tmp_path: Path) -> None:
    opened.desktop.exchange.export(tmp_path / "none" / "all.md")
    opened.until(lambda: "cannot be written" in opened.chat.banner.text)
