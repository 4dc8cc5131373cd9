"""The transcript of a recording, read and saved."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assistant.documents.base import Moment
from assistant.documents.pages.moments import phrases_of
from assistant.ids import DocumentId
from assistant.testing.front_door import ScriptedAssistant
from ui.library.page_viewer import PageViewer
from ui.library.transcript_dialog import TranscriptDialog
from ui.operations import Operations

pytestmark = pytest.mark.desktop

PHRASES = [(0.0, 2.5, "Good morning."), (62.0, 64.0, "That <is> all.")]


def _open(opened: Any) -> TranscriptDialog:
    opened.api.documents.phrases = PHRASES
    viewer = opened.window.findChild(PageViewer)
    opened.window.show_side_pane(viewer)
    viewer.open_document(DocumentId(4), Path("talk.mp3"))
    opened.until(viewer.bar.transcript.isVisible)
    viewer.bar.transcript.click()
    dialog = opened.window.findChild(TranscriptDialog)
    assert isinstance(dialog, TranscriptDialog)
    opened.until(dialog.save_button.isEnabled)
    return dialog


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("talk.txt", "0:00\tGood morning.\n1:02\tThat <is> all.\n"),
        ("talk.srt", "1\n00:00:00,000 --> 00:00:02,500\nGood morning.\n"),
        ("talk.VTT", "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nGood morning.\n"),
    ],
)
def test_it_is_shown_with_times_and_saved(opened: Any, tmp_path: Path, name: str, begins: str) -> None:
    dialog = _open(opened)
    assert dialog.text.toPlainText() == "0:00\tGood morning.\n1:02\tThat <is> all.\n"
    file = tmp_path / name
    dialog.save(file)
    opened.until(lambda: file.exists() and file.read_text(encoding="utf-8").startswith(begins))


def test_a_file_that_cannot_be_written_is_said(opened: Any, tmp_path: Path) -> None:
    dialog = _open(opened)
    dialog.save(tmp_path / "no folder" / "talk.srt")
    opened.until(lambda: "cannot be written" in dialog.trouble.text)


@pytest.mark.parametrize(
    ("pages", "phrases"),
    [
        ([], []),
        ([("text", ())], []),
        (
            [("one two", (Moment(start=0, end=3, at_s=1.0), Moment(start=4, end=7, at_s=1.5))), ("x", ())],
            [(1.0, 1.5, "one"), (1.5, 2.5, "two")],
        ),
        ([("a" * 60, (Moment(start=0, end=60, at_s=0.0),))], [(0.0, 10.0, "a" * 60)]),
    ],
)
def test_a_phrase_lasts_until_the_next_or_as_long_as_it_takes_to_say(pages: Any, phrases: Any) -> None:
    assert phrases_of(pages) == phrases


def test_what_is_read_after_it_was_closed_is_dropped(qtbot: QtBot, api: ScriptedAssistant) -> None:
    read = threading.Event()

    def slowly(document: DocumentId) -> Sequence[tuple[float, float, str]]:
        read.wait(5.0)
        return ((0.0, 1.0, "Hello"),)

    api.documents.transcript = slowly  # type: ignore[method-assign]
    operations = Operations()
    dialog = TranscriptDialog(api, operations, DocumentId(4), Path("talk.wav"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.close()
    read.set()
    done: list[bool] = []
    operations.run(lambda: True, done.append)
    qtbot.waitUntil(lambda: bool(done))
    operations.close(2.0)
    qtbot.wait(20)
    assert dialog.text.toPlainText() == ""
