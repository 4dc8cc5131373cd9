"""A conversation as a PDF, read back with the reader of documents."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from assistant.errors import StorageError
from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import Answer, Citation, Message, MessageState
from ui.chat.pdf_export import write_pdf

pytestmark = pytest.mark.desktop

CITATION = Citation(
    n=1, document_id=DocumentId(7), document=Path("lease.pdf"), page=12, quote="two months", start=0, end=10
)


def message(role: str, text: str, *citations: Citation) -> Message:
    number = MessageId(1)
    answer = None
    if role == "assistant":
        answer = Answer(
            text=text, conversation=ConversationId(1), message=number, turn=1, model="m", citations=citations
        )
    return Message(
        id=number,
        conversation=ConversationId(1),
        role=role,
        text=text,
        created_at=1_767_225_600.0,
        state=MessageState.COMPLETE,
        answer=answer,
    )


def text_of(file: Path) -> tuple[str, int]:
    pdf = pypdfium2.PdfDocument(file)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    pages = len(pdf)
    pdf.close()
    return text, pages


def test_words_code_tables_and_sources_are_on_its_pages(qapp: QApplication, tmp_path: Path) -> None:
    answer = "**Two** months.\n\n```python\nprint('<b>')\n```\n\n| a | b |\n|---|---|\n| 1 | cell |\n"
    messages = [message("user", "How long is <notice>?\n解約"), message("assistant", answer, CITATION)]
    write_pdf(tmp_path / "chat.pdf", "The lease & more", messages)
    text, pages = text_of(tmp_path / "chat.pdf")
    for words in ("The lease & more", "How long is <notice>?", "Two months.", "print('<b>')", "cell", "two months"):
        assert words in text
    assert "解約" in text
    assert "lease.pdf, page 12" in text
    assert "**" not in text
    assert pages == 1


def test_a_long_conversation_takes_many_pages(qapp: QApplication, tmp_path: Path) -> None:
    lines = "".join(f"Line {number}.\n\n" for number in range(400))
    write_pdf(tmp_path / "chat.pdf", "Long", [message("assistant", lines)])
    text, pages = text_of(tmp_path / "chat.pdf")
    assert pages > 5
    assert [number for number in range(400) if f"Line {number}." not in text] == []


def test_a_place_that_cannot_be_written_is_said(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"chat\.pdf cannot be written"):
        write_pdf(tmp_path / "none" / "chat.pdf", "Long", [])
