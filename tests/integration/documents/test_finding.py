"""Finding on a real database: words, pairs, vectors, fusion, evidence and quotes."""

from __future__ import annotations

import dataclasses
import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.documents.base import Embedder, Evidence, Run
from assistant.documents.citing import sufficiency
from assistant.documents.citing.evidence import DocumentEvidence
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding import index
from assistant.documents.finding.chunk_vectors import exact_table, vector_table
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.finding.index import ChunkIndex, ChunkRow, Scope
from assistant.documents.finding.retrieval import Retriever
from assistant.documents.pages.runs import encode_runs
from assistant.errors import ModelUnavailable
from assistant.ids import ChunkId, DocumentId
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder

pytestmark = pytest.mark.integration

LEASE = "The monthly rent is 1,250 euros.\nPets are not allowed without consent.\nThe notice period is three months."
GARDEN = "The garden is watered twice a week in summer. In winter it is watered once a month."
CONTRACT = "本契約の期間は二年間とする。家賃は月額8万円である。犬の飼育は禁止されている。"


class Library:
    """A home with a few documents, and everything that finds in it."""

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        self.storage = Storage(folder / "sotto.db")
        self.index = ChunkIndex(self.storage)
        self.embedder = SharedEmbedder(lambda: embedder)
        self.retriever = Retriever(self.storage, self.index, self.embedder)
        self.evidence = DocumentEvidence(self.storage, self.index, self.retriever, self.embedder)

    def add(
        self, title: str, text: str, *, collection: str = "", cuts: tuple[int, ...] = (), runs: tuple[Run, ...] = ()
    ) -> DocumentId:
        with self.storage.write() as database:
            document = database.execute(
                "INSERT INTO documents(path, collection, title, state, added_at) VALUES (?, ?, ?, 'indexed', 0)",
                (f"/files/{title}.pdf", collection, title),
            ).lastrowid
            page = database.execute(
                "INSERT INTO pages(document_id, position, number, text, runs) VALUES (?, 0, 1, ?, ?)",
                (document, text, encode_runs(runs)),
            ).lastrowid
            edges = (0, *cuts, len(text))
            for position, (start, end) in enumerate(itertools.pairwise(edges)):
                chunk = database.execute(
                    "INSERT INTO chunks(document_id, page_id, position, start, end) VALUES (?, ?, ?, ?, ?)",
                    (document, page, position, start, end),
                ).lastrowid
                assert chunk is not None
                row = ChunkRow(chunk_id=ChunkId(chunk), title=title, heading="", text=text[start:end])
                self.index.add_words(database, [row])
        assert document is not None
        return DocumentId(document)

    def titles(self, query: str, collection: str = "") -> list[str]:
        return [passage.title for passage in self.retriever.search(query, 8, Scope(collection=collection)).passages]

    def embed(self) -> None:
        queue = EmbeddingQueue(self.storage, self.embedder, self.index)
        assert queue.wait_until_done(20)
        queue.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    made.add("Lease", LEASE)
    made.add("Garden plan", GARDEN)
    made.add("賃貸借契約書", CONTRACT)
    yield made
    made.storage.close()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("how much is the rent", "Lease"),
        ("watering in winter", "Garden plan"),
        ("garden plan", "Garden plan"),
        ("契約", "賃貸借契約書"),
        ("家賃はいくらですか", "賃貸借契約書"),
        ("犬", "賃貸借契約書"),
        ("賃貸借", "賃貸借契約書"),
        ("8万円", "賃貸借契約書"),
    ],
)
def test_words_alone_find_the_document(library: Library, query: str, title: str) -> None:
    assert library.titles(query)[0] == title


def test_a_correction_finds_what_was_meant(library: Library) -> None:
    library.add("Service contract", "The notice period of this contract is two weeks. It was meant to be read in full.")
    asked = "What is the notice period in the contract?"
    assert library.evidence.find(asked).passages[0].title == "Service contract"
    found = library.evidence.find("No, I meant the lease", previous_questions=[asked])
    assert found.passages[0].title == "Lease"
    assert (found.question, found.meant) == ("What is the notice period in the lease?",) * 2
    assert found.sufficient
    spoken = library.evidence.find("What is the notice period in the contract, no, I meant the lease?")
    assert spoken.passages[0].title == "Lease"
    assert sufficiency.in_doubt(spoken.likelihood)
    later = library.evidence.find("And the monthly rent?", previous_questions=[asked, "No, I meant the lease"])
    assert later.passages[0].title == "Lease"


def test_the_company_named_in_the_title_decides(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for company in ("Alder", "Birch", "Cedar", "Dogwood"):
        library.add(
            f"{company} annual report", f"Total revenue rose to {len(company)} million dollars in the fiscal year."
        )
    assert library.titles("What was the revenue of Cedar in the fiscal year?")[0] == "Cedar annual report"
    library.storage.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=80) | st.sampled_from(['"', "a AND (", "NEAR(", "🙂", "契", "-", "text:rent", "\ud800"]))
def test_any_query_is_answered(library: Library, query: str) -> None:
    for passage in library.retriever.search(query).passages:
        assert 0 <= passage.score <= 1
        assert passage.text


def test_nothing_is_found_for_nothing(library: Library) -> None:
    assert library.titles("") == []
    assert library.titles("?!") == []
    assert library.titles("volcano") == []


def test_a_collection_is_searched_alone(tmp_path: Path) -> None:
    library = Library(tmp_path, HashedEmbedder())
    library.add("Flat", "The rent of the flat is 900 euros.", collection="home")
    library.add("Office", "The rent of the office is 2,000 euros.", collection="work")
    library.embed()
    assert library.titles("rent of the flat", "work") == ["Office"]
    assert set(library.titles("rent")) == {"Flat", "Office"}
    assert library.evidence.has_documents("work")
    assert not library.evidence.has_documents("holiday")
    library.storage.close()


def test_meaning_finds_what_words_do_not(tmp_path: Path) -> None:
    embedder = HashedEmbedder(dimensions=256)
    library = Library(tmp_path, embedder)
    library.add("Lease", LEASE)
    library.add("Zoo", "Elephants sleep four hours each night.")
    library.embed()
    # No word in common; the embedder for tests sees the shared parts of words.
    assert library.titles("elephantine sleeper")[0] == "Zoo"
    assert embedder.embedded == 2
    library.storage.close()


def test_a_chunk_is_embedded_with_its_title_and_headings(tmp_path: Path) -> None:
    library = Library(tmp_path, HashedEmbedder(dimensions=256))
    for company in ("Alder", "Birch", "Cedar"):
        document = library.add(company, "Revenue rose to nine million.")
        with library.storage.write() as database:
            database.execute("UPDATE chunks SET heading = ? WHERE document_id = ?", (f"{company}ish rivers", document))
    library.embed()
    with library.storage.write() as database:  # so that words find nothing
        database.execute("DELETE FROM chunk_words")
    assert library.titles("cedars")[0] == "Cedar"
    assert library.titles("birchish rivers")[0] == "Birch"
    library.storage.close()


def test_an_english_embedder_is_not_asked_about_japanese(tmp_path: Path) -> None:
    library = Library(tmp_path, HashedEmbedder(languages=("en",)))
    library.add("賃貸借契約書", CONTRACT)
    library.embed()
    assert library.retriever.find("家賃はいくらですか").nearest is None
    assert library.retriever.find("rent").nearest is not None
    library.storage.close()


def test_while_vectors_are_missing_words_alone_may_suffice(tmp_path: Path) -> None:
    library = Library(tmp_path, HashedEmbedder())
    library.add("Garden", "The garden is watered twice a week.")
    library.embed()
    assert library.index.is_embedded()
    library.add("Lease", LEASE)
    assert not library.index.is_embedded()
    evidence = library.evidence
    found = library.retriever.find("How much is the monthly rent?")
    signs = evidence.signs("How much is the monthly rent?", found)
    alone = sufficiency.likelihood(dataclasses.replace(signs, nearest=None))
    assert evidence.likelihood("How much is the monthly rent?", found) == max(alone, sufficiency.likelihood(signs))
    library.storage.close()


def test_a_search_says_whether_more_may_be_found_later(tmp_path: Path) -> None:
    library = Library(tmp_path, HashedEmbedder())
    question = "How much is the monthly rent?"
    library.add("Lease", LEASE)
    assert library.evidence.find(question).unfinished
    library.embed()
    assert not library.evidence.find(question).unfinished
    DocumentRecords(library.storage, library.index).put_in_line([tmp_path / "next.txt"], "", 0.0)
    assert library.evidence.find(question).unfinished
    library.storage.close()


def test_removing_a_document_leaves_nothing_to_find(tmp_path: Path) -> None:
    library = Library(tmp_path, HashedEmbedder())
    gone, kept = library.add("賃貸借契約書", CONTRACT), library.add("Lease", LEASE)
    library.embed()
    with library.storage.write() as database:
        library.index.remove_document(database, gone)
        database.execute("DELETE FROM documents WHERE id = ?", (gone,))
    assert library.titles("契約") == ["Lease"]  # by meaning, the only one left
    for name in ("chunk_words", exact_table(vector_table("hashed", 64))):
        assert library.storage.rows(f"SELECT count(*) AS n FROM {name}") == [{"n": 1}]
    assert library.storage.rows("SELECT count(*) AS n FROM chunk_pairs") == [{"n": 0}]
    assert library.retriever.search("rent").passages[0].document_id == kept
    library.storage.close()


def test_frequent_words_are_left_out_while_rarer_ones_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    for number in range(12):
        library.add(f"Report {number}", f"The rent and the deposit of flat {'basil' if number == 7 else 'none'}.")
    everything = library.index.search_words("rent basil", 50)
    monkeypatch.setattr(index, "SCORED", 5)
    assert library.index.search_words("rent basil", 50) == [8]
    assert everything[0] == 8
    assert len(everything) == 12
    # Frequent words alone: what holds all of them, and where nothing does, what holds any.
    library.add("Deposit", "The deposit.")
    assert sorted(library.index.search_words("rent deposit", 50)) == list(range(1, 13))
    monkeypatch.setattr(index, "SCORED", 0)
    assert sorted(library.index.search_words("rent absent", 50)) == list(range(1, 13))
    library.storage.close()


def test_twins_are_shown_once_and_neighbours_as_one(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add("Lease", LEASE, cuts=(LEASE.index("Pets"), LEASE.index("The notice")))
    library.add("Copy of the lease", LEASE)
    passages = library.retriever.search("rent pets notice period").passages
    assert [passage.text for passage in passages] == [LEASE]
    library.storage.close()


def test_a_passage_is_the_pages_text_between_its_ends(library: Library) -> None:
    found = library.retriever.search("rent garden 契約").passages
    assert {passage.title for passage in found} == {"Lease", "Garden plan", "賃貸借契約書"}
    for passage in found:
        [row] = library.storage.rows(
            "SELECT p.text FROM pages p JOIN chunks c ON c.page_id = p.id WHERE c.id = ?", (passage.chunk_id,)
        )
        assert row["text"][passage.start : passage.end] == passage.text


# -- evidence ----------------------------------------------------------------------------------------------------------


def test_evidence_is_sufficient_when_the_documents_hold_the_answer(library: Library) -> None:
    assert library.evidence.find("How high is the monthly rent?").sufficient
    assert library.evidence.find("家賃はいくらですか").sufficient
    assert not library.evidence.find("Which volcano erupted in 1883?").sufficient
    assert not library.evidence.find("富士山の高さは何メートルですか").sufficient


def test_a_follow_up_is_looked_up_with_its_question(library: Library) -> None:
    found = library.evidence.find("And in winter?", previous_questions=["How often is the garden watered?"])
    assert found.passages[0].title == "Garden plan"
    assert found.sufficient


def test_a_short_question_of_its_own_is_looked_up_by_itself(library: Library) -> None:
    library.add("House rules", "The stairwell is swept by the tenants of the upper floor on every second Friday.")
    before = ["What changed between the old version and the new version of the contract?"]
    asked = "When is the stairwell swept?"
    found = library.evidence.find(asked, previous_questions=before)
    assert (found.question, found.passages[0].title) == (asked, "House rules")
    assert not sufficiency.in_doubt(found.likelihood)


def test_what_is_asked_next_is_not_lost_behind_what_was_asked_before(library: Library) -> None:
    library.add("House rules", "Smoking is forbidden. The stairwell is swept by the tenants of the upper floor.")
    before = ["Which band will the garden society hire for the summer concert?", "And the date of the concert?"]
    asked = "And what about smoking?"
    found = library.evidence.find(asked, previous_questions=before)
    assert (found.question, found.passages[0].title, found.sufficient) == (asked, "House rules", True)


def test_a_short_japanese_question_is_not_lost_behind_one_of_something_else(library: Library) -> None:
    before = ["What is the total of the invoice?", "Which band will the garden society hire?"]
    found = library.evidence.find("家賃はいくらですか？", previous_questions=before)
    assert (found.question, found.passages[0].title) == ("家賃はいくらですか？", "賃貸借契約書")
    assert found.sufficient


@pytest.mark.parametrize(
    ("asked", "meant", "quote"),
    [
        ("手取りはいくらですか", "差引支給額はいくらですか", "差引支給額　247,210円"),
        ("may I take a second job?", "may I take other paid work?", "Other paid work needs the written consent."),
        ("何台まで停められますか", "駐輪場は何台まで停められますか", "1世帯につき2台までとする。"),
    ],
)
def test_what_the_documents_call_otherwise_is_found(library: Library, asked: str, meant: str, quote: str) -> None:
    library.add(
        "給与明細", "給与明細書\n基本給　268,000円\n支給合計　311,700円\n控除合計　64,490円\n\n差引支給額　247,210円"
    )
    library.add("Contract", "The notice period is two months. Other paid work needs the written consent.")
    library.add("管理規約", "第15条（駐輪場）\n駐輪場の使用料は、1台につき月額300円とする。1世帯につき2台までとする。")
    found = library.evidence.find(asked)
    assert found.sufficient
    assert (found.question, found.meant) == (meant, meant)
    best = library.evidence.best_quote(found)
    assert best is not None
    assert best.quote == quote


def test_the_users_own_words_are_kept_where_the_documents_have_them(library: Library) -> None:
    library.add(
        "Rules", "Other paid work needs consent. Whoever has a second job must report the second job to the office."
    )
    found = library.evidence.find("Must I report a second job to the office?")
    assert (found.question, found.meant) == ("Must I report a second job to the office?", "")


def test_quotes_are_exact_and_marked_on_the_page(tmp_path: Path) -> None:
    library = Library(tmp_path)
    lines = LEASE.split("\n")
    runs, at = [], 0
    for i, line in enumerate(lines):
        runs.append(Run(start=at, end=at + len(line), box=(72.0, 700.0 - 20 * i, 400.0, 712.0 - 20 * i)))
        at += len(line) + 1
    library.add("Lease", LEASE, runs=tuple(runs))
    evidence = library.evidence.find("What is the rent, and are pets allowed?")
    cited = library.evidence.cite(
        "Pets are not allowed without consent. The rent is 1,250 euros. Enjoy the sunshine!", evidence
    )
    assert [(citation.n, citation.quote) for citation in cited.citations] == [(1, lines[1]), (2, lines[0])]
    assert [citation.boxes for citation in cited.citations] == [
        ((72.0, 680.0, 400.0, 692.0),),
        ((72.0, 700.0, 400.0, 712.0),),
    ]
    assert [mark.citations for mark in cited.support] == [(1,), (2,), ()]
    assert all(LEASE[citation.start : citation.end] == citation.quote for citation in cited.citations)
    library.storage.close()


def test_a_page_that_changed_is_not_quoted(library: Library) -> None:
    evidence = library.evidence.find("How high is the rent?")
    with library.storage.write() as database:
        database.execute("UPDATE pages SET text = 'The rent was abolished.' WHERE text = ?", (LEASE,))
    cited = library.evidence.cite("The monthly rent is 1,250 euros.", evidence)
    assert cited.citations == ()
    assert cited.support[0].citations == ()


def test_a_refusal_cites_nothing(library: Library) -> None:
    evidence = library.evidence.find("How old is the landlord?")
    cited = library.evidence.cite("Your documents do not say.", evidence)
    assert cited.refused
    assert cited.citations == ()
    assert library.evidence.cite("Hello.", Evidence(passages=(), sufficient=False, took_ms=0)).citations == ()


# -- the background thread ---------------------------------------------------------------------------------------------


def test_embedding_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = HashedEmbedder()
    library = Library(tmp_path, first)
    library.add("Lease", LEASE)
    library.embed()
    library.add("Garden", GARDEN)
    library.embed()
    assert first.embedded == 2
    library.storage.close()
    again = Library(tmp_path, HashedEmbedder(model_id="another", dimensions=32))
    again.embed()
    assert {row["embedded_by"] for row in again.storage.rows("SELECT embedded_by FROM chunks")} == {"another"}
    tables = again.storage.rows(
        "SELECT name FROM sqlite_master WHERE name = ?", (exact_table(vector_table("hashed", 64)),)
    )
    assert tables == []
    again.storage.close()


def test_nothing_is_embedded_while_paused(tmp_path: Path) -> None:
    embedder = HashedEmbedder()
    library = Library(tmp_path, embedder)
    queue = EmbeddingQueue(library.storage, library.embedder, library.index)
    assert queue.wait_until_done(20)
    queue.pause()
    queue.pause()
    library.add("Lease", LEASE)
    queue.notify()
    queue.resume()
    assert not queue.wait_until_done(0.05)
    assert embedder.embedded == 0
    queue.resume()
    assert queue.wait_until_done(20)
    assert embedder.embedded == 1
    queue.close()
    library.storage.close()


def test_a_waiting_question_goes_before_the_background() -> None:
    shared = SharedEmbedder(HashedEmbedder)
    order: list[str] = []

    def wait_in_line(name: str, *, background: bool) -> None:
        with shared.use(background=background):
            order.append(name)

    with shared.use(background=True):
        background = threading.Thread(target=wait_in_line, args=("background",), kwargs={"background": True})
        background.start()
        question = threading.Thread(target=wait_in_line, args=("question",), kwargs={"background": False})
        question.start()
        while not shared._questions_waiting:
            pass
    question.join(10)
    background.join(10)
    assert order == ["question", "background"]


def test_without_an_embedder_nothing_fails(tmp_path: Path) -> None:
    library = Library(tmp_path, None)
    library.add("Lease", LEASE)
    library.embed()
    assert library.titles("rent") == ["Lease"]
    assert not library.evidence.find("rent").unfinished
    library.storage.close()


def test_a_broken_embedder_is_named_once_and_replaced_after_a_reload(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = Library(tmp_path)
    library.add("Lease", LEASE)
    answers: list[Embedder | None] = [None, HashedEmbedder()]

    def load() -> Embedder | None:
        answer = answers.pop(0)
        if answer is None:
            raise ModelUnavailable("The model file is damaged.")
        return answer

    shared = SharedEmbedder(load)
    queue = EmbeddingQueue(library.storage, shared, library.index)
    assert queue.wait_until_done(20)
    assert [record.getMessage() for record in caplog.records] == ["no search by meaning: model_unavailable"]
    caplog.clear()
    shared.reload()
    queue.notify()
    assert queue.wait_until_done(20)
    assert library.storage.rows("SELECT embedded_by FROM chunks") == [{"embedded_by": "hashed"}]
    queue.close()
    library.storage.close()


@pytest.mark.parametrize(("one", "other"), [("a-b", "a_b"), ("x" * 60 + "1", "x" * 60 + "2"), ("日本", "中国")])
def test_models_never_share_a_vector_table(one: str, other: str) -> None:
    names = {vector_table(one, 8), vector_table(other, 8), vector_table(one, 16)}
    assert len(names) == 3
    assert all(name.replace("_", "").isalnum() and name.isascii() for name in names)
