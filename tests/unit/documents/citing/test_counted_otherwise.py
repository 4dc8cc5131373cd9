"""What is asked with another number or day than the source's is not borne, and the source's own sentence is said instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.citing.citations import opposite, support
from assistant.documents.citing.measures import counts_otherwise, on_another_day
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit

CONTRACT = (
    "出張の宿泊費は1泊1万2千円を上限とする。第5条（秘密保持）\n乙は、業務上知り得た秘密を契約終了後も3年間、第三者に漏らしてはならない。"
    "乙は毎週金曜日の17時までに成果物を納品する。"
)
LEASE = (
    "If the rent is more than seven days late, a fee of 35 pounds is due. The work starts on 16 June and takes eight days. "
    "Gareth will ask Kestrel Lifts for a quote by 20 May. The bins are emptied on Fridays at 7:30."
)


@pytest.mark.parametrize(
    ("claim", "source", "otherwise"),
    [
        ("for 5 years", "for three years", True),
        ("5年間", "第5条 3年間", True),
        ("1泊2万円", "1泊1万2千円", True),
        ("three years", "3 years", False),
        ("In 2019, for 3 years", "In 2021, for 3 years", False),  # a year is a place in time
        ("on 6 May", "by 20 May", False),
        ("at 5 o'clock for 3 days", "for 3 days", False),
        ("95 pounds, more than 90 pounds", "95 pounds", False),
        ("5 km", "5 miles", False),
        ("", "3 years", False),
    ],
)
def test_another_number_of_the_same_measure(claim: str, source: str, *, otherwise: bool) -> None:
    assert counts_otherwise(claim, source) is otherwise


@pytest.mark.parametrize(
    ("claim", "source", "other"),
    [
        ("on Thursday", "every Friday", True),
        ("木曜日", "毎週金曜日", True),
        ("on Friday", "on Thursdays and Fridays", False),
        ("on Friday", "every week", False),
        ("毎週", "金曜日", False),
    ],
)
def test_another_day_of_the_week(claim: str, source: str, *, other: bool) -> None:
    assert on_another_day(claim, source) is other


@pytest.mark.parametrize(
    ("answer", "question", "instead"),
    [
        ("宿泊費は1泊2万円までです。", "宿泊費は1泊いくらまでですか", "出張の宿泊費は1泊1万2千円を上限とする。"),
        (
            "契約終了後5年間は秘密を第三者に漏らしてはいけません。",
            "契約終了後5年間は何を漏らしてはいけませんか",
            "乙は、業務上知り得た秘密を契約終了後も3年間、第三者に漏らしてはならない。",
        ),
        (
            "成果物は毎週木曜日の17時までに納品します。",
            "成果物は毎週木曜日の何時までに納品しますか",
            "乙は毎週金曜日の17時までに成果物を納品する。",
        ),
        ("The work takes nine days.", "What takes nine days?", "The work starts on 16 June and takes eight days."),
        (
            "The bins are emptied on Thursdays.",
            "Are the bins emptied on Thursdays?",
            "The bins are emptied on Fridays at 7:30.",
        ),
        ("The dog fee is 40 pounds.", "How much is the dog fee?", None),  # of a dog nothing is told
    ],
)
def test_the_source_is_said_instead(answer: str, question: str, instead: str | None) -> None:
    text = LEASE if answer.isascii() else CONTRACT
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title="", page=None,
        text=text, start=0, end=len(text), score=1.0,
    )  # fmt: skip
    assert [one.quotes for one in support(answer, [place], question=question)] == [()]
    found = opposite(answer, [place])
    assert (text[found.start : found.end] if found is not None else None) == (
        instead if instead is None or not instead.startswith("乙は、") else f"第5条（秘密保持）\n{instead}"
    )


@pytest.mark.parametrize(
    "answer",
    [
        "The work takes 8 days.",
        "The work starts on 16 June.",
        "The bins are emptied on Friday.",
        "契約終了後3年間は秘密を第三者に漏らしてはいけません。",
    ],
)
def test_the_same_number_or_day_is_borne(answer: str) -> None:
    text = LEASE if answer.isascii() else CONTRACT
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title="", page=None,
        text=text, start=0, end=len(text), score=1.0,
    )  # fmt: skip
    assert all(one.quotes for one in support(answer, [place]))
    assert opposite(answer, [place]) is None
