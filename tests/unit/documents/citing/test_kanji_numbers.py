"""Kanji numbers before what they count, in digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.citing.citations import support
from assistant.documents.citing.kanji_numbers import with_digits
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

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
        ("8万円", "80000円"),
        ("1泊1万2千円", "1泊12000円"),
        ("月額１８万５千円、保証金は1.5万円", "月額185000円、保証金は15000円"),
        ("1億2,000万円と1,250円", "120000000円と1,250円"),
        ("数千円、2025年4月、2,3千円", "数千円、2025年4月、2,3千円"),
        ("", ""),
    ],
)
def test_numbers_before_what_they_count(text: str, digits: str) -> None:
    assert with_digits(text) == digits


def test_a_sign_alone_may_begin_a_word() -> None:
    assert with_digits("十分な時間と二十分", alone=False) == "十分な時間と20分"


CONTRACT = "家賃は月額八万五千円とする。宿泊費は1泊1万2千円を上限とする。解約は三か月前までに書面で通知する。"


@pytest.mark.parametrize(
    ("answer", "borne"),
    [
        ("宿泊費は1泊1万2千円までです。", True),
        ("宿泊費は1泊12,000円までです。", True),
        ("宿泊費は1泊2万円までです。", False),
        ("宿泊費は1泊1万円までです。", False),
        ("宿泊費は1泊1千円までです。", False),
        ("家賃は月額85,000円です。", True),
        ("家賃は月額8万5千円です。", True),
        ("家賃は月額八万円です。", False),
        ("解約は3か月前までに書面で通知します。", True),
        ("解約は2か月前までに書面で通知します。", False),
    ],
)
def test_a_number_is_the_same_however_it_is_written_and_no_part_of_another(answer: str, *, borne: bool) -> None:
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("契約書.txt"), title="", page=None,
        text=CONTRACT, start=0, end=len(CONTRACT), score=1.0,
    )  # fmt: skip
    assert all(bool(one.quotes) is borne for one in support(answer, [place]))


def test_a_long_row_of_digits_is_read_at_once() -> None:
    row = "9" * 5_000
    assert with_digits(row) == row
