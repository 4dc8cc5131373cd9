"""Comments and fields of a page."""

from __future__ import annotations

import pytest

from assistant.documents.base import ReadPage
from assistant.documents.readers.pdf_remarks import comment, filled_in, ticked, with_remarks

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Surname", "", "Surname: Okafor"),
        ("form1[0].page_1[0].First_Name[0]", "", "First Name: Okafor"),
        ("topmostSubform[0].f1_01[0]", "Name as in your passport:", "Name as in your passport: Okafor"),
        ("氏名", "", "氏名: Okafor"),
        ("ID", "", "ID: Okafor"),
        ("Text12", "", "Okafor"),
        ("Text Field 3", "undefined_2", "Okafor"),
        ("a.c1_03[2]", "", "Okafor"),
        ("テキスト 4", "", "Okafor"),
        ("12", "", "Okafor"),
    ],
)
def test_a_value_stands_behind_what_people_call_its_field(name: str, label: str, expected: str) -> None:
    remark = filled_in(name, label, "Okafor ", None)
    assert remark is not None
    assert remark.text == expected


def test_what_says_nothing_is_no_remark() -> None:
    assert filled_in("Surname", "", " ", None) is None
    assert ticked("c1", "", None, checked=True) is None
    assert comment("Olsen", "\r\n", None) is None


def test_what_a_page_says_itself_is_not_told_again_and_each_word_has_its_place() -> None:
    box = (1.0, 2.0, 3.0, 4.0)
    made = [
        comment("", "rent is due", box),
        filled_in("City", "", "Lagos", box),
        filled_in("Surname", "", "Okafor", box),
        ticked("Pets", "", box, checked=False),
        comment("Olsen", "Ask again.", None),
    ]
    page = ReadPage(number=1, text="The rent\nis due. City: Lagos")
    told = with_remarks(page, [remark for remark in made if remark is not None])
    assert told.text == "The rent\nis due. City: Lagos\n\nSurname: Okafor\n\n☐ Pets\n\nOlsen: Ask again."
    assert [(told.text[run.start : run.end], run.box) for run in told.runs] == [
        (word, box) for word in ("Surname:", "Okafor", "☐", "Pets")
    ]
    assert with_remarks(page, []) is page
