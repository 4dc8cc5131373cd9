"""Glyphs to text: words put together, paragraphs apart, and every run's offsets exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.readers.layout_lines import Glyph, lines_of
from assistant.documents.readers.layout_notes import notes_after_sentences
from assistant.documents.readers.pdf_layout import LetterSizes, lay_out

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


def test_a_word_that_is_broken_at_the_end_of_its_page_keeps_its_hyphen() -> None:
    layout = lay_out([*line("under this agree")[:-2], Glyph(0x02, None)], LetterSizes())
    assert layout.text == "under this agree-"
    assert [layout.text[run.start : run.end] for run in layout.runs] == ["under", "this", "agree"]


def test_a_hyphen_stays_where_the_page_writes_it_elsewhere_or_a_name_follows() -> None:
    broken = [*line("a long")[:-2], Glyph(0x02, None), *line("term plan", 688), *line("the long-term view", 676)]
    assert lay_out(broken, LetterSizes()).text.startswith("a long-term plan")
    name = [*line("Anglo")[:-2], Glyph(0x02, None), *line("Saxon", 688)]
    assert lay_out(name, LetterSizes()).text == "Anglo-Saxon"


def test_big_lines_are_headings_and_two_of_a_kind_are_one() -> None:
    layout = lay_out([*line("Annual", 700, 20), *line("Report", 678, 20), *body()], LetterSizes())
    text = layout.text
    headings = layout.headings
    assert [(heading.level, heading.text) for heading in headings] == [(1, "Annual Report")]
    assert text[headings[0].start :].startswith("Annual")


def body() -> list[Glyph]:
    return [glyph for n in range(20) for glyph in line("ordinary words of the body", 500 - 12 * n)]


@pytest.mark.parametrize(("size", "levels"), [(11.0, []), (12.0, [3]), (15.0, [2]), (20.0, [1])])
def test_the_larger_a_heading_the_higher_it_stands(size: float, levels: list[int]) -> None:
    layout = lay_out([*line("Notice", 700, size), *body()], LetterSizes())
    assert [heading.level for heading in layout.headings] == levels


@pytest.mark.parametrize("text", ["words that go on " * 10, "4,900 12 A 77", "9"])
def test_a_paragraph_or_figures_in_large_letters_are_no_heading(text: str) -> None:
    assert lay_out([*line(text, 700, 20), *body()], LetterSizes()).headings == ()


def test_a_row_in_large_letters_within_a_table_is_no_heading() -> None:
    rows = [[*line("North", y)[:-2], *line("12", y, x=200)] for y in (700, 688, 652, 640)]
    title = line("Europe and the rest", 664, 13)
    layout = lay_out([*rows[0], *rows[1], *title, *rows[2], *rows[3], *body()], LetterSizes())
    (table,) = layout.tables
    assert table.start < layout.text.index("Europe") < table.end
    assert layout.headings == ()


def test_a_line_without_spaces_is_marked_in_short_runs_that_end_with_a_sentence() -> None:
    words = "家賃は毎月末に払う。敷金は二か月分である。" + "長" * 60
    layout = lay_out(line(words), LetterSizes())
    runs = [layout.text[run.start : run.end] for run in layout.runs]
    assert runs == ["家賃は毎月末に払う。", "敷金は二か月分である。", "長" * 40, "長" * 20]


def test_a_heading_broken_in_a_word_is_put_together() -> None:
    broken = [*line("Infor", 700, 20)[:-2], Glyph(0x02, None), *line("mation", 678, 20)]
    layout = lay_out([*broken, *body()], LetterSizes())
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


def raised(text: str, x: float, y: float = 704.0, size: float = 6.0) -> list[Glyph]:
    """Small letters beside a line at 700, with the line end that PDFium puts behind them."""
    return line(text, y, size, x)


def width(text: str, size: float = 10.0) -> float:
    return len(text) * size / 2


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("the 4", 0), ("th", 1), (" of May", 0)], "the 4th of May"),
        ([("on 50 m", 0), ("2", 1), ("in all", 0)], "on 50 m2 in all"),
        ([("H", 0), ("2", -1), ("O", 0)], "H2O"),
    ],
)
def test_raised_and_lowered_letters_are_part_of_their_line(pieces: list[tuple[str, int]], text: str) -> None:
    x, glyphs = 50.0, []
    for words, level in pieces:
        size = 6.0 if level else 10.0
        # PDFium leaves out the space behind raised letters.
        x += 3.0 if words == "in all" else 0.0
        glyphs += line(words, 700.0 + 3 * level, size, x)
        x += width(words, size)
    layout = lay_out([*glyphs, *line("below", 688)], LetterSizes())
    assert layout.text == f"{text}\nbelow"
    assert all(not set(layout.text[run.start : run.end]) & set(" \n") for run in layout.runs)


def test_small_letters_far_off_or_below_stay_a_line() -> None:
    far = [*line("Total", 700), *raised("in thousands", 50 + width("Total") + 40)]
    assert lay_out(far, LetterSizes()).text == "Total\n\nin thousands"
    below = [*line("Total", 700), *line("in thousands", 690, 6)]
    assert "\n" in lay_out(below, LetterSizes()).text


def test_a_footnote_comes_after_the_column_beside_it_and_before_the_page_number() -> None:
    left = [glyph for n in range(10) for glyph in line("words of the left column", 700 - 12 * n)]
    note = [*line("1 See the Act on Deposits.", 560, 7), *line("It is long.", 552, 7)]
    right = [glyph for n in range(10) for glyph in line("words of the right column", 700 - 12 * n, x=320)]
    layout = lay_out([*left, *note, *right, *line("Page 7", 500)], LetterSizes())
    assert layout.text.split("\n\n") == [
        "\n".join(["words of the left column"] * 10 + ["words of the right column"] * 10),
        "1 See the Act on Deposits.\nIt is long.",
        "Page 7",
    ]


@pytest.mark.parametrize(
    ("foot", "top", "before"),
    [
        ("ends with a sentence. 1", "Another one begins.", 0),  # at the foot of its own column
        ("goes on beside", "until here. Then more.", 1),
        ("goes on beside", "until here. Then more words", 1),  # the line is cut where the sentence ends
        ("goes on beside", "for three\nlines and\nthen ends.", 3),
    ],
)
def test_a_footnote_stands_behind_the_sentence_that_its_column_ends_with(foot: str, top: str, before: int) -> None:
    left = [glyph for n in range(9) for glyph in line("words of the left column", 700 - 12 * n)]
    note = line("1 See the Act on Deposits.", 570, 7)
    words = [*top.split("\n"), *["words of the right column"] * 7]
    right = [glyph for n, text in enumerate(words) for glyph in line(text, 700 - 12 * n, x=320)]
    read = lines_of([*left, *line(foot, 592), *note, *right])
    texts = [one.text for one in notes_after_sentences(read, 10.0)]
    assert texts.index("1 See the Act on Deposits.") == 10 + before
    assert sorted(" ".join(texts).split()) == sorted(" ".join(one.text for one in read).split())


@pytest.mark.parametrize(
    ("foot", "top", "joint"),
    [
        ("The trees are cut", "by the landlord.", "\n"),
        ("The trees are cut.", "by the landlord.", "\n\n"),
        ("The trees are cut", "Notice", "\n\n"),
        ("家賃は毎月の一日に", "ついて払う。", "\n"),
        ("家賃は毎月払う。", "もし遅れたら", "\n\n"),
    ],
)
def test_a_sentence_goes_on_in_the_next_column(foot: str, top: str, joint: str) -> None:
    left = [glyph for n in range(6) for glyph in line("words of the left column.", 700 - 12 * n)]
    right = [*line(top, 700, x=320), *line("words of the right column.", 688, x=320)]
    assert f"{foot}{joint}{top}" in lay_out([*left, *line(foot, 628), *right], LetterSizes()).text


@pytest.mark.parametrize(("below", "y"), [("7", 580), ("Page 7", 560)])
def test_a_broken_word_is_not_joined_to_the_page_number(below: str, y: float) -> None:
    broken = [*line("and of the con", 592)[:-2], Glyph(0x02, None)]
    text = lay_out([*line("words above", 604), *broken, *line(below, y)], LetterSizes()).text
    assert text.split() == ["words", "above", "and", "of", "the", "con-", *below.split()]


def test_a_broken_word_above_a_footnote_waits_for_the_next_page() -> None:
    body = [glyph for n in range(9) for glyph in line("words of the only column", 700 - 12 * n)]
    broken = [*line("and of the con", 592)[:-2], Glyph(0x02, None)]
    text = lay_out([*body, *broken, *line("1 See the Act on Deposits.", 570, 7)], LetterSizes()).text
    assert text.endswith("and of the con-\n\n1 See the Act on Deposits.")


def test_a_heading_at_the_top_of_the_next_column_ends_what_stood_before_it() -> None:
    left = [glyph for n in range(9) for glyph in line("words of the left column", 700 - 12 * n)]
    note = line("1 See the Act on Deposits.", 590, 7)
    right = [*line("3 Notice", 700, 14, x=320), *line("words of the right column", 684, x=320)]
    texts = [one.text for one in notes_after_sentences(lines_of([*left, *note, *right]), 10.0)]
    assert texts[9:11] == ["1 See the Act on Deposits.", "3 Notice"]


@pytest.mark.parametrize("row", ["29, 2023 and", "1 May", "12 345 678 90"])
def test_small_figures_are_no_footnotes(row: str) -> None:
    left = [glyph for n in range(6) for glyph in line("words of the left column", 700 - 12 * n)]
    lines = lines_of([*left, *line(row, 600, 7), *line("Net sales of all", 700, x=320)])
    assert notes_after_sentences(lines, 10.0) == lines


def test_a_heading_that_pdfium_joins_to_the_line_before_is_a_line() -> None:
    before, heading = line("comes from.", 700)[:-2], line("1 Asking", 680, 14)
    glyphs = [*before, Glyph(0x20, None), *heading, *line("Write a question.", 664)]
    assert [one.text for one in lines_of(glyphs)] == ["comes from.", "1 Asking", "Write a question."]


def test_what_stands_below_but_further_right_goes_on() -> None:
    glyphs = [*line("x", 700)[:-2], Glyph(ord("2"), (300.0, 680.0, 304.0, 684.0)), Glyph(0x0D, None)]
    assert [one.text for one in lines_of(glyphs)] == ["x2"]


@pytest.mark.parametrize(
    ("word", "mark", "y", "expected"),
    [
        ("agreement", "12", 704.0, "agreement 12"),  # a footnote
        ("agreement.", "12", 704.0, "agreement. 12"),
        ("£ 3.5", "2", 704.0, "£ 3.52"),
        ("km", "2", 704.0, "km2"),  # a unit
        ("water", "2", 697.0, "water2"),  # lowered
        ("the 4", "th", 704.0, "the 4th"),
    ],
)
def test_the_number_of_a_footnote_stands_apart_from_its_word(word: str, mark: str, y: float, expected: str) -> None:
    glyphs = [*line(word)[:-2], *line(mark, y, size=6, x=50 + 5 * len(word))]
    assert lay_out(glyphs, LetterSizes()).text == expected


def test_a_note_in_letters_of_the_text_is_no_footnote_and_one_ends_with_its_paragraph() -> None:
    left = [glyph for n in range(6) for glyph in line("words of the left column", 700 - 12 * n)]
    right = [*line("goes on here", 700, x=320), *line("The next paragraph", 660, x=320)]
    as_large = lines_of([*left, *line("1 See the Act on Deposits.", 600), *right])
    assert notes_after_sentences(as_large, 10.0) == as_large
    small = lines_of([*left, *line("1 See the Act on Deposits.", 600, 7), *right])
    texts = [one.text for one in notes_after_sentences(small, 10.0)]
    assert texts[6:] == ["goes on here", "1 See the Act on Deposits.", "The next paragraph"]
