"""Running titles and page numbers are told from what a page says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.reading.page_furniture import bodies

pytestmark = pytest.mark.unit


def kept(pages: list[str]) -> list[str]:
    return [page[start:end] for page, (start, end) in zip(pages, bodies(pages), strict=True)]


def test_what_repeats_at_the_edges_of_pages_is_left_out() -> None:
    said = [
        "The lease ends in May.",
        "Rent is due monthly.\nThe key is under the stone.",
        "Notice is three months.",
        "The end.",
    ]
    pages = [f"Annual report 2024\nConfidential\n\n{words}\n\nPage {n} of 4" for n, words in enumerate(said, start=1)]
    assert kept(pages) == said


def test_left_and_right_pages_have_their_own() -> None:
    pages = [
        f"{n} | Sotto\nWords {'ab'[n % 2] * n}." if n % 2 else f"Manual | {n}\nOther {'cd'[n % 3 > 0] * n}."
        for n in range(1, 9)
    ]
    assert all("|" not in words for words in kept(pages))


def test_japanese_page_numbers_go() -> None:
    said = ["暖房の点検は十月です。", "鍵は二つあります。", "家賃は毎月です。"]
    assert kept([f"{words}\n- {n} -" for n, words in enumerate(said)]) == said
    assert kept([f"{words}\n{n} ページ" for n, words in enumerate(said)]) == said


def test_a_short_document_and_lines_in_the_middle_are_left_alone() -> None:
    assert kept(["Title\nOne.", "Title\nTwo."]) == ["Title\nOne.", "Title\nTwo."]
    pages = [
        f"Alpha {'x' * n}.\nBeta {'y' * n}.\nGamma {'z' * n}.\nSame line.\nDelta {'v' * n}.\nEta {'w' * n}.\nZeta {'u' * n}."
        for n in range(5)
    ]
    assert kept(pages) == pages


def test_a_heading_that_stands_there_for_the_first_time_is_kept_and_its_repetitions_go() -> None:
    pages = [
        "Chapter 1\nThe house is old.",
        "Chapter 1\nIts roof leaks.",
        "Chapter 2\nThe garden is large.",
        "Chapter 2\nIt has a pond.",
        "Chapter 3\nThe end.",
    ]
    assert kept(pages) == [pages[0], "Its roof leaks.", pages[2], "It has a pond.", pages[4]]
    japanese = [f"第{n}章\n{words}" for n, words in enumerate(["家は古い。", "庭は広い。", "池がある。"], start=1)]
    assert kept(japanese) == japanese


def test_large_letters_make_a_heading_of_a_line_with_a_number_but_not_of_a_page_number() -> None:
    pages = [f"Week {n}\nRun {'far ' * n}.\n\nPage {n}" for n in range(1, 5)]
    without = [f"Run {'far ' * n}." for n in range(1, 5)]
    assert kept(pages) == without
    spans = bodies(pages, [[0]] * 4)
    assert [page[start:end] for page, (start, end) in zip(pages, spans, strict=True)] == [
        f"Week {n}\n{words}" for n, words in enumerate(without, start=1)
    ]
    numbered = [f"Page {n}\nRun {'far ' * n}." for n in range(1, 5)]
    spans = bodies(numbered, [[0]] * 4)
    assert [page[start:end] for page, (start, end) in zip(numbered, spans, strict=True)] == without


def test_roman_page_numbers_go() -> None:
    said = ["The lease ends in May.", "Rent is due monthly.", "Notice is three months.", "The end."]
    assert (
        kept([f"{words}\n– {number} –" for words, number in zip(said, ("ii", "iii", "IV", "v"), strict=True)]) == said
    )


def test_what_repeats_deeper_in_a_page_or_on_few_of_many_pages_is_kept() -> None:
    pages = [f"One line\nTwo lines\nThree lines\nFour lines\nWords {'x' * n}." for n in range(5)]
    assert kept(pages) == [f"Four lines\nWords {'x' * n}." for n in range(5)]
    few = [f"{'Same words' if n < 4 else 'Other ' + 'y' * n}\nWords {'x' * n}." for n in range(20)]
    assert kept(few) == few


@pytest.mark.parametrize("line", ["The tenant pays. " * 12, "B 4", "第 2"])
def test_a_paragraph_and_a_mark_of_a_letter_or_two_are_no_furniture(line: str) -> None:
    pages = [f"{line}\nWords {'x' * n}." for n in range(5)]
    assert kept(pages) == pages


def test_years_above_a_table_are_no_furniture() -> None:
    pages = [f"2023 2022 2021\nSales {n} {n * 7} {n * 3}\nTotal {n} {n * 2} {n * 5}" for n in range(6)]
    assert kept(pages) == pages


def test_a_page_of_nothing_else_keeps_its_text() -> None:
    pages = ["Form 10-K\nPage 1"] * 4
    assert kept(pages) == pages


@given(st.lists(st.text(alphabet="ab1\n .", max_size=40), max_size=6))
def test_bodies_lie_in_their_pages(pages: list[str]) -> None:
    for page, (start, end) in zip(pages, bodies(pages), strict=True):
        assert 0 <= start <= end <= len(page)
        assert page[start:end].strip() or not page.strip()
