"""Pages that are written downwards."""

from __future__ import annotations

import pytest

from assistant.documents.readers.layout_lines import Glyph
from assistant.documents.readers.layout_vertical import downward_order, is_vertical
from assistant.documents.readers.pdf_layout import LetterSizes, lay_out
from assistant.records import Box

pytestmark = pytest.mark.unit


def column(text: str, right: float, top: float = 780.0, size: float = 14.0) -> list[Glyph]:
    return [
        Glyph(ord(letter), (right - size, top - size * (n + 1), right, top - size * n)) for n, letter in enumerate(text)
    ]


def page(*columns: list[Glyph]) -> str:
    return lay_out([glyph for one in columns for glyph in [*one, Glyph(0x0A, None)]], LetterSizes()).text


def boxes(glyphs: list[Glyph]) -> list[Box | None]:
    return [glyph.box for glyph in glyphs]


def test_columns_are_read_from_right_to_left_and_one_that_is_set_in_begins_a_paragraph() -> None:
    # PDFium gives them from left to right.
    text = page(
        column("退去の時に返還する。", 411),
        column("敷金は家賃の二か月分とし、", 435, top=766),
        column("指定する口座に振り込む。", 459),
        column("借主は毎月末日までに家賃を", 483),
    )
    assert (
        text
        == "借主は毎月末日までに家賃を\n指定する口座に振り込む。\n\n敷金は家賃の二か月分とし、\n退去の時に返還する。"
    )


def test_the_upper_tier_is_read_before_the_lower() -> None:
    upper = [column(f"上段の{n}列目の文字を並べて書く。", 500 - 22 * n) for n in range(6)]
    lower = [column(f"下段の{n}列目の文字を並べて書く。", 500 - 22 * n, top=500) for n in range(6)]
    mixed = [one for pair in zip(reversed(upper), reversed(lower), strict=True) for one in pair]
    read = [line[:4] for line in page(*mixed).split("\n") if line]
    assert read == [f"上段の{n}" for n in range(6)] + [f"下段の{n}" for n in range(6)]


def test_rows_and_lines_on_their_side_are_not_written_downwards() -> None:
    row: list[Box | None] = [(12.0 * n, 100.0, 12.0 * n + 12, 112.0) for n in range(9)]
    sideways: list[Box | None] = [(100.0, 300.0 - 5 * n, 112.0, 305.0 - 5 * n) for n in range(9)]
    upwards: list[Box | None] = [(100.0, 300.0 + 5 * n, 112.0, 305.0 + 5 * n) for n in range(9)]
    assert not any(is_vertical(line) for line in (row, upwards, sideways, [None, None], []))
    assert downward_order([row, row]) is None
    assert downward_order([]) is None
    assert downward_order([upwards, row]) is None
    assert is_vertical(boxes(column("縦書きの文", 100)))
    assert downward_order([row, boxes(column("縦書き", 100))]) is None
