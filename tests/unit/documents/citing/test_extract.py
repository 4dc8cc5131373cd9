"""The sentence shown before the model has answered."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.citing.extract import best_quote
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit


def passage(text: str, number: int = 1, start: int = 0) -> Passage:
    return Passage(
        chunk_id=ChunkId(number), document_id=DocumentId(1), document=Path("a"), title="", page=number, text=text,
        start=start, end=start + len(text), score=1.0,
    )  # fmt: skip


LEASE = passage("The lease runs for two years. The monthly rent is 1,250 euros. Pets are not allowed.", start=30)
GARDEN = passage("The garden is watered twice a week. In winter it is watered once a month.", 2)
HOUSE = passage("家賃は月額8万円である。ペットの飼育は禁止されている。", 3)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How much is the rent each month?", "The monthly rent is 1,250 euros."),
        ("Are pets allowed?", "Pets are not allowed."),
        ("Does the lease run for two years?", "The lease runs for two years."),
        ("ペットの飼育はできますか", "ペットの飼育は禁止されている。"),
        ("How often is it watered in winter?", "In winter it is watered once a month."),
        ("家賃はいくらですか", "家賃は月額8万円である。"),
    ],
)
def test_the_sentence_with_the_words_of_the_question(question: str, sentence: str) -> None:
    places = [LEASE, GARDEN, HOUSE]
    quote = best_quote(question, places)
    assert quote is not None
    place = places[quote.passage]
    assert place.text[quote.start - place.start : quote.end - place.start] == sentence


def test_a_sentence_that_repeats_the_title_says_no_more_than_the_others() -> None:
    text = "Acme Beauty grew again. In the fourth quarter the company bought back shares."
    page = dataclasses.replace(passage(text), title="Acme Beauty Results")
    quote = best_quote("How many shares did Acme Beauty buy in Q4?", [page])
    assert quote is not None
    assert text[quote.start : quote.end].startswith("In the fourth")


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Can the landlord end the lease?", "The landlord may give notice for own use only."),
        ("Can the tenant end the lease?", "The tenant may end the lease with notice."),
        ("Can the neighbour end the lease?", "The tenant may end the lease with notice."),
    ],
)
def test_a_question_for_yes_or_no_is_about_its_subject_where_that_is_there(question: str, quote: str) -> None:
    text = "The tenant may end the lease with notice. The landlord may give notice for own use only."
    found = best_quote(question, [passage(text)])
    assert found is not None
    assert text[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Are floods covered by the insurance?", "We do not pay for damage by floods."),
        ("Does the insurance cover floods?", "We do not pay for damage by floods."),
        ("Are burst pipes covered?", "Damage by burst pipes is covered."),
    ],
)
def test_what_is_asked_whether_it_is_so_is_the_subject(question: str, quote: str) -> None:
    text = (
        "Thank you for your insurance. Contents are insured up to 45,000 pounds. We do not pay for damage by floods. "
        "Damage by burst pipes is covered. The excess is 150 pounds for each claim."
    )

    def nearness(sentence: str, others: Sequence[str]) -> list[float]:
        del sentence
        return [float("covered" in other) for other in others]

    found = best_quote(question, [passage(text)], nearness)
    assert found is not None
    assert text[found.start : found.end] == quote


HOUSE_LEASE = [
    passage("This lease is made between Harbour Homes Ltd (the landlord) and Ines Okafor (the tenant).", 1),
    passage("Cats are welcome. Dogs need the landlord's written consent.", 2),
    passage(
        "The tenant may end the lease with three months' notice. The landlord may give notice only for own use.", 3
    ),
]
CHINTAI = [
    passage("貸主の海洋住宅と借主の田中は、この契約を結ぶ。", 1),
    passage("犬の飼育には貸主の書面による承諾が必要である。", 2),
    passage(
        "借主は三か月前の予告により契約を解約できる。貸主は自己使用の場合に限り、六か月前に申し入れる権利がある。", 3
    ),
]


@pytest.mark.parametrize(
    ("question", "places", "quote"),
    [
        ("Can the landlord end the lease?", HOUSE_LEASE, "The landlord may give notice only for own use."),
        ("May the tenant end the lease?", HOUSE_LEASE, "The tenant may end the lease"),
        ("貸主は契約を解約できますか？", CHINTAI, "貸主は自己使用の場合に限り"),
        ("借主は契約を解約できますか？", CHINTAI, "借主は三か月前の予告により"),
    ],
)
def test_what_one_may_do_is_told_beside_what_the_other_may(question: str, places: list[Passage], quote: str) -> None:
    found = best_quote(question, places)
    assert found is not None
    assert places[found.passage].text[found.start : found.end].startswith(quote)


def test_meaning_is_asked_of_a_question_for_yes_or_no_though_words_lead() -> None:
    place = passage(
        "Not covered: flood, wear. A bicycle that is taken is paid for up to 800 euros. Your cover is yearly."
    )
    found = best_quote(
        "Am I covered for my bike?", [place], lambda _, others: [float("bicycle" in one) for one in others]
    )
    assert found is not None
    assert place.text[found.start : found.end].startswith("A bicycle")


@pytest.mark.parametrize("below", ["\n", "\n\n"])
def test_a_heading_that_markdown_marks_in_the_middle_of_a_passage_is_not_quoted(below: str) -> None:
    text = f"## 2 Term\nIt ends in 2027.\n\n## 3 Rent and deposit{below}The rent is 1,150 euros a month. It is due on the third."
    quote = best_quote("What is the rent?", [passage(text)])
    assert quote is not None
    assert text[quote.start : quote.end] == "The rent is 1,150 euros a month."


def test_a_japanese_word_is_the_same_with_another_ending() -> None:
    text = "回答はどの言葉のところでも遮ることができます。回答の途中でEscを押すと止まり、もう一度質問できます。"
    quote = best_quote("回答を止めるにはどうしますか？", [passage(text)])
    assert quote is not None
    assert text[quote.start : quote.end].startswith("回答の途中で")


def test_meaning_decides_between_sentences() -> None:
    quote = best_quote("May I keep a dog?", [LEASE], lambda _, others: [float("Pets" in other) for other in others])
    assert quote is not None
    assert LEASE.text[quote.start - 30 : quote.end - 30] == "Pets are not allowed."


def test_nothing_found_gives_nothing() -> None:
    assert best_quote("Why?", []) is None


@settings(max_examples=100, deadline=None)
@given(question=st.text(max_size=80), text=st.text(max_size=300), start=st.integers(0, 50))
def test_any_text_gives_a_span_inside(question: str, text: str, start: int) -> None:
    place = passage(text, start=start)
    quote = best_quote(question, [place])
    assert quote is None or place.start <= quote.start < quote.end <= place.end


def test_the_heading_that_found_a_passage_counts_for_what_stands_below_it() -> None:
    text = "1 Parties\n\nThe tenant is Jonas Weber.\n\n4 Deposit\n\nThe deposit is 3,100 euros."
    found = dataclasses.replace(passage(text), title="Lease", heading="Lease › 4 Deposit")
    quote = best_quote("How high is the deposit?", [found])
    assert quote is not None
    assert text[quote.start : quote.end].endswith("The deposit is 3,100 euros.")


PARTIES = passage(
    "# Lease\n\n## 1 Parties\nThis lease is made between Harbour Homes Ltd (the landlord) and Ines Okafor (the tenant)."
    "\n\n## 2 Pets\nDogs need the landlord's written consent. Cats are welcome. The tenancy is for the flat, which is on the second"
    " floor. It begins in spring.",
)
CAKE = dataclasses.replace(
    passage("## Walnut cake\nServes 10. Oven: 175 °C for 45 minutes. Beat the whites."), heading="Recipes › Walnut cake"
)


@pytest.mark.parametrize(
    ("place", "question", "quote"),
    [
        (PARTIES, "who is the landlord?", "This lease is made between Harbour Homes Ltd (the landlord)"),
        (PARTIES, "Whose consent do dogs need?", "Dogs need the landlord's written consent."),
        (PARTIES, "When does the tenancy begin?", "It begins in spring."),
        (CAKE, "How long does the walnut cake bake?", "Oven: 175 °C for 45 minutes."),
    ],
)
def test_what_is_asked_for_is_told(place: Passage, question: str, quote: str) -> None:
    found = best_quote(question, [place])
    assert found is not None
    assert place.text[found.start : found.end].startswith(quote)
