"""What Sotto is, and the licences it stands on."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QMessageBox, QTextBrowser

from assistant.records import ModelState
from assistant.testing.model_statuses import model_status
from ui.about.about_dialog import AboutDialog

pytestmark = pytest.mark.desktop


def test_version_and_licences_are_told(opened: Any) -> None:
    opened.api.models.statuses = [
        model_status("talker", state=ModelState.INSTALLED, note="Not for commercial use."),
        model_status("elsewhere"),
    ]
    opened.window.command("about").trigger()
    dialog = opened.window.findChild(AboutDialog)
    opened.until(lambda: dialog.models.toPlainText() != "")
    assert dialog.models.toPlainText() == "Talker: Apache-2.0. Not for commercial use."
    packages, _, own = (dialog.tabs.widget(at) for at in range(3))
    assert isinstance(packages, QTextBrowser)
    assert "PySide6" in packages.toPlainText()
    assert "llama.cpp and ggml" in packages.toPlainText()
    assert isinstance(own, QTextBrowser)
    assert "GNU GENERAL PUBLIC LICENSE" in own.toPlainText()
    own.anchorClicked.emit(QUrl("https://www.gnu.org/"))
    opened.until(lambda: opened.window.findChild(QMessageBox) is not None)
    assert "Open this address outside Sotto?" in opened.window.findChild(QMessageBox).text()
