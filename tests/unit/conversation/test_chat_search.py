"""Words found in chats, whatever the script; marks that fit the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.chat_search import SNIPPET, holds_all, marks_of, query_words, snippet

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("The Deposit", "deposit", ["Deposit"]),
        ("解約の予告期間", "予告", ["予告"]),
        ("ＰＤＦ と pdf", "pdf", ["ＰＤＦ", "pdf"]),
        ("Straße", "strasse", ["Straße"]),
        ("aaaa", "aa aaa", ["aaaa"]),
        ("nothing", "else", []),
    ],
)
def test_words_are_marked_where_they_stand(text: str, query: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in marks_of(text, query_words(query))] == found


def test_all_words_must_be_there() -> None:
    assert holds_all("red green", query_words("green RED"))
    assert not holds_all("red green", query_words("green blue"))


def test_a_long_text_is_cut_around_the_first_word() -> None:
    text = "x " * 200 + "needle" + " y" * 200
    line = snippet(text, ("needle",))
    assert "needle" in line
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) <= SNIPPET + 2


@given(st.text(), st.text(min_size=1))
def test_marks_are_in_order_inside_the_text_and_apart(text: str, query: str) -> None:
    end = 0
    for start, stop in marks_of(text, query_words(query)):
        assert end <= start < stop <= len(text)
        end = stop
