"""What a message wants done with the place that was cited last."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.conversation.followed_citations import Followed, followed, read_out
from assistant.ids import DocumentId
from assistant.llm.base import TextDelta
from assistant.records import Citation

pytestmark = pytest.mark.unit

READ, OPEN = Followed.READ, Followed.OPEN


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("Read it out.", READ),
        ("please read that passage to me", READ),
        ("can you read it aloud?", READ),
        ("読み上げて", READ),
        ("そこを読んでください。", READ),
        ("原文を読み上げて", READ),
        ("Open it", OPEN),
        ("open the document, please", OPEN),
        ("Open the document please.", OPEN),
        ("開いて", OPEN),
        ("そのページを開いてください", OPEN),
        ("Read the news to me", None),
        ("Open the lease", None),
        ("open it in Firefox", None),
        ("契約書を開いて", None),
        ("", None),
    ],
)
def test_what_is_to_be_done_with_what_was_cited(message: str, wanted: Followed | None) -> None:
    assert followed(message) is wanted


def test_what_is_read_out_is_as_it_is_shown() -> None:
    row = "| AX-9/06 | 48 dB |"
    cited = Citation(
        n=3, document_id=DocumentId(1), document=Path("pump.md"), page=None, quote=row, start=0, end=len(row)
    )
    first, _ = read_out(cited, japanese=False)
    assert first == TextDelta(text="Found in “pump”: “AX-9/06 | 48 dB”", tokens=0)
