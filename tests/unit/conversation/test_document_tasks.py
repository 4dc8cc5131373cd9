"""Which questions are about whole documents, and which documents they name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.document_tasks import DocumentTask, TaskKind, parse_task
from assistant.documents.document_name import DocumentName
from assistant.documents.questions.naming import named
from assistant.ids import DocumentId

pytestmark = pytest.mark.unit

S, D, C, ONE = TaskKind.SUMMARY, TaskKind.DIFFERENCES, TaskKind.CONTRADICTIONS, TaskKind.ONE_SIDED


@pytest.mark.parametrize(
    ("question", "kind", "names"),
    [
        ("Summarise the lease", S, ("lease",)),
        ("Can you please summarize lease.pdf for me?", S, ("lease.pdf",)),
        ("Give me a short summary of the annual report, please.", S, ("annual report",)),
        ("tl;dr of “Annual report”", S, ("Annual report",)),
        ("summarise it", S, ("",)),
        ("契約書を要約して", S, ("契約書",)),
        ("契約書の要約をお願いします。", S, ("契約書",)),
        ("この文書を要約してください", S, ("",)),
        ("What changed between the 2022 lease and the 2023 lease?", D, ("2022 lease", "2023 lease")),
        ("What has changed between these two?", D, ("",)),
        ("compare the lease with the offer", D, ("lease", "offer")),
        ("旧契約書と新契約書の違いは何ですか", D, ("旧契約書", "新契約書")),
        ("この二つの違いを教えて", D, ("",)),
        ("Do the lease and the offer contradict each other?", C, ("lease", "offer")),
        ("Are there any contradictions between these two documents?", C, ("",)),
        ("契約書と見積書に矛盾はありますか", C, ("契約書", "見積書")),
        ("Do any of my documents contradict each other?", C, ()),
        ("Which documents contradict each other?", C, ()),
        ("Which of my documents disagree with each other?", C, ()),
        ("Are there contradictions in my documents?", C, ()),
        ("Find contradictions among my files", C, ()),
        ("矛盾している文書はありますか？", C, ()),
        ("互いに矛盾する書類はどれですか", C, ()),
        ("文書の間に矛盾はありますか", C, ()),
        ("資料同士の食い違いを教えてください", C, ()),
        ("What is in the old lease and not in the new lease?", ONE, ("old lease", "new lease")),
        ("What's in a.pdf that isn't in b.pdf?", ONE, ("a.pdf", "b.pdf")),
        ("Which items are in january.csv but not in february.csv?", ONE, ("january.csv", "february.csv")),
        ("Which clauses does the old lease have that the new one has not?", ONE, ("old lease", "new lease")),
        ("What does the handbook say that the contract doesn't?", ONE, ("handbook", "contract")),
        ("Which clauses of the old version are missing in the new lease?", ONE, ("old lease", "new lease")),
        ("What is missing from the new lease compared to the old lease?", ONE, ("old lease", "new lease")),
        ("旧契約書にあって新契約書にないものは何ですか。", ONE, ("旧契約書", "新契約書")),
        ("旧契約書にはあるが、新契約書にはない条項はどれですか", ONE, ("旧契約書", "新契約書")),
        ("契約書に書かれていて見積書に書かれていないことを教えてください", ONE, ("契約書", "見積書")),
    ],
)
def test_requests_for_whole_documents(question: str, kind: TaskKind, names: tuple[str, ...]) -> None:
    assert parse_task(question) == DocumentTask(kind=kind, names=names)


@pytest.mark.parametrize(
    ("question", "names", "number", "table"),
    [
        ("Show me figure 3", (), "3", False),
        ("Fig. 1.2 in the annual report", ("annual report",), "1.2", False),
        ("table 2 of report.pdf, please", ("report.pdf,",), "2", True),
        ("図3を見せて", (), "3", False),
        ("報告書の表2を表示してください", ("報告書",), "2", True),
    ],
)
def test_requests_for_a_figure(question: str, names: tuple[str, ...], number: str, table: bool) -> None:
    task = parse_task(question)
    assert task is not None
    assert (task.kind, task.number, task.table) == (TaskKind.FIGURE, number, table)
    assert [name.strip(",") for name in task.names] == [name.strip(",") for name in names]


@pytest.mark.parametrize(
    "question",
    [
        "What does figure 3 say about the rent?",
        "How high is the rent?",
        "What is the summary of article 5 about?",
        "Who is different?",
        "Who is in the team and not in the office?",
        "What is not in the lease?",
        "ペットがあって庭にない家は何ですか",
        "Why do they disagree so often?",
        "家賃はいくらですか",
        "会議のまとめ役は誰ですか",
        "",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert parse_task(question) is None


def test_a_pasted_page_is_no_request() -> None:
    assert parse_task("これとあれと" * 20_000 + "の違いは") is None


@given(st.text(max_size=300))
def test_any_text_is_parsed(text: str) -> None:
    parse_task(text)


def name(number: int, path: str, title: str = "", collection: str = "") -> DocumentName:
    return DocumentName(document_id=DocumentId(number), path=Path(path), title=title, collection=collection)


LIBRARY = [
    name(1, "/home/flat/lease_2022.pdf", "Lease Berlin"),
    name(2, "/home/flat/lease_2023.pdf", "Lease Berlin"),
    name(3, "/home/work/report.docx", "Annual report", "work"),
    name(4, "/home/work/minutes.txt", "", "work"),
    name(5, "/home/書類/契約書.pdf", "賃貸借契約書"),
]


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        ("2023 lease", [2]),
        ("lease", [1, 2]),
        ("lease_2022.pdf", [1]),
        ("annual report", [3]),
        ("report file", [3]),
        ("work", [3, 4]),
        ("work folder", [3, 4]),
        ("契約書", [5]),
        ("賃貸借", [5]),
        ("invoice", []),
        ("the document", []),
        ("", []),
    ],
)
def test_documents_are_found_by_their_names(phrase: str, numbers: list[int]) -> None:
    assert [one.document_id for one in named(phrase, LIBRARY)] == numbers


@pytest.mark.parametrize(
    "phrase", ["Trip", "collection Trip", "Trip collection", "コレクション「Trip」", "Tripのコレクション"]
)
def test_a_collection_may_be_called_one(phrase: str) -> None:
    library = [
        DocumentName(document_id=DocumentId(n), path=Path(f"{n}.txt"), title=f"Paper {n}", collection=collection)
        for n, collection in enumerate(["", "Trip", "Trip"])
    ]
    assert [one.document_id for one in named(phrase, library)] == [1, 2]


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        ("flat lease", [0]),
        ("garage licence", [1]),
        ("shed licence", []),
        ("quay street licence", []),
        ("licence", []),
        ("駐輪場のお知らせ", [3]),
    ],
)
def test_what_kind_of_paper_it_is_need_not_stand_in_its_name(phrase: str, numbers: list[int]) -> None:
    names = ["lease_flat3 quay street.md", "garage quay street.txt", "bank_2025.csv", "駐輪場.txt"]
    library = [DocumentName(document_id=DocumentId(n), path=Path(name), title="") for n, name in enumerate(names)]
    assert [one.document_id for one in named(phrase, library)] == numbers


@pytest.mark.parametrize("opening", ["Where are", "What are", "Are there"])
def test_contradictions_are_asked_for_in_any_way(opening: str) -> None:
    task = parse_task(f"{opening} the contradictions between the flat lease and the garage licence?")
    assert task is not None
    assert (task.kind, task.names) == (TaskKind.CONTRADICTIONS, ("flat lease", "garage licence"))
