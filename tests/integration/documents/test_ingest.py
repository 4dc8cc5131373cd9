"""Taking files in: each with its row, again at no cost, and whole whatever happens in between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.documents.base import ReadPage
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.errors import DocumentUnreadable
from assistant.events import Event, FileIndexed, IndexFinished, IndexProgress
from assistant.ids import ChunkId, OperationId
from assistant.records import FileState
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder

pytestmark = pytest.mark.integration


def test_a_folder_goes_in_file_by_file(library_run: Any, make_pdf: Any, storage: Storage) -> None:
    folder = make_pdf("lease.pdf", ["The lease ends in May."], ["Second page."]).parent
    (folder / "notes.md").write_text("# Notes\n\nThe boiler is serviced every autumn.\n")
    (folder / "table.xlsx").write_bytes(b"PK")
    (folder / "big.txt").write_bytes(b"x" * 1_100_000)
    (folder / "empty.txt").touch()
    make_pdf("mixed.pdf", ["Text."], [])
    reports = library_run.add(folder)
    assert {name: (str(report.state), report.pages) for name, report in reports.items()} == {
        "big.txt": ("failed", 0),
        "empty.txt": ("failed", 0),
        "lease.pdf": ("indexed", 2),
        "mixed.pdf": ("partly", 2),
        "notes.md": ("indexed", 1),
        "table.xlsx": ("failed", 0),
    }
    assert reports["mixed.pdf"].reason.startswith("1 page has no text that can be read: 2.")
    assert reports["big.txt"].reason.startswith("This file has 1 MB; Sotto reads files up to 1 MB.")
    assert len(library_run.wake_ups) == 3
    progress = [event for event in library_run.events if isinstance(event, IndexProgress)]
    assert [event.done for event in progress] == [1, 2, 3, 4, 5, 6]
    assert progress[-1].bytes_done == progress[-1].bytes_total > 1_100_000
    finished = library_run.finished
    assert (finished.indexed, finished.partly, finished.failed, finished.error) == (2, 1, 3, None)
    index = ChunkIndex(storage)
    (chunk,) = index.search_words("boiler", 5)
    rows = storage.rows(
        "SELECT substr(pages.text, chunks.start + 1, chunks.end - chunks.start) AS text, heading FROM chunks "
        "JOIN pages ON pages.id = page_id WHERE chunks.id = ?",
        (chunk,),
    )
    assert rows == [{"text": "# Notes\n\nThe boiler is serviced every autumn.", "heading": "Notes"}]


def test_a_file_of_nothing_but_headings_takes_little_room(library_run: Any, storage: Storage, tmp_path: Path) -> None:
    file = tmp_path / "marks.md"
    file.write_text("# Rent " + "# " * 100_000 + "\n\n" + "Notice is three months. " * 20_000)
    report = library_run.add(file)["marks.md"]
    assert report.state is FileState.INDEXED
    (sizes,) = storage.rows("SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size")
    assert sizes["size"] < 20 * file.stat().st_size
    assert ChunkIndex(storage).search_words("notice", 5)
    (row,) = storage.rows("SELECT title FROM documents")
    assert len(row["title"]) <= 300


def test_running_titles_are_in_no_chunk_and_stay_on_the_page(library_run: Any, make_pdf: Any, storage: Storage) -> None:
    said = ["The lease ends in May.", "Rent is due monthly.", "The key is under the stone."]
    library_run.add(make_pdf("report.pdf", *[["Annual report", words, f"Page {n}"] for n, words in enumerate(said)]))
    rows = storage.rows(
        "SELECT pages.text AS page, substr(pages.text, start + 1, end - start) AS chunk FROM chunks "
        "JOIN pages ON pages.id = page_id ORDER BY chunks.position"
    )
    assert [row["chunk"] for row in rows] == said
    assert all(row["page"].startswith("Annual report\n") for row in rows)


def test_a_word_broken_between_two_pages_is_found_on_both(library_run: Any, make_pdf: Any, storage: Storage) -> None:
    pages = [["Lease", "The tenant signs this agree-", "1"], ["Lease", "ment in May.", "2"], ["Lease", "The end.", "3"]]
    library_run.add(make_pdf("lease.pdf", *pages))
    found = ChunkIndex(storage).search_words("agreement", 5)
    rows = storage.rows(
        "SELECT chunks.id, substr(pages.text, start + 1, end - start) AS text FROM chunks"
        " JOIN pages ON pages.id = page_id ORDER BY chunks.position"
    )
    assert [row["text"] for row in rows] == ["The tenant signs this agree-", "ment in May.", "The end."]
    assert sorted(found) == [rows[0]["id"], rows[1]["id"]]


def test_a_chapter_at_the_top_of_a_page_is_in_its_passage(library_run: Any, make_pdf: Any, storage: Storage) -> None:
    pages = [[f"Chapter {n}", f"Words of part {'a' * n}."] for n in (1, 2, 3)]
    library_run.add(make_pdf("book.pdf", *pages))
    rows = storage.rows(
        "SELECT substr(pages.text, start + 1, end - start) AS text FROM chunks JOIN pages ON pages.id = page_id"
        " ORDER BY chunks.position"
    )
    assert [row["text"].split("\n")[0] for row in rows] == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_words_are_found_as_soon_as_a_file_is_told_and_embedding_comes_after(
    storage: Storage, reader: ReaderProcess, tmp_path: Path
) -> None:
    order: list[str] = []
    index = ChunkIndex(storage)

    class ToldEmbedder(HashedEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
            order.append("embedding")
            return super().embed_passages(texts)

    def told(event: Event) -> None:
        if isinstance(event, FileIndexed):
            found = index.search_words("boiler", 5)
            order.append(f"{len(found)} found, {event.file.embedded_chunks} of {event.file.chunks} embedded")

    queue = EmbeddingQueue(storage, SharedEmbedder(ToldEmbedder), index)
    try:
        assert queue.wait_until_done(60)
        ingest = Ingest(DocumentRecords(storage, index), reader, max_file_mb=lambda: 1, on_chunks_added=queue.notify)
        (tmp_path / "notes.md").write_text("The boiler is serviced every autumn.")
        ingest.add([tmp_path / "notes.md"], "", told, CancelToken(), OperationId("op"))
        assert queue.wait_until_done(60)
    finally:
        queue.close()
    assert order == ["1 found, 0 of 1 embedded", "embedding"]
    assert index.is_embedded()


def test_again_changes_nothing_and_a_changed_file_replaces_its_older_self(
    library_run: Any, storage: Storage, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The key is under the stone.")
    first = library_run.add(file)["a.txt"]
    assert library_run.add(file)["a.txt"].state is FileState.UNCHANGED
    file.write_text("The key is with the neighbour.")
    second = library_run.add(file)["a.txt"]
    assert second.state is FileState.INDEXED
    assert second.document_id == first.document_id
    index = ChunkIndex(storage)
    assert index.search_words("stone", 5) == []
    assert len(index.search_words("neighbour", 5)) == 1
    assert len(storage.rows("SELECT id FROM pages")) == len(storage.rows("SELECT id FROM chunks")) == 1


def test_only_the_changed_chunks_of_a_changed_file_are_embedded_anew(
    library_run: Any, storage: Storage, make_pdf: Any, tmp_path: Path
) -> None:
    index, embedder = ChunkIndex(storage), HashedEmbedder()
    said = ["The lease ends in May.", "Rent is due monthly.", "The key is under the stone."]
    notes = tmp_path / "notes.md"
    notes.write_text("\n\n".join(f"# Part {n}\n\n{words}" for n, words in enumerate(said)))
    library_run.add(make_pdf("a.pdf", *[[words] for words in said]))
    library_run.add(notes)

    def texts(where: str) -> list[tuple[int, str]]:
        rows = storage.rows(
            "SELECT chunks.id, substr(pages.text, start + 1, end - start) AS text FROM chunks"
            f" JOIN pages ON pages.id = page_id WHERE {where} ORDER BY chunks.id"
        )
        return [(row["id"], row["text"]) for row in rows]

    with storage.write() as database:
        chunks = texts("1")
        vectors = embedder.embed_passages([text for _, text in chunks])
        index.add_vectors(
            database, "hashed", [(ChunkId(n), vector) for (n, _), vector in zip(chunks, vectors, strict=True)]
        )
    make_pdf("a.pdf", [said[0]], ["Rent is due weekly."], [said[2]])
    library_run.add(tmp_path / "files" / "a.pdf")
    notes.write_text(notes.read_text().replace("under the stone", "with the neighbour"))
    library_run.add(notes)
    anew = [text for _, text in texts("embedded_by = ''")]
    assert [text.splitlines()[-1] for text in anew] == ["Rent is due weekly.", "The key is with the neighbour."]
    for number, text in texts("embedded_by = 'hashed'"):
        found = index.search_vectors("hashed", embedder.embed_query(text), 3)
        assert found[0][1] == pytest.approx(1.0, abs=1e-3)
        assert number in dict(found)


def test_a_moved_file_keeps_its_document(library_run: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The key is under the stone.")
    first = library_run.add(file)["a.txt"]
    moved = library_run.add(file.rename(tmp_path / "b.txt"))["b.txt"]
    assert (moved.state, moved.document_id) == (FileState.UNCHANGED, first.document_id)
    assert [report.path.name for report in library_run.records.reports()] == ["b.txt"]


def test_a_file_that_became_unreadable_leaves_no_old_text(library_run: Any, storage: Storage, make_pdf: Any) -> None:
    file = make_pdf("a.pdf", ["The lease ends in May."])
    library_run.add(file)
    file.write_bytes(b"%PDF-1.7 broken")
    assert library_run.add(file)["a.pdf"].state is FileState.FAILED
    assert ChunkIndex(storage).search_words("lease", 5) == []
    assert len(library_run.records.reports()) == 1


def test_collections_hold_their_own_copy(library_run: Any, storage: Storage, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The key is under the stone.")
    library_run.add(file)
    assert library_run.add(file, collection="home")["a.txt"].state is FileState.INDEXED
    assert len(ChunkIndex(storage).search_words("stone", 5)) == 2


def test_what_is_not_there_fails_without_a_row(library_run: Any, tmp_path: Path) -> None:
    report = library_run.add(tmp_path / "missing.pdf")["missing.pdf"]
    assert (report.state, report.reason) == (FileState.FAILED, "There is no such file. Check its name and folder.")
    assert library_run.records.reports() == []


def test_a_name_that_is_no_text_is_listed_as_failed(library_run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / os.fsdecode(b"caf\xe9.txt")
    file.write_text("words")
    (report,) = library_run.add(folder).values()
    assert (report.state, report.path.name) == (FileState.FAILED, "caf\ufffd.txt")
    assert report.reason == "The name of this file is not valid text. Rename it, then add it again."
    assert library_run.records.reports() == [report]
    # Tried again it is found by the name that is shown, and listed once.
    (again,) = library_run.add(report.path).values()
    assert (again.path, again.reason) == (report.path, report.reason)
    assert library_run.records.reports() == [again]
    file.rename(folder / "café.txt")
    assert library_run.add(folder)["café.txt"].state is FileState.INDEXED


def test_a_file_whose_title_tells_nothing_is_called_by_its_name(
    library_run: Any, make_pdf: Any, storage: Storage
) -> None:
    named = {
        make_pdf("Harbour lease.pdf", ["Words of the lease."], title="Microsoft Word - Dokument1"): "Harbour lease",
        make_pdf("b.pdf", ["Words of the offer."], title="Offer of 2024"): "Offer of 2024",
    }
    for file, title in named.items():
        library_run.add(file)
        rows = storage.rows("SELECT title FROM documents WHERE path = ?", (str(file),))
        assert [row["title"] for row in rows] == [title]
        assert library_run.records.read_otherwise() == []
    with storage.write() as database:
        # Of a kind that was not read otherwise since, only the title tells.
        database.execute("UPDATE documents SET media_type = 'text/plain', reader_version = 5")
        database.execute("UPDATE documents SET title = 'Chapter 1' WHERE title = 'Harbour lease'")
    assert [path.name for path, _ in library_run.records.read_otherwise()] == ["Harbour lease.pdf"]
    with storage.write() as database:
        # Of one that was, the title hides nothing that came later.
        database.execute("UPDATE documents SET media_type = 'application/pdf', reader_version = 7")
    assert {path.name for path, _ in library_run.records.read_otherwise()} == {"Harbour lease.pdf", "b.pdf"}


def test_a_folder_without_permission_is_named_and_the_rest_goes_on(
    library_run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    (folder / "closed").mkdir(parents=True)
    (folder / "open.txt").write_text("Words.")
    scandir = os.scandir

    def refuse(path: Path) -> Any:
        # The tests may run as root, whom no permission stops.
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        reports = library_run.add(folder)
    assert reports["closed"].reason.startswith("Sotto has no permission to read this folder.")
    assert reports["open.txt"].state is FileState.INDEXED
    assert {report.path.name for report in library_run.records.reports()} == {"closed", "open.txt"}
    library_run.add(folder / "closed")
    assert [report.path.name for report in library_run.records.reports()] == ["open.txt"]


def test_cancelling_keeps_what_was_read(library_run: Any, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Words of file {number}.")
    cancel = CancelToken()
    events: list[Event] = []

    def publish(event: Event) -> None:
        events.append(event)
        if isinstance(event, FileIndexed):
            cancel.cancel()

    library_run.ingest.add([tmp_path], "", publish, cancel, OperationId("op"))
    (finished,) = (event for event in events if isinstance(event, IndexFinished))
    assert finished.error is not None
    assert finished.error.kind == "interrupted"
    assert [report.path.name for report in library_run.records.reports()] == ["0.txt"]


INGEST_SCRIPT = """
import sys
from pathlib import Path
from assistant.cancellation import CancelToken
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.events import FileIndexed
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder

storage = Storage(Path(sys.argv[1]))
records = DocumentRecords(storage, ChunkIndex(storage))
ingest = Ingest(records, ReaderProcess(), max_file_mb=lambda: 200, on_chunks_added=lambda: None)
told = lambda event: print("file", flush=True) if isinstance(event, FileIndexed) else None
ingest.add([Path(sys.argv[2])], "", told, CancelToken(), "op")
"""


def test_a_killed_ingest_leaves_whole_documents_and_the_next_goes_on(make_pdf: Any, tmp_path: Path) -> None:
    folder = make_pdf("0.pdf", ["Page of file 0."]).parent
    for number in range(1, 12):
        make_pdf(f"{number}.pdf", *[[f"Page {page} of file {number}."] for page in range(20)])
    database = tmp_path / "killed.db"
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST_SCRIPT, str(database), str(folder)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    storage = Storage(database)
    records = DocumentRecords(storage, ChunkIndex(storage))
    assert storage.check() == "ok"
    states = {str(report.state) for report in records.reports()}
    assert states == {"indexed", "waiting"}
    assert all(report.pages == report.chunks or report.state == "waiting" for report in records.reports())
    assert [path for path, _ in records.waiting()]
    storage.close()
    subprocess.run(
        [sys.executable, "-c", INGEST_SCRIPT, str(database), str(folder)], check=True, stdout=subprocess.DEVNULL
    )
    storage = Storage(database)
    records = DocumentRecords(storage, ChunkIndex(storage))
    assert {str(report.state) for report in records.reports()} == {"indexed"}
    assert len(records.reports()) == 12
    (orphans,) = storage.rows("SELECT count(*) AS n FROM chunk_words WHERE rowid NOT IN (SELECT id FROM chunks)")
    assert orphans["n"] == 0
    storage.close()


def read_slowly(reading: Iterator[ReadPage]) -> None:
    for _ in reading:
        time.sleep(0.001)


def test_killing_the_reader_costs_the_file_it_read(make_pdf: Any) -> None:
    slow = make_pdf("slow.pdf", *[[f"Line {line} of page {page}." for line in range(45)] for page in range(300)])
    with ReaderProcess() as process:
        reading = process.read(slow)
        next(reading)
        running = process._process
        assert running is not None
        threading.Timer(0.05, running.kill).start()
        with pytest.raises(DocumentUnreadable):
            read_slowly(reading)
        assert next(process.read(slow)).number == 1


def kill_running(process: ReaderProcess) -> None:
    running = process._process
    if running is not None:
        running.kill()


def test_killing_the_reader_at_random_moments_costs_single_files(make_pdf: Any, tmp_path: Path) -> None:
    chance = random.Random(13)
    files = [make_pdf(f"{n}.pdf", *[[f"Page {page} of file {n}."] for page in range(60)]) for n in range(12)]
    read, refused = set(), []
    with ReaderProcess() as process:
        took_s = []  # with the start of the process, and without: a reading is killed before its end or not
        for file in files[:2]:
            began_s = time.monotonic()
            assert len(list(process.read(file))) == 60
            took_s.append(time.monotonic() - began_s)
        for file in [*files, *files]:
            killer = threading.Timer(chance.random() * 2 * chance.choice(took_s), kill_running, (process,))
            killer.start()
            try:
                assert len(list(process.read(file))) == 60
                read.add(file)
            except DocumentUnreadable as error:
                refused.append(error)
            finally:
                killer.cancel()
                killer.join()
        # With nobody killing, all are read.
        assert all(len(list(process.read(file))) == 60 for file in files)
    assert read
    assert refused
    assert all(error.remedy for error in refused)
