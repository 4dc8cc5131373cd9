"""What two texts say differently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.citing.differences import Difference, contradictions, differences, items, one_sided, statements
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit


def page(document: int, text: str, number: int = 1, start: int = 0) -> Passage:
    return Passage(
        chunk_id=ChunkId(document), document_id=DocumentId(document), document=Path("a"), title="", page=number, text=text,
        start=start, end=start + len(text), score=1.0,
    )  # fmt: skip


def changes(old: str, new: str) -> list[tuple[str | None, str | None]]:
    passages = [page(1, old), page(2, new)]
    return [texts(one) for one in differences(statements(passages, 1), statements(passages, 2))]


def texts(one: Difference) -> tuple[str | None, str | None]:
    return (one.before.text if one.before else None, one.after.text if one.after else None)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The rent is 1,250. Pets are out.", "The rent\nis 1,250.  Pets are OUT.", []),
        (
            "The monthly rent is 1,250 euros. Pets are not allowed.",
            "The monthly rent is 1,350 euros. Pets are not allowed.",
            [("The monthly rent is 1,250 euros.", "The monthly rent is 1,350 euros.")],
        ),
        ("One is here. Two is there.", "Two is there.", [("One is here.", None)]),
        ("Two is there.", "Two is there. Three is new.", [(None, "Three is new.")]),
        ("One comes first. Two is there.", "Two is there. One comes first.", []),
        ("家賃は8万円である。犬は禁止。", "家賃は9万円である。犬は禁止。", [("家賃は8万円である。", "家賃は9万円である。")]),
        ("Alpha beta gamma.", "Something else?", [(None, "Something else?"), ("Alpha beta gamma.", None)]),
    ],
)  # fmt: skip
def test_changes(old: str, new: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert changes(old, new) == expected


def test_overlapping_passages_are_read_once_and_places_are_exact() -> None:
    text = "First sentence here. Second sentence here. Third sentence here."
    cut = text.index("Second")
    passages = [page(1, text[: cut + 21]), page(1, text[cut:], start=cut), page(1, "On the next page.", number=2)]
    found = statements(passages, 1)
    assert [one.text for one in found] == [
        "First sentence here.",
        "Second sentence here.",
        "Third sentence here.",
        "On the next page.",
    ]
    assert all(text[one.start : one.end] == one.text for one in found if passages[one.passage].page == 1)


sentences = st.lists(
    st.sampled_from(["One is red.", "Two is blue.", "Three is green.", "Four has 4 legs."]), max_size=6
)


@given(old=sentences, new=sentences)
@settings(deadline=None)
def test_only_what_differs_is_told(old: list[str], new: list[str]) -> None:
    found = changes(" ".join(old), " ".join(new))
    assert not found if old == new else True
    for before, after in found:
        assert before != after
        assert before is None or old.count(before) > 0
        assert after is None or new.count(after) > 0


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The notice period is three months. The rent of the flat is 1,250 euros a month.",
            "Keys are at the desk. The rent of the flat is 1,400 euros a month.",
            ("The rent of the flat is 1,250 euros a month.", "The rent of the flat is 1,400 euros a month."),
        ),
        ("The contract begins on 1 March 2023.", "The contract begins on 1 April 2023.",
         ("The contract begins on 1 March 2023.", "The contract begins on 1 April 2023.")),
        ("本契約の期間は2年とする。", "本契約の期間は3年とする。", ("本契約の期間は2年とする。", "本契約の期間は3年とする。")),
        ("The firm employed 120 people in 2021.", "The firm employed 155 people in 2023.", None),
        ("The firm was founded here in 1921.", "The firm was founded here in 1923.",
         ("The firm was founded here in 1921.", "The firm was founded here in 1923.")),
        ("The rent is 1,250 euros.", "The rent is 1,250 euros.", None),
        ("The rent is 1,250 euros.", "The garden has 12 trees.", None),
        ("The rent is high.", "The rent is low.", None),
        ("The notice period is two months.", "The notice period is three months.",
         ("The notice period is two months.", "The notice period is three months.")),
        ("The notice period is two months.", "The notice period is 2 months.", None),
        ("The warranty lasts 24 months.", "The warranty lasts two years.", None),
        ("Pets are allowed.", "Pets are not allowed.", ("Pets are allowed.", "Pets are not allowed.")),
        ("The rent is 900 euros, due on the third working day.", "The rent is 950 euros a month.",
         ("The rent is 900 euros, due on the third working day.", "The rent is 950 euros a month.")),
        ("The deposit is 1,125 pounds and is held by the Deposit Protection Service.", "The deposit is 170 pounds.",
         ("The deposit is 1,125 pounds and is held by the Deposit Protection Service.", "The deposit is 170 pounds.")),
        ("家賃は月額8万円とし、毎月27日に支払う。", "家賃は月額9万円である。",
         ("家賃は月額8万円とし、毎月27日に支払う。", "家賃は月額9万円である。")),
        ("The rent is 900 euros, due on the third.", "The rent of the garage is 95 euros, and the deposit 100.", None),
        ("The rent is 900 euros, due on the third.", "The rent is 900 euros.", None),
        ("家賃は月額八万円とする。", "家賃は月額九万円とする。", ("家賃は月額八万円とする。", "家賃は月額九万円とする。")),
        ("解約は三か月前までに知らせる。", "解約は一か月前までに知らせる。",
         ("解約は三か月前までに知らせる。", "解約は一か月前までに知らせる。")),
        ("家賃は月額八万円とする。", "家賃は月額80,000円とする。", None),
        ("犬を飼うことができる。", "犬を飼うことができない。", ("犬を飼うことができる。", "犬を飼うことができない。")),
        ("Dogs are allowed in the garden.", "Dogs are not allowed in the kitchen.", None),
    ],
)  # fmt: skip
def test_candidates_for_contradictions(first: str, second: str, expected: tuple[str, str] | None) -> None:
    passages = [page(1, first), page(2, second)]
    found = contradictions(statements(passages, 1), statements(passages, 2))
    assert [texts(one) for one in found[:1]] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Pets are out. The rent is 5.", "The rent is 5. PETS are out.", []),
        (
            "Pets are out. Notice takes three months. The rent is 900.",
            "The monthly rent is now 950. The rent is 950.",
            [("Pets are out.", None), ("Notice takes three months.", None), ("The rent is 900.", "The rent is 950.")],
        ),
        (
            "敷金は17万円とする。楽器は禁止する。",
            "敷金は20万円とする。",
            [("敷金は17万円とする。", "敷金は20万円とする。"), ("楽器は禁止する。", None)],
        ),
    ],
)  # fmt: skip
def test_what_only_the_first_has(first: str, second: str, expected: list[tuple[str | None, str | None]]) -> None:
    passages = [page(1, first), page(2, second)]
    assert [texts(one) for one in one_sided(statements(passages, 1), statements(passages, 2))] == expected


def test_of_two_lists_the_items_are_compared() -> None:
    passages = [page(1, "Camp\n1. Tent\n2. Red lamp\n3. Rope, 20 m"), page(2, "- Rope, 30 m\n- Tent\n- Blue lamp")]
    first, second = items(passages, 1), items(passages, 2)
    assert [one.text for one in first] == ["Camp", "Tent", "Red lamp", "Rope, 20 m"]
    assert [texts(one) for one in one_sided(first, second)] == [
        ("Camp", None),
        ("Red lamp", None),
        ("Rope, 20 m", "Rope, 30 m"),
    ]
    assert all(passages[one.passage].text[one.start : one.end] == one.text for one in (*first, *second))


def test_a_text_of_sentences_is_no_list() -> None:
    assert items([page(1, "The rent is 900.\nIt is due in May.\nPets are out.")], 1) == []


@settings(max_examples=20)
@given(st.text(alphabet="ab .\n", max_size=60))
def test_a_text_has_nothing_that_itself_has_not(text: str) -> None:
    passages = [page(1, text), page(2, text)]
    assert one_sided(statements(passages, 1), statements(passages, 2)) == []
    assert one_sided(items(passages, 1), items(passages, 2)) == []
