"""Requests for a text, and questions that only look like them."""

from __future__ import annotations

import pytest

from assistant.documents.text_requests import asks_for_text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Write a polite reply to the landlord about the deposit.", True),
        ("Could you please draft an email that gives notice?", True),
        ("Translate the second clause into German", True),
        ("Help me compose an answer", True),
        ("大家さんへの返信を書いてください", True),
        ("この契約書の要約をお願いします", True),
        ("二つ目の条項を英語に訳して。", True),
        ("What makes the rent rise?", False),
        ("Who may write to the landlord?", False),
        ("When was the draft signed?", False),
        ("契約書には何が書いてありますか", False),
        ("誰が書いたのですか", False),
        ("保証金はいくらですか", False),
    ],
)
def test_what_is_to_be_made_is_told_from_what_is_to_be_found(question: str, asked: bool) -> None:
    assert asks_for_text(question) is asked
