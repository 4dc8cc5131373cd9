"""Tables from files to answers: real reader process, real SQLite."""

from __future__ import annotations

import csv
import dataclasses
import json
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from assistant.cancellation import CancelToken
from assistant.clock import SystemClock
from assistant.conversation.history import ConversationStore
from assistant.documents.base import ComputedAnswer
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.tables.sql_run import SqlRefused, SqlTooLong, TableReader, View
from assistant.documents.tables.table_answers import TableAnswers
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_store import TableStore
from assistant.errors import Interrupted
from assistant.events import FileIndexed
from assistant.ids import OperationId
from assistant.memory.forgetting import Forgetting
from assistant.records import Answer, Basis, FileReport, ForgetPlan
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration


@dataclasses.dataclass(slots=True, kw_only=True)
class Tables:
    """A library with its tables."""

    storage: Storage
    store: TableStore
    catalog: TableCatalog
    records: DocumentRecords
    ingest: Ingest
    folder: Path

    def add(self, *paths: Path) -> list[FileReport]:
        reports: list[FileReport] = []
        self.ingest.add(
            paths,
            "",
            lambda e: reports.append(e.file) if isinstance(e, FileIndexed) else None,
            CancelToken(),
            OperationId("op"),
        )
        return reports

    def ask(self, question: str) -> ComputedAnswer | None:
        return TableAnswers(self.storage, self.catalog).asked(question).answer(CancelToken())

    def value(self, question: str) -> object:
        answer = self.ask(question)
        assert answer is not None, question
        return answer.data.rows[0][0]


@pytest.fixture
def tables(tmp_path: Path, storage: Storage, reader: ReaderProcess) -> Tables:
    """An empty library that keeps tables."""
    store = TableStore(tmp_path / "tables")
    catalog = TableCatalog(storage, store)
    records = DocumentRecords(storage, ChunkIndex(storage), catalog)
    ingest = Ingest(records, reader, max_file_mb=lambda: 300, on_chunks_added=lambda: None, tables=store)
    return Tables(
        storage=storage, store=store, catalog=catalog, records=records, ingest=ingest, folder=tmp_path / "tables"
    )


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """A CSV with a currency, days, text and a total below."""
    file = tmp_path / "orders.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["day", "region", "product", "amount"])
        for n in range(200):
            day = f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
            writer.writerow([day, ["North", "South"][n % 2], f"Item {n % 7}", f"${n * 10:,}.50"])
        writer.writerow(["Total", "", "", "$999,999"])
    return file


def test_all_rows_are_counted_and_the_total_below_is_not(tables: Tables, orders: Path) -> None:
    (report,) = tables.add(orders)
    assert report.reason == ""
    assert tables.value("How many orders are there?") == 200
    assert tables.value("How many orders are from the North?") == 100
    assert tables.value("What is the total amount?") == pytest.approx(sum(n * 10 + 0.5 for n in range(200)))
    answer = tables.ask("total amount by region")
    assert answer is not None
    assert answer.data.rows == (("South", 100_050.0), ("North", 99_050.0))
    assert answer.data.sources[0].row_count == 200
    named = tables.ask("What is the total amount by region in orders.csv?")
    assert named is not None
    assert named.data.statement == answer.data.statement, "a file is called by its whole name too"


def test_answers_point_at_rows_that_are_on_the_page(tables: Tables, orders: Path) -> None:
    tables.add(orders)
    answer = tables.ask("What was the highest amount in May 2024?")
    assert answer is not None
    (text,) = (row["text"] for row in tables.storage.rows("SELECT text FROM pages"))
    (citation,) = answer.citations
    assert text[citation.start : citation.end] == citation.quote
    assert "$1,960.50" in citation.quote
    assert answer.data.rows == ((1960.5,),)


def test_the_rows_that_are_shown_are_numbered_in_order(tables: Tables, tmp_path: Path) -> None:
    washers = tmp_path / "washers.csv"
    washers.write_text("model,noise_db\nA1,49\nB2,44\nC3,44\nD4,52\nE5,44\n")
    tables.add(washers)
    lowest = tables.ask("What is the lowest noise db?")
    assert lowest is not None
    assert [(one.n, one.quote) for one in lowest.citations] == [(1, "B2 | 44"), (2, "C3 | 44"), (3, "E5 | 44")]


def test_long_lists_are_whole_in_the_rows_and_short_in_the_sentence(tables: Tables, orders: Path) -> None:
    tables.add(orders)
    answer = tables.ask("List the orders from the South")
    assert answer is not None
    assert answer.data.row_count == len(answer.data.rows) == 100
    assert "and 95 more" in answer.text


def test_sheets_of_a_workbook_are_tables_of_their_own(tables: Tables, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "売上"
    for row in (["店舗", "金額"], ["東京店", 1200], ["大阪店", 800], ["東京店", 300]):
        first.append(row)
    second = book.create_sheet("Staff")
    for row in (["name", "age"], ["Ann", 31], ["Bo", 45]):
        second.append(row)
    file = tmp_path / "shop.xlsx"
    book.save(file)
    tables.add(file)
    assert tables.value("東京店の金額の合計はいくらですか？") == 1500
    assert tables.value("What is the average age of the staff?") == 38
    answer = tables.ask("店舗ごとの金額の合計")
    assert answer is not None
    assert answer.data.sources[0].page == 1
    assert answer.citations[0].quote == "店舗 | 金額"


def test_japanese_encodings_lines_of_json_and_logs(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "在庫.csv").write_bytes("品名,数量\r\nねじ,120\r\nくぎ,80\r\n".encode("cp932"))
    (tmp_path / "events.jsonl").write_text(
        "\n".join(json.dumps({"kind": "click" if n % 3 else "view", "ms": n}) for n in range(30)), encoding="utf-8"
    )
    (tmp_path / "access.log").write_text(
        "\n".join(
            f'10.0.0.{n} - - [10/Oct/2024:13:55:{n:02d} +0000] "GET /p{n % 2} HTTP/1.1" {404 if n % 5 == 0 else 200} {n * 100}'
            for n in range(20)
        ),
        encoding="utf-8",
    )
    tables.add(tmp_path / "在庫.csv", tmp_path / "events.jsonl", tmp_path / "access.log")
    assert tables.value("数量の合計は？") == 200
    assert tables.value("How many events are click?") == 20
    assert tables.value("How many access rows have status 404?") == 4
    assert tables.value("total bytes in the access log") == 19_000


def test_what_is_known_of_the_documents_is_a_table_too(tables: Tables, orders: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Only a note.", encoding="utf-8")
    tables.add(orders, note)
    answer = tables.ask("How many documents do I have?")
    assert answer is not None
    assert answer.text == "You have 2 documents."
    assert tables.value("How many of my documents are CSV files?") == 1
    assert tables.value("How many PDFs are in my library?") == 0
    assert tables.value("文書は何件ありますか") == 2
    largest = tables.ask("What is the largest document?")
    assert largest is not None
    assert "orders.csv" in largest.text
    by_type = tables.ask("How many documents do I have by type?")
    assert by_type is not None
    assert by_type.text == "Number of documents by type in your documents: CSV: 1; TXT: 1."


def test_rows_go_with_their_document(tables: Tables, orders: Path) -> None:
    (report,) = tables.add(orders)
    (file,) = tables.folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(tables.folder.stat().st_mode) == 0o700
    assert b"Item 3" in file.read_bytes()
    assert report.document_id is not None
    tables.records.remove(report.document_id)
    assert list(tables.folder.iterdir()) == []
    assert tables.ask("How many orders are there?") is None


def test_a_changed_file_replaces_its_rows(tables: Tables, orders: Path) -> None:
    tables.add(orders)
    orders.write_text("day,region\n2024-01-01,North\n", encoding="utf-8")
    tables.add(orders)
    assert tables.value("How many orders are there?") == 1
    assert len(list(tables.folder.iterdir())) == 1


def test_the_same_content_twice_is_kept_until_both_are_gone(tables: Tables, orders: Path, tmp_path: Path) -> None:
    again = tmp_path / "copy.csv"
    again.write_bytes(orders.read_bytes())
    first, second = tables.add(orders, again)
    assert first.document_id is not None
    assert second.document_id is not None
    tables.records.remove(first.document_id)
    assert len(list(tables.folder.iterdir())) == 1
    tables.records.remove(second.document_id)
    assert list(tables.folder.iterdir()) == []


def test_what_a_killed_program_left_is_cleaned_up(tables: Tables, orders: Path) -> None:
    tables.add(orders)
    (tables.folder / "1-dead.part").write_bytes(b"half")
    (tables.folder / f"{'0' * 64}.db").write_bytes(b"nobody's")
    tables.catalog.clean_up()
    assert [file.suffix for file in tables.folder.iterdir()] == [".db"]
    assert tables.value("How many orders are there?") == 200


@pytest.fixture
def open_orders(tables: Tables, orders: Path) -> Iterator[TableReader]:
    """A connection that sees the orders alone."""
    tables.add(orders)
    (table,) = tables.catalog.tables()
    opened = TableReader((View(name="orders", file=table.file, table="t1"),))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM orders",
        "INSERT INTO orders VALUES (1, 2, 3, 4)",
        "UPDATE f0.t1 SET amount = 0",
        "DROP TABLE f0.t1",
        "ATTACH DATABASE 'x.db' AS x",
        "PRAGMA journal_mode = DELETE",
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT * FROM sqlite_master",
        "SELECT sql FROM f0.sqlite_schema",
        "SELECT randomblob(1000000000)",
        "SELECT zeroblob(1000000000)",
        "SELECT printf('%1000000000d', 1)",
        "SELECT 1; DELETE FROM orders",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
        "SELECT * FROM nobody",
        "SELECT " + "1," * 3_000 + "1",
    ],
)
def test_statements_may_only_read(open_orders: TableReader, sql: str) -> None:
    with pytest.raises(SqlRefused):
        open_orders.run(sql)
    assert open_orders.run("SELECT count(*) FROM orders").rows == ((200,),)


def test_statements_end_when_their_time_is_over(open_orders: TableReader) -> None:
    began = time.monotonic()
    with pytest.raises(SqlTooLong):
        open_orders.run("SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e", time_limit_s=0.3)
    assert time.monotonic() - began < 30


def test_statements_end_when_the_turn_does(open_orders: TableReader) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Interrupted):
        open_orders.run("SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e", cancel=cancel)


def test_more_rows_than_are_kept_are_counted(open_orders: TableReader) -> None:
    result = open_orders.run("SELECT * FROM orders a, orders b")
    assert len(result.rows) == 1_000
    assert result.row_count == 40_000


def test_a_large_file_is_counted_to_its_end_though_its_text_is_cut(tables: Tables, tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("w", encoding="utf-8") as stream:
        stream.write("名前,n,note\n")
        for n in range(300_000):
            stream.write(f"品{n % 10},{n},{'x' * 60}\n")
    (report,) = tables.add(file)
    assert "all 300,000 can be counted" in report.reason
    assert tables.value("What is the total n?") == sum(range(300_000))
    assert tables.value("品3は何件ありますか") == 30_000


def test_computed_rows_are_kept_with_the_answer_until_their_document_is_forgotten(tables: Tables, orders: Path) -> None:
    (report,) = tables.add(orders)
    computed = tables.ask("total amount by region")
    assert computed is not None
    assert report.document_id is not None
    store = ConversationStore(tables.storage, SystemClock())
    conversation, question = store.add_question(None, "total amount by region")
    message = store.begin_answer(conversation, question, sent="total amount by region", model="")
    answer = Answer(
        text=computed.text,
        conversation=conversation,
        message=message,
        turn=1,
        model="",
        basis=Basis.DATA,
        citations=computed.citations,
        data=computed.data,
    )
    store.finish_answer(answer, written=computed.text)
    kept = store.messages(conversation)[-1].answer
    assert kept is not None
    assert kept.data == computed.data
    forgetting = Forgetting(tables.storage)
    forgetting.carry_out(ForgetPlan(answers=forgetting.answers_from(report.document_id)))
    left = store.messages(conversation)[-1].answer
    assert left is not None
    assert left.data is None


def test_follow_ups_change_the_statement_before_them(tables: Tables, orders: Path) -> None:
    tables.add(orders)
    asked: list[str] = []

    def ask(question: str) -> object:
        answer = TableAnswers(tables.storage, tables.catalog).asked(question, previous=asked).answer(CancelToken())
        asked.append(question)
        return answer.data.rows if answer is not None else None

    assert ask("What is the total amount of orders in May 2024?") != ask("and in June 2024?")
    amounts = {n: n * 10 + 0.5 for n in range(200) if n % 12 == 5}
    assert ask("only for the South") == ((pytest.approx(sum(value for n, value in amounts.items() if n % 2)),),)
    assert ask("how many?") == ((sum(1 for n in amounts if n % 2),),)
    assert ask("and the weather?") is None
    # What was not understood is between them: nobody can say what this one follows.
    assert ask("and in May 2024?") is None


def test_what_was_spent_of_an_account_is_no_salary(tables: Tables, tmp_path: Path) -> None:
    account = tmp_path / "account.csv"
    account.write_text(
        "date,text,amount\n2026-01-02,Salary,2400\n2026-01-03,Rent,-1150\n2026-01-09,Green Market,-54.20\n2026-02-02,Rent,-1150\n"
    )
    tables.add(account)
    biggest = tables.ask("What was my biggest expense?")
    assert biggest is not None
    assert "Rent, 1,150" in biggest.text
    assert [citation.quote for citation in biggest.citations] == [
        "2026-01-03 | Rent | -1150",
        "2026-02-02 | Rent | -1150",
    ]
    assert tables.value("How much did I spend in January?") == 1204.2
    assert tables.value("How much did I earn?") == 2400
    assert tables.ask("支出の合計はいくらですか") is not None


def test_among_hundreds_of_tables_those_are_looked_at_that_a_question_names(tables: Tables, orders: Path) -> None:
    columns = '[{"name":"height","type":"integer"},{"name":"width","type":"integer"}]'
    with tables.storage.write() as database:
        for n in range(1, 301):
            database.execute(
                "INSERT INTO documents(path, collection, state, content_hash, added_at) VALUES (?, '', 'indexed', ?, 0)",
                (f"/nowhere/drawing {n}.pdf", str(n)),
            )
            database.execute(
                "INSERT INTO data_tables(document_id, number, name, page, row_count, columns) VALUES (?, 1, 'sizes', 1, 2, ?)",
                (n, columns),
            )
    tables.add(orders)
    assert len(tables.catalog.tables()) == 301
    assert [table.document.stem for table in tables.catalog.likely(["regio", "amou"], 1)] == ["orders"]
    assert tables.value("How many orders are from the North?") == 100
