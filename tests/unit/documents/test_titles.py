"""Which titles of files tell people something."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.titles import telling_title, tells

pytestmark = pytest.mark.unit

FILE = Path("/papers/lease 2024.pdf")


@pytest.mark.parametrize(
    "title",
    [
        "Chapter 1",
        "CHAPTER ONE",
        "Chapter 3: Photosynthesis",
        "1 Introduction",
        "1. Parties",
        "2.1 Notice",
        "IV. Results",
        "Microsoft Word - Dokument1",
        "Microsoft Word - Lease final.docx",
        "untitled",
        "Untitled-3",
        "untitled.indd",
        "Document1",
        "(anonymous)",
        "PowerPoint Presentation",
        "Table of Contents",
        "20240301",
        "---",
        "a",
        "{6F9619FF-8B86-D011-B42D-00CF4FC964FF}",
        "Caf\ufffd",
        "",
        "第1章 総則",
        "第一条",
        "無題",
        "文書 1",
        "目次",
        "はじめに",
    ],
)
def test_what_tells_nothing_gives_way_to_the_name_of_the_file(title: str) -> None:
    assert telling_title(title, FILE) == "lease 2024"


@pytest.mark.parametrize(
    "title",
    [
        "Residential lease, Harbour Street 14",
        "2023 Annual Report",
        "10 Downing Street",
        "Partnership agreement",
        "Section leaders' handbook",
        "Introduction to Algorithms",
        "Catch-22",
        "GPT-4",
        "Version 2.0 of the plan",
        "Node.js in practice",
        "賃貸借契約書",
        "総会議事録",
        "Apartment 4",
    ],
)
def test_a_title_is_kept(title: str) -> None:
    assert telling_title(f" {title}\n", FILE) == title


def test_a_name_in_several_lines_becomes_one() -> None:
    assert telling_title("Annual\n report", FILE) == "Annual report"


@settings(max_examples=30)
@given(st.text(max_size=30))
def test_there_is_always_a_name(title: str) -> None:
    shown = telling_title(title, FILE)
    assert shown.strip()
    assert shown == FILE.stem or tells(shown)
