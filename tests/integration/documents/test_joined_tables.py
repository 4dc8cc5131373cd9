"""Questions that two tables answer together, over real files."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.documents.base import ComputedAnswer
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.tables.table_answers import TableAnswers
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_store import TableStore
from assistant.ids import OperationId
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration

CITIES = ("Osaka", "Tokyo", "Kyoto")


def write(file: Path, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([names, *rows])


@pytest.fixture
def answers(tmp_path: Path, storage: Storage, reader: ReaderProcess) -> TableAnswers:
    """Orders and their customers; sales and their shops, in Japanese; and visits, whose key names no row."""
    folder = tmp_path / "files"
    folder.mkdir()
    orders = [[n, f"2024-{n % 12 + 1:02d}-01", n % 20 + 1, f"Item {n % 7}", n * 10] for n in range(200)]
    write(folder / "orders.csv", ["order_id", "day", "customer_id", "product", "amount"], orders)
    write(
        folder / "customers.csv",
        ["id", "name", "city", "age"],
        [[n, f"Person {n}", CITIES[n % 3], 20 + n] for n in range(1, 21)],
    )
    write(folder / "visits.csv", ["customer_id", "channel"], [[n % 20 + 1, ["web", "shop"][n % 2]] for n in range(60)])
    write(folder / "売上.csv", ["日付", "店舗コード", "金額"], [["2024-01-05", f"S{n % 5}", n * 10] for n in range(50)])
    write(
        folder / "店舗.csv",
        ["店舗コード", "店舗名", "地域"],
        [[f"S{n}", f"店{n}", ["関東", "関西"][n % 2]] for n in range(5)],
    )
    store = TableStore(tmp_path / "tables")
    catalog = TableCatalog(storage, store)
    records = DocumentRecords(storage, ChunkIndex(storage), catalog)
    ingest = Ingest(records, reader, max_file_mb=lambda: 100, on_chunks_added=lambda: None, tables=store)
    ingest.add([folder], "", lambda _: None, CancelToken(), OperationId("op"))
    return TableAnswers(storage, catalog)


def ask(answers: TableAnswers, question: str, *previous: str) -> ComputedAnswer | None:
    return answers.asked(question, previous=previous).answer(CancelToken())


def by_first(answer: ComputedAnswer) -> dict[object, object]:
    return {row[0]: row[1] for row in answer.data.rows}


def amount(city: str, month: int = 0) -> int:
    return sum(n * 10 for n in range(200) if CITIES[(n % 20 + 1) % 3] == city and (not month or n % 12 + 1 == month))


def test_a_sum_by_a_column_of_the_other_table(answers: TableAnswers) -> None:
    by_city = "What is the total amount of orders by city?"
    answer = ask(answers, by_city)
    assert answer is not None
    assert by_first(answer) == {city: amount(city) for city in CITIES}
    assert answer.data.statement.startswith('WITH "orders with customers" AS (SELECT a."amount" AS "amount", b."city"')
    assert [(source.table, source.row_count) for source in answer.data.sources] == [("orders", 200), ("customers", 20)]
    assert [citation.quote.split(" | ")[0] for citation in answer.citations] == ["order_id", "id"]
    followed = ask(answers, "and in May 2024?", by_city)
    assert followed is not None
    assert by_first(followed) == {city: amount(city, 5) for city in CITIES}
    ranked = ask(answers, "Which city has the highest total amount?")
    assert ranked is not None
    assert ranked.data.rows == (max(((city, amount(city)) for city in CITIES), key=lambda row: row[1]),)


def test_rows_are_those_of_the_table_that_is_named(answers: TableAnswers) -> None:
    orders = ask(answers, "How many orders are from Osaka?")
    customers = ask(answers, "How many customers are from Osaka?")
    assert orders is not None
    assert customers is not None
    assert orders.data.rows == ((sum(1 for n in range(200) if CITIES[(n % 20 + 1) % 3] == "Osaka"),),)
    assert customers.data.rows == ((6,),)
    # An average over customers would count each as often as they ordered.
    assert ask(answers, "What is the average age of customers by product?") is None


def test_the_same_in_japanese(answers: TableAnswers) -> None:
    answer = ask(answers, "地域別の売上の金額の合計")
    assert answer is not None
    assert by_first(answer) == {
        "関東": sum(n * 10 for n in range(50) if n % 5 % 2 == 0),
        "関西": sum(n * 10 for n in range(50) if n % 5 % 2 == 1),
    }


def test_what_names_many_rows_joins_nothing(answers: TableAnswers) -> None:
    """Each order would be counted once for every visit."""
    assert ask(answers, "What is the total amount of orders by channel?") is None
