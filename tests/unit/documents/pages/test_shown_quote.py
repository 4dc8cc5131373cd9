"""Quotes as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.pages.shown_quote import shown_quote, without_marks
from assistant.ids import DocumentId
from assistant.records import Citation

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("The **deposit** is *held* by `the bank`.", "The deposit is held by the bank."),
        ("## 4.2 __Notice__", "4.2 Notice"),
        ("- Pets are _allowed_\n- [x] Rent", "Pets are allowed Rent"),
        ("> Quiet after ***ten***.", "Quiet after ten."),
        ("See [the lease](lease.pdf) and ![a map](map.png).", "See the lease and a map."),
        ("| Room | Rent |\n|------|-----:|\n| Attic | 410 |", "Room | Rent Attic | 410"),
        ("3 * 4 * 5 is snake_case_name, 2 ** 3", "3 * 4 * 5 is snake_case_name, 2 ** 3"),
        ("Call `f(*args, **more)` first.", "Call f(*args, **more) first."),
        (r"A \*star\* stays", "A *star* stays"),
        ("```sh\nsotto docs add ~/x\n```", "sotto docs add ~/x"),
        ("**敷金**は`銀行`が\n預かる。", "敷金は銀行が預かる。"),
        ("cut off **in the mid", "cut off **in the mid"),
        ("-1.5 degrees - cold", "-1.5 degrees - cold"),
    ],
)
def test_marks_of_markdown_are_not_shown(marked: str, plain: str) -> None:
    citation = Citation(
        n=1, document_id=DocumentId(1), document=Path("house.md"), page=None, quote=marked, start=0, end=len(marked)
    )
    assert shown_quote(citation) == plain


def test_what_is_no_markdown_keeps_its_stars() -> None:
    quote = "Prices with *  are net of **VAT**\nand `old`."
    citation = Citation(
        n=1, document_id=DocumentId(1), document=Path("list.txt"), page=None, quote=quote, start=0, end=len(quote)
    )
    assert shown_quote(citation) == "Prices with * are net of **VAT** and `old`."


@settings(max_examples=40)
@given(st.text(alphabet="ab *_`~#|[]()!\\>-\n字", max_size=30))
def test_no_letter_is_lost_and_none_is_added(text: str) -> None:
    shown = without_marks(text)
    if "](" not in text and "```" not in text and "~~~" not in text:
        assert [each for each in shown if each in "ab字"] == [each for each in text if each in "ab字"]
