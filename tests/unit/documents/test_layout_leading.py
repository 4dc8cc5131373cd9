"""Sentences stay whole on pages with much room between their lines, and what only looks alike stays apart."""

from __future__ import annotations

import pytest

from assistant.documents.readers.layout_lines import Glyph
from assistant.documents.readers.pdf_layout import LetterSizes, lay_out

pytestmark = pytest.mark.unit


def page(*lines: str, pitch: float = 22.0, size: float = 10.0) -> str:
    """The text of a page with these lines, each letter half as wide as high, and Japanese ones as wide as high."""
    glyphs: list[Glyph] = []
    for number, text in enumerate(lines):
        left, y = 50.0, 700 - number * pitch
        for character in text:
            width = size if character > "\u3000" else size / 2
            glyphs.append(Glyph(ord(character), None if character == " " else (left, y, left + width, y + size)))
            left += width
        glyphs += [Glyph(0x0D, None), Glyph(0x0A, None)]
    return lay_out(glyphs, LetterSizes()).text


def test_a_sentence_in_double_spacing_is_one() -> None:
    text = page(
        "The tenant may end the lease after twelve",
        "months. The landlord may end it only where",
        "Margaret Holloway herself is to live there.",
        "Bicycles are kept in the yard.",
    )
    assert text == (
        "The tenant may end the lease after twelve\nmonths. The landlord may end it only where\n"
        "Margaret Holloway herself is to live there.\n\nBicycles are kept in the yard."
    )


def test_a_japanese_sentence_between_wide_lines_is_one() -> None:
    text = page(
        "第三条（禁止事項）",
        "借主は、室内で犬、猫その他の動物を飼育して",
        "はならない。ただし、小鳥と観賞魚はこの限り",
        "でない。",
        "第四条（解約）",
        pitch=18.0,
    )
    assert text == (
        "第三条（禁止事項）\n\n借主は、室内で犬、猫その他の動物を飼育して\nはならない。ただし、小鳥と観賞魚はこの限り\nでない。\n\n第四条（解約）"
    )


def test_a_word_that_is_broken_between_wide_lines_is_put_together() -> None:
    glyphs: list[Glyph] = []
    for y, text in ((700.0, "the notice must be given in infor"), (678.0, "mation letters to the landlord.")):
        glyphs += [
            Glyph(ord(one), None if one == " " else (50 + 5 * at, y, 55 + 5 * at, y + 10))
            for at, one in enumerate(text)
        ]
        glyphs += [Glyph(0x02, None)] if y == 700.0 else [Glyph(0x0D, None), Glyph(0x0A, None)]
    assert "in information letters" in lay_out(glyphs, LetterSizes()).text


@pytest.mark.parametrize(
    "lines",
    [
        ("Things to bring along", "towels", "soap", "shoes for the gym"),
        ("Notes for the meeting of residents", "budget and roof", "lift"),
        ("The keys are with the caretaker in flat", "• and a spare one is in the office there"),
        ("What the flat has and what it has not", "(b) and what the tenant has to see to"),
        ("This line is as wide as any other line.", "and this one begins with a small letter"),
        ("SUMMARY OF THE YEAR AND WHAT COMES NEXT", "Revenue grew by a tenth in the first part"),
        ("甲は乙に対して次に定めるところにより支払う", "第五条（支払いの方法と期日についての定め）"),
    ],
)
def test_lines_of_their_own_stay_apart(lines: tuple[str, ...]) -> None:
    assert page(*lines) == "\n\n".join(lines)


def test_what_stands_further_off_than_double_spacing_stays_apart() -> None:
    assert "\n\n" in page("and so on until the very end of the", "page as it is", pitch=40.0)
