"""Documents cut into parts for a small model."""

from __future__ import annotations

import pytest

from assistant.documents.finding.chunking import approximate_tokens
from assistant.documents.pages.sections import sections
from assistant.documents.whole_documents import DocumentPage

pytestmark = pytest.mark.unit

PAGES = [
    DocumentPage(number=n, text=f"Page {n} speaks of rent. " + "The rent is due each month. " * 6 + f"Odd word {n}.")
    for n in range(1, 31)
]


def test_a_short_document_is_one_section() -> None:
    (only,) = sections(PAGES[:2], section_tokens=900, most_tokens=5000)
    assert (only.first_page, only.last_page) == (1, 2)
    assert only.text.startswith("Page 1 speaks of rent.")
    assert "Odd word 2." in only.text


def test_sections_are_bounded_and_hold_everything_in_order() -> None:
    found = sections(PAGES, section_tokens=200, most_tokens=50_000)
    assert all(approximate_tokens(one.text) <= 240 for one in found)
    assert [one.first_page for one in found] == sorted(one.first_page for one in found)
    assert "".join(one.text for one in found).count("Odd word") == 30


def test_a_long_document_is_shortened_on_every_page() -> None:
    found = sections(PAGES, section_tokens=200, most_tokens=700)
    assert sum(approximate_tokens(one.text) for one in found) <= 900
    text = "".join(one.text for one in found)
    assert text.count("rent") > 20
    assert found[-1].last_page == 30


def test_a_table_without_a_full_stop_is_cut() -> None:
    (only,) = sections([DocumentPage(number=1, text="cell 1 | " * 3000)], section_tokens=900, most_tokens=5000)
    assert approximate_tokens(only.text) <= 420


def test_nothing_is_nothing() -> None:
    assert sections([], section_tokens=900, most_tokens=5000) == []
