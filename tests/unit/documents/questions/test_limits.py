"""Limits that a question asks for by their counter."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.questions.limits import gives_limit
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit

RULES = (
    "第8条（ペット）\n居住者は、犬または猫を1匹まで飼育することができる。\n\n"
    "第15条（駐輪場）\n駐輪場の使用料は、1台につき月額300円とする。1世帯につき2台までとする。\n\n"
    "第25条（改修）\n改修工事を行うときは、工事の30日前までに申請する。\n\n第30条（会議）\n会議は、開催の14日前までに知らせる。"
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("駐輪場は何台まで停められますか", True),
        ("駐輪場はいくらですか？ 何台まで停められますか", True),
        ("何台まで停められますか", False),
        ("駐車場は何台まで停められますか", False),
        ("駐輪場は何台以上ですか", False),
        ("駐輪場は何人まで入れますか", False),
        ("猫は何匹まで飼えますか", True),
        ("工事は何日前までに申請しますか", False),
        ("", False),
    ],
)
def test_one_sentence_tells_a_limit_of_what_is_named(question: str, *, expected: bool) -> None:
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title="", page=1, text=RULES, start=0,
        end=len(RULES), score=1.0,
    )  # fmt: skip
    assert gives_limit(question, [place]) is expected, "two sentences tell days before, and only one of bicycles"
