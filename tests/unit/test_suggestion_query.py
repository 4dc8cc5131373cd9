"""When a suggestion is asked for, and what fits it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.chat.suggestion_query import query_at, ranked

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("/", "", ("/", "", 0)),
        ("/new ch", "", ("/", "new ch", 0)),
        ("/ne", "w chat", ("/", "ne", 0)),
        ("/etc/pass", "", None),
        ("one / two", "", None),
        (" /new", "", None),
        ("@", "", ("@", "", 0)),
        ("What says @lea", "", ("@", "lea", 10)),
        ("契約書@賃貸", "", ("@", "賃貸", 3)),
        ("write to me@home", "", None),
        ("@one\ntwo", "", None),
        ("no sign", "", None),
    ],
)
def test_where_a_sign_counts(before: str, after: str, found: tuple[str, str, int] | None) -> None:
    query = query_at(before + after, len(before))
    assert (query and (query.sign, query.typed, query.start)) == found
    assert query is None or query.end == len(before)


@given(st.text("/@a 語\n", max_size=30), st.integers(0, 30))
def test_a_query_is_always_a_part_of_the_text(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    query = query_at(text, cursor)
    if query is not None:
        assert text[query.start : query.end] == query.sign + query.typed


def test_beginnings_come_before_words_and_words_before_the_middle_of_words() -> None:
    names = ["a renewed lease", "the new lease", "New chat", "nothing"]
    assert [names[at] for at in ranked(names, "NEW")] == ["New chat", "the new lease", "a renewed lease"]
    assert ranked(names, " ") == [0, 1, 2, 3]
    assert ranked(names, "zebra") == []
