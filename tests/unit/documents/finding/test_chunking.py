"""Chunks: spans of the page, all of it, within the budget, under their headings."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.base import Heading, Table
from assistant.documents.finding.chunking import (
    BUDGET_TOKENS,
    HeadingPath,
    approximate_tokens,
    chunk_page,
    searchable_text,
    word_over_pages,
)

pytestmark = pytest.mark.unit

texts = st.text(alphabet=st.sampled_from("abcdefg AB 12 ,.!?\n\n-$%。、東京駅はのに\U00020000é"), max_size=600)


@given(texts, st.integers(min_value=5, max_value=60), st.lists(st.integers(min_value=0, max_value=600), max_size=4))
def test_every_character_but_white_space_lies_in_a_chunk_within_the_budget(
    text: str, budget: int, starts: list[int]
) -> None:
    headings = [Heading(start=start, level=1 + start % 3, text=f"h{start}") for start in starts]
    chunks, _ = chunk_page(text, headings, budget_tokens=budget)
    covered = [False] * len(text)
    for chunk in chunks:
        assert 0 <= chunk.start < chunk.end <= len(text)
        assert text[chunk.start : chunk.end].strip()
        # The spaces between its sentences come on top of the budget.
        assert approximate_tokens(" ".join(text[chunk.start : chunk.end].split())) <= 1.25 * budget
        covered[chunk.start : chunk.end] = [True] * (chunk.end - chunk.start)
    assert all(inside or character.isspace() for inside, character in zip(covered, text, strict=True))


@given(texts)
def test_chunks_go_forward(text: str) -> None:
    chunks, _ = chunk_page(text, budget_tokens=20)
    assert [chunk.start for chunk in chunks] == sorted({chunk.start for chunk in chunks})
    assert [chunk.end for chunk in chunks] == sorted({chunk.end for chunk in chunks})


def test_neighbours_share_one_sentence() -> None:
    text = " ".join(f"Sentence number {number} says something of its own." for number in range(60))
    chunks, _ = chunk_page(text)
    assert len(chunks) > 2
    for first, second in itertools.pairwise(chunks):
        shared = text[second.start : first.end]
        assert shared.startswith("Sentence number")
        assert shared.count(".") == 1
        assert approximate_tokens(text[first.start : first.end]) <= BUDGET_TOKENS


def test_a_chunk_stands_under_the_path_of_its_headings_from_page_to_page() -> None:
    body = " ".join(["The boiler is serviced every autumn."] * 12)
    text = f"Manual\n\nHeating\n\n{body}\n\nWater\n\n{body}"
    headings = [
        Heading(start=0, level=1, text="Manual"),
        Heading(start=text.index("Heating"), level=2, text="Heating"),
        Heading(start=text.index("Water"), level=2, text="Water"),
    ]
    chunks, path = chunk_page(text, headings)
    assert [chunk.heading for chunk in chunks] == ["Manual › Heating", "Manual › Water"]
    assert text[chunks[1].start :].startswith("Water")
    following, _ = chunk_page(body, (), path)
    assert following[0].heading == "Manual › Water"


def test_a_heading_closes_its_own_level_and_deeper() -> None:
    path = HeadingPath()
    for level, text in ((1, "A"), (2, "B"), (3, "C"), (2, "D")):
        path = path.enter(Heading(start=0, level=level, text=text))
    assert str(path) == "A › D"


def test_what_is_too_long_or_too_deep_for_a_heading_does_not_come_with_every_chunk() -> None:
    path = HeadingPath()
    for level in range(1, 100):
        path = path.enter(Heading(start=0, level=level, text="# " * 100_000))
    assert len(str(path)) < 2_000
    assert str(path.enter(Heading(start=0, level=1, text="Rent"))) == "Rent"


def test_a_table_without_sentences_is_cut_at_line_ends() -> None:
    text = "\n".join(f"Net sales {year} $ 3,226.8 $ 2,729.4 (4.8%)" for year in range(1960, 2020))
    chunks, _ = chunk_page(text)
    assert len(chunks) > 3
    for chunk in chunks:
        assert text[chunk.start : chunk.end].startswith("Net sales")
        assert approximate_tokens(text[chunk.start : chunk.end]) <= BUDGET_TOKENS


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("word", 1), ("twelve chars", 3), ("東京駅", 3), ("$1,234.5 (2%)", 10), ("東京 is big", 4)],
)
def test_tokens_are_counted_by_script(text: str, tokens: int) -> None:
    assert approximate_tokens(text) == tokens


def test_rows_are_kept_whole_and_later_chunks_name_their_columns() -> None:
    header = "Month | Paid | Sum"
    rows = [f"2024-{number:03} | yes, in full. On time. | {number * 37}" for number in range(60)]
    text = "Rent\n\n" + "\n".join([header, *rows])
    table = Table(start=text.index(header), end=len(text), header=header)
    chunks, _ = chunk_page(text, [Heading(start=0, level=1, text="Rent")], tables=[table])
    assert len(chunks) > 3
    assert text[chunks[0].start : chunks[0].end].startswith("Rent\n\nMonth")
    assert chunks[0].heading == "Rent"
    seen: list[str] = []
    for chunk in chunks[1:]:
        assert chunk.heading == f"Rent › {header}"
        lines = text[chunk.start : chunk.end].split("\n")
        assert set(lines) <= set(rows)
        assert approximate_tokens(f"{header}\n{text[chunk.start : chunk.end]}") <= BUDGET_TOKENS + 4
        seen.extend(lines)
    first = text[chunks[0].start : chunks[0].end].split("\n")[3:]
    assert [*first, *seen] == rows, "no row is lost, cut or told twice"


def test_what_lies_outside_the_body_is_in_no_chunk() -> None:
    text = "Annual report 2024\nThe lease ends in May.\nPage 3"
    chunks, _ = chunk_page(text, body=(19, text.index("Page 3")))
    assert [text[chunk.start : chunk.end] for chunk in chunks] == ["The lease ends in May."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mainte-\nnance of it", "the maintenance of it"),
        ("of long stand-  \n  ing use", "of long standing use"),
        ("co\u00adoperation", "cooperation"),
        ("in Aix-\nEn-Provence", "in Aix-\nEn-Provence"),
        ("from 3-\n5 days; a -\nlist", "from 3-\n5 days; a -\nlist"),
    ],
)
def test_words_broken_at_a_lines_end_are_whole_for_search(text: str, expected: str) -> None:
    assert searchable_text(text) == expected


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("under this agree-", "ment the tenant", "agreement"),
        ("the long\u2010", "term plan", "longterm"),
        ("Anglo-", "Saxon law", ""),
        ("from 3-", "month terms", ""),
        ("ends here.", "then more", ""),
        ("契約-", "書です", ""),
    ],
)
def test_a_word_that_goes_on_overleaf_is_whole(before: str, after: str, word: str) -> None:
    assert word_over_pages(before, after) == word
