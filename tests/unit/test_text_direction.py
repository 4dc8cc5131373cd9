"""Which way a line of text runs."""

from __future__ import annotations

import pytest

from ui.widgets.text_direction import in_its_direction, runs_leftwards

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("", False),
        ("12. 「」", False),
        ("Rent", False),
        ("家賃は", False),
        ("שכר דירה", True),
        ("الإيجار", True),
        ("12. (שכר דירה) lease.pdf", True),
        ("lease.pdf: שכר דירה", False),
    ],
)
def test_the_first_letter_decides(text: str, leftwards: bool) -> None:
    assert runs_leftwards(text) is leftwards
    assert in_its_direction(text).strip("\u202b\u202c") == text
    assert (in_its_direction(text) != text) is leftwards
