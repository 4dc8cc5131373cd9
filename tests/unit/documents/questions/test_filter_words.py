"""What of a question says where to look."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.questions.filter_words import filter_phrases, without
from assistant.documents.questions.naming import names_document
from assistant.documents.questions.periods import Period, period_of

pytestmark = pytest.mark.unit

TODAY = datetime.date(2026, 11, 25)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("last March", "2026-03-01", "2026-03-31"),
        ("last December", "2025-12-01", "2025-12-31"),
        ("March 2022", "2022-03-01", "2022-03-31"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("yesterday", "2026-11-24", "2026-11-24"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("先月", "2026-10-01", "2026-10-31"),
        ("今年", "2026-01-01", "2026-12-31"),
        ("一昨年", "2024-01-01", "2024-12-31"),
        ("去年の3月", "2025-03-01", "2025-03-31"),
        ("2023年3月", "2023-03-01", "2023-03-31"),
        ("2023年", "2023-01-01", "2023-12-31"),
        ("2024年2月29日", "2024-02-29", "2024-02-29"),
        ("3月", "2026-03-01", "2026-03-31"),
        ("昨日", "2026-11-24", "2026-11-24"),
    ],
)
def test_periods(words: str, first: str, last: str) -> None:
    assert period_of(words, TODAY) == Period(first=day(first), last=day(last))


def test_other_words_are_no_period() -> None:
    assert period_of("the garden", TODAY) is None
    assert period_of("2023年2月30日", TODAY) is None


@pytest.mark.parametrize(
    ("question", "kind", "words", "rest"),
    [
        ("In the lease, what is the notice period?", "document", "In the lease,", "what is the notice period?"),
        ("What is the notice period in the lease?", "document", "in the lease", "What is the notice period?"),
        (
            "What is the rent in the lease? And the deposit?",
            "document",
            "in the lease",
            "What is the rent? And the deposit?",
        ),
        (
            "According to my staff handbook, who may park?",
            "document",
            "According to my staff handbook,",
            "who may park?",
        ),
        ("What does the lease say about pets?", "document", "the lease", "What does say about pets?"),
        ("What is due in the invoices folder?", "folder", "in the invoices folder", "What is due?"),
        ("Who won in my “Tour 2019” collection?", "collection", "in my “Tour 2019” collection", "Who won?"),
        ("What does the letter from last March say?", "date", "from last March", "What does the letter say?"),
        ("last month's invoices: what is the total?", "date", "last month's", "invoices: what is the total?"),
        ("Who wrote in my emails about Oslo?", "format", "in my emails", "Who wrote about Oslo?"),
        ("What is the total in rent-2021.pdf?", "file", "in rent-2021.pdf", "What is the total?"),
        (
            "In the lease new.pdf, how long is the notice?",
            "document",
            "In the lease new.pdf",
            "how long is the notice?",
        ),
        ("Where do bicycles stand in house rules.docx?", "document", "in house rules.docx", "Where do bicycles stand?"),
        ("Who pays in “house rules (2).docx”?", "file", "in “house rules (2).docx”", "Who pays?"),
        ("「家の 規則.docx」では自転車はどこですか", "file", "「家の 規則.docx」では", "自転車はどこですか"),
        (
            "Under the garage licence, who pays?",
            "document",
            "Under the garage licence,",
            "who pays?",
        ),
        (
            "Garage licenceでは、保証金はいくらですか",
            "document",
            "Garage licenceでは、",
            "保証金はいくらですか",
        ),
        ("契約書では解約予告は何か月ですか", "document", "契約書では", "解約予告は何か月ですか"),
        ("先月の請求書の合計はいくらですか", "date", "先月の", "請求書の合計はいくらですか"),
        ("請求書フォルダで最大の金額は？", "folder", "請求書フォルダで", "最大の金額は？"),
        (
            "「旅行」コレクションの中では誰が勝ちましたか",
            "collection",
            "「旅行」コレクションの中では",
            "誰が勝ちましたか",
        ),
        ("メールで田中さんは何と言いましたか", "format", "メールで", "田中さんは何と言いましたか"),
    ],
)
def test_a_phrase_is_found_and_taken_out(question: str, kind: str, words: str, rest: str) -> None:
    (phrase,) = filter_phrases(question, TODAY)
    assert (phrase.kind, question[phrase.start : phrase.end]) == (kind, words)
    assert without(question, [phrase]) == rest


@pytest.mark.parametrize(
    "question",
    [
        "What was the revenue in 2021?",
        "How did sales develop since last year?",
        "What is in the folder?",
        "Draft an invoice from March",
        "先月の請求書を作成してください",
        "2021年の売上はいくらですか",
        "How many people lived there in the 1990s?",
        "What grows in the garden of the lease new.pdf?",
        "",
    ],
)
def test_other_questions_have_none_that_holds_when_nothing_matches(question: str) -> None:
    assert [phrase for phrase in filter_phrases(question, TODAY) if phrase.certain] == []


def test_bounds_of_dates() -> None:
    def bounds(question: str) -> tuple[datetime.date | None, datetime.date | None]:
        (phrase,) = filter_phrases(question, TODAY)
        return phrase.since, phrase.until

    assert bounds("the contracts since 2023") == (day("2023-01-01"), None)
    assert bounds("the contracts after 2023") == (day("2024-01-01"), None)
    assert bounds("the contracts before 2023") == (None, day("2022-12-31"))
    assert bounds("the contracts until 2023") == (None, day("2023-12-31"))
    assert bounds("2023年以降の契約書は") == (day("2023-01-01"), None)


@pytest.mark.parametrize(
    ("name", "title", "file", "named"),
    [
        ("lease", "Lease agreement for Elm Street", "/a/scan.pdf", True),
        ("lease", "", "/a/elm_street_lease.pdf", True),
        ("leases", "Lease agreement", "/a/x.pdf", True),
        ("lease", "Pets and how to keep them", "/a/pets.pdf", False),
        ("garden", "The garden notes", "/a/x.pdf", False),  # a place as likely as a document
        ("garden notes", "The garden notes", "/a/x.pdf", True),
        ("garden", "The Garden", "/a/x.pdf", True),
        ("garage licence", "", "/a/Garage licence.pdf", True),
        ("garage license", "", "/a/garage_licence_2025.pdf", True),
        ("契約書", "賃貸借契約書", "/a/x.pdf", True),
        ("契約書", "", "/a/賃貸借契約書.pdf", True),
        ("東京", "東京の歴史", "/a/x.pdf", False),
        ("東京の歴史", "東京の歴史", "/a/x.pdf", True),
        ("the", "The", "/a/the.pdf", False),
        # What only says that it is a document names none.
        ("document", "Document 5", "/a/x.pdf", False),
        ("tax file", "Tax return", "/a/x.pdf", True),
    ],
)
def test_names_of_documents(name: str, title: str, file: str, named: bool) -> None:
    assert names_document(name, title, file) is named


@given(st.text(max_size=80))
def test_any_text_is_read_and_phrases_lie_in_it(question: str) -> None:
    phrases = filter_phrases(question, TODAY)
    assert all(0 <= phrase.start < phrase.end <= len(question) for phrase in phrases)
    assert all(one.end <= other.start for one, other in itertools.pairwise(phrases))
    without(question, phrases)
