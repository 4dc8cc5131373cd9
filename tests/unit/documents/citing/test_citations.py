"""Which sentences of the passages support an answer, and when it says that they do not hold it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.citing import citations, quotable, refusals
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit

LEASE = (
    "The monthly rent is 1,250 euros, due on the first working day. The deposit is two months' rent. "
    "Pets are not allowed without written consent. Either party may end the lease with three months' notice."
)
PLAN = "The garden is watered twice a week in summer. In winter it is watered once a month. Anna Berg keeps the key."
JAPANESE = "契約期間は2026年4月1日から2年間とする。家賃は月額8万円である。ペットの飼育は禁止されている。"


def passage(text: str, *, start: int = 0, title: str = "", number: int = 1) -> Passage:
    return Passage(
        chunk_id=ChunkId(number),
        document_id=DocumentId(number),
        document=Path(f"{number}.pdf"),
        title=title,
        page=1,
        text=text,
        start=start,
        end=start + len(text),
        score=1.0,
    )


def quoted(answer: str, *passages: Passage) -> list[list[str]]:
    return [
        [
            passages[q.passage].text[q.start - passages[q.passage].start : q.end - passages[q.passage].start]
            for q in s.quotes
        ]
        for s in citations.support(answer, passages)
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The rent is 1250 euros a month.", ["The monthly rent is 1,250 euros, due on the first working day."]),
        ("The notice period is 3 months.", ["Either party may end the lease with three months' notice."]),
        ("- **Deposit:** two months' rent [2]", ["The deposit is two months' rent."]),
        ("The garden is watered once a month in winter (page 1).", ["In winter it is watered once a month."]),
        ("The garden is watered once a month in the rainy winter of the mountains.", []),
        ("The passage states that Anna Berg keeps the key.", ["Anna Berg keeps the key."]),
        ("According to the provided context, the deposit is two months' rent.", ["The deposit is two months' rent."]),
        ('The passage from "lease-170" states that Anna Berg keeps the key.', ["Anna Berg keeps the key."]),
        ("According to “Annual Report 1998”, page 1, Anna Berg keeps the key.", ["Anna Berg keeps the key."]),
        ("「賃貸の手引き2019」の文書によると、家賃は月額8万円です。", ["家賃は月額8万円である。"]),
        ("文書によると、家賃は月額8万円です。", ["家賃は月額8万円である。"]),
        ("The key is kept by Anna Berg.", ["Anna Berg keeps the key."]),
        ("家賃は月額8万円です。", ["家賃は月額8万円である。"]),
        ("ペットの飼育は禁止です。", ["ペットの飼育は禁止されている。"]),
        ("契約期間は2年間です。", ["契約期間は2026年4月1日から2年間とする。"]),
    ],
)
def test_the_sentence_that_says_it_is_quoted(answer: str, expected: list[str]) -> None:
    assert quoted(answer, passage(LEASE), passage(PLAN, start=40, number=2), passage(JAPANESE, number=3)) == [expected]


def test_a_number_that_was_torn_by_recognition_is_itself() -> None:
    scan = "The density of 0 . 25 people per hectare was measured in 1 , 100 villages ."
    assert quoted("The density was 0.25 people per hectare.", passage(scan)) != [[]]
    assert quoted("It was measured in 1,100 villages.", passage(scan)) != [[]]
    assert quoted("The density was 0.52 people per hectare.", passage(scan)) == [[]]


def test_it_of_the_same_sentence_brings_nothing_of_the_one_before() -> None:
    guide = "Nothing that is typed leaves the computer. Sotto uses the network for downloads, and asks before it does."
    assert quoted("The network is used for downloads that leave the computer.", passage(guide)) == [[]]
    assert quoted("Sotto asks before it uses the network.", passage(guide)) != [[]]


@pytest.mark.parametrize(
    "answer",
    [
        "The rent is 1,350 euros a month.",
        "The key is kept by Tom Weber.",
        "The swimming pool opens at dawn.",
        "Pets are allowed and welcome everywhere.",
        "家賃は月額9万円です。",
        # The opposite of what is said.
        "Pets are allowed without written consent.",
        "The deposit is not two months' rent.",
        "In winter the garden is not watered once a month.",
        "Nobody may end the lease with three months' notice.",
        "ペットの飼育は禁止されていない。",
        "ペットの飼育は許可されています。",
        "家賃は月額8万円ではない。",
    ],
)
def test_a_sentence_nothing_supports_is_marked(answer: str) -> None:
    assert quoted(answer, passage(LEASE), passage(PLAN, number=2), passage(JAPANESE, number=3)) == [[]]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            "Everything you type, say or add leaves this computer.",
            "5 Privacy\nNothing you type, say or add leaves this computer. Sotto uses the network only when you download a model.",
        ),
        (
            "入力したこと、話したこと、追加した文書が、このコンピューターの外に出ます。",
            "入力したこと、話したこと、追加した文書が、このコンピューターの外に出ることはありません。",
        ),
    ],
)
def test_the_opposite_of_a_sentence_is_not_supported_by_it(answer: str, text: str) -> None:
    assert quoted(answer, passage(text)) == [[]]
    assert quoted(text.split("\n")[-1].split(". ")[0], passage(text)) != [[]]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Pets are allowed.", "Pets are not allowed without written consent."),
        ("Yes, pets are allowed.", "Pets are not allowed without written consent."),
        ("Pets are not allowed.", None),
        ("The swimming pool is not open.", None),
        ("ペットの飼育は許可されています。", "ペットの飼育は禁止されている。"),
    ],
)
def test_the_source_that_says_the_opposite(sentence: str, quote: str | None) -> None:
    places = [passage(LEASE), passage(JAPANESE, number=2)]
    found = citations.opposite(sentence, places)
    assert (None if found is None else places[found.passage].text[found.start : found.end]) == quote


@pytest.mark.parametrize(
    "answer",
    [
        "Pets are allowed with written consent.",
        "The deposit is two months' rent.",
        "No pets are allowed without written consent.",
    ],
)
def test_a_denial_beside_what_is_said_does_no_harm(answer: str) -> None:
    text = "The deposit is two months' rent, and no interest is paid. Pets are not allowed without written consent."
    assert quoted(answer, passage(text)) != [[]]


@pytest.mark.parametrize(
    ("question", "answer", "supported"),
    [
        ("Are pets allowed?", "No, pets are not allowed without written consent.", True),
        ("Are pets allowed?", "No. Pets are not allowed without written consent.", True),
        ("Are pets allowed?", "Yes, pets are not allowed without written consent.", False),
        ("Are pets allowed?", "Yes. Pets are allowed.", False),
        ("Are pets allowed?", "No.", True),
        ("Are pets allowed?", "Yes.", False),
        # The sentence does not hold the dog: its own denial goes with the word.
        ("May I keep a dog?", "No, pets are not allowed without written consent.", True),
        ("May I keep a dog?", "Yes, pets are not allowed without written consent.", False),
        ("May I keep a dog?", "Yes.", False),
        # Half of its words stand there, and not what was asked.
        ("Does the deposit earn yearly interest?", "Yes, the deposit of two months earns interest.", False),
        ("ペットの飼育は禁止されていますか？", "はい、ペットの飼育は禁止されています。", True),
        ("ペットの飼育はできますか？", "はい、ペットの飼育は禁止されています。", False),
    ],
)
def test_a_yes_or_no_must_be_what_the_source_answers(question: str, answer: str, supported: bool) -> None:
    (sentence,) = citations.support(answer, [passage(LEASE), passage(JAPANESE, number=2)], question=question)
    assert bool(sentence.quotes) is supported
    assert (sentence.start, sentence.end) == (0, len(answer))


def test_two_sentences_can_support_one_together() -> None:
    found = quoted(
        "The monthly rent is 1,250 euros and the garden is watered twice a week in summer.",
        passage(LEASE),
        passage(PLAN),
    )
    assert found == [[LEASE[: LEASE.index(" The deposit")], PLAN[: PLAN.index(" In winter")]]] or found == [
        [PLAN[: PLAN.index(" In winter")], LEASE[: LEASE.index(" The deposit")]]
    ]


def test_what_stands_in_the_title_need_not_be_said_again() -> None:
    assert quoted(
        "The revenue of Northwind Trading was 12 million.",
        passage("Revenue was 12 million.", title="Northwind Trading 2025"),
    ) == [["Revenue was 12 million."]]


def test_lead_ins_and_questions_are_not_marked() -> None:
    assert (
        quoted("Here is what the paper says about it: \n\nWould you like to hear about volcanoes?", passage(LEASE))
        == []
    )


def test_nothing_found_supports_nothing() -> None:
    assert quoted("The rent is 1,250 euros.") == [[]]


def test_a_cell_of_a_table_is_quoted_with_few_lines_around_it() -> None:
    table = (
        "\n".join(f"Candidate number{i}\n{i}00,{i}23\nvotes" for i in range(1, 9))
        + "\nRichard Stone\n54,484,293\n16,105,005\n"
        + "x y\n" * 80
    )
    [[quote]] = quoted("Richard Stone had 16,105,005 votes against him.", passage(table))
    assert "Richard Stone" in quote
    assert "16,105,005" in quote
    assert len(quote) <= 300


def asked(question: str, answer: str, text: str, heading: str = "") -> tuple[list[str], tuple[str, ...]]:
    place = dataclasses.replace(passage(text), heading=heading)
    (sentence,) = citations.support(answer, [place], question=question)
    return [text[quote.start : quote.end] for quote in sentence.quotes], sentence.missing


@pytest.mark.parametrize(
    ("text", "heading", "quote"),
    [
        (
            "Termination of the lease\n\nEither party may leave after a notice of three months.",
            "",
            "Either party may leave after a notice of three months.",
        ),
        (
            "It is signed.\n\nTermination of the lease\n\nA notice ends it.",
            "2 Terms › Termination of the lease",
            "A notice ends it.",
        ),
        (
            "It is signed.\n\nTermination of the lease\nA notice ends it.",
            "2 Terms › Termination of the lease",
            "A notice ends it.",
        ),
        ("Termination of the lease\n\nThree months", "", "Termination of the lease\n\nThree months"),
        ("Termination of the lease", "2 Terms › Termination of the lease", None),
        ("Termination of the lease:\n\n- in writing", "", "Termination of the lease:\n\n- in writing"),
    ],
)
def test_a_quote_begins_below_its_heading(text: str, heading: str, quote: str | None) -> None:
    quotes, _ = asked("", "This is about termination of the lease.", text, heading)
    assert quotes == ([quote] if quote else [])


@pytest.mark.parametrize(
    ("text", "heading", "quote"),
    [
        (
            "Chats are kept. 5 Privacy\nNothing you type, say or add leaves this computer.",
            "",
            "Nothing you type, say or add leaves this computer.",
        ),
        ("4.2 Privacy\nNothing you type leaves this computer.", "", "Nothing you type leaves this computer."),
        (
            "5 プライバシー\n\n話したことが、このコンピューターの外に出るこ\nとはありません。",
            "手引き › 5 プライバシー",
            "話したことが、このコンピューターの外に出るこ\nとはありません。",
        ),
        # Numbers at the beginning of a line that goes on below.
        (
            "5 years of privacy\nare promised to everybody who reads this.",
            "",
            "5 years of privacy\nare promised to everybody who reads this.",
        ),
        (
            "12 Members of the Privacy Board of the\nEuropean Union met.",
            "",
            "12 Members of the Privacy Board of the\nEuropean Union met.",
        ),
        ("Privacy:\nNothing you type leaves this computer.", "", "Privacy:\nNothing you type leaves this computer."),
        ("5 Privacy\nNothing at all", "", "5 Privacy\nNothing at all"),
    ],
)
def test_a_numbered_heading_on_the_line_above_is_not_quoted(text: str, heading: str, quote: str) -> None:
    place = dataclasses.replace(passage(text), heading=heading)
    assert text[quotable.sources_of(0, place)[-1].start :] == quote


def test_the_words_of_a_heading_still_support_what_stands_below() -> None:
    text = "Termination of the lease\n\nA notice of three months ends it."
    quotes, _ = asked("", "Termination of the lease takes a notice of three months.", text)
    assert quotes == ["A notice of three months ends it."]


def test_a_bare_answer_is_quoted_where_the_question_is_about() -> None:
    table = "Opened 12 9\n\nStores at the end of the year 1,355 12\n\nEmployees in total 1,355 40"
    quotes, _ = asked("How many stores are there at the end of the year?", "1,355", table)
    assert quotes == ["Stores at the end of the year 1,355 12"]


@pytest.mark.parametrize(
    ("question", "answer", "missing"),
    [
        ("What was the rent in 2019?", "The rent in 2019 was 1,250 euros.", ("2019",)),
        ("What was the rent in FY2019?", "In FY2019 the monthly rent was 1,250 euros.", ("FY2019",)),
        ("What is the rent of Nordhaus?", "The monthly rent at Nordhaus is 1,250 euros.", ("Nordhaus",)),
        ("What is the rent?", "The monthly rent is 1,250 euros.", ()),
    ],
)
def test_what_only_the_question_says_is_missing(question: str, answer: str, missing: tuple[str, ...]) -> None:
    quotes, said = asked(question, answer, LEASE)
    assert quotes == ["The monthly rent is 1,250 euros, due on the first working day."]
    assert said == missing


def test_what_the_answer_adds_is_never_forgiven() -> None:
    assert asked("What was the rent in 2019?", "The rent in 2019 was 1,300 euros.", LEASE) == ([], ())


def test_a_fiscal_year_is_a_year() -> None:
    text = "Sales of the fiscal year 2023 were 4 million."
    assert asked("", "Sales in FY2023 were 4 million, FY23 that is.", text) == ([text], ())


def test_meaning_decides_where_words_are_few() -> None:
    claim = "Leaving the lease is possible for either party."
    passages = [passage(LEASE)]
    near = citations.support(
        claim, passages, lambda _, others: [0.97 if "notice" in other else 0.1 for other in others]
    )
    assert [LEASE[q.start : q.end] for q in near[0].quotes] == [
        "Either party may end the lease with three months' notice."
    ]
    assert citations.support(claim, passages, lambda _, others: [0.2] * len(others))[0].quotes == ()


@settings(max_examples=100, deadline=None)
@given(answer=st.text(max_size=200), text=st.text(max_size=300), start=st.integers(0, 50))
def test_any_text_gives_spans_inside(answer: str, text: str, start: int) -> None:
    place = passage(text, start=start)
    for sentence in citations.support(answer, [place]):
        assert answer[sentence.start : sentence.end].strip()
        for quote in sentence.quotes:
            assert place.start <= quote.start < quote.end <= place.end
            assert 0 <= quote.score <= 1


@pytest.mark.parametrize(
    "answer",
    [
        "Your documents do not say.",
        "Your documents do not say who owns the garage.",
        "The provided documents don't mention a swimming pool.",
        "There is no information about the landlord's age in the documents.",
        "I could not find the answer in the passages provided.",
        "The answer is not mentioned in the provided text.",
        "文書には書かれていません。",
        "提供された文書には、その情報は記載されていません。",
        "この資料には大家の年齢に関する記述はありません。",
    ],
)
def test_refusals(answer: str) -> None:
    assert refusals.is_refusal(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "The rent is 1,250 euros. Your documents do not say when it rises.",
        "Pets are not allowed.",
        "You must provide the document within two weeks.",
        "ペットの飼育は禁止されています。",
        "",
    ],
)
def test_answers_are_no_refusals(answer: str) -> None:
    assert not refusals.is_refusal(answer)


COUNTED = "## 3 Rent and deposit\nThe rent is 1,150 euros a month.\n\n4.2 End\nThe tenant gives notice in writing. See section 7."


@pytest.mark.parametrize(
    ("answer", "text", "supported"),
    [
        ("The rent is 3 times 1,150 euros a month.", COUNTED, False),
        ("Section 3 says that the rent is 1,150 euros a month.", COUNTED, True),
        ("Section 5 says that the rent is 1,150 euros a month.", COUNTED, False),
        ("By clause 4.2 the tenant gives notice in writing.", COUNTED, True),
        ("See section 7.", COUNTED, True),
        ("2 lifts will be replaced in September.", "2. The lifts will be replaced in September.", False),
        ("Item 2: the lifts will be replaced in September.", "2. The lifts will be replaced in September.", True),
        ("12 people came to the meeting.", "12 people came to the meeting.", True),
    ],
)
def test_what_a_writer_counts_by_is_no_number_of_what_is_said(answer: str, text: str, supported: bool) -> None:
    assert bool(quoted(answer, passage(text))[0]) is supported


def test_a_number_that_counts_something_else_bears_nothing() -> None:
    licence = passage(
        "The garage is let from 15 May 2025 at 85 pounds a month. Either side may end it with four weeks' notice."
    )
    assert quoted("The garage is let for 15 months.", licence) == [[]]
    assert quoted("The garage is let for 15 months with four weeks' notice to end it.", licence) == [[]]
    assert quoted("The garage is let from 15 May 2025.", licence) == [
        ["The garage is let from 15 May 2025 at 85 pounds a month."]
    ]


@pytest.mark.parametrize(
    ("answer", "borne"),
    [
        ("管理費は月額12,500円です。", True),
        ("敷金は月額12,500円です。", False),
        ("駐輪場は月額300円です。", True),
        ("月額12,500円です。", True),
    ],
)
def test_what_is_told_of_another_thing_bears_nothing(answer: str, *, borne: bool) -> None:
    rules = passage(
        "第15条（駐輪場）\n駐輪場の使用料は月額300円とする。\n\n第21条（管理費）\n管理費は月額12,500円とする。"
    )
    found = citations.support(answer, [rules], question="敷金はいくらですか")
    assert [bool(one.quotes) for one in found] == [borne]


def test_a_proviso_denies_nothing_of_what_stands_before_it() -> None:
    allowed = "社員は、会社に届け出ることにより、副業を行うことができる。"
    rules = passage(f"{allowed}ただし、競合する会社での副業は行うことができない。")
    assert quoted("社員は会社に届け出ることにより副業を行うことができます。", rules) == [[allowed]]
    assert citations.opposite("副業を行うことができます。", [rules]) is None
    forbidden = passage("社員は副業を行うことができない。")
    assert citations.opposite("社員は副業を行うことができます。", [forbidden]) is not None


@pytest.mark.parametrize(
    ("answer", "text", "borne"),
    [
        ("家賃は月額85,000円です。", "第3条 賃料は月額85,000円とする。", True),
        ("大家は山田太郎です。", "貸主 山田太郎は、物件の修繕を行う。", True),
        ("給料は月額250,000円です。", "基本給は月額250,000円とし、毎月25日に支払う。", True),
        ("場所は会議室Bです。", "定例会は会議室Bで行う。", True),
        ("礼金は月額85,000円です。", "第3条 敷金は月額85,000円とする。", False),
        ("家賃は月額12,500円です。", "第3条 管理費は月額12,500円とする。", False),
    ],
)
def test_another_word_for_the_same_thing_is_no_other_thing(answer: str, text: str, *, borne: bool) -> None:
    found = citations.support(answer, [passage(text)])
    assert [bool(one.quotes) for one in found] == [borne]


@pytest.mark.parametrize(
    ("answer", "question", "borne"),
    [
        ("The tenant can end the lease with three months' notice.", "Can the tenant end the lease?", True),
        ("Yes, the landlord can end the lease with three months' notice.", "Can the landlord end the lease?", False),
        ("The renter can end the lease with three months' notice.", "Can the renter end the lease?", True),
        ("借主は三か月前の予告により契約を解約できる。", "借主は契約を解約できますか", True),
        ("貸主は三か月前の予告により契約を解約できる。", "貸主は契約を解約できますか", False),
    ],
)
def test_what_one_party_may_do_bears_nothing_of_the_other(answer: str, question: str, *, borne: bool) -> None:
    places = [
        passage(
            "The tenant may end the lease with three months' notice to the end of a month."
            " The landlord may give notice only for own use, with six months' notice."
        ),
        passage(
            "借主は三か月前の予告により契約を解約できる。貸主は自己使用の場合に限り、六か月前に申し入れることができる。"
        ),
    ]
    found = citations.support(answer, places, question=question)
    assert [bool(one.quotes) for one in found] == [borne]
