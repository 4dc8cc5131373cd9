"""Automatic titles."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.titles import LONGEST_TITLE, automatic_title

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What is this?", "What is this?"),
        ("two\nlines  and\tmore", "two lines and more"),
        ("word " * 30, "word " * 11 + "word…"),
        ("あ" * 80, "あ" * 59 + "…"),
        ("x" * 58 + "e\u0301" + "y" * 20, "x" * 58 + "…"),
        ("x" * 58 + "👩\u200d🚀" + "y" * 20, "x" * 58 + "…"),
    ],
)
def test_titles(question: str, title: str) -> None:
    assert automatic_title(question) == title


@given(st.text(max_size=200))
def test_a_title_is_one_short_line_and_tears_no_character(question: str) -> None:
    title = automatic_title(question)
    assert len(title) <= LONGEST_TITLE
    assert "\n" not in title
    line = " ".join(question.split())
    if title.endswith("…") and not line.endswith("…"):
        kept = title[:-1]
        assert line.startswith(kept)
        assert len(kept) <= 1 or not unicodedata.category(line[len(kept)]).startswith("M")
