"""Glyphs to text: words put together, paragraphs apart, and every run's offsets exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.readers.pdf_layout import Glyph, LetterSizes, lay_out

pytestmark = pytest.mark.unit


def line(text: str, y: float = 700.0, size: float = 10.0, x: float = 50.0) -> list[Glyph]:
    """Glyphs of a line, each half as wide as high, and the line end PDFium makes up."""
    found = []
    for number, character in enumerate(text):
        left = x + number * size / 2
        box = None if character == " " else (left, y, left + size / 2, y + size)
        found.append(Glyph(ord(character), box))
    return [*found, Glyph(0x0D, None), Glyph(0x0A, None)]


def test_runs_are_words_at_their_exact_offsets() -> None:
    layout = lay_out(line("Heat pumps save"), LetterSizes())
    text = layout.text
    runs = layout.runs
    assert [text[run.start : run.end] for run in runs] == ["Heat", "pumps", "save"]
    assert runs[1].box == (75.0, 700.0, 100.0, 710.0)


def test_a_gap_or_other_letters_begin_a_paragraph_and_a_line_end_does_not() -> None:
    glyphs = [*line("one", 700), *line("two", 688), *line("three", 660), *line("small", 650, 7)]
    assert lay_out(glyphs, LetterSizes()).text == "one\ntwo\n\nthree\n\nsmall"


def test_a_broken_word_is_put_together_and_both_halves_keep_their_boxes() -> None:
    glyphs = [*line("big infor")[:-2], Glyph(0x02, (95.0, 700.0, 100.0, 710.0)), *line("mation here", 688)]
    layout = lay_out(glyphs, LetterSizes())
    text = layout.text
    runs = layout.runs
    assert text == "big information here"
    assert [text[run.start : run.end] for run in runs] == ["big", "infor", "mation", "here"]


def test_a_hyphen_stays_where_the_page_writes_it_elsewhere_or_a_name_follows() -> None:
    broken = [*line("a long")[:-2], Glyph(0x02, None), *line("term plan", 688), *line("the long-term view", 676)]
    assert lay_out(broken, LetterSizes()).text.startswith("a long-term plan")
    name = [*line("Anglo")[:-2], Glyph(0x02, None), *line("Saxon", 688)]
    assert lay_out(name, LetterSizes()).text == "Anglo-Saxon"


def test_big_lines_are_headings_and_two_of_a_kind_are_one() -> None:
    body = [glyph for n in range(20) for glyph in line("ordinary words of the body", 500 - 12 * n)]
    layout = lay_out([*line("Annual", 700, 20), *line("Report", 678, 20), *body], LetterSizes())
    text = layout.text
    headings = layout.headings
    assert [(heading.level, heading.text) for heading in headings] == [(1, "Annual Report")]
    assert text[headings[0].start :].startswith("Annual")


def test_a_heading_broken_in_a_word_is_put_together() -> None:
    body = [glyph for n in range(20) for glyph in line("ordinary words of the body", 500 - 12 * n)]
    broken = [*line("Infor", 700, 20)[:-2], Glyph(0x02, None), *line("mation", 678, 20)]
    layout = lay_out([*broken, *body], LetterSizes())
    text = layout.text
    headings = layout.headings
    assert [heading.text for heading in headings] == ["Information"]
    assert text.startswith("Information\n\nordinary")


def test_small_print_of_one_page_makes_no_headings_of_ordinary_letters() -> None:
    sizes = LetterSizes()
    sizes.add(10.0, 2000)
    layout = lay_out([*line("Net sales", 700), *line("note", 680, 6), *line("note", 670, 6)], sizes)
    headings = layout.headings
    assert headings == ()


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([0xFB01, 0x6E], "fin"),
        ([0x2F47], "日"),
        ([0xD840, 0xDC0B], "\U0002000b"),
        ([0xDC0B, 0x61, 0xD840], "a"),
        ([0x61, 0x00, 0x07, 0x62], "ab"),
        ([0x61, 0xA0, 0x20, 0x62], "a b"),
    ],
)
def test_characters_are_stored_as_ordinary_ones(codes: list[int], expected: str) -> None:
    glyphs = [Glyph(code, (10.0 * n, 0.0, 10.0 * n + 9, 10.0)) for n, code in enumerate(codes)]
    assert lay_out(glyphs, LetterSizes()).text == expected


numbers = st.floats(min_value=-2000, max_value=2000, width=32)


@given(
    st.lists(
        st.builds(
            Glyph,
            st.one_of(
                st.sampled_from([0x0A, 0x0D, 0x20, 0x02, 0x2D, 0xFB03, 0xD840, 0xDC00]), st.integers(0, 0x120000)
            ),
            st.none() | st.tuples(numbers, numbers, numbers, numbers),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_whatever_a_page_holds_runs_lie_in_its_text(glyphs: list[Glyph]) -> None:
    layout = lay_out(glyphs, LetterSizes())
    text = layout.text
    runs = layout.runs
    headings = layout.headings
    text.encode("utf-8")
    assert "\0" not in text
    position = 0
    for run in runs:
        assert position <= run.start < run.end <= len(text)
        assert not any(character.isspace() for character in text[run.start : run.end])
        position = run.end
    assert all(" ".join(text[heading.start :].split()).startswith(heading.text) for heading in headings)
