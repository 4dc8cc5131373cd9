"""What a message wants done with the place that was cited last."""

from __future__ import annotations

import pytest

from assistant.conversation.followed_citations import Followed, followed

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
