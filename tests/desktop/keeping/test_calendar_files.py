"""Calendars come in and go out by the Chat menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from assistant.errors import InvalidInput
from assistant.records import CalendarEvent
from tests.desktop.conftest import OpenWindow

pytestmark = pytest.mark.desktop


def test_a_calendar_is_chosen_and_taken_in(opened: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "theirs.ics"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    opened.window.command("import_calendar").trigger()
    opened.until(lambda: opened.api.skills.imported == [chosen])
    opened.until(lambda: opened.chat.banner.text.startswith("3 events were added. 1 was there already."))


def test_another_file_is_said(opened: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "x.txt"), ""))
    opened.api.skills.refusal = InvalidInput("There are no events in this file.", "Export it anew.")
    opened.window.command("import_calendar").trigger()
    opened.until(lambda: "no events" in opened.chat.banner.text)


def test_the_calendar_goes_out(opened: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "mine.ics"
    opened.api.skills.events = [CalendarEvent(title="x", starts_at=0.0, all_day=False, repeats=False)]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    opened.window.command("export_calendar").trigger()
    opened.until(lambda: opened.api.skills.exported == [chosen])
    opened.until(lambda: opened.chat.banner.text == "1 event is in mine.ics.")
