"""Kanji numbers before what they count, in digits."""

from __future__ import annotations

import pytest

from assistant.documents.citing.kanji_numbers import with_digits

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("家賃は月額八万五千円とする", "家賃は月額85000円とする"),
        ("敷金は十七万円", "敷金は170000円"),
        ("千五百円", "1500円"),
        ("二億三千万円", "230000000円"),
        ("三か月前までに、書面で一回", "3か月前までに、書面で1回"),
        ("二〇二五年四月二十日", "2025年4月20日"),
        ("第一条 第二回の会議", "第一条 第二回の会議"),
        ("万年筆は一般の品", "万年筆は一般の品"),
        ("三万の人", "三万の人"),
        ("8万円", "8万円"),
        ("", ""),
    ],
)
def test_numbers_before_what_they_count(text: str, digits: str) -> None:
    assert with_digits(text) == digits
