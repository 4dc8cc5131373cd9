"""Filters in plain words on a real database: which documents are left, and what is said when none are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.conversation import wording
from assistant.conversation.grounding import ground
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import Heading
from assistant.documents.citing.evidence import DocumentEvidence
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.documents.finding.index import ChunkIndex, ChunkRow, Scope
from assistant.documents.finding.retrieval import Retriever
from assistant.documents.pages.heading_lines import encode_headings
from assistant.documents.questions.filters import DocumentFilters
from assistant.errors import NotFound
from assistant.ids import ChunkId, DocumentId, MessageId
from assistant.records import DocumentFilter, DocumentKind, LookIn
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder

pytestmark = pytest.mark.integration

NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC).timestamp()
FILES = (
    ("/home/me/invoices/october.pdf", "Invoice 17", "The total is 90 euros.", "2026-10-05"),
    ("/home/me/invoices/march.pdf", "Invoice 4", "The total is 40 euros.", "2026-03-09"),
    (
        "/home/me/lease.pdf",
        "Lease agreement",
        "The notice period is three months. The total deposit is 900.",
        "2021-05-01",
    ),
    ("/home/me/letter.eml", "Hello", "The total of our trip was 300.", "2026-03-20"),
    ("/home/me/契約.docx", "雇用契約書", "試用期間は三か月とする。", "2025-04-01"),
)


class Noon:
    """A clock that stands."""

    def now(self) -> float:
        return NOON

    def monotonic(self) -> float:
        return 0.0


class Library:
    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        index = ChunkIndex(storage)
        for number, (path, title, text, day) in enumerate(FILES, start=1):
            modified = datetime.datetime.fromisoformat(f"{day}T12:00+00:00").timestamp()
            with storage.write() as database:
                database.execute(
                    "INSERT INTO documents(id, path, title, state, added_at, modified_at) VALUES (?, ?, ?, 'indexed', 0, ?)",
                    (number, path, title, modified),
                )
                database.execute(
                    "INSERT INTO pages(id, document_id, position, number, text) VALUES (?, ?, 0, 1, ?)",
                    (number, number, text),
                )
                database.execute(
                    "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (?, ?, ?, 0, 0, ?)",
                    (number, number, number, len(text)),
                )
                index.add_words(database, [ChunkRow(chunk_id=ChunkId(number), title=title, heading="", text=text)])
        embedder = SharedEmbedder(lambda: HashedEmbedder())
        clock = Noon()
        self.filters = DocumentFilters(storage, clock)
        self.evidence = DocumentEvidence(storage, index, Retriever(storage, index, embedder), embedder, self.filters)

    def found(self, question: str, *, filters: bool = True) -> list[str]:
        evidence = self.evidence.find(question, filters=filters)
        return sorted(passage.document.name for passage in evidence.passages)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    storage = Storage(tmp_path / "sotto.db")
    yield Library(storage)
    storage.close()


@pytest.mark.parametrize(
    ("question", "files"),
    [
        ("What is the total in the invoices folder?", ["march.pdf", "october.pdf"]),
        ("In the lease, what is the total deposit?", ["lease.pdf"]),
        ("What is the total of the invoice from last March?", ["letter.eml", "march.pdf"]),
        ("What is the total in the invoices folder of the invoice from last March?", ["march.pdf"]),
        ("Last month's invoice: what is the total?", ["october.pdf"]),
        ("What was the total in my emails?", ["letter.eml"]),
        ("What is the total in lease.pdf?", ["lease.pdf"]),
        ("契約書では試用期間は何か月ですか", ["契約.docx"]),
    ],
)
def test_only_where_the_question_says(library: Library, question: str, files: list[str]) -> None:
    assert library.found(question) == files


HEADED = (
    ("/home/me/scan0041.pdf", "GARAGE LICENCE\nThe total is 50 euros."),
    ("/home/me/scan0042.pdf", "Olsen & Co\nEmployment contract of Yuki Mori\nThe total is 3 months."),
    ("/home/me/scan0043.pdf", "駐車場使用契約書\n使用料は月額八千円とする。"),
    ("/home/me/scan0044.pdf", "町内会だより\n防災訓練のお知らせ\n訓練は九月一日に行う。"),
    ("/home/me/scan0045.pdf", "Permit\n2 Licence of the boiler\nThe total is 12 euros."),
)


@pytest.mark.parametrize(
    ("question", "files"),
    [
        ("In the garage licence, what is the total?", ["scan0041.pdf"]),
        ("What is the total in the garage license?", ["scan0041.pdf"]),
        ("According to the employment contract, what is the total?", ["scan0042.pdf"]),
        ("What is the total under the Mori contract?", ["scan0042.pdf"]),
        ("駐車場使用契約書では使用料はいくらですか", ["scan0043.pdf"]),
        ("駐車場の契約書では使用料はいくらですか", ["scan0043.pdf"]),
        ("防災訓練のお知らせによると訓練はいつですか", ["scan0044.pdf"]),
        ("In the licence, what is the total?", None),  # which one it is, it does not say
        ("In the garage, what is the total?", None),  # nor that it means a document
    ],
)
def test_a_heading_of_the_first_page_names_its_document(
    library: Library, question: str, files: list[str] | None
) -> None:
    for number, (path, text) in enumerate(HEADED, start=len(FILES) + 1):
        lines = text.split("\n")[:-1]
        starts = [text.index(line) for line in lines]
        headings = encode_headings(text, [Heading(start=at, level=1, text="") for at in starts])
        with library.storage.write() as database:
            database.execute(
                "INSERT INTO documents(id, path, title, state, added_at, modified_at) VALUES (?, ?, ?, 'indexed', 0, 0)",
                (number, path, Path(path).stem),
            )
            database.execute(
                "INSERT INTO pages(document_id, position, number, text, headings) VALUES (?, 0, 1, ?, ?)",
                (number, text, headings),
            )
    scope = library.filters.read(question).scope.documents
    names = {number: Path(path).name for number, (path, _) in enumerate(HEADED, start=len(FILES) + 1)}
    assert (None if scope is None else [names[one] for one in scope]) == files


def test_without_filters_everything_is_searched(library: Library) -> None:
    question = "What is the total in the invoices folder?"
    assert len(library.found(question, filters=False)) == 4
    assert library.filters.read(question).filters == (DocumentFilter(words="in the invoices folder", documents=2),)


def test_a_chosen_document_alone_is_searched_whatever_the_question_says(library: Library) -> None:
    document = library.evidence.find("In the lease, what is the total deposit?").passages[0].document_id
    evidence = library.evidence.find("What is the total in the invoices folder?", document=document)
    assert [passage.document.name for passage in evidence.passages] == ["lease.pdf"]
    assert library.evidence.find("What is the total?", document=DocumentId(999)).documents == 0


@pytest.mark.parametrize(
    ("look_in", "files"),
    [
        (LookIn(name="invoices"), ["march.pdf", "october.pdf"]),
        (LookIn(name="/home/me/invoices"), ["march.pdf", "october.pdf"]),
        (LookIn(name="LEASE.pdf"), ["lease.pdf"]),
        (LookIn(name="lease agreement"), ["lease.pdf"]),
        (LookIn(kinds=(DocumentKind.MAIL, DocumentKind.SLIDES)), ["letter.eml"]),
        (LookIn(since=datetime.date(2026, 3, 1), until=datetime.date(2026, 3, 31)), ["letter.eml", "march.pdf"]),
        (LookIn(kinds=(DocumentKind.PDF,), since=datetime.date(2026, 4, 1)), ["october.pdf"]),
        (LookIn(kinds=(DocumentKind.SLIDES,)), []),
        (LookIn(document=DocumentId(3)), ["lease.pdf"]),
        (LookIn(document=DocumentId(3), beside=(DocumentId(1), DocumentId(999))), ["lease.pdf", "october.pdf"]),
    ],
)
def test_only_what_was_chosen(library: Library, look_in: LookIn, files: list[str]) -> None:
    evidence = library.evidence.find("What is the total?", document=look_in.document, look_in=look_in)
    assert sorted(passage.document.name for passage in evidence.passages) == files
    scope = library.filters.scope(look_in)
    assert len(scope.documents or ()) == evidence.documents == len(files)


def test_of_several_pictures_each_is_seen_before_more_of_any(library: Library) -> None:
    """“What is this?” shares no word with them, and where the prompt has room for few passages, the first ones are kept."""
    with library.storage.write() as database:
        database.execute("UPDATE documents SET pasted = 1 WHERE id IN (1, 3)")
        text = "Page 2: the heating is included."
        database.execute("INSERT INTO pages(id, document_id, position, number, text) VALUES (99, 3, 1, 2, ?)", (text,))
        database.execute(
            "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (99, 3, 99, 1, 0, ?)",
            (len(text),),
        )
    look_in = LookIn(document=DocumentId(3), beside=(DocumentId(1),))
    evidence = library.evidence.find("What is this?", document=look_in.document, look_in=look_in)
    assert [(one.document.name, one.page) for one in evidence.passages] == [
        ("lease.pdf", 1),
        ("october.pdf", 1),
        ("lease.pdf", 2),
    ]
    assert evidence.sufficient
    few = library.evidence.find("What is this?", document=look_in.document, look_in=look_in, count=2)
    assert [one.document.name for one in few.passages] == ["lease.pdf", "october.pdf"]


def test_what_was_chosen_and_what_the_question_says_hold_together(library: Library) -> None:
    question, look_in = "What is the total in the invoices folder?", LookIn(since=datetime.date(2026, 4, 1))
    assert [p.document.name for p in library.evidence.find(question, look_in=look_in).passages] == ["october.pdf"]
    assert len(library.evidence.find(question, look_in=look_in, filters=False).passages) == 1
    assert library.filters.scope(LookIn(collection="work")) == Scope(collection="work")


def test_an_unknown_name_is_an_error(library: Library) -> None:
    with pytest.raises(NotFound, match="receipts"):
        library.filters.scope(LookIn(name="receipts"))


def test_a_place_that_no_document_is_named_after_filters_nothing(library: Library) -> None:
    evidence = library.evidence.find("What was the total in the garden?")
    assert evidence.filters == ()
    assert evidence.documents is None


def test_a_filter_that_matches_nothing_finds_nothing_and_says_so(library: Library) -> None:
    question = "What is the total in the receipts folder?"
    evidence = library.evidence.find(question)
    assert (evidence.passages, evidence.documents) == ((), 0)
    said = wording.refusal_within(question, evidence.passages, evidence.filters, 0)
    assert said == "None of your documents matches “in the receipts folder”, so I searched nothing."
    japanese = library.evidence.find("領収書フォルダで合計はいくらですか")
    assert "「領収書フォルダで」に当てはまる文書がない" in wording.refusal_within(
        "合計はいくらですか", (), japanese.filters, japanese.documents or 0
    )


@pytest.mark.parametrize(
    "first", ["In the lease, what is the notice period?", "What is the notice period in the lease?"]
)
def test_a_follow_up_keeps_the_filter(library: Library, first: str) -> None:
    evidence = library.evidence.find("And the deposit?", previous_questions=[first])
    assert [passage.document.name for passage in evidence.passages] == ["lease.pdf"]


def test_a_refusal_names_what_was_searched(library: Library) -> None:
    question = "In the lease, what is the notice for pets?"
    evidence = library.evidence.find(question)
    said = wording.refusal_within(question, evidence.passages, evidence.filters, evidence.documents or 0)
    assert "only the 1 document that matches “In the lease”" in said
    assert "“Lease agreement”, page 1" in said


@pytest.mark.parametrize(("filters", "refused"), [(True, True), (False, False)])
def test_a_turn_is_refused_where_it_says_to_look_and_nothing_is(library: Library, filters: bool, refused: bool) -> None:
    request = TurnRequest(
        question="What is the total in the receipts folder?",
        conversation=None,
        question_id=MessageId(1),
        settings=Settings(),
        cancel=CancelToken(),
        filters=filters,
    )
    assert ground(request, library.evidence, ()).refuse is refused


@pytest.mark.parametrize(
    ("question", "refused"), [("Which volcano erupted in lease.pdf?", True), ("Which volcano erupted?", False)]
)
def test_what_a_named_document_does_not_say_is_not_made_up(library: Library, question: str, refused: bool) -> None:
    request = TurnRequest(
        question=question, conversation=None, question_id=MessageId(1), settings=Settings(), cancel=CancelToken()
    )
    grounding = ground(request, library.evidence, ())
    assert not grounding.evidence.sufficient
    assert grounding.refuse is refused
