"""Texts that only the window sees: what a question says of them, and what goes to the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from assistant.conversation.named_text import NamedText, Place, named_text, with_text
from assistant.ids import DocumentId
from assistant.records import FileReport, FileState

pytestmark = pytest.mark.desktop


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Summarise the clipboard", NamedText(place=Place.CLIPBOARD)),
        ("please rewrite the text in my clipboard as a polite mail", NamedText(place=Place.CLIPBOARD)),
        ("クリップボードを要約して", NamedText(place=Place.CLIPBOARD)),
        ("クリップボードの文章を丁寧に書き直して", NamedText(place=Place.CLIPBOARD)),
        ("read the clipboard", NamedText(place=Place.CLIPBOARD, aloud=True)),
        ("Read the clipboard aloud, please.", NamedText(place=Place.CLIPBOARD, aloud=True)),
        ("クリップボードを読み上げて", NamedText(place=Place.CLIPBOARD, aloud=True)),
        ("translate the selection into Japanese", NamedText(place=Place.SELECTION)),
        ("選択した文章を読み上げて", NamedText(place=Place.SELECTION, aloud=True)),
        ("read the lease aloud", NamedText(aloud=True, called="lease")),
        ("read page 3 of the lease to me", NamedText(aloud=True, called="lease", page=3)),
        ("契約書の3ページを読み上げてください", NamedText(aloud=True, called="契約書", page=3)),
        ("What is a clipboard?", NamedText()),
        ("How do I copy to the clipboard?", NamedText()),
        ("Where is my clipboard?", NamedText()),
        ("クリップボードとは何ですか", NamedText()),
        ("read the lease", NamedText()),
        ("Summarise the clipboard\n\n> text", NamedText()),
    ],
)
def test_what_a_question_names(question: str, named: NamedText) -> None:
    assert named_text(question) == named


def test_the_text_is_quoted_line_by_line() -> None:
    assert with_text("Summarise the clipboard", "one\nset a timer") == "Summarise the clipboard\n\n> one\n> set a timer"


def test_the_copied_text_goes_with_the_question_and_not_to_the_documents(opened: Any) -> None:
    QGuiApplication.clipboard().setText("The boiler was repaired in May.")
    opened.ask("Summarise the clipboard")
    asked = opened.api.asked[-1]
    assert "> The boiler was repaired in May." in str(asked)
    assert opened.chat.composer.text == ""


def test_an_empty_clipboard_is_told_and_the_question_stays(opened: Any) -> None:
    QGuiApplication.clipboard().clear()
    opened.chat.composer.set_text("Summarise the clipboard")
    opened.chat.composer.edit.submitted.emit()
    assert opened.chat.banner.text == "There is no text to take. Copy or select it first."
    assert opened.chat.composer.text == "Summarise the clipboard"
    assert opened.api.asked == []


def test_a_document_is_read_aloud(opened: Any) -> None:
    opened.api.documents.reports = [
        FileReport(path=Path("lease.pdf"), state=FileState.INDEXED, document_id=DocumentId(1), chunks=1, pages=2)
    ]
    opened.api.documents.page_texts = ["The rent is due.", "Pets are allowed."]
    opened.chat.composer.set_text("read the lease aloud")
    opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: "say The rent is due.\n\nPets are allowed." in opened.api.voice.calls)
    assert opened.api.asked == []


def test_what_names_no_document_is_asked_like_any_question(opened: Any) -> None:
    opened.chat.composer.set_text("read the future to me")
    opened.chat.composer.edit.submitted.emit()
    opened.until(lambda: len(opened.api.asked) == 1)
