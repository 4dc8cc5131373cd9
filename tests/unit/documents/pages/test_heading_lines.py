"""Which lines of a text are headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.base import Heading
from assistant.documents.pages.heading_lines import decode_headings, encode_headings, heading_lines

pytestmark = pytest.mark.unit

TEXT = "# Lease\n\nIt runs for two years.\n\n## 2  Terms ##\n\nTerms\nare below.\n\n契約期間\n二年とする。"


def test_lines_that_are_part_of_a_path_are_headings() -> None:
    found = heading_lines(TEXT, ["Lease › 2 Terms", "Lease", "Lease › 契約期間", ""])
    assert [(TEXT[start:end], level) for start, end, level in found] == [
        ("# Lease", 1),
        ("## 2  Terms ##", 2),
        ("契約期間", 2),
    ]


def test_without_paths_there_are_none() -> None:
    assert heading_lines(TEXT, []) == ()


@given(st.text(max_size=120), st.lists(st.text(max_size=20), max_size=4))
def test_any_text_gives_whole_lines_in_order(text: str, paths: list[str]) -> None:
    end_before = 0
    for start, end, level in heading_lines(text, paths):
        assert end_before <= start < end <= len(text)
        assert "\n" not in text[start:end]
        assert level >= 1
        end_before = end


def test_headings_are_kept_with_the_ends_of_their_lines() -> None:
    text = "Lease\n\nIt runs.\n\nNotice"
    headings = [
        Heading(start=0, level=0, text="a.zip"),
        Heading(start=0, level=1, text="Lease"),
        Heading(start=17, level=2, text="Notice"),
    ]
    assert decode_headings(encode_headings(text, headings)) == ((0, 5, 1), (17, 23, 2))
    assert decode_headings(encode_headings(text, ())) == ()
