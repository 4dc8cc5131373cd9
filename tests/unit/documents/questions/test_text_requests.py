"""Requests for a text, and questions that only look like them."""

from __future__ import annotations

import pytest

from assistant.documents.questions.text_requests import asks_for_text, subject

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


@pytest.mark.parametrize(
    ("question", "looked_for"),
    [
        ("Translate section 5 of the lease into Japanese.", "section 5 of the lease"),
        ("Please summarise clause 4 in simple words", "clause 4"),
        ("rewrite the notice clause in plain English", "the notice clause"),
        ("Can you write a letter to the insurance about the burst pipe?", "to the insurance about the burst pipe"),
        ("Draft a short email to the landlord giving notice.", "to the landlord giving notice"),
        ("第4条を英語に訳してください", "第4条を"),
        ("What is the rent?", "What is the rent?"),
        ("Shorten it.", "Shorten it."),
        ("Write a poem", "Write a poem"),
    ],
)
def test_what_a_text_is_made_from_is_looked_for(question: str, looked_for: str) -> None:
    assert subject(question) == looked_for
