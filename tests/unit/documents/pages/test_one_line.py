"""Quotes on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.pages.one_line import one_line, words_pattern

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n months  of\trent", "two months of rent"),
        ("外に出るこ\nとはありません。", "外に出ることはありません。"),
        ("回答がどこに \r\n  書かれているか", "回答がどこに書かれているか"),
        ("終わります。\n次の文です。", "終わります。次の文です。"),
        ("Ctrl+R\nでもう一度", "Ctrl+R でもう一度"),
        ("回答の途中で\nEsc", "回答の途中で Esc"),
        ("長期\n\n短期", "長期 短期"),
        ("東京　大阪", "東京 大阪"),
        ("", ""),
    ],
)
def test_a_line_break_between_two_japanese_characters_is_no_space(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(st.text())
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join(one_line(text).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("rent  is", "The RENT\nis due", "RENT\nis"),
        ("外に出ること", "外に出るこ\n  とはありません", "外に出るこ\n  と"),
        ("こ\nと", "外に出ることは", "こと"),
        ("東京 大阪", "東京　大阪", "東京　大阪"),
        ("lease.pdf", "leaseXpdf", None),
        ("rent", "re\nnt", None),
        ("Sotto を", "Sotto\nを使う", "Sotto\nを"),
    ],
)
def test_words_are_found_wherever_lines_end(words: str, text: str, found: str | None) -> None:
    match = words_pattern(words).search(text)
    assert (match.group() if match else None) == found
