"""Documents as wholes that are named by a heading of their first page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.conversation.document_answers import DocumentAnswers
from assistant.conversation.document_tasks import TaskKind
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import Heading
from assistant.documents.pages.heading_lines import encode_headings
from assistant.documents.whole_documents import WholeDocuments
from assistant.settings import Settings
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

FILES = (
    ("/flat/lease.pdf", "The lease", "LEASE"),
    ("/flat/scan0041.pdf", "scan0041", "GARAGE LICENCE"),
    ("/flat/scan0042.pdf", "scan0042", "駐車場使用契約書"),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        for number, (path, title, heading) in enumerate(FILES, start=1):
            text = f"{heading}\nFigure 1: The plan."
            headings = encode_headings(text, [Heading(start=0, level=1, text=heading)])
            with opened.storage.write() as database:
                database.execute(
                    "INSERT INTO documents(id, path, title, state, added_at) VALUES (?, ?, ?, 'indexed', 0)",
                    (number, path, title),
                )
                database.execute(
                    "INSERT INTO pages(id, document_id, position, number, text, headings) VALUES (?, ?, 0, 1, ?, ?)",
                    (number, number, text, headings),
                )
                database.execute(
                    "INSERT INTO chunks(document_id, page_id, position, start, end) VALUES (?, ?, 0, 0, ?)",
                    (number, number, len(text)),
                )
        yield opened


@pytest.mark.parametrize(
    ("question", "kind", "documents"),
    [
        ("Summarise the garage licence", TaskKind.SUMMARY, ["scan0041.pdf"]),
        ("駐車場の契約書を要約して", TaskKind.SUMMARY, ["scan0042.pdf"]),
        ("What is in the garage licence and not in the lease?", TaskKind.ONE_SIDED, ["scan0041.pdf", "lease.pdf"]),
        ("Compare the lease with the garage license", TaskKind.DIFFERENCES, ["lease.pdf", "scan0041.pdf"]),
        ("Show me figure 1 in the garage licence", TaskKind.FIGURE, ["scan0041.pdf"]),
        ("Summarise the licence", None, []),  # which one, it does not say
        ("Summarise the garage", None, []),  # nor that it means a document
    ],
)
def test_a_heading_of_the_first_page_names_its_document(
    room: ConversationRoom, question: str, kind: TaskKind | None, documents: list[str]
) -> None:
    request = TurnRequest(
        question=question,
        conversation=None,
        question_id=room.store.next_message_id(),
        settings=Settings(),
        cancel=CancelToken(),
    )
    meant = DocumentAnswers(WholeDocuments(room.storage), room.evidence, room.store).meant(request)
    assert (meant and meant.kind) == kind
    found = [*(one.path for one in meant.documents), *(one.document for one in meant.figures)] if meant else []
    assert [path.name for path in found] == documents
