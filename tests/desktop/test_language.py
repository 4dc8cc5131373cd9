"""Another language while the window runs: every word on the screen changes, and changes back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget

from assistant.events import DownloadProgress, ModelsChanged
from assistant.ids import DocumentId, OperationId
from assistant.records import FileReport, FileState, Recommendation
from assistant.testing.model_statuses import model_status
from ui.first_run.first_run_page import FirstRunPage
from ui.settings.settings_dialog import SettingsDialog

pytestmark = pytest.mark.desktop

# Names that are the same in every language, and what the scripted engine calls its things.
SAME = re.compile(
    "Sotto|Scripted( 1B)?|[Tt]alker|ears|lease|locked|home|pdf|txt|Ask me|Yes|OK|English"
    "|MIT|Apache|Auto|GPU|Ctrl|Enter|[kMG]B|pip|PDF|Word|Markdown"
)
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


def _words(top: QWidget) -> dict[tuple[int, str], str]:
    """Everything that is said, by the widget and the kind of saying."""
    found: dict[tuple[int, str], str] = {}
    for at, widget in enumerate([top, *top.findChildren(QWidget)]):
        if widget.objectName().startswith("qt_"):
            continue
        said = {"name": widget.accessibleName(), "tip": widget.toolTip()}
        if isinstance(widget, (QLabel, QAbstractButton)):
            said["text"] = widget.text()
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            said["placeholder"] = widget.placeholderText()
        if isinstance(widget, QMenu):
            said["title"] = widget.title()
            said |= {f"action {number}": one.text() for number, one in enumerate(widget.actions())}
        found |= {(at, kind): text for kind, text in said.items() if text}
    return found


def _english_left(words: dict[tuple[int, str], str]) -> list[str]:
    return sorted({text for text in words.values() if LATIN_WORD.search(SAME.sub("", text))})


@pytest.fixture
def furnished(opened: Any) -> Any:
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
            reason="This file is empty. Look for a complete copy of it.",
        ),
        FileReport(path=Path("lease.txt"), state=FileState.INDEXED, document_id=DocumentId(4), chunks=9, pages=2),
    ]
    turn = opened.ask("Ask me")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.api.missing_roles = ("chat",)
    opened.api.publish(ModelsChanged())
    opened.until(lambda: opened.window.page_name() == "first_run")
    sheet = opened.window.findChild(FirstRunPage).starter_set
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
    opened.until(lambda: dialog.sheet is not None)
    return opened


def test_the_whole_window_changes_its_language_and_changes_back(furnished: Any) -> None:
    window, dialog = furnished.window, furnished.window.findChild(SettingsDialog)
    english = _words(window)
    assert len(_english_left(english)) > 100
    dialog.change("appearance_language", "ja")
    furnished.until(lambda: furnished.desktop.language.code == "ja")
    # Old rows are deleted by the event loop, not at once.
    QTest.qWait(0)
    try:
        left = _english_left(_words(window))
        assert not left, "\n".join(left)
        assert window.command("new_chat").text() == "新しいチャット"
        assert furnished.window.side_bar.titles() == ["Ask me"]
    finally:
        dialog.change("appearance_language", "en")
        furnished.until(lambda: furnished.desktop.language.code == "en")
    QTest.qWait(0)
    assert set(_words(window).values()) == set(english.values())


def test_what_streams_while_the_language_changes_is_kept(opened: Any, qapp: QApplication) -> None:
    opened.api.script("One two three")
    turn = opened.ask("Count")
    opened.api.advance(turn, 6)
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.text == "One ")
    opened.desktop.choose_language("ja")
    qapp.processEvents()
    try:
        assert view.text == "One "
        opened.api.finish(turn)
        opened.until(lambda: view.text == "One two three")
    finally:
        opened.desktop.choose_language("en")
