"""A conversation as Markdown, JSON and HTML."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

import pytest

from assistant.conversation.chat_export import to_html, to_json, to_markdown, write_text
from assistant.errors import StorageError
from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import Answer, Citation, Message, MessageState

pytestmark = pytest.mark.unit

CITATION = Citation(
    n=1, document_id=DocumentId(1), document=Path("/home/me/lease.pdf"), page=12, quote="two\nmonths", start=0, end=10
)


def _message(role: str, text: str, answer: Answer | None = None) -> Message:
    return Message(
        id=MessageId(1),
        conversation=ConversationId(1),
        role=role,
        text=text,
        created_at=1_767_225_600.0,
        state=MessageState.COMPLETE,
        answer=answer,
    )


ANSWER = Answer(
    text="Two months [1].",
    conversation=ConversationId(1),
    message=MessageId(2),
    turn=1,
    model="m",
    citations=(CITATION,),
)
MESSAGES = [_message("user", "Notice & <term>?"), _message("assistant", ANSWER.text, ANSWER)]


def test_markdown_has_headings_times_and_sources() -> None:
    assert to_markdown("Lease", MESSAGES, UTC) == (
        "# Lease\n\n## You · 2026-01-01 00:00\n\nNotice & <term>?\n\n"
        "## Sotto · 2026-01-01 00:00\n\nTwo months [1].\n\n> [1] lease.pdf, page 12: “two months”\n"
    )


def test_json_holds_every_message_with_its_citations() -> None:
    told = json.loads(to_json("契約", MESSAGES))
    assert told["title"] == "契約"
    assert [one["role"] for one in told["messages"]] == ["user", "assistant"]
    assert told["messages"][1]["citations"][0]["quote"] == "two\nmonths"


def test_html_shows_texts_as_they_are_and_loads_nothing() -> None:
    page = to_html("Lease", MESSAGES, UTC)
    assert "Notice &amp; &lt;term&gt;?" in page
    assert "http" not in page
    assert "src=" not in page


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write_text(tmp_path / "a.md", "x")
    assert (tmp_path / "a.md").read_text() == "x"
    with pytest.raises(StorageError, match="cannot be written"):
        write_text(tmp_path / "none" / "a.md", "x")
