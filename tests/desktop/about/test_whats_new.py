"""The changelog in the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from assistant import __version__
from ui.about.whats_new_dialog import CHANGELOG, WhatsNewDialog

pytestmark = pytest.mark.desktop


def test_the_help_menu_shows_the_changes(furnished: Any) -> None:
    furnished.window.command("whats_new").trigger()
    dialog = furnished.window.findChild(WhatsNewDialog)
    assert dialog.isVisible()
    assert __version__ in dialog.version.text()
    shown = dialog.changes.toPlainText()
    assert shown.startswith("Changelog")
    assert "### " not in shown
    assert dialog.changes.verticalScrollBar().value() == 0, "it begins with the newest"
    dialog.reject()


def test_the_changelog_is_where_it_is_looked_for() -> None:
    assert CHANGELOG.is_file()


def test_without_it_the_sheet_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = WhatsNewDialog(changelog=tmp_path / "none.md")
    qtbot.addWidget(dialog)
    assert dialog.changes.toPlainText() == "The list of changes is not installed."
