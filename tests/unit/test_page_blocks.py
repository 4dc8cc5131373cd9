"""Blocks of a page's text: what they are, and that every character shown is the text's own, in its order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.library.page_blocks import Block, Kind, Piece, blocks_of

pytestmark = pytest.mark.unit

MARKDOWN = """# Lease *2024*

The rent is **due** in
May, see `rent.md`.

- one
  - two **deep**
2. three

| Month | Sum |
|-------|----:|
| May   | 4   |

```
a = [1]
# no heading
```
Done."""


def pieces(block: Block) -> list[Piece]:
    return [*block.pieces, *(piece for row in block.rows for cell in row for piece in cell)]


def words(text: str, block: Block) -> str:
    return "".join(" " if piece.joint else text[piece.start : piece.end] for piece in block.pieces)


def cells(text: str, block: Block) -> list[list[str]]:
    return [["".join(text[piece.start : piece.end] for piece in cell) for cell in row] for row in block.rows]


def test_links_show_their_words_and_low_lines_slant_them() -> None:
    text = "See [the _lease_](lease.pdf), _soon_, not snake_case_name."
    (block,) = blocks_of(text, markdown=True)
    assert words(text, block) == "See the _lease_, soon, not snake_case_name."
    assert {text[piece.start : piece.end]: piece.look for piece in block.pieces}["soon"] == "italic"


def test_markdown_is_laid_out_without_its_marks() -> None:
    blocks = blocks_of(MARKDOWN, markdown=True)
    assert [(block.kind, block.level, words(MARKDOWN, block)) for block in blocks] == [
        (Kind.HEADING, 1, "Lease 2024"),
        (Kind.PARAGRAPH, 0, "The rent is due in May, see rent.md."),
        (Kind.ITEM, 0, "-one"),
        (Kind.ITEM, 1, "-two deep"),
        (Kind.ITEM, 0, "2.three"),
        (Kind.TABLE, 0, ""),
        (Kind.CODE, 0, "a = [1]"),
        (Kind.CODE, 0, "# no heading"),
        (Kind.PARAGRAPH, 0, "Done."),
    ]
    assert cells(MARKDOWN, blocks[5]) == [["Month", "Sum"], ["May", "4"]]
    looks = {MARKDOWN[piece.start : piece.end]: piece.look for piece in blocks[1].pieces}
    assert (looks["due"], looks["rent.md"]) == ("bold", "code")


def test_other_formats_keep_their_lines_and_signs_and_rows_are_tables() -> None:
    text = "Costs\n\nItem | Price | Year\nBoiler | 4,100\nPump |  | 2024\n\n# of parts: **3**\nsecond line"
    blocks = blocks_of(text, ((0, 5, 2),))
    assert (blocks[0].kind, blocks[0].level) == (Kind.HEADING, 2)
    assert cells(text, blocks[1]) == [["Item", "Price", "Year"], ["Boiler", "4,100"], ["Pump", "", "2024"]]
    assert [words(text, block) for block in blocks[2:]] == ["# of parts: **3**", "second line"]


def test_what_is_bold_or_italic_is_cut_out_wherever_it_stands() -> None:
    text = "Costs are high\n\nItem | Price\nBoiler | 4,100"
    emphasis = ((0, 9, True, False), (9, 14, True, True), (29, 35, False, True))
    blocks = blocks_of(text, emphasis=emphasis)
    assert [(text[piece.start : piece.end], piece.look) for block in blocks for piece in pieces(block)] == [
        ("Costs are", "bold"),
        (" high", "bold italic"),
        ("Item", ""),
        ("Price", ""),
        ("Boiler", "italic"),
        ("4,100", ""),
    ]


@pytest.mark.parametrize("text", ["a | b", "x*y*z", "2024. It rained.", "snake_case__here", "**", "| |", "|a|\n||\n|"])
def test_what_is_no_mark_stays(text: str) -> None:
    shown = "".join(
        text[piece.start : piece.end] for block in blocks_of(text, markdown=True) for piece in pieces(block)
    )
    assert [sign for sign in shown if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


@given(
    st.text(alphabet=st.sampled_from("ab字𠮷 \n\r\t|*_`#-–.1)~\u2028"), max_size=120),
    st.booleans(),
)
def test_everything_shown_is_the_texts_own_in_order_and_no_word_is_lost(text: str, markdown: bool) -> None:
    shown = [piece for block in blocks_of(text, markdown=markdown) for piece in pieces(block)]
    at = 0
    for piece in shown:
        assert at <= piece.start < piece.end <= len(text)
        at = piece.end
    covered = {place for piece in shown for place in range(piece.start, piece.end)}
    fenced = "```" in text or "~~~" in text
    lost = [sign for place, sign in enumerate(text) if sign in "ab字𠮷" and place not in covered]
    assert not lost or (markdown and fenced)
