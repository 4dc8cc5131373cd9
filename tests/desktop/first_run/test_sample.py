"""The guide as the first document to ask about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QPushButton

import ui
from assistant.events import IndexFinished
from assistant.ids import OperationId
from ui.translations import compiling
from ui.translations.translator import languages

pytestmark = pytest.mark.desktop

SAMPLES = Path(ui.__file__).parent / "first_run" / "samples"


def test_the_guide_is_added_and_asked_about(opened: Any) -> None:
    button = next(one for one in opened.chat.welcome.findChildren(QPushButton) if "guide" in one.text())
    button.setFocus()
    button.click()
    opened.until(lambda: opened.api.documents.added == [SAMPLES / "guide.en.pdf"])
    assert opened.api.asked == []
    opened.api.script("Nothing.")
    opened.api.publish(
        IndexFinished(operation_id=OperationId("add-1"), indexed=1, partly=0, failed=0, unchanged=0, seconds=1)
    )
    opened.until(lambda: len(opened.api.asked) == 1)
    assert "according to the guide" in opened.chat.transcript.last_answer().entry.question
    assert opened.window.focusWidget() is opened.chat.composer.edit


def test_documents_added_otherwise_are_not_asked_about(opened: Any) -> None:
    opened.desktop.intake.add([Path("lease.txt")])
    opened.api.publish(
        IndexFinished(operation_id=OperationId("add-1"), indexed=1, partly=0, failed=0, unchanged=0, seconds=1)
    )
    opened.until(lambda: "Added 1 document" in opened.chat.banner.text)
    assert opened.api.asked == []


def test_there_is_a_guide_in_every_language_with_its_print() -> None:
    words = QTranslator()
    names = ["guide.en.pdf"]
    for language in languages():
        assert words.load(f"sotto_{language}", str(compiling.FOLDER))
        names.append(str(words.translate("Sample", "guide.en.pdf")))
    assert sorted(names) == sorted(file.name for file in SAMPLES.glob("*.pdf"))
    assert sorted(file.with_suffix(".pdf").name for file in SAMPLES.glob("*.md")) == sorted(names)
